"""A folder that is written to in; what its disk refuses, as one line that says how to go on, out.

Three parts write there, and each has words of its own for a full or closed disk: the files of
chunks, SQLite's journal and DuckDB's Parquet.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bilateral.errors import BilateralError, is_closed, is_full

_FULL = ("disk is full", "No space left", "File too large", "Disk quota exceeded")
_CLOSED = ("readonly", "Read-only", "Permission denied", "unable to open database file")


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Raises BilateralError where the disk of `folder` is full, closed or broken."""
    try:
        yield
    except _unwritten() as error:
        raise _told(error, folder) from error


def _unwritten() -> tuple[type[Exception], ...]:
    """What the three of them raise; DuckDB only where it was loaded."""
    duckdb = sys.modules.get("duckdb")
    more = (duckdb.IOException, duckdb.OutOfMemoryException) if duckdb else ()
    return (OSError, sqlite3.OperationalError, *more)


def _told(error: Exception, folder: Path) -> BilateralError:
    words = str(error)
    if is_full(error) or any(sign in words for sign in _FULL):
        what, first = "the disk is full", "Make room"
    elif getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR"):
        what, first = "the disk fails or is full", "Make room"  # SQLite does not say which.
    elif is_closed(error) or any(sign in words for sign in _CLOSED):
        what, first = "cannot be written to", "Allow writing there"
    else:
        what, first = f"cannot be written ({words.strip().partition(chr(10))[0]})", "Look at it"
    step = f"{first} and give the same command again: it goes on where it stood"
    return BilateralError(what, where=str(folder), next_step=step)
