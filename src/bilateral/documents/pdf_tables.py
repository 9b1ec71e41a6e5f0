"""A page of a PDF in, its lines out with the rows of its tables as "a | b | c".

A PDF holds no tables, only words at places. Runs of text on one height are a row; wide gaps part
its cells; rows below each other that hold numbers under each other are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BAR = " | "
MOST_RUNS = 4000
_WIDE = 0.9
_LEVEL = 0.5
_LONGEST_CELL = 60
_NUMBER = re.compile(
    r"[-–−+(]?\s{0,9}(?:[A-Z]{0,3}[$€£¥]\s{0,9})?\d[\d.,\s]{0,60}%?\)?\*?|[-–—]|n\.?a\.?|\.\.", re.I
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Run:
    """Words at a place; the origin is the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom


def page_text(text_page: Any) -> str:
    """The text of a page of PDFium, with its tables in rows; the plain text where it has none."""
    plain = str(text_page.get_text_bounded())
    if len(_DIGIT.findall(plain)) < 4:
        return plain
    lines = rows_of(_runs(text_page))
    tables = [lines[start:end] for start, end in table_spans(lines)]
    if not tables:
        return plain
    parts = []
    above = None
    for table in tables:
        top = max(run.top for run in table[0])
        parts.append(_between(text_page, top, above))
        parts.append("\n".join(rendered(table)))
        above = min(run.bottom for run in table[-1])
    parts.append(_between(text_page, None, above))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _runs(text_page: Any) -> list[Run]:
    count = min(text_page.count_rects(), MOST_RUNS)
    out = []
    for index in range(count):
        left, bottom, right, top = text_page.get_rect(index)
        text = " ".join(str(text_page.get_text_bounded(left, bottom, right, top)).split())
        if text:
            out.append(Run(left, bottom, right, top, text))
    return out


def _between(text_page: Any, bottom: float | None, top: float | None) -> str:
    """The plain text of a page below `top` and above `bottom`."""
    return str(text_page.get_text_bounded(bottom=bottom, top=top))


def rows_of(runs: list[Run]) -> list[list[Run]]:
    """The runs by the height that they stand on, from the top, each row's cells from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-(r.top + r.bottom), r.left)):
        last = rows[-1][0] if rows else None
        middle = (run.top + run.bottom) / 2
        if last and abs((last.top + last.bottom) / 2 - middle) < _LEVEL * max(last.height, 1):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_cells(sorted(row, key=lambda r: r.left)) for row in rows]


def _cells(row: list[Run]) -> list[Run]:
    """The runs of a row, those joined that no wide gap parts."""
    out: list[Run] = []
    for run in row:
        last = out[-1] if out else None
        if last and run.left - last.right < _WIDE * max(last.height, run.height, 1):
            out[-1] = Run(
                *(last.left, min(last.bottom, run.bottom), max(last.right, run.right)),
                *(max(last.top, run.top), f"{last.text} {run.text}"),
            )
        else:
            out.append(run)
    return out


def table_spans(rows: list[list[Run]]) -> Iterator[tuple[int, int]]:
    """Where tables start and end among the rows: a heading row and rows with numbers below it."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _may_be_row(rows[end]):
            end += 1
        numeric = [row for row in rows[start + 1 : end] if _has_numbers(row)]
        if end - start > 1 and len(numeric) * 2 >= end - start - 1 and numeric:
            yield start, end
        start = max(end, start + 1)


def _may_be_row(row: list[Run]) -> bool:
    return len(row) > 1 and all(len(cell.text) <= _LONGEST_CELL for cell in row)


def _has_numbers(row: list[Run]) -> bool:
    cells = row[1:]
    return sum(bool(_NUMBER.fullmatch(cell.text)) for cell in cells) * 2 > len(cells)


def rendered(table: list[list[Run]]) -> Iterator[str]:
    """The rows as text, a cell that is left out as an empty one."""
    widest = max(table, key=len)
    columns = [(cell.left, cell.right) for cell in widest]
    for row in table:
        cells = [""] * len(columns)
        for cell in row:
            at = _column(cell, columns)
            cells[at] = f"{cells[at]} {cell.text}".strip()
        yield BAR.join(cells)


def _column(cell: Run, columns: list[tuple[float, float]]) -> int:
    """The column that a cell shares most of its width with, else the nearest one."""
    middle = (cell.left + cell.right) / 2

    def closeness(index: int) -> tuple[float, float]:
        left, right = columns[index]
        shared = min(cell.right, right) - max(cell.left, left)
        return max(shared, 0.0), -abs((left + right) / 2 - middle)

    return max(range(len(columns)), key=closeness)
