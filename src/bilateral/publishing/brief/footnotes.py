"""The notes of a brief in, the footnotes part of a Word document and the marks in its text out.

python-docx has no call for footnotes, so the part is written here (ECMA-376 part 1, 17.11). A note
met again is a cross-reference to its first mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bilateral.publishing.brief.contents import Note
from bilateral.publishing.brief.wordprocessing import add_field, as_element, language_of

PART = "/word/footnotes.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
"""The lines above footnotes, which every part must hold."""


class Footnotes:
    """Marks in the text first, then the part that holds what they say."""

    def __init__(self, numbers: Mapping[Note, int]) -> None:
        self._numbers = numbers
        self._met: list[Note] = []

    def mark(self, paragraph: Any, note: Note) -> None:
        """The raised number of a note, at the end of a paragraph."""
        number = self._numbers[note]
        if note in self._met:
            add_field(paragraph, f"NOTEREF note{number} \\f \\h", str(number), "footnote reference")
            return
        self._met.append(note)
        run = paragraph.add_run()
        run.style = "footnote reference"
        run._r.append(as_element("w:footnoteReference", id=str(number)))
        start = as_element("w:bookmarkStart", id=str(number), name=f"note{number}")
        run._r.addprevious(start)
        run._r.addnext(as_element("w:bookmarkEnd", id=str(number)))

    def attach(self, document: Any) -> None:
        """Put the part into the document, and say so in its settings."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        part = Part(PackURI(PART), TYPE, self._xml(document), document.part.package)
        document.part.relate_to(part, RELATION)
        settings = as_element("w:footnotePr")
        for name, _ in SEPARATORS:
            settings.append(as_element("w:footnote", id=name))
        _into_settings(document.settings.element, settings)

    def _xml(self, document: Any) -> bytes:
        from lxml import etree

        root = as_element("w:footnotes")
        for name, kind in SEPARATORS:
            separator = as_element("w:footnote", type=kind, id=name)
            line = as_element("w:p")
            run = as_element("w:r")
            run.append(as_element(f"w:{kind}"))
            line.append(run)
            separator.append(line)
            root.append(separator)
        for note in self._met:
            root.append(self._footnote(document, note))
        made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made

    def _footnote(self, document: Any, note: Note) -> Any:
        made = as_element("w:footnote", id=str(self._numbers[note]))
        line = as_element("w:p")
        style = as_element("w:pPr")
        style.append(as_element("w:pStyle", val=document.styles["footnote text"].style_id))
        line.append(style)
        number = _run("")
        reference = document.styles["footnote reference"].style_id
        properties = as_element("w:rPr")
        properties.append(as_element("w:rStyle", val=reference))
        number.insert(0, properties)
        number.append(as_element("w:footnoteRef"))
        line.append(number)
        line.append(_run(" "))
        if note.quote:
            line.append(_run(f"“{note.quote}” ", note.language))
        line.append(_run(note.source))
        if note.href:
            line.append(_run(f" {note.href}"))
        made.append(line)
        return made


def _run(text: str, language: str | None = None) -> Any:
    run = as_element("w:r")
    if language:
        properties = as_element("w:rPr")
        properties.append(language_of(language))
        run.append(properties)
    if text:
        words = as_element("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
    return run


_BEFORE_COMPAT = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids")
"""What must stand behind `w:footnotePr` in the settings, the first met counts."""


def _into_settings(settings: Any, element: Any) -> None:
    from docx.oxml.ns import qn

    for name in _BEFORE_COMPAT:
        found = settings.find(qn(name))
        if found is not None:
            found.addprevious(element)
            return
    settings.append(element)
