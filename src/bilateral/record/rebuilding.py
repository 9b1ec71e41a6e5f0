"""A record in, all that is made from its documents and from people's words made anew."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from bilateral.record import schema
from bilateral.record.merge.merging import merge_document
from bilateral.record.store import Record
from bilateral.record.views.refresh import Progress, rebuild


def rebuild_record(record: Record, progress: Progress | None = None) -> int:
    """Merge all documents anew by the rules of today, then make all views anew.

    What documents say and what people said stays as it is. How many documents there are is
    returned. All of it is kept or nothing.
    """
    with record.writing() as connection:
        judged = schema.judgements
        connection.execute(delete(judged).where(judged.c.origin == "machine"))
        connection.execute(delete(schema.blocks))
        connection.execute(delete(schema.profiles))
        connection.execute(update(schema.statements).values(profile=None))
        documents = sorted(connection.execute(select(schema.documents.c.id)).scalars())
        for name in documents:
            merge_document(connection, name)
        rebuild(connection, progress)
    return len(documents)
