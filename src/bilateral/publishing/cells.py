"""Columns and the things that fill them in, rows of cells as CSV or JSON Lines out.

Numbers are exact and in full; text that a spreadsheet would run as a formula is made inert.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TextIO, TypeVar

Cell = str | int | Decimal | None
Kind = Literal["text", "integer", "decimal"]
T = TypeVar("T")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the start of a formula, or skips before one."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its name, the kind of its cells, where they come from, and what it holds."""

    name: str
    kind: Kind
    cell: Callable[[T], Cell]
    about: str = ""


def in_full(value: Decimal) -> str:
    """A value as digits, exact, without an exponent and without empty places."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def csv_cell(cell: Cell) -> str | int:
    """A cell as CSV holds it.

    Text beginning with = + - @ (or with a tab or a line's end before them) would be run as a
    formula by a spreadsheet: an apostrophe before it makes it inert. Numbers stay numbers.
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return in_full(cell)
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def write_table(header: Sequence[str], rows: Iterable[Iterable[Cell]], stream: TextIO) -> int:
    """Rows of cells as CSV (RFC 4180) below `header`; the number of rows."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([csv_cell(cell) for cell in row])
        count += 1
    return count


def write_columns(columns: Sequence[Column[T]], items: Iterable[T], stream: TextIO) -> int:
    """One row an item as CSV, below the names of the columns; the number of rows."""
    header = [column.name for column in columns]
    return write_table(header, ([c.cell(item) for c in columns] for item in items), stream)


def write_objects(columns: Sequence[Column[T]], items: Iterable[T], stream: TextIO) -> int:
    """One flat JSON object an item and a line, numbers plain; the number of lines."""
    count = 0
    for item in items:
        row = {column.name: _plain(column.cell(item)) for column in columns}
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell
