"""A brief in, Markdown out: tables and footnotes as Pandoc, GitHub and most editors read them.

Charts are told in words: Markdown has no place for a picture inside the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&])")
_START = re.compile(r"^(\s*)([-=:]|\d+(?=[.)]))")


def as_markdown(brief: Brief) -> str:
    """The text of the file."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    numbers = brief.numbered()
    yield from (f"# {escaped(brief.title)}", "", f"*{escaped(brief.subtitle)}*", "")
    for section in brief.sections:
        yield from (f"## {escaped(section.title)}", "")
        for block in section.blocks:
            yield from _block(block, numbers)
            yield ""
    yield from ("---", "", escaped(brief.basis), "")
    for note, number in numbers.items():
        yield f"[^{number}]: {_note(note)}"


def _block(block: Block, numbers: Mapping[Note, int]) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _text(text, numbers)
        case Points(items):
            yield from (f"- {_text(item, numbers)}" for item in items)
        case Table():
            yield from _table(block, numbers)
        case Chart():
            yield f"**{escaped(block.title)}.** {escaped(block.alt)}"


def _table(table: Table, numbers: Mapping[Note, int]) -> Iterator[str]:
    yield _row(escaped(name) for name in table.head)
    yield _row("---" for _ in table.head)
    for row in table.rows:
        yield _row(_text(cell, numbers) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: Text, numbers: Mapping[Note, int]) -> str:
    parts = (_words(p) if isinstance(p, Words) else f"[^{numbers[p]}]" for p in text)
    return _START.sub(r"\1\\\2", "".join(parts))


def _words(words: Words) -> str:
    text = escaped(words.text)
    if words.quoted:
        text = f"“{text}”"
    return f"**{text}**" if words.strong and text.strip() else text


def _note(note: Note) -> str:
    quote = f"“{escaped(note.quote)}” " if note.quote else ""
    link = f" <{_address(note.href)}>" if note.href else ""
    return f"{quote}{escaped(note.source)}{link}"


def _address(href: str) -> str:
    """An address that ends where it should."""
    return re.sub(r"[<>\s\\]", lambda m: f"%{ord(m.group()):02X}", href)


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", text))
