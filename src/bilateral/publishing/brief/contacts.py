"""Visits, meetings and calls in, the high-level contacts of a brief out, one row a contact.

A visit and the talks during it are one contact, told once with the people of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bilateral.language.edtf import bounds
from bilateral.model import Event
from bilateral.publishing.brief.contents import Note, Paragraph, Section, Table, Text
from bilateral.publishing.brief.making import Making, capital, first_day, paragraph, recent, text
from bilateral.publishing.brief.notes import one_line
from bilateral.record.entries import Entry, exactness
from bilateral.record.timeline import LEVELS, Encounter, encounters

SHOWN = 5
HIGH = ("leaders", "ministers")
PEOPLE = 4
NOTES = 2
"""Notes of one contact: of the visit and of the talks."""
DAY = 4
"""How exactly a day is told, by `exactness`."""
DURING = timedelta(days=2)
"""How far apart a visit and its talks may be dated."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: its level, its acts (visit first), the latest day, everybody named."""

    level: str
    acts: tuple[Entry[Event], ...]

    @property
    def lead(self) -> Entry[Event]:
        """The act that names the contact: a visit before talks, then the most exactly dated."""
        order = ("visit", "meeting", "dialogue", "call")
        return min(
            self.acts,
            key=lambda e: (order.index(e.statement.activity), -exactness(e.statement), e.id),
        )

    @property
    def day(self) -> str:
        """The most exact day told of it (EDTF), the latest of those."""
        dated = [e.statement for e in self.acts if e.statement.date]
        best = max(dated, key=lambda s: (exactness(s), s.date or ""))
        return best.date or ""

    @property
    def people(self) -> tuple[str, ...]:
        named = [n for e in self.acts for s in e.statements for n in s.actors]
        return tuple(dict.fromkeys(named))

    @property
    def place(self) -> str | None:
        return next((e.statement.place for e in self.acts if e.statement.place), None)


def contacts_section(making: Making) -> Section:
    """How many contacts at which level, then the latest of leaders and ministers."""
    found = contacts(making)
    high = [c for c in found if c.level in HIGH]
    table = _table(making, high[: making.most(SHOWN)])
    return making.section("contacts", _counts(making, found), table)


def contacts(making: Making) -> list[Contact]:
    """The contacts of the time asked for, the latest first."""
    met = encounters(making.view, (actor for _, actor in making.actors))
    known = [e for e in met if recent(e.entry, making) and _between(e.entry, making)]
    return [Contact(_highest(group), tuple(e.entry for e in group)) for group in _groups(known)]


def contact_words(making: Making, contact: Contact) -> str:
    """A contact as it stands in a sentence: a visit to Vietnam (Joe Biden), 10 September 2023."""
    what = _placed(making, contact)
    people = making.language.joined(contact.people[:PEOPLE])
    named = making.say("with_people", what=what, people=people) if people else what
    return making.say("on_day", what=named, day=making.language.day(contact.day))


def contact_notes(making: Making, contact: Contact) -> tuple[Note, ...]:
    """The note of the act that names the contact, then of another with further sentences."""
    lead = contact.lead
    acts = sorted(
        contact.acts, key=lambda e: (e is not lead, -exactness(e.statement), -e.sources, e.id)
    )
    return tuple(dict.fromkeys(making.note(e) for e in acts))[:NOTES]


def _between(item: Entry[Event], making: Making) -> bool:
    """Whether both sides take part, and a month at least is told."""
    event = item.statement
    taking_part = {*event.source, *event.recipient}
    return set(making.sides) <= taking_part and exactness(event) > 1


def _highest(group: Iterable[Encounter]) -> str:
    return min((e.level for e in group), key=LEVELS.index)


def _groups(found: Iterable[Encounter]) -> list[list[Encounter]]:
    """Acts of the same days with a person in common, or one of them without any."""
    groups: list[list[Encounter]] = []
    ordered = sorted(found, key=lambda e: (-exactness(e.entry.statement), e.entry.id))
    for item in sorted(ordered, key=lambda e: first_day(e.entry), reverse=True):
        home = next((g for g in groups if any(_together(item, other) for other in g)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def _together(one: Encounter, other: Encounter) -> bool:
    if "call" in (one.entry.statement.activity, other.entry.statement.activity):
        return False
    mine, theirs = _people(one.entry), _people(other.entry)
    # Where nobody is named, only the very day shows that it is one contact.
    exact = min(exactness(e.entry.statement) for e in (one, other)) == DAY
    same = mine & theirs or (exact and not (mine and theirs))
    return bool(same) and any(
        _near(a, b) for a in one.entry.statements for b in other.entry.statements
    )


def _people(item: Entry[Event]) -> set[str]:
    return {name for s in item.statements for name in s.actors}


def _near(one: Event, other: Event) -> bool:
    a, b = bounds(one.date), bounds(other.date)
    if not (a[0] and a[1] and b[0] and b[1]):
        return False
    return _day(a[0]) <= _day(b[1]) + DURING and _day(b[0]) <= _day(a[1]) + DURING


def _day(iso: str) -> date:
    return date.fromisoformat(iso[:10])


def _what(making: Making, contact: Contact) -> str:
    """Visit to Vietnam; meeting."""
    kinds = list(dict.fromkeys(e.statement.activity for e in (contact.lead, *contact.acts)))
    return making.language.joined(_kind(making, kind, contact) for kind in kinds)


def _placed(making: Making, contact: Contact) -> str:
    what, place = _what(making, contact), one_line(contact.place or "")
    return making.say("in_place", what=what, place=place) if place else what


def _kind(making: Making, kind: str, contact: Contact) -> str:
    host = contact.lead.statement.recipient
    if kind == "visit" and host:
        return making.say("visit_to", host=making.language.areas(host))
    return making.say(kind)


def _counts(making: Making, found: Sequence[Contact]) -> Paragraph | None:
    levels = Counter(c.level for c in found)
    told = [
        f"{making.language.word('levels', level)} {levels[level]}"
        for level in LEVELS
        if levels[level]
    ]
    if not told:
        return None
    name = "contacts_since" if making.since else "contacts_count"
    since = making.language.day(making.since)
    return paragraph([text(making.say(name, counts=", ".join(told), since=since))])


def _table(making: Making, found: Sequence[Contact]) -> Table | None:
    rows = tuple(_row(making, contact) for contact in found)
    head = making.language.heads("day", "contact", "who")
    about = making.language.labels["tables"]["contacts"]
    return Table(about, head, (20, 40, 40), rows) if rows else None


def _row(making: Making, contact: Contact) -> tuple[Text, ...]:
    more = len(contact.people) - PEOPLE
    people = making.language.joined(one_line(name) for name in contact.people[:PEOPLE])
    return (
        text(making.language.day(contact.day)),
        text(capital(_placed(making, contact)), *contact_notes(making, contact)),
        text(people + (f" +{more}" if more > 0 else "")),
    )
