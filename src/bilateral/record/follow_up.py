"""Entries of plans, promises and proposals in, what became of each out, step by step.

A plan is kept when the thing took place, a promise when it was delivered, a proposal when it
was agreed; each is open until then, overdue when its day has passed, superseded when it was
called off or put in other words. Every step is an entry, with its sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any

from bilateral.language.edtf import bounds
from bilateral.model import Commitment, Event
from bilateral.record.entries import Entry
from bilateral.record.merge.words import area_words, content_words, folded

KEPT, OPEN, OVERDUE, SUPERSEDED = "kept", "open", "overdue", "superseded"
PLAN, PROMISE, PROPOSAL = "plan", "promise", "proposal"

GATHERINGS = frozenset({"visit", "meeting", "call", "dialogue", "commemoration", "invitation"})
"""Activities that are planned for a day and then take place."""
TO_COME = frozenset({"visit", "trip", "come"})
"""Words of an invitation to come."""
ACCEPTED = frozenset({"accept"})
"""Words by which it is the guest who speaks of an invitation."""
_INVITED_TO = re.compile(r"\binvit\w+\b[^.]{0,80}?\bto (?:pay |make )?(?:a |an )?[\w ]{0,20}?visit")
"""An invitation to visit, made or made again; "at the invitation of" is said of the visit."""
TO_MEET = frozenset({"meet", "visit", "talk", "travel", "receiv", "host"})
"""Words of a promise that a meeting keeps."""
MEETS = {
    "visit": frozenset({"visit", "meeting", "appointment", "commemoration"}),
    "invitation": frozenset({"visit", "meeting", "appointment", "commemoration"}),
    "meeting": frozenset({"meeting", "visit"}),
    "call": frozenset({"call"}),
    "dialogue": frozenset({"dialogue", "meeting"}),
    "commemoration": frozenset({"commemoration"}),
}
"""What a planned activity takes place as."""
DEEDS = frozenset(
    [
        "agreement_signed",
        "status_change",
        "recognition",
        "trade_measure",
        "investment",
        "joint_activity",
        "aid_given",
        "appointment",
        "withdrawal",
        "visit",
        "other",
    ]
)
"""Activities that can deliver a promise."""
WITHDRAWN = frozenset({"REJECT", "SANCTION"})
"""Types of act by which a promise is taken back."""

HORIZON = timedelta(days=550)
"""How long after it was told a plan without a day may still take place."""
SLACK = timedelta(days=21)
"""How far from the day planned a visit may take place and still be the one planned."""
ENOUGH = 0.36
"""Which part of a promise, its rare words weighing more, a deed must tell."""
FEWEST = 2
"""Words that they must share, as the least."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that followed: `what` in words, the entry that tells it, and its day."""

    what: str
    entry: Entry[Any]
    day: str | None


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan, promise or proposal and what became of it.

    `state` is kept, open, overdue or superseded; `due` the last day on which it was to be.
    """

    kind: str
    entry: Entry[Any]
    state: str
    due: str | None
    steps: tuple[Step, ...]


def follow_up(
    events: Sequence[Entry[Event]],
    promises: Sequence[Entry[Commitment]],
    as_of: str,
    only: Collection[str] | None = None,
) -> tuple[Followed, ...]:
    """What became, until the day `as_of`, of all that was planned, promised and proposed; of the
    entries called `only` where some are named."""
    happened = [
        e
        for e in events
        if e.statement.state == "occurred" and _day(e) <= as_of and not _invites_again(e)
    ]
    plans = [
        e
        for e in events
        if e.statement.activity in GATHERINGS
        and (e.statement.state == "planned" or _invites(e.statement))
    ]
    off = [e for e in events if e.statement.state == "cancelled"]
    out = [
        _plan(plan, happened, off, plans, as_of)
        for plan in plans
        if only is None or plan.id in only
    ]
    words = _Words([*events, *promises])
    binding = [p for p in promises if p.statement.strength not in ("proposed", "hoped")]
    for promise in promises:
        if only is not None and promise.id not in only:
            continue
        if promise.statement.strength == "proposed":
            out.append(_proposal(promise, binding, happened, words, as_of))
        elif promise.statement.strength != "hoped":
            out.append(_promise(promise, happened, binding, words, as_of))
    return tuple(sorted(out, key=lambda f: (f.entry.first_told or "", f.entry.id)))


def _invites(event: Event) -> bool:
    """Whether someone is invited to come, not to take part in something."""
    words = content_words(" ".join(e.quote for e in event.evidence))
    return event.activity == "invitation" and bool(words & TO_COME)


def _invites_again(entry: Entry[Event]) -> bool:
    """Whether what is told as a visit is an invitation to one."""
    quotes = [" ".join(e.quote for e in s.evidence) for s in entry.statements]
    return entry.statement.activity == "visit" and all(map(_INVITED_TO.search, quotes))


def _due(plan: Entry[Event]) -> tuple[str | None, str | None]:
    """When it is to be; the day on which an invitation was made is not that."""
    first, last = bounds(plan.statement.date)
    made = plan.statement.activity == "invitation" and plan.statement.state != "planned"
    return (
        (None, None) if made and (first or "") <= (plan.first_told or "9")[:10] else (first, last)
    )


def _day(entry: Entry[Any]) -> str:
    """The first day of what an entry tells; where it gives none, the day it was first told."""
    return bounds(entry.statement.date)[0] or (entry.first_told or "")[:10]


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


# Plans


def _plan(
    plan: Entry[Event],
    happened: Sequence[Entry[Event]],
    off: Sequence[Entry[Event]],
    plans: Sequence[Entry[Event]],
    as_of: str,
) -> Followed:
    due = _due(plan)[1]
    for what, state, others in (
        ("took place", KEPT, happened),
        ("called off", SUPERSEDED, off),
        ("planned anew", SUPERSEDED, _later_plans(plan, plans)),
    ):
        found = [e for e in others if _takes_place(plan, e, anew=what == "planned anew")]
        if found:
            first = min(found, key=lambda e: (_day(e), e.id))
            step = Step(what, first, _day(first) or None)
            return Followed(PLAN, plan, state, due, (step,))
    return Followed(PLAN, plan, OVERDUE if due and due < as_of else OPEN, due, ())


def _later_plans(plan: Entry[Event], plans: Sequence[Entry[Event]]) -> list[Entry[Event]]:
    """Plans told later that put the same thing on a later day."""
    due = _due(plan)[1]
    return [
        p
        for p in plans
        if due
        and p is not plan
        and (p.first_told or "") > (plan.told or "")
        and (_due(p)[0] or "") > due
        and _people(plan) & _people(p)
    ]


def _takes_place(plan: Entry[Event], other: Entry[Event], *, anew: bool) -> bool:
    one, two = plan.statement, other.statement
    if two.activity not in MEETS[one.activity] and not (anew and two.activity == one.activity):
        return False
    if {*one.source, *one.recipient} != {*two.source, *two.recipient}:
        return False
    by_visit = one.activity not in ("visit", "invitation") or two.activity == "visit"
    # Talks or a ceremony show a visit only when the guest is named, on the days it was to be.
    if not by_visit and not (_due(plan)[0] and _people(plan) & _people(other)):
        return False
    return _same_way(one, two) and _in_time(plan, other, anew=anew) and _same_people(plan, other)


def _same_way(plan: Event, other: Event) -> bool:
    """Whether the guest is the one who was to come: who invites is the host, who accepts comes."""
    if other.activity != "visit" or not plan.recipient or not other.recipient:
        return True
    if plan.activity == "meeting":
        return True
    words = content_words(" ".join(e.quote for e in plan.evidence))
    invited = plan.activity == "invitation" and not words & ACCEPTED
    return set(plan.recipient if invited else plan.source) == set(other.source)


def _in_time(plan: Entry[Event], other: Entry[Event], *, anew: bool) -> bool:
    told, day = _iso(plan.first_told), _iso(_day(other))
    first_day = timedelta(days=1 if plan.statement.activity == "invitation" else -2)
    if day is None or (told and day < told + first_day):
        return False
    if anew:
        return True
    first, last = (_iso(text) for text in _due(plan))
    if first and last:
        return first - SLACK <= day <= last + SLACK
    return told is None or day <= told + HORIZON


def _people(entry: Entry[Event]) -> set[str]:
    return {folded(name).split()[-1] for s in entry.statements for name in s.actors if name}


def _same_people(plan: Entry[Event], other: Entry[Event]) -> bool:
    """Whether they may be the same people; one host with two guests makes two visits."""
    one, two = _people(plan), _people(other)
    return not one or not two or one <= two or two <= one


# Promises and proposals


class _Words:
    """The words of entries, each weighing more the fewer entries have it."""

    def __init__(self, entries: Iterable[Entry[Any]]) -> None:
        self._of: dict[str, frozenset[str]] = {e.id: _entry_words(e) for e in entries}
        counts: dict[str, int] = defaultdict(int)
        for words in self._of.values():
            for word in words:
                counts[word] += 1
        total = len(self._of) or 1
        self._weight = {word: log(1 + total / n) for word, n in counts.items()}

    def shared(self, promise: Entry[Any], deed: Entry[Any]) -> float:
        """Which part of the promise the deed tells, from 0 to 1."""
        mine, theirs = self._of[promise.id], self._of[deed.id]
        common = mine & theirs
        if len(common) < FEWEST or not mine:
            return 0.0
        return sum(map(self._weigh, common)) / sum(map(self._weigh, mine))

    def _weigh(self, word: str) -> float:
        return self._weight.get(word, 0.0)


def _entry_words(entry: Entry[Any]) -> frozenset[str]:
    """The words of the statement shown; a promise's own words, a deed's quotes."""
    statement = entry.statement
    if isinstance(statement, Commitment):
        return content_words(statement.content) - area_words()
    quotes = (e.quote for s in entry.statements for e in s.evidence)
    return frozenset(w for quote in quotes for w in content_words(quote)) - area_words()


def _promise(
    promise: Entry[Commitment],
    happened: Sequence[Entry[Event]],
    binding: Sequence[Entry[Commitment]],
    words: _Words,
    as_of: str,
) -> Followed:
    deeds = [e for e in happened if e.statement.activity in DEEDS and _after(promise, e)]
    met = [e for e in happened if _meets(promise, e) and _after(promise, e)]
    back = [e for e in happened if e.statement.event_type in WITHDRAWN and _after(promise, e)]
    for what, state, found in (
        ("took place", KEPT, sorted(met, key=lambda e: (_day(e), e.id))[:1]),
        ("delivered", KEPT, _fitting(promise, deeds, words)),
        ("taken back", SUPERSEDED, _fitting(promise, back, words)),
        ("promised anew", SUPERSEDED, _renewed(promise, binding, words)),
    ):
        if found:
            return _followed(PROMISE, promise, what, state, found)
    return _pending(PROMISE, promise, as_of)


def _meets(promise: Entry[Commitment], deed: Entry[Event]) -> bool:
    """Whether a meeting is one that was promised, with the person who is named, in its time."""
    if deed.statement.activity not in ("meeting", "call"):
        return False
    content = promise.statement.content
    if not content_words(content) & TO_MEET:
        return False
    named = {folded(word) for word in content.split() if word[:1].isupper()}
    told, day = _iso(promise.first_told), _iso(_day(deed))
    return bool(named & _people(deed)) and (told is None or day is None or day <= told + HORIZON)


def _proposal(
    proposal: Entry[Commitment],
    binding: Sequence[Entry[Commitment]],
    happened: Sequence[Entry[Event]],
    words: _Words,
    as_of: str,
) -> Followed:
    agreed = [p for p in binding if _told_after(proposal, p) and _sides(p) & _sides(proposal)]
    deeds = [e for e in happened if e.statement.activity in DEEDS and _after(proposal, e)]
    no = [e for e in happened if e.statement.event_type in WITHDRAWN and _after(proposal, e)]
    for what, state, found in (
        ("agreed", KEPT, _fitting(proposal, [*agreed, *deeds], words)),
        ("refused", SUPERSEDED, _fitting(proposal, no, words)),
    ):
        if found:
            return _followed(PROPOSAL, proposal, what, state, found)
    return _pending(PROPOSAL, proposal, as_of)


def _fitting(
    promise: Entry[Commitment], others: Iterable[Entry[Any]], words: _Words
) -> list[Entry[Any]]:
    ranked = [(words.shared(promise, e), e) for e in others]
    return [
        e
        for part, e in sorted(ranked, key=lambda item: (_day_or_told(item[1]), item[1].id))
        if part >= ENOUGH
    ]


def _renewed(
    promise: Entry[Commitment], binding: Sequence[Entry[Commitment]], words: _Words
) -> list[Entry[Any]]:
    """Later promises of the same with a later day."""
    due = bounds(promise.statement.due)[1]
    later = [
        p
        for p in binding
        if due and _told_after(promise, p) and (bounds(p.statement.due)[1] or "") > due
    ]
    return _fitting(promise, later, words)


def _day_or_told(entry: Entry[Any]) -> str:
    if isinstance(entry.statement, Commitment):
        return (entry.first_told or "")[:10]
    return _day(entry)


def _after(promise: Entry[Commitment], deed: Entry[Event]) -> bool:
    """Whether a deed came after the promise, by one of its sides; not the promise's own act."""
    told, day = (promise.first_told or "")[:10], _day(deed)
    if not day or (told and day <= told) or _one_sentence(promise, deed):
        return False
    acting = {*deed.statement.source, *deed.statement.recipient}
    return bool(acting & set(promise.statement.by))


def _one_sentence(promise: Entry[Commitment], deed: Entry[Event]) -> bool:
    mine = {(d.id, e.start) for d, s in _told(promise) for e in s.evidence}
    return any((d.id, e.start) in mine for d, s in _told(deed) for e in s.evidence)


def _told(entry: Entry[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(entry.told_in, entry.statements, strict=True)


def _told_after(one: Entry[Any], other: Entry[Any]) -> bool:
    return bool(one.first_told) and (other.first_told or "") > (one.told or one.first_told or "")


def _sides(entry: Entry[Commitment]) -> set[str]:
    return {*entry.statement.by, *entry.statement.to}


def _followed(
    kind: str, entry: Entry[Commitment], what: str, state: str, found: Sequence[Entry[Any]]
) -> Followed:
    steps = tuple(Step(what, e, _day_or_told(e) or None) for e in found)
    return Followed(kind, entry, state, bounds(entry.statement.due)[1], steps)


def _pending(kind: str, entry: Entry[Commitment], as_of: str) -> Followed:
    due = bounds(entry.statement.due)[1]
    return Followed(kind, entry, OVERDUE if due and due < as_of else OPEN, due, ())


def counts(followed: Iterable[Followed]) -> Mapping[str, int]:
    """How many are kept, open, overdue and superseded."""
    out = dict.fromkeys((KEPT, OPEN, OVERDUE, SUPERSEDED), 0)
    for item in followed:
        out[item.state] += 1
    return out
