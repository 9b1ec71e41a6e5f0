"""A draft's events with their days in, each as a claim out: found in the record on that day?

One event is found again by what was done and who did it. A day that lies near the record's and
is another one is contradicted; where the record knows it only of quite another time, both may
be true, and a person is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bilateral.checking.drafts.claims import EVENT, Claim, source_of, telling_of
from bilateral.checking.drafts.lookup import KINDRED, Lookup
from bilateral.checking.verdicts import CONTRADICTED, NO_DATA, SUPPORTED
from bilateral.checking.wording import country, listed, when
from bilateral.language.edtf import bounds
from bilateral.model import Document, Event, Reading
from bilateral.record.merge.profiles import MANY_A_DAY
from bilateral.record.merge.words import area_words, content_words, shared

NEAR = timedelta(days=45)
"""So near each other two tellings of one person's visit are one visit."""
FAR = timedelta(days=3 * 366)
"""How far away the same act is looked for, to say when it was instead."""
_CLOCKS = timedelta(days=1)
"""What time zones make of one day."""
_ELSEWHERE_TOLD = frozenset({"status_change"})
"""Activities that are judged as statuses."""
_TOGETHER = frozenset({"agreement_signed", "meeting", "call", "dialogue", "commemoration"})
"""Activities told of both sides by one and of one side by another."""
_ALIKE = 0.34
"""Which part of the fewer words two tellings of one act have in common."""
_ONCE = frozenset({"visit", "meeting", "call", "agreement_signed"})
"""Activities of which one person has no second with the same country within days."""
Told = Sequence[tuple[Document, Event]]


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date

    def apart(self, other: _Span) -> timedelta:
        """The days between two times, none where they overlap."""
        gap = max(self.first - other.last, other.first - self.last)
        return max(gap, timedelta())


def event_claims(reading: Reading, lookup: Lookup) -> Iterator[Claim]:
    """A claim for each event that the draft dates."""
    for event in reading.events:
        span = _span(event.date)
        if span is None or event.activity in _ELSEWHERE_TOLD or event.state == "denied":
            continue
        if span.first.isoformat() > lookup.day:
            continue
        near = _same(event, _events(event, span, NEAR, lookup))
        yield _claim(event, _found(event, span, near, lookup))


def _span(edtf: str | None) -> _Span | None:
    first, last = bounds(edtf)
    if not first or not last:
        return None
    try:
        return _Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None


def _events(event: Event, span: _Span, reach: timedelta, lookup: Lookup) -> Told:
    # Something told of a whole year begins with the year: the same reach before its first day.
    first, last = span.first - max(reach, timedelta(days=366)), span.last + reach
    return lookup.events(event, first.isoformat(), last.isoformat())


def _same(event: Event, told: Told) -> Told:
    """What tells of the same act: the same activity and state of things by the same people, or
    of the same sides where neither names any."""
    return [(d, e) for d, e in told if _is_same(event, e)]


def _is_same(one: Event, other: Event) -> bool:
    if {*one.source, *one.recipient} != {*other.source, *other.recipient}:
        return False
    if one.activity != other.activity:
        return _shows(one, other)
    if one.activity in MANY_A_DAY and not _same_words(one, other):
        return False
    if one.actors and other.actors:
        return bool(_people(one) & _people(other))
    together = one.activity in _TOGETHER
    return together or (one.source == other.source and one.mode == other.mode)


def _shows(one: Event, other: Event) -> bool:
    """Whether a visit is shown by talks of the guest with the host, or talks by the visit of all
    who are named."""
    if {one.activity, other.activity} != set(KINDRED) or not one.actors or not one.recipient:
        return False
    return (one.source, one.recipient) == (other.source, other.recipient) and _people(
        one
    ) <= _people(other)


def _same_words(one: Event, other: Event) -> bool:
    """Whether two acts of a kind of which a day may see several are told in like words."""
    mine, theirs = (
        content_words(" ".join(e.quote for e in event.evidence)) - area_words()
        for event in (one, other)
    )
    return shared(mine, theirs) >= _ALIKE


def _people(event: Event) -> set[str]:
    """The people by the last and first words of their names, which outlets order differently."""
    return {" ".join(sorted(name.casefold().split())) for name in event.actors}


@dataclass(frozen=True, slots=True)
class _Found:
    verdict: str
    message: str
    suggestion: str | None = None
    told: tuple[tuple[Document, Event, bool], ...] = ()


def _found(event: Event, span: _Span, near: Told, lookup: Lookup) -> _Found:
    dated = [(d, e, s) for d, e in near if (s := _span(e.date))]
    fitting = [(d, e) for d, e, s in dated if s.apart(span) <= _CLOCKS]
    if fitting and all(_strangers(event, e) for _, e in fitting):
        return _of_others(event, fitting)
    if fitting:
        sources = listed(source_of(d) for d, _ in fitting[:3])
        told = tuple((d, e, True) for d, e in fitting)
        return _Found(SUPPORTED, f"The record tells of it ({sources}).", None, told)
    missed = [(d, e) for d, e, s in dated if s.apart(span) <= NEAR and _exact(s)]
    if missed and _exact(span) and event.actors and event.activity in _ONCE:
        return _another_day(missed)
    return _of_another_time(event, span, lookup)


def _strangers(one: Event, other: Event) -> tuple[str, ...]:
    """The people of `one` whom `other` does not name, where it names someone in their place."""

    def unknown(of: Event, to: Event) -> tuple[str, ...]:
        known = [set(name.split()) for name in _people(to)]
        names = {name: set(name.casefold().split()) for name in of.actors}
        return tuple(n for n, words in names.items() if not any(words & k for k in known))

    mine = unknown(one, other)
    return mine if mine and unknown(other, one) else ()


def _of_others(event: Event, told: Told) -> _Found:
    """Told of the same day with somebody else: both may have been there, or a name is wrong."""
    document, known = told[0]
    missing = listed(_strangers(event, known))
    return _Found(
        NO_DATA,
        f"The record tells of it with {listed(known.actors)} ({source_of(document)}) and does not "
        f"name {missing}.",
        f"Check the name: {missing}.",
        tuple((d, e, False) for d, e in told),
    )


def _exact(span: _Span) -> bool:
    return span.last - span.first <= timedelta(days=4)


def _another_day(missed: Told) -> _Found:
    document, known = missed[0]
    return _Found(
        CONTRADICTED,
        f"The record has another day: {when(known.date or '')} ({source_of(document)}).",
        f"Write {known.date}, as told by {source_of(document)}.",
        tuple((d, e, False) for d, e in missed),
    )


def _of_another_time(event: Event, span: _Span, lookup: Lookup) -> _Found:
    nothing = f"The record tells of no such event {'on that day' if _exact(span) else 'then'}"
    if not event.actors or event.activity not in _ONCE:
        return _Found(NO_DATA, f"{nothing}.")
    others = [
        (s.apart(span), d, e)
        for d, e in _same(event, _events(event, span, FAR, lookup))
        if e.actors and (s := _span(e.date))
    ]
    if not others:
        return _Found(NO_DATA, f"{nothing}.")
    _, document, known = min(others, key=lambda item: (item[0], item[2].id))
    return _Found(
        NO_DATA,
        f"{nothing}; the nearest of the kind is of {known.date} ({source_of(document)}).",
        f"Check the day: the record has {known.date}.",
        ((document, known, False),),
    )


def _claim(event: Event, found: _Found) -> Claim:
    return Claim(
        kind=EVENT,
        evidence=event.evidence,
        quote=" … ".join(e.quote for e in event.evidence),
        says=_says(event),
        verdict=found.verdict,
        told=tuple(telling_of(d, e, _says(e), agrees) for d, e, agrees in found.told),
        message=found.message,
        suggestion=found.suggestion,
        statement=event.id,
    )


def _says(event: Event) -> str:
    sides = listed(country(code) for code in (*event.source, *event.recipient))
    people = f", {listed(event.actors)}" if event.actors else ""
    return f"{event.activity.replace('_', ' ')}, {when(event.date or '')}: {sides}{people}"
