"""The styles of a brief in Word, and the elements that python-docx has no call for."""

from __future__ import annotations

from typing import Any

FONT, EAST_ASIAN = "Calibri", "Microsoft YaHei"
BLUE, QUIET, INK = "1F4E79", "52606D", "1F2933"
TABLE_WIDTH = 482.0
"""Points between the margins of a page of A4."""
MARGIN = 56.6
_REGIONS = {"en": "en-GB", "vi": "vi-VN", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}


def as_element(name: str, /, **values: str) -> Any:
    """An element of WordprocessingML with attributes of its namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def attributes(element: Any, **values: str) -> None:
    """Set attributes that have no namespace."""
    for key, value in values.items():
        element.set(key, value)


def language_of(code: str) -> Any:
    """The property of words that are in another language."""
    region = _REGIONS.get(code, code)
    east = {"eastAsia": region} if code in ("zh", "ja", "ko") else {}
    return as_element("w:lang", val=region, **east)


def add_field(paragraph: Any, instruction: str, shown: str, style: str | None = None) -> None:
    """A field that Word works out, with what stands there until it does."""
    field = as_element("w:fldSimple", instr=f" {instruction} ")
    run = paragraph.add_run(shown)
    if style:
        run.style = style
    field.append(run._r)
    paragraph._p.append(field)


def set_styles(document: Any, language: str) -> None:
    """A page of A4 and every style that a brief uses."""
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin, section.bottom_margin = Mm(18), Mm(17)
    section.header_distance = section.footer_distance = Mm(9)
    _normal(document, language)
    _paragraph(document, "Title", 18, BLUE, bold=True, after=0)
    _paragraph(document, "Subtitle", 10, QUIET, after=6)
    _paragraph(document, "Heading 1", 11.5, BLUE, bold=True, before=7, after=2)
    _paragraph(document, "Caption", 9, QUIET, bold=True, before=4, after=1)
    _paragraph(document, "List Bullet", 9.5, None, after=1)
    document.styles["List Bullet"].paragraph_format.left_indent = Mm(4)
    document.styles["List Bullet"].paragraph_format.first_line_indent = Mm(-4)
    _paragraph(document, "Header", 8, QUIET)
    _paragraph(document, "Footer", 8, QUIET, right=True)
    for name, size, color, after in (
        ("Small", 8.5, QUIET, 4),
        ("Picture", 10, None, 2),
        ("Gap", 3, None, 0),
        ("Table Text", 8.5, None, 0),
        ("Table Head", 8.5, QUIET, 0),
        ("footnote text", 7.5, None, 0),
    ):
        _made(document, name)
        _paragraph(document, name, size, color, bold=name == "Table Head", after=after)
    document.styles["Heading 1"].paragraph_format.keep_with_next = True
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Picture"].paragraph_format.keep_with_next = True
    _reference(document)
    _table(document)


def _normal(document: Any, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9.5)
    style.font.color.rgb = RGBColor.from_string(INK)
    style.paragraph_format.space_after = Pt(4)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), EAST_ASIAN)
    properties.append(language_of(language))
    # What the template says of every run gives way to the brief's language.
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), _REGIONS.get(language, language))


def _made(document: Any, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True


def _paragraph(
    document: Any,
    name: str,
    size: float,
    color: str | None,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    right: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles[name]
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for slot in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), FONT)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)  # the template sets subtitles wide
    if right:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _reference(document: Any) -> None:
    """The raised number of a footnote."""
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    style.font.superscript = True


def _table(document: Any) -> None:
    """Lines under the rows only, and little room around the words."""
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style("Brief Table", WD_STYLE_TYPE.TABLE)
    properties = as_element("w:tblPr")
    borders = as_element("w:tblBorders")
    for side, size, color in (("bottom", "4", QUIET), ("insideH", "4", "D9DFE5")):
        borders.append(as_element(f"w:{side}", val="single", sz=size, space="0", color=color))
    margins = as_element("w:tblCellMar")
    for side, width in (("top", "15"), ("left", "0"), ("bottom", "15"), ("right", "80")):
        margins.append(as_element(f"w:{side}", w=width, type="dxa"))
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)
