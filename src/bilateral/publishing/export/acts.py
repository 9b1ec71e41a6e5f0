"""An entry of an event in, what the formats of event data share out: days, dyads, sides, places.

Those formats know an act of one side toward another on one day. So an act of several sides
becomes dyads, an act without an exact day is left out or stands at the nearest one, and what did
not happen is left out. The caller counts each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import Country, country, find_country
from bilateral.knowledge.plover import roots
from bilateral.language.edtf import bounds
from bilateral.model import Actor, Event
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.selection import NEAREST
from bilateral.publishing.export.source import Item
from bilateral.publishing.wording import area_name

NOT_DONE = "it was denied or called off, and the format holds what was done"
NO_DAY = "its day is not told (--days nearest gives it one)"
NO_RECIPIENT = "its root needs a recipient, and none is told"
OUTSIDE_PAIR = "no side of it acts toward the other of the pair"

TO_COME = ("planned", "proposed")
"""States of acts in words: what is done is the telling."""


@dataclass(frozen=True, slots=True)
class Side:
    """A country or body that acts or is dealt with, and the people named for it."""

    code: str
    people: tuple[Actor, ...] = ()

    @property
    def name(self) -> str:
        return area_name(self.code)

    @property
    def country(self) -> Country | None:
        return known(self.code)

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a.sector for a in self.people if a.sector))

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for a in self.people for role in a.roles))


Sides = tuple[str, ...]
Way = Callable[[Event], list[tuple[Sides, Sides]]]
"""How a format parts an event: the codes of who acts and of whom it is done to, row by row."""


@dataclass(frozen=True, slots=True)
class Act:
    """One row of event data: an event with its day and its sides; `row` counts its rows."""

    item: Item
    day: str
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    row: int = 0

    @property
    def event(self) -> Event:
        event: Event = self.item.statement
        return event

    @property
    def source(self) -> Side:
        return self.sources[0]

    @property
    def target(self) -> Side | None:
        return self.targets[0] if self.targets else None

    @property
    def id(self) -> str:
        """The entry's name, and which of its rows where it has several."""
        return row_id(self.item, self.row)


def acts(job: Job, way: Way, table: str, *, needs_target: bool = False) -> Iterator[Act]:
    """The rows of every event that a format of event data can hold; the others are counted.

    Written entries are counted here, with their rows under the name `table`.
    """
    for item in job.items("event"):
        found = acts_of(item, job, way, needs_target=needs_target)
        if isinstance(found, str):
            job.leave_out(item, found)
        else:
            job.wrote(item, table, len(found))
            yield from found


def acts_of(item: Item, job: Job, way: Way, *, needs_target: bool = False) -> list[Act] | str:
    """The rows of an event, or why it has none."""
    event: Event = item.statement
    if not_done(event):
        return NOT_DONE
    day = day_of(item, job.selection.days)
    if not day:
        return NO_DAY
    rows = way(event)
    if not rows or (needs_target and not rows[0][1]):
        return NO_RECIPIENT
    wanted = job.selection.pair
    if wanted and way is dyads:
        rows = [row for row in rows if not row[1] or {*row[0], *row[1]} == {*wanted}]
    if not rows:
        return OUTSIDE_PAIR
    return [
        Act(item, day, sides(one, item, job), sides(other, item, job), row)
        for row, (one, other) in enumerate(rows)
    ]


def row_id(item: Item, row: int) -> str:
    """What a row of an entry is called: as the entry, with a number from the second row on."""
    return item.entry.id if row == 0 else f"{item.entry.id}-{row + 1}"


def not_done(event: Event) -> bool:
    """Whether it did not happen; calling off what was agreed is itself an act, a REJECT."""
    return event.state == "denied" or (event.state == "cancelled" and event.event_type != "REJECT")


def day_of(item: Item, days: str) -> str | None:
    """The day of an act, ISO 8601.

    What is to come is an act in words and stands at the day on which it was first told, not at
    the day for which it is planned. With `nearest`, a month or a year stands at its first day and
    an act of no date at the day on which it was first told.
    """
    told = (item.entry.first_told or "")[:10] or None
    if item.statement.state in TO_COME:
        return told
    first, last = bounds(item.statement.date)
    if first and first == last:
        return first
    return (first or told) if days == NEAREST else None


def dyads(event: Event) -> list[tuple[Sides, Sides]]:
    """CAMEO's way: each source toward each recipient; where sides act together and nobody is
    dealt with, each toward each other."""
    if event.recipient:
        found = product(event.source, event.recipient)
        return [((one,), (other,)) for one, other in found if one != other]
    if len(event.source) > 1:
        return [((one,), (other,)) for one, other in permutations(event.source, 2)]
    return [] if roots()[event.event_type].recipient_required else [(event.source, ())]


def together(event: Event) -> list[tuple[Sides, Sides]]:
    """PLOVER's way: one row, all sides in it; dyads only where the root needs a recipient and
    sides act together."""
    if event.recipient or not roots()[event.event_type].recipient_required:
        return [(event.source, event.recipient)]
    return dyads(event)


def sides(codes: Sides, item: Item, job: Job) -> tuple[Side, ...]:
    """Sides of an event, each with those of its people that belong to it."""
    people: dict[str, dict[str, Actor]] = {code: {} for code in codes}
    for document, statement in zip(item.entry.told_in, item.entry.statements, strict=True):
        cast = job.documents.cast(document.id) if statement.actors else {}
        for name in statement.actors:
            actor = cast.get(name)
            if actor and actor.country in people:
                people[actor.country].setdefault(actor.name, actor)
    return tuple(Side(code, tuple(people[code].values())) for code in codes)


@cache
def known(code: str) -> Country | None:
    """The country of a code; None for a bloc or another body."""
    try:
        return country(code)
    except UnknownCountryError:
        return None


@cache
def whereabouts(place: str | None) -> tuple[Country, bool] | None:
    """The country of a place that names a country or its capital, and whether it is the capital.

    Other places stay words: no gazetteer is asked.
    """
    if not place:
        return None
    try:
        found = find_country(place)
    except UnknownCountryError:
        return None
    is_capital = (
        bool(found.capital)
        and place.replace(" ", "").casefold() == (found.capital or "").replace(" ", "").casefold()
    )
    return found, is_capital
