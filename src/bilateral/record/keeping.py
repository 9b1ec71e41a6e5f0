"""A reading in, its rows in the record out, in the caller's transaction."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, and_, delete, insert, or_, select, update

from bilateral.model import Document, Original, Reading
from bilateral.record import schema
from bilateral.record.indexing import document_row, statement_rows
from bilateral.record.merge.merging import merge_document, profiles_of
from bilateral.record.versions import earlier_version, supersede


class Outcome(StrEnum):
    """What became of a reading that was handed in."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REREAD = "reread"
    CORRECTED = "corrected"


def kept_row(connection: Connection, document: Document) -> RowMapping | None:
    """The row of this document, by the hash of its text or by its bytes and address."""
    table = schema.documents
    same = table.c.id == document.id
    if document.original:
        bytes_and_address = and_(
            table.c.original == document.original.sha256,
            table.c.url.is_not_distinct_from(document.url),
        )
        same = or_(same, bytes_and_address)
    return connection.execute(select(table).where(same)).mappings().first()


def keep_reading(connection: Connection, reading: Reading, run: int, rules: str) -> Outcome:
    """Keep a reading by these rules: new, unchanged, read again, or a new version of its page."""
    kept = kept_row(connection, reading.document)
    if kept and kept["withdrawn"]:
        return Outcome.UNCHANGED
    if kept and kept["rules"] == rules and kept["text"] == reading.document.text:
        return Outcome.UNCHANGED
    document = reading.document
    before: set[str] = set()
    earlier = None if kept else earlier_version(connection, document)
    if kept:
        # The id of the first reading stays, so that what people said of it finds it again.
        document = replace(document, id=str(kept["id"]))
        before = profiles_of(connection, document.id)
        _withdraw_machine_statements(connection, document.id)
    _keep_document(connection, document, rules, known=kept is not None)
    _keep_statements(connection, document, reading, run)
    if earlier:
        supersede(connection, *earlier)
    merge_document(connection, document.id, before)
    if earlier:
        return Outcome.CORRECTED
    return Outcome.REREAD if kept else Outcome.ADDED


def _withdraw_machine_statements(connection: Connection, document: str) -> None:
    rows = schema.statements
    connection.execute(delete(rows).where(rows.c.document == document, rows.c.origin == "machine"))


def _keep_document(connection: Connection, document: Document, rules: str, *, known: bool) -> None:
    if document.original:
        _keep_original(connection, document.original)
    row = {**document_row(document), "rules": rules}
    table = schema.documents
    if known:
        connection.execute(update(table).where(table.c.id == document.id).values(row))
    else:
        connection.execute(
            insert(table).values({**row, "added": datetime.now(UTC).isoformat(timespec="seconds")})
        )


def _keep_original(connection: Connection, original: Original) -> None:
    table = schema.originals
    if connection.execute(select(table.c.sha256).where(table.c.sha256 == original.sha256)).first():
        return
    connection.execute(
        insert(table).values(
            sha256=original.sha256,
            media_type=original.media_type,
            content=zlib.compress(original.content),
        )
    )


def _keep_statements(
    connection: Connection, document: Document, reading: Reading, run: int
) -> None:
    filed = [statement_rows(document, statement) for statement in reading.statements()]
    tables = (schema.statements, schema.statement_pairs, schema.evidence)
    groups = (
        [{**row, "run": run} for row, _, _ in filed],
        [row for _, pairs, _ in filed for row in pairs],
        [row for _, _, words in filed for row in words],
    )
    for table, rows in zip(tables, groups, strict=True):
        if rows:
            connection.execute(insert(table), rows)
