"""What was signed, promised and kept in, the agreements and commitments of a brief out.

What is overdue comes first: it is what a desk is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilateral.model import Commitment, Event
from bilateral.publishing.brief.contents import Paragraph, Points, Section, Table, Text, Words
from bilateral.publishing.brief.making import (
    Making,
    capital,
    first_day,
    one_a_sentence,
    recent,
    text,
)
from bilateral.publishing.brief.notes import clip, one_line
from bilateral.record.entries import Entry
from bilateral.record.follow_up import KEPT, OPEN, OVERDUE, PROMISE, Followed, counts

SIGNED = 2
SHOWN = {OVERDUE: 2, OPEN: 3, KEPT: 2}
"""Rows of each state, in the order in which they stand."""
STRENGTHS = ("agreed", "pledged", "planned")
LONGEST = 140
"""Characters of what was promised."""
SIGNING = ("agreement_signed",)


def commitments_section(making: Making) -> Section:
    """What was signed, how many promises stand how, and those that matter."""
    found = promises(making)
    return making.section(
        "commitments",
        *_signed(making),
        _counts(making, found) if found else None,
        _table(making, found),
    )


def promises(making: Making) -> list[Followed]:
    """Promises told in the time asked for, and those still overdue; proposals are nobody's
    promise."""
    found = [f for f in making.view.followed if f.kind == PROMISE]
    return [f for f in found if _told(f) <= making.day and _of_the_time(making, f)]


def _of_the_time(making: Making, item: Followed) -> bool:
    return making.within(_told(item)) or making.within(item.due) or making.since is None


def _told(item: Followed) -> str:
    return (item.entry.first_told or "")[:10]


def _signed(making: Making) -> Iterable[Paragraph | Points | None]:
    events = [
        e
        for e in making.view.events
        if e.statement.activity in SIGNING
        and e.statement.state == "occurred"
        and recent(e, making)
        and set(making.sides) <= {*e.statement.source, *e.statement.recipient}
    ]
    if events:
        told, most = one_a_sentence(making, events), making.most(SIGNED)
        yield Paragraph(text(making.say("signed")))
        yield Points(tuple(_agreement(making, e) for e in told[:most]))
        yield making.more(len(told) - most)


def _agreement(making: Making, item: Entry[Event]) -> Text:
    day = making.language.day(item.statement.date) or making.say(
        "first_told", day=making.language.day(first_day(item))
    )
    return text(f"{capital(day)}: ", *making.cited(item))


def _counts(making: Making, found: Sequence[Followed]) -> Paragraph:
    since = ""
    if making.since:
        since = making.say("counts_since", since=making.language.day(making.since))
    return Paragraph(text(making.say("counts", since=since, **counts(found))))


def _table(making: Making, found: Sequence[Followed]) -> Table | None:
    rows = []
    for state, most in SHOWN.items():
        chosen = sorted((f for f in found if f.state == state), key=_weight, reverse=True)
        rows += [_row(making, item) for item in chosen[: making.most(most)]]
    head = making.language.heads("state", "by", "promise", "told")
    about = making.language.labels["tables"]["commitments"]
    return Table(about, head, (11, 24, 47, 18), tuple(rows)) if rows else None


def _weight(item: Followed) -> tuple[object, ...]:
    """The latest first, of one day what binds more and what more sources tell; of what is overdue
    what binds more comes before what is newer."""
    strength = item.entry.statement.strength
    place = STRENGTHS.index(strength) if strength in STRENGTHS else len(STRENGTHS)
    if item.state == OVERDUE:
        return -place, item.entry.sources, _told(item), item.entry.id
    return _told(item), -place, item.entry.sources, item.entry.id


def _row(making: Making, item: Followed) -> tuple[Text, ...]:
    promise: Commitment = item.entry.statement
    words = making.language
    state = Words(capital(words.word("states", item.state)), strong=item.state == OVERDUE)
    content = making.quoted(item.entry, clip(one_line(promise.content), LONGEST))
    strength = words.word("strengths", promise.strength)
    told = text(words.day(_told(item)), making.note(item.entry))
    by = words.listed(words.name(code) for code in promise.by)
    return (text(state), text(f"{by} ({strength})"), (content, *_then(making, item)), told)


def _then(making: Making, item: Followed) -> Text:
    """What followed, with its sentence; else the day it was for."""
    if item.steps:
        step = item.steps[0]
        what = making.language.word("steps", step.what)
        then = making.say("then", what=what, day=making.language.day(step.day)).strip()
        return text(f" – {then}", making.note(step.entry))
    if item.due:
        due = making.say(
            "overdue_since" if item.state == OVERDUE else "due", day=making.language.day(item.due)
        )
        return text(f" – {due}")
    return ()
