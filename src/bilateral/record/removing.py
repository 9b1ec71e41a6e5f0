"""A document in; what the record would lose without it, and whether it was withdrawn, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from bilateral.record import schema
from bilateral.record.store import Record


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """When (ISO 8601, UTC), why and by whom a document was withdrawn."""

    when: str
    why: str | None
    who: str | None


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with a document: its statements that stand in the record, and by kind the
    entries that nothing else tells, and those that others tell as well."""

    statements: int
    gone: Mapping[str, int]
    stay: Mapping[str, int]


def withdrawn(record: Record, document: str) -> Withdrawn | None:
    """Whether this document is withdrawn."""
    table = schema.documents
    columns = (table.c.withdrawn, table.c.withdrawn_why, table.c.withdrawn_by)
    with record.reading() as connection:
        row = connection.execute(select(*columns).where(table.c.id == document)).first()
    return Withdrawn(*row) if row and row[0] else None


def loss(record: Record, document: str) -> Loss:
    """What the record would lose without this document."""
    told, kept = schema.tellings, schema.entries
    here = told.c.document == document
    same = and_(kept.c.entry == told.c.entry, kept.c.a == told.c.a, kept.c.b == told.c.b)
    # A thing of several pairs is one.
    query = (
        select(kept.c.entry, kept.c.kind, func.max(kept.c.documents))
        .join(told, same)
        .where(here)
        .group_by(kept.c.entry, kept.c.kind)
    )
    number = select(func.count(func.distinct(told.c.statement))).where(here)
    with record.reading() as connection:
        rows = connection.execute(query).all()
        statements = connection.execute(number).scalar_one()
    gone = Counter(kind for _, kind, documents in rows if documents == 1)
    return Loss(statements, gone, Counter(kind for _, kind, n in rows if n > 1))
