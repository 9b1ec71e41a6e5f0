"""A pair and a day in, what the record learned of it since out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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
class Changes:
    """What is new: documents, entries, support, findings, and what became of promises."""

    pair: Pair
    since: str
    documents: tuple[str, ...]
    entries: tuple[Entry[Any], ...]
    gained: tuple[Gained, ...]
    findings: tuple[Finding, ...]
    moved: tuple[tuple[str | None, Followed], ...]
    status: tuple[str | None, str | None]

    @property
    def anything(self) -> bool:
        """Whether there is anything new at all."""
        return bool(self.documents or self.findings or self.moved)


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
    )


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
