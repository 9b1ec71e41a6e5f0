"""A relationship in, its course through time out: the ladder of statuses, months of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bilateral.knowledge.plover import intensity, quad_code, roots
from bilateral.knowledge.statuses import levels
from bilateral.language.edtf import bounds
from bilateral.model import Event, Status
from bilateral.publishing.wording import words
from bilateral.record.entries import Entry
from bilateral.record.timeline import Month
from bilateral.web.seen import Seen
from bilateral.web.views.parts import Line, line


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status: on which rung it stands (0 severed to `top` alliance), since when and
    until when (ISO days), and how the rung is called."""

    entry: Line
    level: str
    level_name: str
    rung: int
    since: str
    until: str | None
    dated: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The statuses of a relationship in the order of their days; `rungs` names all there are."""

    steps: tuple[Step, ...]
    rungs: tuple[str, ...]


def ladder(view: Seen, asked: str | None) -> Ladder:
    """The changes of status until the day of the view."""
    changes = [e for e in view.ladder if e.statement.change != "described"]
    dated = [(_since(e), e) for e in changes]
    known = sorted((d, e.id, e) for d, e in dated if d)
    steps = []
    for n, (day, _, item) in enumerate(known):
        until = known[n + 1][0] if n + 1 < len(known) else None
        steps.append(_step(item, day, until, item is view.status, asked))
    names = tuple(words(x.code) for x in sorted(levels().values(), key=lambda x: x.rung))
    return Ladder(tuple(steps), names)


def _since(item: Entry[Status]) -> str | None:
    return bounds(item.statement.date)[0] or (item.first_told or "")[:10] or None


def _step(
    item: Entry[Status], day: str, until: str | None, current: bool, asked: str | None
) -> Step:
    code = item.statement.level
    rung = levels().get(code)
    return Step(
        entry=line(item, asked),
        level=code,
        level_name=words(code),
        rung=rung.rung if rung else 0,
        since=day,
        until=until,
        dated=bool(item.statement.date),
        current=current,
    )


@dataclass(frozen=True, slots=True)
class Course:
    """Cooperation and tension: by month where something passed, and by year in all."""

    months: tuple[Month, ...]
    years: tuple[Month, ...]


def course(view: Seen) -> Course:
    """The course of all events of a view."""
    return Course(view.months, _years(view.months))


def _years(months: Iterable[Month]) -> tuple[Month, ...]:
    by_year: dict[str, list[Month]] = {}
    for month in months:
        by_year.setdefault(month.month[:4], []).append(month)
    return tuple(_sum(year, found) for year, found in sorted(by_year.items()))


def _sum(year: str, months: list[Month]) -> Month:
    one, two, three, four = (sum(quads) for quads in zip(*(m.quads for m in months), strict=True))
    return Month(
        month=year,
        cooperation=sum((m.cooperation for m in months), Decimal(0)),
        tension=sum((m.tension for m in months), Decimal(0)),
        quads=(one, two, three, four),
    )


TONES = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
"""The quad classes in their order."""


def tone(event: Event) -> str:
    """Whether an act is cooperation or conflict by its quad class, and in words or deeds."""
    if event.event_type not in roots():
        return "unknown"
    names = (
        "",
        "verbal-cooperation",
        "material-cooperation",
        "verbal-conflict",
        "material-conflict",
    )
    return names[quad_code(event.event_type)]


def weight(event: Event) -> Decimal:
    """The intensity of an act by PLOVER, 0 where its root has none."""
    return intensity(event.event_type, event.mode) if event.event_type in roots() else Decimal(0)
