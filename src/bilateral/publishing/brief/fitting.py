"""A brief that is made shorter and shorter in, the first that fits on three pages out.

Pages differ between formats and fonts, so that what is counted is lines of the printed page: A4,
as the PDF sets it. What is cut are the last items of each list, which stand in the order of what
matters; a list that was cut says how many more there are.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from bilateral.publishing.brief.contents import (
    Block,
    Brief,
    Chart,
    Note,
    Paragraph,
    Points,
    Table,
    Text,
    plain,
)

LINES = 244.0
"""Lines that three pages hold, with what is lost where a page breaks: briefs of 245 lines have
three, of 249 four."""
STEPS = 8
"""How often a brief is made shorter, as the most."""

LETTERS = 96
"""Letters of a line across the page."""
SMALL_LETTERS, SMALL = 122, 0.8
"""Letters of a line of small print, and its height."""
HEADING, GAP, ROW, CHART = 2.2, 0.5, 0.45, 15.0
"""Heights in lines: of a title, between blocks, of the rule of a row, of a chart."""


def fitted(make: Callable[[int], Brief]) -> Brief:
    """The first brief of `make(0)`, `make(1)` ... that fits, or the shortest."""
    brief = make(0)
    for step in range(1, STEPS):
        if lines(brief) <= LINES:
            break
        brief = make(step)
    return brief


def lines(brief: Brief) -> float:
    """How many lines a brief has on the printed page."""
    blocks = sum(_block(block) for section in brief.sections for block in section.blocks)
    titles = HEADING * (len(brief.sections) + 1)
    notes = sum(_small(f"{note.quote}{note.source}") for note in brief.numbered())
    return titles + blocks + notes + _small(brief.basis)


def _block(block: Block) -> float:
    match block:
        case Paragraph():
            return GAP + (_small(plain(block.text)) if block.small else _rows(_long(block.text)))
        case Points():
            return GAP + sum(_rows(_long(item), LETTERS - 4) for item in block.items)
        case Table():
            whole = sum(block.widths)
            parts = [LETTERS * width / whole for width in block.widths]
            return GAP + 1.5 + sum(_row(row, parts) for row in block.rows)
        case Chart():
            return CHART


def _row(row: tuple[Text, ...], parts: list[float]) -> float:
    return ROW + max(_rows(_long(cell), width) for cell, width in zip(row, parts, strict=True))


def _long(text: Text) -> int:
    """Letters of a text; the mark of a note takes two."""
    return len(plain(text)) + 2 * sum(isinstance(part, Note) for part in text)


def _rows(letters: int, width: float = LETTERS) -> int:
    return ceil(letters / width) or 1


def _small(words: str) -> float:
    return SMALL * _rows(len(words), SMALL_LETTERS)
