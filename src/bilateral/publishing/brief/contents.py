"""What a brief is made of: sections of paragraphs, lists, tables and charts, with notes.

A composer fills it from the record; each writer sets it in one format. Text is a row of words
and notes; a note is the sentence and the source that the words before it stand on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SECTIONS = (
    "state",
    "status",
    "contacts",
    "commitments",
    "trade",
    "fields",
    "irritants",
    "coming",
    "people",
)
"""The sections of a brief in the order in which desks read them."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words; `quoted` ones are an article's own, in its `language` (ISO 639-1, None: that
    of the brief)."""

    text: str
    strong: bool = False
    quoted: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What words stand on.

    `quote` is the sentence of the article, with an ellipsis where it is cut short (empty for
    statistics); `source` names who printed it when and how many independent sources tell it;
    `href` is where it was found.
    """

    quote: str
    source: str
    language: str | None = None
    href: str | None = None


Text = tuple[Words | Note, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `small` for remarks under a table."""

    text: Text
    small: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list with one point an item."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; `widths` are parts of the width of the page; `about` says what it
    holds to those who do not see it."""

    about: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification, what it shows in words (`alt`), and whose data it is."""

    name: str
    title: str
    spec: Mapping[str, Any]
    alt: str
    source: str


Block = Paragraph | Points | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the brief; `code` is one of SECTIONS."""

    code: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief.

    `day` is the day it is true of (ISO 8601), `language` the one it is written in, `basis` what
    it was made from; `notes` is the title under which formats without footnotes collect them,
    `page` what stands around the number of a page ("Page {page} of {pages}").
    """

    title: str
    subtitle: str
    day: str
    language: str
    sections: tuple[Section, ...]
    basis: str
    notes: str
    page: str

    def texts(self) -> Iterator[Text]:
        """Every text in the order of the page."""
        for section in self.sections:
            for block in section.blocks:
                yield from texts(block)

    def numbered(self) -> dict[Note, int]:
        """The notes, numbered from 1 in the order in which they are first met."""
        out: dict[Note, int] = {}
        for text in self.texts():
            for part in text:
                if isinstance(part, Note):
                    out.setdefault(part, len(out) + 1)
        return out

    def charts(self) -> Iterator[Chart]:
        """Every chart in the order of the page."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Chart))


def texts(block: Block) -> Iterator[Text]:
    """The texts of a block in their order."""
    match block:
        case Paragraph():
            yield block.text
        case Points():
            yield from block.items
        case Table():
            for row in block.rows:
                yield from row


def plain(text: Text) -> str:
    """The words of a text without its notes."""
    return "".join(part.text for part in text if isinstance(part, Words))
