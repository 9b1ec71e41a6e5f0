"""The name of a record in, an engine over it out; the store's faults become RecordError."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from bilateral.errors import RecordError

DEFAULT = "bilateral.db"
VARIABLE = "BILATERAL_RECORD"
BUSY_SECONDS = 30

# What SQLite says, and what a person can do about it.
_FAULTS = (
    ("readonly", "is read-only", "Allow writing to the file and its folder, or name another"),
    ("unable to open", "cannot be opened", "Check that the folder exists and can be written"),
    ("not a database", "is not a record", "Name another file, or restore it from a backup"),
    ("malformed", "is damaged", "Restore it from a backup; nothing was changed"),
    ("is full", "the disk is full", "Free some space and run the same command again"),
    ("disk i/o", "the disk fails or is full", "Free some space and run the same command again"),
    ("locked", "is locked by another program", "Wait until it ends and run this again"),
)


def default_record() -> str:
    """The record when none is named: BILATERAL_RECORD, or `bilateral.db` in this folder."""
    return os.environ.get(VARIABLE) or DEFAULT


def connect(name: str) -> Engine:
    """An engine over the record `name`: a file of SQLite, or a `postgresql://` address."""
    if "://" in name:
        return create_engine(name.replace("postgresql://", "postgresql+psycopg://", 1))
    folder = Path(name).resolve().parent
    if not folder.is_dir():
        raise RecordError("its folder does not exist", where=name, next_step=f"Make {folder} first")
    engine = create_engine(f"sqlite:///{name}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _pool: Any) -> None:
    """Write-ahead log, so that readers and one writer do not wait for each other."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that took it later could not wait for another."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns what the store raises inside the block into a RecordError that says what to do."""
    try:
        yield
    except (OperationalError, DatabaseError, sqlite3.DatabaseError) as error:
        raise _explain(name, error) from error


def _explain(name: str, error: Exception) -> RecordError:
    words = str(getattr(error, "orig", error))
    for sign, what, next_step in _FAULTS:
        if sign in words.lower():
            return RecordError(what, where=name, next_step=next_step)
    return RecordError(f"the store failed: {words.splitlines()[0]}", where=name)
