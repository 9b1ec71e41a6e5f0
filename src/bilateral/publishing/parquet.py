"""The ledger's rows in, a Parquet file out, through DuckDB.

Values are exact decimals in the file. The rows pass through a temporary file, so that the
ledger of a large archive never stands in memory.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from pathlib import Path

from bilateral.errors import BilateralError
from bilateral.publishing.ledger import COLUMNS, Cell, Claim, Kind, in_full

WHOLE_DIGITS, PLACES = 29, 9
"""Digits before and after the point that a value may have."""

TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": f"DECIMAL({WHOLE_DIGITS + PLACES}, {PLACES})",
}


def write_parquet(rows: Iterable[Claim], path: Path) -> int:
    """Write `path`; the number of rows. Raises `BilateralError` when DuckDB is not installed."""
    try:
        duckdb = import_module("duckdb")
    except ImportError as error:
        raise BilateralError(
            "writing Parquet needs DuckDB, which is not installed",
            next_step="Install it with: pip install 'bilateral[parquet]'",
        ) from error
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        lines = Path(folder) / "rows.jsonl"
        count = _write_lines(rows, lines)
        table = connection.read_json(
            str(lines),
            columns={column.name: TYPES[column.kind] for column in COLUMNS},
            format="newline_delimited",
        )
        table.write_parquet(str(path))
    return count


def _write_lines(rows: Iterable[Claim], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for claim in rows:
            row = {column.name: _text(column.cell(claim)) for column in COLUMNS}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


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
            next_step="Write the ledger as csv, which holds any number",
        )
    return digits
