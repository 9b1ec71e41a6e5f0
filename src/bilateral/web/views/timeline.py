"""A relationship and filters in, the timeline's view out: facets with counts, events by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from bilateral.language.edtf import bounds
from bilateral.model import Event
from bilateral.publishing.wording import area_name, words
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship
from bilateral.web.views.courses import Course, course, tone, weight
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import Line, line, query

PAGE = 60
"""Events on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of a timeline is wanted; None is everything. `since` and `until` are ISO days, months
    or years; `side` is who acts, `field` a context of PLOVER."""

    since: str | None = None
    until: str | None = None
    type: str | None = None
    activity: str | None = None
    actor: str | None = None
    side: str | None = None
    field: str | None = None
    state: str | None = None

    def given(self) -> dict[str, str]:
        """The filters that are set."""
        found = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in found if value}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, its name, and how many events have it among the others chosen."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its choices."""

    name: str
    title: str
    choices: tuple[Choice, ...]


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
    """The events of a year, latest first; `year` is None for those without a date."""

    year: str | None
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline of a dossier: `total` of all events, `found` by the filters, and one page."""

    head: Head
    filters: Filters
    facets: tuple[Facet, ...]
    course: Course
    total: int
    found: int
    page: int
    pages: int
    years: tuple[Year, ...]
    previous: str | None
    next: str | None


Values = Callable[[Event], Iterable[str]]

_FACETS: tuple[tuple[str, str, Values, Callable[[str], str]], ...] = (
    ("type", "Type (PLOVER)", lambda e: [e.event_type], str),
    ("activity", "Activity", lambda e: [e.activity], words),
    ("side", "Who acts", lambda e: e.source, area_name),
    ("actor", "Person or body", lambda e: e.actors, str),
    ("field", "Field", lambda e: e.contexts, words),
    ("state", "State", lambda e: [e.state], words),
)


def timeline(
    view: Relationship, sides: Pair, asked: str | None, filters: Filters, page: int
) -> TimelineView:
    """The events that the filters leave, one page of them."""
    found = [e for e in view.events if _fits(e, filters)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    made = head(view, sides, asked, "timeline")

    def to(number: int) -> str | None:
        if not 1 <= number <= pages:
            return None
        wanted = {**filters.given(), "as_of": asked, "page": str(number)}
        return f"{made.href}/timeline{query(**wanted)}"

    return TimelineView(
        head=made,
        filters=filters,
        facets=_facets(view.events, filters),
        course=course(view),
        total=len(view.events),
        found=len(found),
        page=page,
        pages=pages,
        years=_years(shown, asked),
        previous=to(page - 1),
        next=to(page + 1),
    )


def _fits(item: Entry[Event], filters: Filters, leave_out: str | None = None) -> bool:
    for name, _, values, _ in _FACETS:
        wanted = getattr(filters, name)
        if wanted and name != leave_out and wanted not in set(values(item.statement)):
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


def _facets(events: Sequence[Entry[Event]], filters: Filters) -> tuple[Facet, ...]:
    """Each facet counts what there would be, were its own filter another."""
    made = []
    for name, title, values, named in _FACETS:
        counts = Counter(
            value
            for item in events
            if _fits(item, filters, name)
            for value in set(values(item.statement))
        )
        chosen = getattr(filters, name)
        if chosen:
            counts.setdefault(chosen, 0)
        ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        choices = tuple(Choice(v, named(v), n, v == chosen) for v, n in ranked)
        made.append(Facet(name, title, choices))
    return tuple(made)


def _years(events: Sequence[Entry[Event]], asked: str | None) -> tuple[Year, ...]:
    groups: dict[str | None, list[EventLine]] = {}
    for item in events:
        made = event_line(item, asked)
        groups.setdefault(made.day[:4] if made.day else None, []).append(made)
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
