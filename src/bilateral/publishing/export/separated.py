"""Rows of cells in, tab-separated lines out, as event data are published.

Those files know no quoting: a tab or an end of line within a cell would break its row, so runs of
white space become one space.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TextIO

from bilateral.publishing.cells import FORMULA_STARTS, Cell, in_full


def write_line(cells: Iterable[Cell], stream: TextIO, missing: str = "") -> None:
    """One row; an absent cell is `missing`."""
    stream.write("\t".join(_cell(cell, missing) for cell in cells) + "\n")


def _cell(cell: Cell, missing: str) -> str:
    if cell is None or cell == "":
        return missing
    if isinstance(cell, Decimal):
        return in_full(cell)
    if isinstance(cell, int):
        return str(cell)
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text or missing
