"""A relationship in, its course out: what each side calls it, visits by level, tension by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.knowledge.offices import offices
from bilateral.knowledge.outlets import outlet_named
from bilateral.knowledge.plover import intensity, quad_code, roots
from bilateral.language.edtf import bounds
from bilateral.model import Actor, Event
from bilateral.record.entries import Entry
from bilateral.record.relationship import Relationship

LEVELS = ("leaders", "ministers", "deputies", "officials", "others", "not told")
"""Levels of visits and meetings, the highest first."""

_LEVEL_OF_KIND = {
    "head_of_state": "leaders",
    "head_of_government": "leaders",
    "party_leader": "leaders",
    "deputy_head_of_state": "leaders",
    "deputy_head_of_government": "leaders",
    "speaker": "leaders",
    "foreign_minister": "ministers",
    "defense_minister": "ministers",
    "finance_minister": "ministers",
    "trade_minister": "ministers",
    "interior_minister": "ministers",
    "minister": "ministers",
    "deputy_minister": "deputies",
    "adviser": "officials",
    "ambassador": "officials",
    "central_banker": "officials",
    "consul": "officials",
    "diplomat": "officials",
    "envoy": "officials",
    "governor": "officials",
    "intelligence_chief": "officials",
    "legislator": "officials",
    "military_chief": "officials",
    "officer": "officials",
    "party_official": "officials",
    "senior_official": "officials",
    "spokesperson": "officials",
}

_PASSED = ("occurred", "planned", "proposed")
"""States of an event that counts: a plan and a proposal are acts in words."""

ENCOUNTERS = frozenset({"visit", "meeting", "call", "dialogue"})


@dataclass(frozen=True, slots=True)
class Called:
    """What one side calls a level: `side` is the country of the outlet, None for others."""

    side: str | None
    level: str
    label: str
    documents: int


def called(view: Relationship) -> tuple[Called, ...]:
    """What each side calls the relationship, by level, the most frequent name first."""
    counts: Counter[tuple[str | None, str, str]] = Counter()
    for item in view.ladder:
        for document, status in zip(item.told_in, item.statements, strict=True):
            outlet = outlet_named(document.outlet) if document.outlet else None
            side = outlet.country if outlet and outlet.country in view.pair else None
            counts[side, status.level, status.label.casefold()] += 1
    return tuple(
        Called(side, level, label, n)
        for (side, level, label), n in sorted(
            counts.items(), key=lambda i: (i[0][0] or "~", i[0][1], -i[1], i[0][2])
        )
    )


@dataclass(frozen=True, slots=True)
class Encounter:
    """A visit, meeting, call or dialogue that took place, and at what level."""

    entry: Entry[Event]
    level: str


def encounters(view: Relationship, actors: Iterable[Actor]) -> tuple[Encounter, ...]:
    """Visits and meetings that took place, latest first, each at the level of the highest person
    named; `actors` are the people of the pair's documents with their roles."""
    levels = _levels(actors)
    out = []
    for item in view.events:
        if item.statement.activity in ENCOUNTERS and item.statement.state == "occurred":
            found = {levels[name] for s in item.statements for name in s.actors if name in levels}
            level = min(found, key=LEVELS.index, default="not told")
            out.append(Encounter(item, level))
    return tuple(out)


def _levels(actors: Iterable[Actor]) -> dict[str, str]:
    out: dict[str, str] = {}
    for actor in actors:
        for role in actor.roles:
            level = _level(role)
            best = out.get(actor.name, level)
            out[actor.name] = min(level, best, key=LEVELS.index)
    return out


@cache
def _kinds(language: str) -> Mapping[str, str]:
    """Each form of an office in lower case, and the kind of the office."""
    return {form.casefold(): o.kind for o in offices(language).values() for form in o.forms}


@cache
def _level(role: str) -> str:
    """The level of a role as it is written: of the longest office that it ends or begins with."""
    words = role.casefold().split()
    kinds = _kinds("en")
    pieces = [words[n:] for n in range(len(words))] + [words[:n] for n in range(len(words), 0, -1)]
    for piece in sorted(pieces, key=len, reverse=True):
        kind = kinds.get(" ".join(piece))
        if kind:
            return _LEVEL_OF_KIND.get(kind, "others")
    return "others"


@dataclass(frozen=True, slots=True)
class Month:
    """What passed between two countries in a month, by PLOVER.

    `cooperation` and `tension` are the sums of the intensities above and below zero, `quads`
    how many events each quad class has: 1 verbal cooperation, 2 material cooperation, 3 verbal
    conflict, 4 material conflict.
    """

    month: str
    cooperation: Decimal
    tension: Decimal
    quads: tuple[int, int, int, int]


def by_month(view: Relationship) -> tuple[Month, ...]:
    """The months in which something passed, in order; events without a month are left out."""
    months: dict[str, list[Event]] = defaultdict(list)
    for item in view.events:
        event = item.statement
        first, last = bounds(event.date)
        within = first and last and first[:7] == last[:7]
        if first and within and event.event_type in roots() and event.state in _PASSED:
            months[first[:7]].append(event)
    return tuple(_month(name, months[name]) for name in sorted(months))


def _month(name: str, events: list[Event]) -> Month:
    scores = [intensity(e.event_type, e.mode) for e in events]
    quads = Counter(quad_code(e.event_type) for e in events)
    return Month(
        month=name,
        cooperation=sum((s for s in scores if s > 0), Decimal(0)),
        tension=sum((s for s in scores if s < 0), Decimal(0)),
        quads=(quads[1], quads[2], quads[3], quads[4]),
    )


def fields_by_year(view: Relationship) -> dict[str, dict[str, int]]:
    """Year of publication to the fields told in it, each with its number of documents."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for item in view.areas:
        for document in item.documents:
            if document.published:
                out[document.published[:4]][item.statement.code] += 1
    return {year: dict(out[year].most_common()) for year in sorted(out)}
