"""A pair and a day in, the first of everything about it out, whatever the size of the record.

The view is of the same kind as `relationship` makes it, and made by the same rules, from the
latest of each list and what bears on it: denials, and what plans and promises may have become.
`counts` says how much there is of each kind in all; `pages` has the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from bilateral.knowledge.policies import DEFAULT
from bilateral.model import Statement
from bilateral.record.entries import Entry
from bilateral.record.following import near
from bilateral.record.indexing import Pair
from bilateral.record.pages import (
    MOST_TOLD,
    Choice,
    Row,
    counts,
    documents,
    made,
    rows,
    tellings,
    told_until,
)
from bilateral.record.relationship import OPEN_STRENGTHS, Relationship, assemble
from bilateral.record.store import Record

S = TypeVar("S", bound=Statement)

STATUSES = 40
"""Entries of status that are read, the latest: a relation seldom has as many rungs and names."""
DENIALS = 10


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The latest of a pair: `view` holds at most as many of each list as asked for, `totals` the
    number of entries of each kind, and `documents` among them."""

    view: Relationship
    totals: dict[str, int]


def excerpt(
    record: Record, pair: Pair, as_of: str, *, limit: int = 12, policy: str = DEFAULT
) -> Excerpt:
    """The view of `pair` on the day `as_of` (ISO 8601), at most `limit` of each list."""
    listed = _listed(record, pair, as_of, limit)
    known = {row.entry: row for row in listed}
    promised = [row.entry for row in listed if row.kind in ("event", "commitment")]
    first = made(record, pair, promised, as_of=as_of)
    with record.reading() as connection:
        beside = near(connection, pair, list(first.values())) - set(known)
    told = tellings(record, pair, [*known, *sorted(beside)], as_of=as_of)
    every = [item for group in told.values() for item in group]
    view = assemble(
        pair,
        as_of,
        [(item.document, item.statement) for item in every],
        {item.statement.id: item.entry for item in every},
        {item.document.id: item.story for item in every},
        policy,
        documents(record, pair, limit=limit, until=as_of).items,
        known.keys(),
    )
    return Excerpt(_cut(view, known, limit), _totals(record, pair))


def _listed(record: Record, pair: Pair, as_of: str, limit: int) -> list[Row]:
    until = told_until(record, pair, as_of)
    out: list[Row] = []
    for choice, most, order in (
        (Choice("event", told_until=until), limit, "day"),
        (Choice("event", form="denied", told_until=until), DENIALS, "day"),
        (Choice("status", told_until=until), STATUSES, "day"),
        (Choice("figure", told_until=until), limit, "day"),
        (Choice("figure", state="disputed", told_until=until), limit, "day"),
        (Choice("area", told_until=until), limit, "documents"),
    ):
        out += rows(record, pair, choice, order=order, limit=most).items
    return [*out, *_open(record, pair, until, limit)]


def _open(record: Record, pair: Pair, until: str | None, limit: int) -> list[Row]:
    """The latest promises that bind or plan."""
    found = [
        row
        for form in OPEN_STRENGTHS
        for row in rows(
            record, pair, Choice("commitment", form=form, told_until=until), limit=limit
        ).items
    ]
    return sorted(found, key=lambda row: (row.day, row.entry), reverse=True)[:limit]


def _cut(view: Relationship, known: dict[str, Row], limit: int) -> Relationship:
    """The view without what was only read for what bears on it, with the counts of all."""
    shown = {item.id for item in view.events if item.id in known}
    events = [_counted(e, known) for e in view.events if e.id in shown][:limit]
    commitments = [_counted(e, known) for e in view.commitments if e.id in known][:limit]
    areas = sorted(view.areas, key=lambda e: (-known[e.id].documents, e.statement.code))
    return replace(
        view,
        areas=tuple(_counted(e, known) for e in areas),
        events=tuple(events),
        commitments=tuple(commitments),
        ladder=tuple(_counted(e, known) for e in view.ladder),
        followed=tuple(f for f in view.followed if f.entry.id in known),
    )


def _counted(given: Entry[S], known: dict[str, Row]) -> Entry[S]:
    """An entry of which not all tellings were read, with the number of its sources in all."""
    row = known.get(given.id)
    if row is None or row.statements <= MOST_TOLD:
        return given
    state = replace(given.state, sources=row.sources)
    return replace(given, sources=row.sources, state=state)


def _totals(record: Record, pair: Pair) -> dict[str, int]:
    found = counts(record, pair, "entries", "year")
    return {**found["entries"], "documents": sum(found["year"].values())}
