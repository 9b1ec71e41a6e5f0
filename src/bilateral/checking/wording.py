"""Verdicts in, the sentences and the corrected wording that a person reads out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bilateral.checking.told import TOLD
from bilateral.checking.verdicts import (
    AS_BOUND,
    CONTRADICTED,
    HOLDS,
    MIRROR_ONLY,
    NO_DATA,
    NOT_COMPARABLE,
    ROUNDING,
    SPLICED,
    STALE,
    SUPPORTED,
    ReporterVerdict,
    Verdict,
)
from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import short_name
from bilateral.knowledge.statistics import sources
from bilateral.model import Figure
from bilateral.record.quoting import WITH_ARTICLE, capital

_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_MONTHS = re.compile(r"(\d{4})-(\d\d)(?:/(\d{4})-(\d\d))?$")
EXPLAINED = {
    "origin": "Two countries' books differ: one counts goods by where they were made, the other "
    "by where they were sent.",
    "cif": "One counts imports with insurance and freight, the other does not.",
    "timing": "It depends on when: the figure is of another time.",
    "revision": "The office has revised its figure since.",
    "spliced": "The other end of the comparison is from another country's books.",
    "scope": "It counts something else than the official series.",
    "record": "The articles of the record tell it; no official series does.",
}
"""Why values differ, by the names of the explanations."""


def country(code: str | None) -> str:
    """A country as it stands in a sentence: the United States."""
    if not code:
        return "an unnamed country"
    try:
        name = short_name(code)
    except UnknownCountryError:
        return code
    return f"the {name}" if name.startswith(WITH_ARTICLE) else name


def listed(items: Iterable[str]) -> str:
    """a, b and c."""
    *most, last = list(dict.fromkeys(items)) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def amount(value: Decimal | None, unit: str) -> str:
    """A value as it is written in a paper: $138.8 billion, 8th, 18.4 percent."""
    if value is None:
        return "no value"
    if unit == "rank":
        return ordinal(int(value))
    if unit == "percent":
        return f"{_short(value, 1)} percent"
    sign, name = _SIGNS.get(unit, ""), "" if unit in _SIGNS else f" {unit.replace('_', ' ')}"
    minus, value = ("-" if value < 0 else ""), abs(value)
    for exponent, scale in _SCALES:
        if value >= Decimal(10) ** exponent:
            scaled = value.scaleb(-exponent)
            return f"{minus}{sign}{_short(scaled, 1 if scaled >= 10 else 2)} {scale}{name}"
    return f"{minus}{sign}{_short(value, 0)}{name}"


def _short(value: Decimal, places: int) -> str:
    return f"{round(value, places):,f}" if places else f"{round(value):,}"


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def when(edtf: str) -> str:
    """An EDTF period in words: January to August 2024; a form without words stays as it is."""
    match = _MONTHS.match(edtf)
    if not match:
        return edtf
    year, month, last_year, last = match.groups()
    first = calendar.month_name[int(month)]
    if not last:
        return f"{first} {year}"
    head = first if year == last_year else f"{first} {year}"
    return f"{head} to {calendar.month_name[int(last)]} {last_year}"


def books(told: ReporterVerdict) -> str:
    """Whose statistics, with the office and the vintage; of those that are only told, by whom."""
    if told.source == TOLD:
        return f"{country(told.reporter)} (as told by {told.series}, {told.vintage})"
    known = sources().get(told.source)
    office = known.name.split(",")[0] if known else told.source
    return f"{country(told.reporter)} ({office}, vintage {told.vintage})"


def counted(told: ReporterVerdict, unit: str) -> str:
    """the United States (US Census Bureau, vintage 2025) counted $138.8 billion in 2022."""
    return f"{books(told)} counted {amount(told.value, unit)} in {when(told.period)}"


# Figures


def message(verdict: Verdict, change: Sequence[ReporterVerdict] = ()) -> str:
    """What official statistics say of a figure, in sentences."""
    sentences = [_of_verdict(verdict), *_why(verdict), _of_change(verdict.figure, change)]
    return " ".join(capital(s) for s in sentences if s)


def _of_verdict(verdict: Verdict) -> str:
    figure, told = verdict.figure, verdict.reporters
    if figure.unit_measure == "rank":
        return _of_rank(verdict)
    unit = figure.unit_measure
    others = [r for r in told if r.verdict not in HOLDS]
    match verdict.verdict:
        case "supported" | "rounding" | "supported_as_bound":
            held = [r for r in told if r.verdict in HOLDS]
            said = _joined([*_counts(held, unit), *(_but(_counts(others, unit)))])
            return f"{_ROUNDED}{said}" if verdict.verdict == ROUNDING else said
        case "mirror_only":
            held = [r for r in told if r.verdict in HOLDS]
            return _joined([*_counts(held, unit), "that is the partner's side of the flow"])
        case "stale":
            now = [r for r in told if r.verdict == CONTRADICTED]
            true = listed(when(p) for p in verdict.true_in)
            return _joined([f"true of {true} only", *_but(_counts(now, unit))])
        case "contradicted":
            return _joined(["no books agree", *_counts(told, unit)])
    return verdict.note or _nothing(verdict)


_ROUNDED = "supported, as rounded or cut short: "


def _counts(told: Sequence[ReporterVerdict], unit: str) -> list[str]:
    return [counted(r, unit) for r in told]


def _but(parts: list[str]) -> list[str]:
    return [f"but {parts[0]}", *parts[1:]] if parts else []


def _joined(parts: Sequence[str]) -> str:
    return f"{'; '.join(parts)}."


def _nothing(verdict: Verdict) -> str:
    missing = listed(country(code) for code in verdict.missing)
    if missing:
        return f"no official statistics at hand; the books of {missing} are missing."
    return "no official statistics at hand."


def _of_rank(verdict: Verdict) -> str:
    figure, told = verdict.figure, verdict.reporters
    if not told:
        return verdict.note or "no whole table of partners at hand."
    among = f" {verdict.note[0].lower()}{verdict.note[1:]}" if verdict.note else ""
    places = listed(f"{ordinal(int(r.value))} in {when(r.period)}" for r in told)
    head = f"{country(figure.counterpart_area)} was {places} by {books(told[0])},{among}"
    if verdict.verdict == STALE:
        true = listed(when(p) for p in verdict.true_in)
        return f"{ordinal(int(figure.obs_value or 0))} was true of {true}; {head}"
    return head


def _why(verdict: Verdict) -> list[str]:
    wanted = [e for e in verdict.explanations if not (e == "timing" and verdict.verdict == STALE)]
    note = verdict.note if verdict.reporters and verdict.figure.unit_measure != "rank" else None
    return [*(EXPLAINED[e] for e in wanted if e in EXPLAINED), *([note] if note else [])]


def _of_change(figure: Figure, change: Sequence[ReporterVerdict]) -> str:
    if not change or figure.change is None:
        return ""
    told = listed(f"{_moved(r.value)} by {books(r)}" for r in change)
    right = any(r.verdict in HOLDS for r in change)
    return f"The growth {'holds' if right else 'does not hold'}: it was {told}."


def _moved(value: Decimal) -> str:
    return f"{'up' if value >= 0 else 'down'} {_short(abs(value), 1)} percent"


def suggestion(verdict: Verdict, change: Sequence[ReporterVerdict] = ()) -> str | None:
    """What to write instead, with the value and whose statistics; None where the words can
    stay."""
    parts = [_level_instead(verdict), _change_instead(change)]
    return " ".join(part for part in parts if part) or None


def _level_instead(verdict: Verdict) -> str | None:
    figure, told = verdict.figure, verdict.reporters
    unit = figure.unit_measure
    if verdict.verdict in (SUPPORTED, ROUNDING, AS_BOUND, MIRROR_ONLY):
        return _named_books(verdict)
    if verdict.verdict == CONTRADICTED or (verdict.verdict == STALE and unit == "rank"):
        return f"Write {_alternatives(told, unit)}." if told else None
    if verdict.verdict == STALE:
        now = [r for r in told if r.verdict == CONTRADICTED]
        return f"Write {_alternatives(now, unit)}." if now else None
    if verdict.verdict in (NO_DATA, NOT_COMPARABLE) and verdict.note and "apital" in verdict.note:
        return "Say who counts it, and whether the capital is registered or in place."
    return None


def _alternatives(told: Sequence[ReporterVerdict], unit: str) -> str:
    return ", or ".join(
        f"{amount(r.value, unit)} in {when(r.period)}, by the statistics of {books(r)}"
        for r in told
    )


def _named_books(verdict: Verdict) -> str | None:
    """Whose figure it is, where another country's books tell another."""
    best = verdict.best
    others = [r for r in verdict.reporters if r.verdict not in HOLDS]
    unit = verdict.figure.unit_measure
    if SPLICED in verdict.explanations and others:
        return f"Write {_alternatives(others, unit)}, to keep to the books of the other figure."
    if best is None or (not others and verdict.verdict not in (ROUNDING, MIRROR_ONLY)):
        return None
    exact = amount(best.value, unit)
    return f"Write {exact} in {when(best.period)}, by the statistics of {books(best)}."


def _change_instead(change: Sequence[ReporterVerdict]) -> str | None:
    if not change or any(r.verdict in HOLDS for r in change):
        return None
    return f"Write {listed(_moved(r.value) for r in change)} for the growth."
