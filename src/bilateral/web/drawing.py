"""A course or ladder in, the places of lines and bars out: charts that need no script.

Coordinates are those of the drawing's own box; how thick and in which colour is the style's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.web.views.courses import Course, Ladder, Step


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `kind` is cooperation or tension."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars by year about a zero line at height `zero`."""

    width: int
    height: int
    zero: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]


def year_bars(course: Course, width: int = 720, height: int = 170) -> Bars | None:
    """Cooperation above and tension below, a bar a year; None where nothing passed."""
    if not course.years:
        return None
    first, last = (int(course.years[n].month) for n in (0, -1))
    most = max(float(y.cooperation) for y in course.years) or 1.0
    least = max(float(-y.tension) for y in course.years)
    slot = width / (last - first + 1)
    room = height - 22
    scale = room / (most + least)
    zero = most * scale
    bars = []
    for year in course.years:
        x = (int(year.month) - first + 0.2) * slot
        up, down = float(year.cooperation) * scale, float(-year.tension) * scale
        if up:
            bars.append(Bar(_at(x), _at(zero - up), _at(slot * 0.6), _at(up), "cooperation"))
        if down:
            bars.append(Bar(_at(x), _at(zero), _at(slot * 0.6), _at(down), "tension"))
    every = max(1, round((last - first + 1) / 10))
    labels = tuple(
        Label(_at((year - first + 0.5) * slot), height - 4, str(year))
        for year in range(first, last + 1, every)
    )
    return Bars(width, height, _at(zero), tuple(bars), labels)


@dataclass(frozen=True, slots=True)
class Stairs:
    """The steps of a ladder as one line through time, with a dot and two labels a step."""

    width: int
    height: int
    path: str
    dots: tuple[Label, ...]
    names: tuple[Label, ...]
    years: tuple[Label, ...]


_LEFT, _TOP, _BOTTOM, _RISE = 8, 44, 30, 46


def stairs(ladder: Ladder, as_of: str, width: int = 760) -> Stairs | None:
    """The steps until the day `as_of`; None where there is none."""
    if not ladder.steps:
        return None
    begin, end = _year(ladder.steps[0].since), max(_year(as_of), _year(ladder.steps[-1].since))
    span = max(end - begin, 1.0)
    low = min(s.rung for s in ladder.steps)
    high = max(s.rung for s in ladder.steps)
    height = _TOP + (high - low) * _RISE + _BOTTOM

    def x(day: str) -> float:
        return _at(_LEFT + (_year(day) - begin) / span * (width - 2 * _LEFT))

    def y(step: Step) -> float:
        return _at(_TOP + (high - step.rung) * _RISE)

    places = [(x(s.since), y(s)) for s in ladder.steps]
    path = f"M{places[0][0]} {places[0][1]}"
    path += "".join(f"H{px}V{py}" for px, py in places[1:]) + f"H{x(as_of)}"
    late = [px > width * 0.55 for px, _ in places]
    names = tuple(
        Label(px, py - 12, step.entry.text, "end" if is_late else "start")
        for (px, py), step, is_late in zip(places, ladder.steps, late, strict=True)
    )
    dots = tuple(Label(px, py, s.level) for (px, py), s in zip(places, ladder.steps, strict=True))
    years = tuple(
        Label(px, height - 6, s.since[:4], _anchor(px, width))
        for (px, _), s in zip(places, ladder.steps, strict=True)
    )
    return Stairs(width, height, path, dots, _apart(names, _LETTER), _apart(years, 8.0))


_LETTER = 7.5
"""Width of a letter of a name."""


def _apart(labels: Sequence[Label], letter: float) -> tuple[Label, ...]:
    """The labels without those that a later one would lie on; the list below the drawing has
    them all."""
    kept: list[Label] = []
    for label in reversed(labels):
        first, last = _reach(label, letter)
        ends = [_reach(other, letter) for other in kept if abs(other.y - label.y) < 14]
        if all(last < begin or first > end for begin, end in ends):
            kept.append(label)
    return tuple(reversed(kept))


def _reach(label: Label, letter: float) -> tuple[float, float]:
    """Where a label begins and ends."""
    width = len(label.text) * letter
    before = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return label.x - before, label.x - before + width


def _anchor(x: float, width: int) -> str:
    """Where a label at `x` hangs so that it stays inside."""
    if x < 30:
        return "start"
    return "end" if x > width - 30 else "middle"


def _year(day: str) -> float:
    """A day as a year with its part gone by."""
    found = date.fromisoformat(day[:10])
    return found.year + (found.timetuple().tm_yday - 1) / 366


def _at(number: float) -> float:
    return round(number, 1)
