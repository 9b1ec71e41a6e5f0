"""Statements and their values in, the words in which a person reads them out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import short_name
from bilateral.model import Change, Event, Figure

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_BOUNDS = {
    "nearly": "nearly ",
    "about": "about ",
    "over": "over ",
    "at_least": "at least ",
    "at_most": "up to ",
    "under": "under ",
}


def area_name(code: str) -> str:
    """A country by its short name; a bloc or another body by its code."""
    try:
        return short_name(code)
    except UnknownCountryError:
        return code


def names(codes: Iterable[str]) -> str:
    """Countries and blocs as a list for a person."""
    return ", ".join(area_name(code) for code in codes)


def words(code: str) -> str:
    """A code as a person reads it: `trade_partner_rank` is trade partner rank."""
    return code.replace("_", " ")


def number(value: Decimal, unit: str) -> str:
    """A value as a newspaper prints it: 88 billion USD, 7th, 12%."""
    if unit == "rank":
        return ordinal(int(value))
    if unit in ("percent", "%"):
        return f"{_plain(value)}%"
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {name} {unit}"
    return f"{_plain(value)} {words(unit)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def level(figure: Figure) -> str:
    """A figure's value with its bound and its change."""
    parts = []
    if figure.obs_value is not None:
        high = (
            f" to {number(figure.obs_value_high, figure.unit_measure)}"
            if figure.obs_value_high
            else ""
        )
        bound = _BOUNDS.get(figure.bound, "")
        parts.append(f"{bound}{number(figure.obs_value, figure.unit_measure)}{high}")
    if figure.out_of:
        parts.append(f"of {figure.out_of}")
    if figure.change:
        parts.append(change(figure.change))
    return " ".join(parts)


def change(moved: Change) -> str:
    """A change in brackets: (up 22% on 2023)."""
    value = "" if moved.value is None else f" {number(moved.value, moved.unit)}"
    base = f" on {moved.base_period}" if moved.base_period else ""
    return f"({moved.direction}{value}{base})"


def measure(figure: Figure) -> str:
    """What is measured, and whose: exports, Vietnam to United States."""
    sides = [side for side in (figure.ref_area, figure.counterpart_area) if side]
    arrow = " – " if figure.measure == "trade" else " / "
    scope = f", {figure.scope}" if figure.scope else ""
    return f"{words(figure.measure)}: {arrow.join(area_name(s) for s in sides)}{scope}"


def event_line(event: Event) -> str:
    """Who did what to whom, in what state: VISIT (CONSULT, planned): Kenya → China."""
    sides = names(event.source)
    if event.recipient:
        sides += f" → {names(event.recipient)}"
    state = "" if event.state == "occurred" else f", {event.state}"
    people = f"  [{', '.join(event.actors)}]" if event.actors else ""
    return f"{words(event.activity)} ({event.event_type}{state}): {sides}{people}"
