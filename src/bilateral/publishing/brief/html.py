"""A brief in, one HTML page out that needs nothing beside it: its style and drawings are inside.

It has no script. It prints on A4 as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

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

STYLE = Path(__file__).with_name("brief.css")


def as_html(brief: Brief) -> str:
    """The page. Raises BilateralError where a chart needs vl-convert-python, which is missing."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    numbers = brief.numbered()
    first: set[Note] = set()
    yield "<!doctype html>"
    yield f'<html lang="{escape(brief.language)}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(brief.title)}. {escape(brief.subtitle)}</title>"
    yield f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
    yield f"<body><main><header><h1>{escape(brief.title)}</h1>"
    yield f"<p>{escape(brief.subtitle)}</p></header>"
    writer = _Writer(numbers, first)
    for section in brief.sections:
        yield f'<section id="{section.code}"><h2>{escape(section.title)}</h2>'
        for block in section.blocks:
            yield from writer.block(block)
        yield "</section>"
    yield f'<footer><p class="basis">{escape(brief.basis)}</p>'
    yield from _notes(brief, numbers)
    yield "</footer></main></body></html>"


def _notes(brief: Brief, numbers: Mapping[Note, int]) -> Iterator[str]:
    if not numbers:
        return
    yield f"<h2>{escape(brief.notes)}</h2><ol>"
    for note, number in numbers.items():
        lang = f' lang="{escape(note.language)}"' if note.language else ""
        quote = f"<q{lang}>{escape(note.quote)}</q> " if note.quote else ""
        link = f' <a href="{escape(note.href)}">{escape(note.href)}</a>' if note.href else ""
        back = f'<a href="#ref-{number}" aria-label="{number}">↑</a>'
        yield f'<li id="note-{number}">{quote}{escape(note.source)}{link} {back}</li>'
    yield "</ol>"


class _Writer:
    """Writes blocks; the first mark of a note is where its link leads back to."""

    def __init__(self, numbers: Mapping[Note, int], met: set[Note]) -> None:
        self._numbers = numbers
        self._met = met

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(text, small):
                kind = ' class="small"' if small else ""
                yield f"<p{kind}>{self._text(text)}</p>"
            case Points(items):
                yield "<ul>"
                yield from (f"<li>{self._text(item)}</li>" for item in items)
                yield "</ul>"
            case Table():
                yield from self._table(block)
            case Chart():
                yield from _chart(block)

    def _table(self, table: Table) -> Iterator[str]:
        yield f'<div class="wide"><table aria-label="{escape(table.about)}"><colgroup>'
        yield "".join(f'<col style="width:{width}%">' for width in table.widths)
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
        yield f"</colgroup><thead><tr>{heads}</tr></thead><tbody>"
        for row in table.rows:
            yield f"<tr>{''.join(f'<td>{self._text(cell)}</td>' for cell in row)}</tr>"
        yield "</tbody></table></div>"

    def _text(self, text: Text) -> str:
        return "".join(_words(p) if isinstance(p, Words) else self._mark(p) for p in text)

    def _mark(self, note: Note) -> str:
        number = self._numbers[note]
        name = "" if note in self._met else f' id="ref-{number}"'
        self._met.add(note)
        return f'<sup><a{name} href="#note-{number}">{number}</a></sup>'


def _words(words: Words) -> str:
    text = escape(words.text)
    lang = f' lang="{escape(words.language)}"' if words.language else ""
    if words.quoted:
        text = f"<q{lang}>{text}</q>"
    elif lang:
        text = f"<span{lang}>{text}</span>"
    return f"<strong>{text}</strong>" if words.strong else text


def _chart(chart: Chart) -> Iterator[str]:
    drawn = as_svg(chart.spec, chart.name)
    label = f'<svg role="img" aria-label="{escape(chart.alt)}" '
    yield f"<figure><figcaption>{escape(chart.title)}</figcaption>"
    yield drawn.replace("<svg ", label, 1)
    yield f'<p class="small">{escape(chart.source)}</p></figure>'
