"""Columns and the things that fill them in, a Parquet file out, through DuckDB.

Values are exact decimals in the file. Rows stream, so that a large archive never stands in
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from bilateral.errors import BilateralError
from bilateral.publishing.cells import Cell, Column, Kind, T, in_full
from bilateral.publishing.ledger import COLUMNS, Claim
from bilateral.publishing.tables import PARQUET, write_table

WHOLE_DIGITS, PLACES = 29, 9
"""Digits before and after the point that a value may have."""

TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": f"DECIMAL({WHOLE_DIGITS + PLACES}, {PLACES})",
}


def write_parquet(rows: Iterable[Claim], path: Path) -> int:
    """The ledger as Parquet; see `write_columns`."""
    return write_columns(COLUMNS, rows, path)


def write_columns(columns: Sequence[Column[T]], items: Iterable[T], path: Path) -> int:
    """Write `path`, one row an item; the number of rows.

    Raises `BilateralError` when DuckDB is not installed or a value would be rounded.
    """
    types = {column.name: TYPES[column.kind] for column in columns}
    rows = ({c.name: _text(c.cell(item)) for c in columns} for item in items)
    return write_table(rows, path, PARQUET, types)


def _text(cell: Cell) -> str | None:
    """Every cell as text, so that no decimal passes through a float on its way."""
    if isinstance(cell, Decimal):
        return _fitting(in_full(cell))
    return None if cell is None else str(cell)


def _fitting(digits: str) -> str:
    """The digits of a value; raises before a column would round them."""
    whole, _, places = digits.lstrip("-").partition(".")
    if len(whole) > WHOLE_DIGITS or len(places) > PLACES:
        raise BilateralError(
            f"{digits} has more digits than a column of the type {TYPES['decimal']} holds",
            next_step="Write it as csv, which holds any number",
        )
    return digits
