"""Statements in, their tellings out: what each says, of which pair, in which entry.

A telling holds all that an entry is counted and chosen by, so that an entry of ten thousand
statements is made anew without reading one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select

from bilateral.knowledge.policies import DEFAULT, policy
from bilateral.model import Area, Document, Figure, Statement
from bilateral.model.contract import document_from_json, statement_from_json
from bilateral.record import schema
from bilateral.record.entries import exactness
from bilateral.record.indexing import Pair
from bilateral.record.merge.anchors import Correction, with_correction
from bilateral.record.series import group_key, value_key
from bilateral.record.sources import publisher, standing

GROUP = "figure~"
"""How the name of a group of figures begins."""
AT_ONCE = 400
"""Names in one `IN (...)`."""

_statements, _documents = schema.statements, schema.documents
_tellings = schema.tellings

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filed:
    """A statement in force as people left it, its document without the text, and its pairs."""

    statement: Statement
    document: Document
    story: str
    entry: str
    pairs: tuple[Pair, ...]


Name = TypeVar("Name", str, tuple[str, str, str])


def parts(names: Iterable[Name]) -> Iterator[list[Name]]:
    """Names in parts that one query can hold."""
    ordered = sorted(names)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def filed(connection: Connection, names: Sequence[str]) -> list[Filed]:
    """These statements, where they are in force; at most AT_ONCE of them."""
    profiles = schema.profiles
    columns = [c for c in _documents.c if c.name != "text"]
    query = (
        select(
            _statements.c.id.label("statement"),
            _statements.c.kind,
            _statements.c.content,
            _statements.c.profile,
            profiles.c.entry,
            *columns,
        )
        .join(_documents, _documents.c.id == _statements.c.document)
        .outerjoin(profiles, profiles.c.id == _statements.c.profile)
        .where(_statements.c.id.in_(names))
        .where(_documents.c.superseded_by.is_(None), _documents.c.withdrawn.is_(None))
    )
    said = _corrections(connection, names)
    pairs = _pairs(connection, names)
    documents: dict[str, Document] = {}
    out = []
    for row in connection.execute(query).mappings().all():
        document = documents.get(row["id"])
        if document is None:
            document = documents[row["id"]] = document_from_json({**row, "text": ""})
        told = statement_from_json(row["kind"], row["content"])
        kept = with_correction(told, said.get(row["statement"]))
        if kept is not None:
            entry = _entry(document, kept, row["entry"])
            places = pairs.get(row["statement"], ())
            out.append(Filed(kept, document, row["story"] or document.id, entry, places))
    return out


def _corrections(connection: Connection, names: Sequence[str]) -> dict[str, Correction]:
    table = schema.corrections
    query = (
        select(table.c.statement, table.c.verdict, table.c.fields)
        .where(table.c.statement.in_(names))
        .order_by(table.c.id)
    )
    return {row.statement: Correction(row.verdict, row.fields) for row in connection.execute(query)}


def _pairs(connection: Connection, names: Sequence[str]) -> dict[str, tuple[Pair, ...]]:
    table = schema.statement_pairs
    query = select(table.c.statement, table.c.a, table.c.b).where(table.c.statement.in_(names))
    out: dict[str, tuple[Pair, ...]] = {}
    for row in connection.execute(query).all():
        out[row.statement] = (*out.get(row.statement, ()), (row.a, row.b))
    return out


def _entry(document: Document, statement: Statement, merged: str | None) -> str:
    """The entry of a statement: what it was merged into, its group, its field, or itself."""
    if isinstance(statement, Figure):
        return f"{GROUP}{_hash(group_key(document, statement))}"
    if isinstance(statement, Area):
        return f"area~{statement.code}"
    return merged or statement.id


def _hash(values: Iterable[object]) -> str:
    plain = [v.normalize() if isinstance(v, Decimal) else v for v in values]
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:16]


def rows(told: Filed, ranks: Mapping[str, int]) -> list[Row]:
    """The tellings of a statement, one a pair."""
    word = standing(told.document, told.statement)
    value = _hash(value_key(told.statement)) if isinstance(told.statement, Figure) else ""
    common = {
        "statement": told.statement.id,
        "kind": told.statement.kind,
        "entry": told.entry,
        "value": value,
        "document": told.document.id,
        "published": told.document.published,
        "publisher": publisher(told.document),
        "story": told.story,
        "rank": ranks.get(word, len(ranks) + 1),
        "standing": word,
        "exactness": exactness(told.statement),
    }
    return [{**common, "a": a, "b": b} for a, b in told.pairs]


@dataclass(frozen=True, slots=True)
class Changed:
    """What the tellings of some statements were and are: rows that went, rows that came."""

    gone: list[Row]
    come: list[Row]


def tell(connection: Connection, names: Sequence[str], told: Sequence[Filed]) -> Changed:
    """Bring the tellings of the statements `names` into step; `told` are those in force."""
    ranks = policy(DEFAULT)
    now = {(r["statement"], r["a"], r["b"]): r for item in told for r in rows(item, ranks)}
    query = select(_tellings).where(_tellings.c.statement.in_(names))
    before = {
        (r["statement"], r["a"], r["b"]): dict(r) for r in connection.execute(query).mappings()
    }
    gone = [row for key, row in before.items() if now.get(key) != row]
    come = [row for key, row in now.items() if before.get(key) != row]
    _remove(connection, {row["statement"] for row in gone}, before, now, come)
    if come:
        connection.execute(insert(_tellings), come)
    return Changed(gone, come)


def _remove(
    connection: Connection,
    statements: Collection[str],
    before: Mapping[tuple[str, str, str], Row],
    now: Mapping[tuple[str, str, str], Row],
    come: list[Row],
) -> None:
    """Delete all tellings of these statements; those that stay as they are come again."""
    for part in parts(statements):
        connection.execute(delete(_tellings).where(_tellings.c.statement.in_(part)))
    stay = [row for key, row in before.items() if key[0] in statements and now.get(key) == row]
    if stay:
        connection.execute(insert(_tellings), stay)
