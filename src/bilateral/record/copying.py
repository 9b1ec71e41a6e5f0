"""A record in, another with the same content out, in either store; and what tells them equal.

Views are not copied: they are made anew, and so checked by the way.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, select, text

from bilateral.errors import RecordError
from bilateral.record import schema
from bilateral.record.connect import explained, is_server
from bilateral.record.store import Record
from bilateral.record.views.refresh import rebuild

AT_ONCE = 500
"""Rows that are carried at once; originals are the largest."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a table, and how many of how many of its rows are done."""


@dataclass(frozen=True, slots=True)
class Content:
    """How many rows a table has, and the hash of all of them, whatever their order."""

    table: str
    rows: int
    digest: str


def tables() -> list[Table]:
    """The tables that hold the record, those first that others point at."""
    return [table for table in schema.metadata.sorted_tables if table not in schema.VIEWS]


def contents(record: Record) -> list[Content]:
    """What each table holds; two records with equal contents say the same."""
    with record.reading() as connection:
        return [_content(connection, table) for table in tables()]


def _content(connection: Connection, table: Table) -> Content:
    """Rows are hashed one by one and added up, so that the order of a store does not count."""
    total, number = 0, 0
    for row in _rows(connection, table):
        plain = json.dumps(row, sort_keys=True, ensure_ascii=True, default=_plain)
        total += int.from_bytes(hashlib.sha256(plain.encode()).digest(), "big")
        number += 1
    return Content(table.name, number, f"{total % (1 << 256):064x}"[:16])


def _plain(value: Any) -> str:
    return hashlib.sha256(bytes(value)).hexdigest()


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """All rows of a table in the order of their keys, some at a time."""
    keys = list(table.primary_key.columns)
    streamed = connection.execution_options(yield_per=AT_ONCE)
    for row in streamed.execute(select(table).order_by(*keys)).mappings():
        yield dict(row)


def copy(source: Record, target: Record, progress: Progress | None = None) -> list[Content]:
    """Copy all that a record holds into an empty one, all of it or nothing.

    Raises RecordError when the target holds something already, or comes out other than the
    source; then it is left empty.
    """
    with source.reading() as given, target.writing() as taken:
        for table in tables():
            if taken.execute(select(func.count()).select_from(table)).scalar_one():
                raise RecordError(
                    "holds something already",
                    where=target.name,
                    next_step="Copy into a new record",
                )
        for table in tables():
            _copy_table(given, taken, table, progress)
        _follow_numbers(taken)
        rebuild(taken)
        found = [_content(taken, table) for table in tables()]
        if found != [_content(given, table) for table in tables()]:
            raise RecordError("came out other than its source", where=target.name)
    return found


def _copy_table(
    given: Connection, taken: Connection, table: Table, progress: Progress | None
) -> None:
    total = given.execute(select(func.count()).select_from(table)).scalar_one()
    part: list[dict[str, Any]] = []
    later: list[Mapping[str, Any]] = []
    done = 0
    for row in _rows(given, table):
        if row.get("superseded_by"):
            # It may point at a document that comes after it.
            later.append({"key": row["id"], "later": row["superseded_by"]})
            row = {**row, "superseded_by": None}
        part.append(row)
        if len(part) == AT_ONCE:
            done += _put(taken, table, part)
            if progress:
                progress(table.name, done, total)
    _put(taken, table, part)
    if later:
        update = "UPDATE documents SET superseded_by = :later WHERE id = :key"
        taken.execute(text(update), later)


def _put(taken: Connection, table: Table, part: list[dict[str, Any]]) -> int:
    if part:
        taken.execute(insert(table), part)
    done = len(part)
    part.clear()
    return done


def _follow_numbers(taken: Connection) -> None:
    """Let PostgreSQL count on from the numbers that were copied."""
    if taken.dialect.name == "sqlite":
        return
    for table in tables():
        (key, *others) = table.primary_key.columns
        if not others and isinstance(key.type, Integer):
            taken.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), "
                    f"coalesce(max({key.name}), 0) + 1, false) FROM {table.name}"
                )
            )


def backup(record: Record, file: Path, progress: Progress | None = None) -> list[Content]:
    """Write the record as it is now into a new file of SQLite, from either store.

    The file takes its name once it is whole; the record can be written to meanwhile. Raises
    RecordError when the file is there already.
    """
    if file.exists():
        raise RecordError("is there already", where=str(file), next_step="Name a new file")
    if not file.parent.is_dir():
        raise RecordError(
            "its folder does not exist", where=str(file), next_step=f"Make {file.parent} first"
        )
    part = file.with_name(f".{file.name}.part")
    _remove(part)
    try:
        if not is_server(record.address):
            _vacuum(record, part)
        with Record(str(part)) as made:
            found = copy(record, made, progress) if is_server(record.address) else contents(made)
        part.replace(file)
    finally:
        _remove(part)
    return found


def _vacuum(record: Record, part: Path) -> None:
    """One state of a file, without what was deleted, while others go on writing to it."""
    with explained(record.name), closing(sqlite3.connect(record.address)) as raw:
        raw.execute("VACUUM INTO ?", (str(part),))


def _remove(part: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        part.with_name(part.name + ending).unlink(missing_ok=True)
