"""A brief in, a PDF out, set by typst.

All text goes into the source as string literals, which typst prints and never runs; so no word of
an article can be markup. Fonts: those inside typst hold Latin and Vietnamese letters; for Chinese,
Japanese and Korean ones the system's Noto fonts are used where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
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
from bilateral.publishing.charts import as_svg

PRELUDE = Path(__file__).with_name("brief.typ")
FONT = "Libertinus Serif"
"""The font inside typst in which briefs are set."""


def as_pdf(brief: Brief) -> bytes:
    """The bytes of the file. Raises BilateralError without typst or vl-convert-python."""
    try:
        import typst
    except ImportError as error:
        raise BilateralError(
            "a PDF needs typst", next_step="Install it with: pip install 'bilateral[papers]'"
        ) from error
    made: Any = typst.compile(as_typst(brief).encode(), format="pdf")
    return bytes(made)


def as_typst(brief: Brief) -> str:
    """The source that typst sets."""
    return PRELUDE.read_text(encoding="utf-8") + "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    first, _, rest = brief.page.partition("{page}")
    between, _, last = rest.partition("{pages}")
    around = ", ".join(_string(part) for part in (first, between, last))
    yield (
        f"#show: paper.with(title: {_string(brief.title)}, subtitle: {_string(brief.subtitle)}, "
        f"lang: {_string(brief.language)}, page-words: ({around}))"
    )
    writer = _Writer(brief.numbered())
    for section in brief.sections:
        yield f"#heading(level: 1, {_string(section.title)})"
        for block in section.blocks:
            yield from writer.block(block)
    yield f"#basis({_string(brief.basis)})"


class _Writer:
    """Writes blocks; the first mark of a note holds it, further ones refer to it."""

    def __init__(self, numbers: Mapping[Note, int]) -> None:
        self._numbers = numbers
        self._met: set[Note] = set()

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(text, small):
                yield f"#{'small' if small else 'par'}({self._text(text)})"
            case Points(items):
                yield f"#list({', '.join(self._text(item) for item in items)})"
            case Table():
                yield from self._table(block)
            case Chart():
                drawn = as_svg({**block.spec, "config": _config(block)}, block.name)
                parts = (drawn, block.alt, block.title, block.source)
                yield f"#drawing({', '.join(map(_string, parts))})"

    def _table(self, table: Table) -> Iterator[str]:
        widths = ", ".join(f"{width}fr" for width in table.widths)
        heads = ", ".join(_string(name) for name in table.head)
        cells = ", ".join(self._text(cell) for row in table.rows for cell in row)
        yield f"#rows(({widths},), ({heads},), ({cells},))"

    def _text(self, text: Text) -> str:
        parts = [_words(p) if isinstance(p, Words) else self._mark(p) for p in text]
        return f"({' + '.join(parts)})" if parts else "[]"

    def _mark(self, note: Note) -> str:
        name = f'label("note-{self._numbers[note]}")'
        if note in self._met:
            return f"footnote({name})"
        self._met.add(note)
        return f"[#footnote({_note(note)})#{name}]"


def _config(chart: Chart) -> dict[str, Any]:
    return {**chart.spec.get("config", {}), "font": FONT}


def _words(words: Words) -> str:
    lang = f", lang: {_string(words.language)}" if words.language else ""
    weight = ', weight: "bold"' if words.strong else ""
    text = f"“{words.text}”" if words.quoted else words.text
    return f"text({_string(text)}{lang}{weight})"


def _note(note: Note) -> str:
    lang = f", lang: {_string(note.language)}" if note.language else ""
    quote = f"text({_string(f'“{note.quote}” ')}{lang})" if note.quote else "[]"
    link = f" + address({_string(note.href)})" if note.href else ""
    return f"{quote} + text({_string(note.source)}){link}"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _string(text: str) -> str:
    """A string literal of typst: what stands inside is printed, never run."""
    return f'"{text.translate(_ESCAPES)}"'
