"""What people said of statements in, the statements it holds for now out.

People's judgements and corrections are tied to words: document, kind, quote, and what stands
before and after. When a document is read again and the ids of its statements change, they are
found again by these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select, update

from bilateral.model import Statement
from bilateral.model.contract import statement_as_json, statement_from_json
from bilateral.record import schema

REJECT, CORRECT = "reject", "correct"

_statements = schema.statements


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one statement; the last word counts."""

    verdict: str
    fields: Mapping[str, Any]


def anchor(connection: Connection, statement: str) -> dict[str, Any]:
    """What a statement is found again by."""
    table = schema.evidence
    query = select(table).where(table.c.statement == statement).order_by(table.c.position)
    words = connection.execute(query).mappings().first()
    own = select(_statements.c.code, _statements.c.date).where(_statements.c.id == statement)
    row = connection.execute(own).one()
    quote = {name: words[name] if words else "" for name in ("quote", "prefix", "suffix")}
    return {**quote, "code": row.code, "date": row.date}


def find_again(connection: Connection, document: str) -> None:
    """Tie what people said of this document to the statements that it has now."""
    names = set(
        connection.execute(select(_statements.c.id).where(_statements.c.document == document))
        .scalars()
        .all()
    )
    tied = (
        (schema.judgements, "one_statement", "one_document", "one_anchor"),
        (schema.judgements, "other_statement", "other_document", "other_anchor"),
        (schema.corrections, "statement", "document", "anchor"),
    )
    for table, statement, owner, words in tied:
        for row in connection.execute(select(table).where(table.c[owner] == document)).mappings():
            if row[statement] not in names:
                _tie(connection, table, row, statement, document, row[words])


def _tie(
    connection: Connection,
    table: Table,
    row: RowMapping,
    column: str,
    document: str,
    words: Mapping[str, Any],
) -> None:
    found = _like(connection, document, row["kind"], words)
    if found:
        query = update(table).where(table.c.id == row["id"])
        connection.execute(query.values({column: found}))


def _like(connection: Connection, document: str, kind: str, words: Mapping[str, Any]) -> str | None:
    """The statement of the document that stands on these words, the best where several do."""
    quotes = schema.evidence
    query = (
        select(_statements.c.id, _statements.c.code, _statements.c.date, quotes)
        .join(quotes, quotes.c.statement == _statements.c.id)
        .where(_statements.c.document == document, _statements.c.kind == kind)
    )
    ranked = [
        (_fit(row, words), str(row["statement"]))
        for row in connection.execute(query).mappings()
        if _same_words(row["quote"], words["quote"])
    ]
    return max(ranked, key=lambda item: (item[0], item[1]))[1] if ranked else None


def _same_words(one: str, other: str) -> bool:
    first, second = " ".join(one.split()), " ".join(other.split())
    return bool(first and second) and (first in second or second in first)


def _fit(row: RowMapping, words: Mapping[str, Any]) -> float:
    points = 4.0 if row["quote"] == words["quote"] else 0.0
    points += 2.0 * int(row["code"] == words.get("code")) + int(row["date"] == words.get("date"))
    beside = sum(bool(row[side] == words[side]) for side in ("prefix", "suffix"))
    return points + 0.5 * beside


# Corrections


def corrections(connection: Connection, document: str | None = None) -> dict[str, Correction]:
    """The last word of people on each statement, of one document or of all."""
    table = schema.corrections
    query = select(table.c.statement, table.c.verdict, table.c.fields).order_by(table.c.id)
    if document:
        query = query.where(table.c.document == document)
    return {row.statement: Correction(row.verdict, row.fields) for row in connection.execute(query)}


def with_correction(statement: Statement, said: Correction | None) -> Statement | None:
    """The statement as people left it; None for one that they rejected."""
    if said is None:
        return statement
    if said.verdict == REJECT:
        return None
    if said.verdict != CORRECT:
        return statement
    data = {**statement_as_json(statement), **said.fields}
    return replace(statement_from_json(statement.kind, data), id=statement.id)


def statements_in_force(
    connection: Connection, document: str
) -> Iterator[tuple[str, Statement | None]]:
    """The statements of a document as people left them, by their ids; None for a rejected one."""
    said = corrections(connection, document)
    query = select(_statements.c.id, _statements.c.kind, _statements.c.content).where(
        _statements.c.document == document
    )
    for row in connection.execute(query).all():
        statement = statement_from_json(row.kind, row.content)
        yield row.id, with_correction(statement, said.get(row.id))
