"""A relationship and filters in, the timeline's view out: facets with counts, events by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bilateral.language.edtf import bounds
from bilateral.model import Event
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.web.filters import FACETS, Facet, Filters
from bilateral.web.seen import Seen
from bilateral.web.views.courses import Course, course, tone, weight
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import Line, line, query

PAGE = 40
"""Events on one page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, its name, and how many events have it among the others chosen."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter with its choices."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of the events that the filters leave: `found` of them in all, and how many have
    each value of each filter."""

    events: Sequence[Entry[Event]]
    found: int
    page: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the timeline: its line, PLOVER root, tone and intensity, and first day."""

    line: Line
    root: str
    tone: str
    intensity: Decimal
    day: str | None
    historical: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year, latest first; those without a day in the year in which they were
    told. `year` is None where that is not known either."""

    year: str | None
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline of a dossier: `total` of all events, `found` by the filters, and one page."""

    head: Head
    filters: Filters
    facets: tuple[Menu, ...]
    course: Course
    total: int
    found: int
    page: int
    pages: int
    years: tuple[Year, ...]
    previous: str | None
    next: str | None


def timeline(
    view: Seen, chosen: Chosen, sides: Pair, asked: str | None, filters: Filters
) -> TimelineView:
    """One page of the events that the filters leave."""
    pages = pages_of(chosen.found)
    made = head(view, sides, asked, "timeline")

    def to(number: int) -> str | None:
        if not 1 <= number <= pages:
            return None
        wanted = {**filters.given(), "as_of": asked, "page": str(number)}
        return f"{made.href}/timeline{query(**wanted)}"

    return TimelineView(
        head=made,
        filters=filters,
        facets=tuple(_menu(facet, chosen.counts, filters) for facet in FACETS),
        course=course(view),
        total=view.sizes.events,
        found=chosen.found,
        page=chosen.page,
        pages=pages,
        years=_years(chosen.events, asked),
        previous=to(chosen.page - 1),
        next=to(chosen.page + 1),
    )


def pages_of(found: int) -> int:
    """How many pages so many events make."""
    return max(1, -(-found // PAGE))


def choose(events: Sequence[Entry[Event]], filters: Filters, page: int) -> Chosen:
    """Of all events of a pair those of one page; each filter counts what there would be, were
    it another."""
    found = [e for e in events if _fits(e, filters)]
    page = min(page, pages_of(len(found)))
    counts = {f.name: _counted(events, filters, f) for f in FACETS}
    return Chosen(found[(page - 1) * PAGE : page * PAGE], len(found), page, counts)


def _counted(events: Sequence[Entry[Event]], filters: Filters, facet: Facet) -> Counter[str]:
    return Counter(
        value
        for item in events
        if _fits(item, filters, facet.name)
        for value in set(facet.values(item.statement))
    )


def _fits(item: Entry[Event], filters: Filters, leave_out: str | None = None) -> bool:
    for facet in FACETS:
        wanted = getattr(filters, facet.name)
        if wanted and facet.name != leave_out and wanted not in facet.values(item.statement):
            return False
    return _in_time(item, filters)


def _in_time(item: Entry[Event], filters: Filters) -> bool:
    if not filters.since and not filters.until:
        return True
    first, last = bounds(item.statement.date)
    if not first:
        return False
    ends = (last or first) >= (filters.since or "")
    return ends and first[: len(filters.until or "") or 10] <= (filters.until or "9")


def _menu(facet: Facet, counts: Mapping[str, Mapping[str, int]], filters: Filters) -> Menu:
    found = dict(counts.get(facet.name, {}))
    chosen = getattr(filters, facet.name)
    if chosen:
        found.setdefault(chosen, 0)
    ranked = sorted(found.items(), key=lambda c: (-c[1], c[0]))
    choices = tuple(Choice(v, facet.named(v), n, v == chosen) for v, n in ranked)
    return Menu(facet.name, facet.title, choices)


def _years(events: Sequence[Entry[Event]], asked: str | None) -> tuple[Year, ...]:
    groups: dict[str | None, list[EventLine]] = {}
    for item in events:
        made = event_line(item, asked)
        # One without a day stands where it was told, and says so.
        day = made.day or made.line.told
        groups.setdefault(day[:4] if day else None, []).append(made)
    return tuple(Year(year, tuple(lines)) for year, lines in groups.items())


def event_line(item: Entry[Event], asked: str | None) -> EventLine:
    """An event as the timeline shows it."""
    event = item.statement
    return EventLine(
        line=line(item, asked),
        root=event.event_type,
        tone=tone(event),
        intensity=weight(event),
        day=bounds(event.date)[0],
        historical=event.historical,
    )
