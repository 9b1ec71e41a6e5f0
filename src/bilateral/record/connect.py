"""The name of a record in, an engine over it out; the store's faults become RecordError."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bilateral.errors import RecordError

DEFAULT = "bilateral.db"
VARIABLE = "BILATERAL_RECORD"
BUSY_SECONDS = 30
"""How long a writer waits for another one; BILATERAL_WAIT names another number of seconds."""
WAIT = "BILATERAL_WAIT"

_LOCK = 0x62696C61
"""The number of the lock that a writer of a PostgreSQL record holds."""

# What the stores say, and what a person can do about it.
_FAULTS = (
    ("readonly", "is read-only", "Allow writing to the file and its folder, or name another"),
    ("read-only", "is read-only", "Connect as a user who may write, to a server that takes writes"),
    ("unable to open", "cannot be opened", "Check that the folder exists and can be written"),
    ("not a database", "is not a record", "Name another file, or restore it from a backup"),
    ("malformed", "is damaged", "Restore it from a backup; nothing was changed"),
    ("is full", "the disk is full", "Free some space and run the same command again"),
    ("no space left", "the disk is full", "Free some space and run the same command again"),
    ("disk i/o", "the disk fails or is full", "Free some space and run the same command again"),
    ("locked", "is locked by another program", "Wait until it ends and run this again"),
    ("lock timeout", "is locked by another program", "Wait until it ends and run this again"),
    ("password", "does not let you in", "Check the user and the password of its address"),
    ("fatal:  role", "does not let you in", "Check the user of its address"),
    ("permission denied", "does not let you do this", "Ask its owner for the right to"),
    ("connection refused", "cannot be reached", "Check its address, and that the server runs"),
    ("is the server running", "cannot be reached", "Check its address, and that the server runs"),
    ("failed to resolve", "cannot be reached", "Check its address"),
    ("timeout expired", "cannot be reached", "Check its address, and that the server runs"),
    ("fatal:  database", "does not exist", "Make it: createdb NAME"),
    ("terminating connection", "was restarted", "Run the same command again; nothing is lost"),
    ("closed the connection", "was restarted", "Run the same command again; nothing is lost"),
    ("connection is closed", "was restarted", "Run the same command again; nothing is lost"),
    ("starting up", "is starting", "Run the same command again in a moment"),
    ("shutting down", "is shutting down", "Run the same command again once it runs"),
)


def default_record() -> str:
    """The record when none is named: BILATERAL_RECORD, or `bilateral.db` in this folder."""
    return os.environ.get(VARIABLE) or DEFAULT


def is_server(name: str) -> bool:
    """Whether a record's name is the address of a database server."""
    return "://" in name


def shown(name: str) -> str:
    """The name of a record as it may be printed: without a password."""
    if not is_server(name):
        return name
    try:
        return make_url(name).render_as_string(hide_password=True)
    except ArgumentError:
        return name.partition("://")[0] + "://..."


def connect(name: str) -> Engine:
    """An engine over the record `name`: a file of SQLite, or a `postgresql://` address."""
    return _server(name) if is_server(name) else _file(name)


def _file(name: str) -> Engine:
    path = Path(name).resolve()
    if not path.parent.is_dir():
        raise RecordError(
            "its folder does not exist", where=name, next_step=f"Make {path.parent} first"
        )
    if path.is_dir():
        raise RecordError("is a folder", where=name, next_step="Name a file in it")
    engine = create_engine(f"sqlite:///{name}", connect_args={"timeout": waiting_seconds()})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def waiting_seconds() -> float:
    """How long a writer waits for another one."""
    text = os.environ.get(WAIT) or str(BUSY_SECONDS)
    try:
        return max(0.0, float(text))
    except ValueError:
        raise RecordError(f"{text!r} is no number of seconds", where=WAIT) from None


def _prepare(connection: sqlite3.Connection, _pool: Any) -> None:
    """Write-ahead log, so that readers and one writer do not wait for each other."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-65536")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that took it later could not wait for another."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _server(name: str) -> Engine:
    try:
        url = make_url(name)
    except ArgumentError:
        raise RecordError(
            "is no address of a database",
            where=shown(name),
            next_step="Write it as postgresql://user@host/database",
        ) from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise RecordError(
            f"{url.drivername} is no store of records",
            where=shown(name),
            next_step="Name a file, or postgresql://user@host/database",
        )
    if importlib.util.find_spec("psycopg") is None:
        raise RecordError(
            "needs a part that is not installed",
            where=shown(name),
            next_step="Install it: pip install 'bilateral[postgres]'",
        )
    # A connection that a restart of the server broke is found out before it is used.
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    event.listen(engine, "begin", _begin_on_server)
    return engine


def _begin_on_server(connection: Connection) -> None:
    """A writer waits for the one before it; a reader sees one state of the record throughout."""
    if connection.get_execution_options().get("writing", False):
        milliseconds = int(waiting_seconds() * 1000)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, milliseconds)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


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
            return RecordError(what, where=shown(name), next_step=next_step)
    first = next(iter(words.splitlines()), type(error).__name__)
    return RecordError(f"the store failed: {first}", where=shown(name))
