"""A record in, its documents a page at a time out, and the entries of what one of them says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bilateral.model import Document
from bilateral.model.contract import document_from_json
from bilateral.record import Record, schema
from bilateral.record.indexing import Pair
from bilateral.record.pages import Page, from_mark, to_mark
from bilateral.record.pages import documents as of_pair


def documents(
    record: Record,
    pair: Pair | None = None,
    *,
    until: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page[Document]:
    """One page of the documents in force, without their texts: those of a pair latest first,
    all of a record in the order of their ids. `until` is the last day of publication, of a
    pair's."""
    if pair:
        return of_pair(record, pair, until=until, limit=limit, after=after)
    table = schema.documents
    columns = [c for c in table.c if c.name != "text"]
    query = select(*columns).where(table.c.superseded_by.is_(None), table.c.withdrawn.is_(None))
    if after:
        query = query.where(table.c.id > from_mark(after, str)[1])
    with record.reading() as connection:
        found = connection.execute(query.order_by(table.c.id).limit(limit + 1)).mappings().all()
    page = tuple(document_from_json({**row, "text": ""}) for row in found[:limit])
    return Page(page, to_mark("", page[-1].id) if len(found) > limit else None)


def entries_of(record: Record, statements: Sequence[str]) -> dict[str, str]:
    """The entry in which each of these statements is told, by the statement's id."""
    table = schema.tellings
    out: dict[str, str] = {}
    with record.reading() as connection:
        for start in range(0, len(statements), 400):
            part = statements[start : start + 400]
            query = select(table.c.statement, table.c.entry).where(table.c.statement.in_(part))
            out.update({row.statement: row.entry for row in connection.execute(query)})
    return out
