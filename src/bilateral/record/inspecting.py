"""A record in, what it is and how much it holds out."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Table, func, select, text

from bilateral.record import schema
from bilateral.record.connect import is_server
from bilateral.record.store import Record
from bilateral.record.upgrade import revision


def inspect_record(record: Record) -> dict[str, str | int]:
    """Name to value, in the order in which a person reads them."""
    with record.reading() as connection:
        runs = schema.runs
        last = connection.execute(select(func.max(runs.c.started))).scalar()
        return {
            "record": record.name,
            "store": _store(connection),
            "form": revision(connection) or "",
            "bytes": _size(connection, record),
            "documents": _count(connection, schema.documents),
            "statements": _count(connection, schema.statements),
            "pairs": _count(connection, schema.pairs),
            "entries": connection.execute(
                select(func.count(func.distinct(schema.entries.c.entry)))
            ).scalar_one(),
            "judgements by people": _by_people(connection),
            "official series": _count(connection, schema.official_series),
            "last run": last or "never",
        }


def _store(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.execute(text('SELECT sqlite_version()')).scalar_one()}"
    return f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}"


def _size(connection: Connection, record: Record) -> int:
    if is_server(record.address):
        query = text("SELECT pg_database_size(current_database())")
        return int(connection.execute(query).scalar_one())
    parts = (Path(record.address + ending) for ending in ("", "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _by_people(connection: Connection) -> int:
    judged = schema.judgements
    query = select(func.count()).select_from(judged).where(judged.c.origin == "person")
    return int(connection.execute(query).scalar_one()) + _count(connection, schema.corrections)
