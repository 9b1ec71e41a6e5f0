"""A reading in, the rows that the record keeps of it out: what it is filed under."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from bilateral.language.edtf import bounds
from bilateral.model import (
    Actor,
    Area,
    Commitment,
    Document,
    Event,
    Evidence,
    Figure,
    Statement,
    Status,
)
from bilateral.model.contract import statement_as_json

CONTEXT = 32
"""Code points of text kept before and after a quote, to find it again in a tidier text."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filed:
    """What a statement is filed under: `code` by kind, `date` EDTF, the pairs it is about."""

    code: str | None
    date: str | None
    pairs: tuple[Pair, ...]


def filed(statement: Statement, parties: tuple[str, ...]) -> Filed:
    """Where `statement` of a document about `parties` belongs."""
    match statement:
        case Event():
            return Filed(
                statement.event_type, statement.date, sides(statement.source, statement.recipient)
            )
        case Figure():
            areas = [a for a in (statement.ref_area, statement.counterpart_area) if a]
            return Filed(statement.measure, statement.time_period or statement.as_of, sides(areas))
        case Status():
            return Filed(statement.level, statement.date, sides(statement.parties))
        case Commitment():
            return Filed(statement.strength, statement.due, sides(statement.by, statement.to))
        case Area():
            return Filed(statement.code, None, sides(parties))
        case Actor():
            return Filed(statement.country, None, sides(parties))
    raise TypeError(statement)


def sides(one: Iterable[str], other: Iterable[str] = ()) -> tuple[Pair, ...]:
    """The pairs between two sides, or among one side that acts together, each in order."""
    first, second = sorted(set(one)), sorted(set(other))
    couples = product(first, second) if second else combinations(first, 2)
    return tuple(sorted({(min(c), max(c)) for c in couples if c[0] != c[1]}))


def document_row(document: Document) -> dict[str, Any]:
    """The columns of `documents` that the document itself fills."""
    names = (
        "id",
        "file",
        "url",
        "title",
        "outlet",
        "source_kind",
        "section",
        "byline",
        "published",
        "language",
        "view_count",
        "text",
    )
    row: dict[str, Any] = {name: getattr(document, name) for name in names}
    row["parties"] = list(document.parties)
    row["original"] = document.original.sha256 if document.original else None
    return row


def statement_rows(
    document: Document, statement: Statement
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """The row of a statement, its rows among the pairs, and those of its evidence."""
    place = filed(statement, document.parties)
    first_day = bounds(place.date)[0] or (document.published or "")[:10] or None
    row = {
        "id": statement.id,
        "document": document.id,
        "kind": statement.kind,
        "origin": "machine",
        "code": place.code,
        "date": place.date,
        "first_day": first_day,
        "rule": statement.rule,
        "content": json.loads(json.dumps(statement_as_json(statement))),
    }
    pairs = [
        {"statement": statement.id, "a": a, "b": b, "kind": statement.kind, "first_day": first_day}
        for a, b in place.pairs
    ]
    words = [
        evidence_row(document, statement.id, position, item)
        for position, item in enumerate(statement.evidence)
    ]
    return row, pairs, words


def evidence_row(
    document: Document, statement: str, position: int, evidence: Evidence
) -> dict[str, Any]:
    """One quote with the words around it."""
    whole = document.title or "" if evidence.field == "title" else document.text
    return {
        "statement": statement,
        "position": position,
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "prefix": whole[max(0, evidence.start - CONTEXT) : evidence.start],
        "suffix": whole[evidence.end : evidence.end + CONTEXT],
    }
