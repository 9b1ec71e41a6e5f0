"""A brief in, a Word document out: real styles, headings, footnotes, a numbered page, charts.

The same brief gives the same bytes: the parts of the package carry no time of day.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from bilateral.errors import BilateralError
from bilateral.publishing.brief.contents import (
    Block,
    Brief,
    Chart,
    Note,
    Paragraph,
    Points,
    Table,
    Text,
    Words,
)
from bilateral.publishing.brief.footnotes import Footnotes
from bilateral.publishing.brief.wordprocessing import (
    TABLE_WIDTH,
    add_field,
    as_element,
    attributes,
    language_of,
    set_styles,
)
from bilateral.publishing.charts import WIDTH, as_png

_EARLY = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first that a ZIP file can tell."""


def as_docx(brief: Brief) -> bytes:
    """The bytes of the file. Raises BilateralError without python-docx or vl-convert-python."""
    try:
        import docx
    except ImportError as error:
        raise BilateralError(
            "a Word document needs python-docx",
            next_step="Install it with: pip install 'bilateral[papers]'",
        ) from error
    document = docx.Document()
    set_styles(document, brief.language)
    _describe(document, brief)
    _around(document, brief)
    writer = _Writer(document, brief)
    document.add_paragraph(brief.title, style="Title")
    document.add_paragraph(brief.subtitle, style="Subtitle")
    for section in brief.sections:
        document.add_heading(section.title, level=1)
        for block in section.blocks:
            writer.block(block)
    document.add_paragraph(brief.basis, style="Small")
    writer.notes.attach(document)
    return _saved(document)


def _describe(document: Any, brief: Brief) -> None:
    """The properties of the file, all of the day of the brief."""
    day = datetime.fromisoformat(f"{brief.day}T00:00:00")
    properties = document.core_properties
    properties.title, properties.subject = brief.title, brief.subtitle
    properties.author = properties.last_modified_by = "Bilateral"
    properties.created = properties.modified = day
    properties.language = brief.language
    properties.comments, properties.keywords, properties.revision = "", "", 1


def _around(document: Any, brief: Brief) -> None:
    """The head and the foot of each page."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.style = document.styles["Header"]
    head.add_run(f"{brief.title} · {brief.subtitle}")
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Footer"]
    first, _, rest = brief.page.partition("{page}")
    between, _, last = rest.partition("{pages}")
    foot.add_run(first)
    add_field(foot, "PAGE", "1")
    foot.add_run(between)
    add_field(foot, "NUMPAGES", "1")
    foot.add_run(last)


class _Writer:
    """Puts blocks at the end of a document."""

    def __init__(self, document: Any, brief: Brief) -> None:
        self._document = document
        self._pictures = 0
        self.notes = Footnotes(brief.numbered())

    def block(self, block: Block) -> None:
        match block:
            case Paragraph(text, small):
                self._text(self._document.add_paragraph(style="Small" if small else None), text)
            case Points(items):
                for item in items:
                    self._text(self._document.add_paragraph(style="List Bullet"), item)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)

    def _text(self, paragraph: Any, text: Text) -> None:
        for part in text:
            if isinstance(part, Note):
                self.notes.mark(paragraph, part)
            else:
                _run(paragraph, part)

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=1, cols=len(table.head), style="Brief Table")
        made.autofit = False
        for cell, name in zip(made.rows[0].cells, table.head, strict=True):
            cell.paragraphs[0].style = self._document.styles["Table Head"]
            cell.paragraphs[0].add_run(name)
        _property(made.rows[0], "w:tblHeader")
        for row in table.rows:
            cells = made.add_row()
            _property(cells, "w:cantSplit")
            for cell, text in zip(cells.cells, row, strict=True):
                cell.paragraphs[0].style = self._document.styles["Table Text"]
                self._text(cell.paragraphs[0], text)
        _widths(made, table.widths)
        _about(made, table.about)
        self._document.add_paragraph(style="Gap")

    def _chart(self, chart: Chart) -> None:
        from docx.shared import Pt

        self._document.add_paragraph(chart.title, style="Caption")
        self._pictures += 1
        picture = self._document.add_paragraph(style="Picture").add_run()
        shape = picture.add_picture(io.BytesIO(as_png(chart.spec)), width=Pt(WIDTH))
        attributes(shape._inline.docPr, id=str(self._pictures), name=chart.name, descr=chart.alt)
        if chart.source:
            self._document.add_paragraph(chart.source, style="Small")


def _run(paragraph: Any, words: Words) -> None:
    text = f"“{words.text}”" if words.quoted else words.text
    run = paragraph.add_run(text)
    run.bold = words.strong or None
    if words.language:
        run._r.get_or_add_rPr().append(language_of(words.language))


def _property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(as_element(name))


def _widths(table: Any, widths: tuple[int, ...]) -> None:
    from docx.shared import Pt

    whole = sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(TABLE_WIDTH * width / whole)
        for cell in column.cells:
            cell.width = Pt(TABLE_WIDTH * width / whole)


def _about(table: Any, about: str) -> None:
    """What a screen reader says of the table."""
    properties = table._tbl.tblPr
    properties.append(as_element("w:tblCaption", val=about))


def _saved(document: Any) -> bytes:
    """The package with its parts in order, none with a time of its own."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in _in_order(source.namelist()):
            part = zipfile.ZipInfo(name, _EARLY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            target.writestr(part, source.read(name))
    return out.getvalue()


def _in_order(names: list[str]) -> list[str]:
    """The list of types first, as readers expect."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
