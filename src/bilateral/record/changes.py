"""A pair and a day in, what the record learned of it since out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, or_, select

from bilateral.model import Document
from bilateral.model.contract import document_from_json
from bilateral.record import schema
from bilateral.record.entries import Entry
from bilateral.record.findings import Finding
from bilateral.record.follow_up import Followed
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship, relationship
from bilateral.record.store import Record


@dataclass(frozen=True, slots=True)
class Gained:
    """An entry known before that more sources tell now."""

    entry: Entry[Any]
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A document on which nothing stands any more: withdrawn, or corrected by a later version."""

    document: Document
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new: documents, entries, support, findings, what became of promises, and which
    documents were withdrawn or corrected."""

    pair: Pair
    since: str
    documents: tuple[str, ...]
    entries: tuple[Entry[Any], ...]
    gained: tuple[Gained, ...]
    findings: tuple[Finding, ...]
    moved: tuple[tuple[str | None, Followed], ...]
    status: tuple[str | None, str | None]
    gone: tuple[Gone, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything new at all."""
        return bool(self.documents or self.findings or self.moved or self.gone)


def changes(
    record: Record,
    pair: Pair,
    since: str,
    today: str | None = None,
    *,
    check: Callable[[Relationship], Relationship] = lambda view: view,
) -> Changes:
    """What came into the record of `pair` on the day `since` (ISO 8601) or later; `check` adds
    what statistics find to a view (`checking.view`)."""
    day = today or date.today().isoformat()
    now = check(relationship(record, pair, day))
    then = check(relationship(record, pair, day, added_before=since))
    known = {s.id: e for e in _entries(then) for s in e.statements}
    fresh, gained = [], []
    for item in _entries(now):
        before = next((known[s.id] for s in item.statements if s.id in known), None)
        if before is None:
            fresh.append(item)
        elif item.sources > before.sources:
            gained.append(Gained(item, before.sources, item.sources))
    old_documents = {d.id for d in then.documents}
    old_findings = {f.id for f in then.findings}
    return Changes(
        pair=pair,
        since=since,
        documents=tuple(d.id for d in now.documents if d.id not in old_documents),
        entries=tuple(fresh),
        gained=tuple(gained),
        findings=tuple(f for f in now.findings if f.id not in old_findings),
        moved=_moved(then, now),
        status=(_label(then), _label(now)),
        gone=_gone(record, pair, since),
    )


def _gone(record: Record, pair: Pair, since: str) -> tuple[Gone, ...]:
    """What was withdrawn, or had its text corrected, on the day or later."""
    table, pairs, rows = schema.documents, schema.statement_pairs, schema.statements
    later = table.alias()
    told = select(rows.c.document).join(pairs, pairs.c.statement == rows.c.id)
    query = (
        select(table, later.c.added.label("corrected"))
        .outerjoin(later, later.c.id == table.c.superseded_by)
        .where(table.c.id.in_(told.where(pairs.c.a == pair[0], pairs.c.b == pair[1])))
        .where(or_(table.c.withdrawn >= since, later.c.added >= since))
        .order_by(table.c.published, table.c.id)
    )
    with record.reading() as connection:
        found = connection.execute(query).mappings().all()
    return tuple(Gone(document_from_json(dict(row)), _why(row)) for row in found)


def _why(row: RowMapping) -> str:
    if row["withdrawn"] is None:
        return "corrected by a later version"
    return ": ".join(filter(None, ("withdrawn", row["withdrawn_why"])))


def _entries(view: Relationship) -> Sequence[Entry[Any]]:
    values = [value for group in view.figures for value in group.values]
    promises = [item.entry for item in view.followed if item.entry.statement.kind == "commitment"]
    return [*view.ladder, *view.events, *values, *promises]


def _moved(then: Relationship, now: Relationship) -> tuple[tuple[str | None, Followed], ...]:
    """What was planned, promised or proposed before and stands otherwise now."""
    states = {s.id: item.state for item in then.followed for s in item.entry.statements}
    out = []
    for item in now.followed:
        before = next((states[s.id] for s in item.entry.statements if s.id in states), None)
        if before and before != item.state:
            out.append((before, item))
    return tuple(out)


def _label(view: Relationship) -> str | None:
    return view.status.statement.label if view.status else None
