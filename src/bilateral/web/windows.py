"""A pair too large to be read whole in, what a page shows of it out, whatever its size.

Everything is read along the indexes of `record.pages`: what is latest or most told, counts
from the tallies, and what became of the plans and promises that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from bilateral.model import Document, Figure, Status
from bilateral.record import Record, schema
from bilateral.record.choosing import Fitting, Wanted, fitting
from bilateral.record.entries import SUPERSEDED, Entry
from bilateral.record.findings import findings
from bilateral.record.following import followed
from bilateral.record.indexing import Pair
from bilateral.record.pages import Choice, counts, documents, made, rows, told_until
from bilateral.record.series import FigureGroup, figure_groups
from bilateral.record.timeline import Month
from bilateral.web.filters import Filters
from bilateral.web.seen import Field, Seen, Sizes

WHOLE = 900
"""Statements up to which a pair is read whole."""

CHANGES = ("established", "upgraded", "lowered", "severed", "restored")
SHOWN: Mapping[str, Mapping[str, int]] = {
    "": {"status": 3, "event": 6, "commitment": 16, "area": 12, "figure": 3},
    "home": {"status": 1, "commitment": 6, "figure": 1},
    "timeline": {"status": 1},
    "figures": {"status": 1, "figure": 24},
    "fields": {"status": 1, "area": 60},
    "commitments": {"status": 1, "event": 10, "commitment": 40},
    "people": {"status": 1},
    "sources": {"status": 1, "document": 100},
    "entry": {"status": 1},
}
"""How many of each kind a page shows of a large pair; of statuses of each change."""

VALUES = 6
"""Values of one group of figures that a page shows: those told most often."""

_e = schema.entries


def large(record: Record, pair: Pair) -> bool:
    """Whether a pair has too many statements to be read whole for a page."""
    return sum(counts(record, pair, "statements")["statements"].values()) > WHOLE


def window(record: Record, pair: Pair, as_of: str, page: str) -> Seen:
    """What the page called `page` shows of a large pair on a day."""
    wanted = SHOWN[page]
    found = _found(record, pair, as_of, wanted)
    events, promises = found["event"], found["commitment"]
    told = _figures(record, found["figure"])
    became = followed(record, pair, [*events, *promises], as_of) if events or promises else {}
    totals = counts(record, pair, "entries", "publisher", "year", *_COURSE)
    return Seen(
        pair=pair,
        as_of=as_of,
        documents=_documents(record, pair, as_of, wanted.get("document", 0)),
        ladder=_ladder(found["status"]),
        events=tuple(_superseded(e, became) for e in events),
        figures=told,
        commitments=tuple(promises),
        areas=(),
        sources=len(totals["publisher"]),
        findings=findings(told, _tellings(told)),
        followed=tuple(became.values()),
        sizes=_sizes(totals),
        months=_months(totals, as_of),
        fields=_fields(record, pair, as_of, wanted.get("area", 0)),
        by_year=_by_year(record, pair, as_of) if page == "fields" else {},
    )


def _found(
    record: Record, pair: Pair, as_of: str, wanted: Mapping[str, int]
) -> dict[str, list[Entry[Any]]]:
    """The entries shown by kind: the latest events and promises, the figures that most documents
    tell, the most told changes of status of each form."""
    of = partial(Choice, told_until=told_until(record, pair, as_of))
    asked = [
        (of("event"), "day"),
        (of("commitment"), "day"),
        (of("figure"), "documents"),
        *((of("status", form=change, until=f"{as_of}~"), "day") for change in CHANGES),
    ]
    names: dict[str, list[str]] = {choice.kind: [] for choice, _ in asked}
    for choice, order in asked:
        if limit := wanted.get(choice.kind, 0):
            page = rows(record, pair, choice, order=order, limit=limit)
            names[choice.kind] += [row.entry for row in page.items]
    found = made(record, pair, [n for those in names.values() for n in those], as_of=as_of)
    return {kind: [found[n] for n in those if n in found] for kind, those in names.items()}


def _documents(record: Record, pair: Pair, as_of: str, limit: int) -> tuple[Document, ...]:
    if not limit:
        return ()
    found = documents(record, pair, limit=limit).items
    return tuple(d for d in found if not d.published or d.published[:10] <= as_of)


def _ladder(changes: Iterable[Entry[Status]]) -> tuple[Entry[Status], ...]:
    """Changes of status in the order of their days, each superseded by the next."""
    found = sorted(changes, key=lambda e: (e.statement.date or (e.first_told or "9")[:10], e.id))
    dated = [e for e in found if e.statement.date]
    later = {one.id: two for one, two in pairwise(dated)}
    return tuple(
        e.in_state(SUPERSEDED, f"{later[e.id].statement.label} since {later[e.id].statement.date}")
        if e.id in later
        else e
        for e in found
    )


def _superseded(item: Entry[Any], became: Mapping[str, Any]) -> Entry[Any]:
    after = became.get(item.id)
    if after and after.state in ("kept", SUPERSEDED) and after.steps:
        return item.in_state(SUPERSEDED, after.steps[-1].what)
    return item


def _figures(record: Record, entries: Iterable[Entry[Figure]]) -> tuple[FigureGroup, ...]:
    """The groups of figures that these entries are."""
    told = [(d, s) for e in entries for d, s in zip(e.told_in, e.statements, strict=True)]
    groups = figure_groups(told, record.stories(list({d.id for d, _ in told})))
    return tuple(replace(group, values=group.values[:VALUES]) for group in groups)


def _tellings(groups: Iterable[FigureGroup]) -> list[tuple[Document, Figure]]:
    return [
        told
        for group in groups
        for value in group.values
        for told in zip(value.told_in, value.statements, strict=True)
    ]


def _fields(record: Record, pair: Pair, as_of: str, limit: int) -> tuple[Field, ...]:
    if not limit:
        return ()
    choice = Choice("area", told_until=told_until(record, pair, as_of))
    found = rows(record, pair, choice, order="documents", limit=limit).items
    return tuple(Field(r.code, r.entry, r.documents, r.sources, r.form) for r in found)


_COURSE = ("cooperation", "tension", "quad1", "quad2", "quad3", "quad4")


def _sizes(totals: Mapping[str, Mapping[str, int]]) -> Sizes:
    entries = totals["entries"]
    return Sizes(
        documents=sum(totals["year"].values()),
        sources=len(totals["publisher"]),
        events=entries.get("event", 0),
        figures=entries.get("figure", 0),
        fields=entries.get("area", 0),
        commitments=entries.get("commitment", 0),
        whole=False,
    )


def _months(totals: Mapping[str, Mapping[str, int]], as_of: str) -> tuple[Month, ...]:
    names = sorted({m for topic in _COURSE for m in totals[topic] if m <= as_of[:7]})
    return tuple(
        Month(
            name,
            Decimal(totals["cooperation"].get(name, 0)) / 1000,
            Decimal(totals["tension"].get(name, 0)) / 1000,
            (
                totals["quad1"].get(name, 0),
                totals["quad2"].get(name, 0),
                totals["quad3"].get(name, 0),
                totals["quad4"].get(name, 0),
            ),
        )
        for name in names
    )


def _by_year(record: Record, pair: Pair, as_of: str) -> dict[str, dict[str, int]]:
    """The documents of each year that tell a field, counted by the store."""
    told = schema.tellings
    year = func.substr(told.c.published, 1, 4)
    query = (
        select(year, _e.c.code, func.count(func.distinct(told.c.document)))
        .join(_e, (_e.c.entry == told.c.entry) & (_e.c.a == told.c.a) & (_e.c.b == told.c.b))
        .where(_e.c.a == pair[0], _e.c.b == pair[1], _e.c.kind == "area")
        .where(told.c.published <= f"{as_of}~")
        .group_by(year, _e.c.code)
    )
    out: dict[str, dict[str, int]] = {}
    with record.reading() as connection:
        for name, code, number in connection.execute(query):
            out.setdefault(name, {})[code] = number
    return dict(sorted(out.items()))


# The timeline


def events(
    record: Record, pair: Pair, as_of: str, filters: Filters, page: int, size: int
) -> tuple[list[Entry[Any]], Fitting]:
    """One page of the events that the filters leave, latest first, how many there are, and the
    numbers beside the filters."""
    wanted = _wanted(filters, told_until(record, pair, as_of))
    found = fitting(record, pair, wanted, limit=size, offset=(page - 1) * size)
    entries = made(record, pair, found.names, as_of=as_of)
    shown = [entries[name] for name in found.names if name in entries]
    became = followed(record, pair, shown, as_of)
    return [_superseded(item, became) for item in shown], found


COLUMNS = {
    "type": "code",
    "activity": "activity",
    "side": "side",
    "actor": "actor",
    "field": "contexts",
    "state": "form",
}
"""The filters of the timeline, each with what the entries call it."""


def _wanted(filters: Filters, until: str | None) -> Wanted:
    columns = {column: getattr(filters, name) for name, column in COLUMNS.items()}
    return Wanted(**columns, since=filters.since, until=filters.until, told_until=until)


def entry_row(record: Record, name: str) -> tuple[Pair, str] | None:
    """The first pair and the name of the entry called so, or of the statement called so."""
    told = schema.tellings
    by_name = select(_e.c.a, _e.c.b, _e.c.entry).where(_e.c.entry == name)
    by_statement = select(told.c.a, told.c.b, told.c.entry).where(told.c.statement == name)
    with record.reading() as connection:
        for query in (by_name, by_statement):
            row = connection.execute(query.order_by("a", "b").limit(1)).first()
            if row:
                return (row[0], row[1]), row[2]
    return None


def group_of(found: Entry[Any], stories: Mapping[str, str]) -> FigureGroup | None:
    """The group of figures that an entry is, None for another kind."""
    told: Sequence[tuple[Document, Figure]] = [
        (d, s)
        for d, s in zip(found.told_in, found.statements, strict=True)
        if isinstance(s, Figure)
    ]
    groups = figure_groups(told, stories)
    return groups[0] if groups else None
