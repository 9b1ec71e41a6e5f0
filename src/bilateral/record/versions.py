"""A document in, the version of it that the record holds already out: the same page, changed."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from bilateral.model import Document
from bilateral.record import schema
from bilateral.record.merge.copies import like
from bilateral.record.merge.merging import merge_document

_documents = schema.documents


def earlier_version(connection: Connection, document: Document) -> tuple[str, str] | None:
    """(the version that no longer counts, the one that does), None where there is no other.

    The same address must hold the same article: a text that mostly stayed, or one with
    the same title. A front page, whose articles change, has neither.
    """
    if not document.url:
        return None
    query = select(_documents.c.id, _documents.c.title, _documents.c.published).where(
        _documents.c.url == document.url,
        _documents.c.superseded_by.is_(None),
        _documents.c.withdrawn.is_(None),
    )
    rows = connection.execute(query).all()
    if not rows:
        return None
    copies = like(connection, document.text)
    for row in rows:
        if row.id in copies or (document.title and row.title == document.title):
            later = (row.published or "") > (document.published or row.published or "")
            return (document.id, row.id) if later else (row.id, document.id)
    return None


def supersede(connection: Connection, old: str, new: str) -> None:
    """Let the entries stand on the new version alone; the old one stays to be read."""
    query = update(_documents).where(_documents.c.id == old)
    connection.execute(query.values(superseded_by=new))
    merge_document(connection, old)
