"""A text and the patterns of its language in, the dates and periods that they tell out.

`dates/<language>/patterns.csv` writes times with slots: {d} {m} {y} for day, month and year, {d2}
{m2} {y2} for those of an end, {n} for a count of months, {q} for a quarter; the rest is a regular
expression. What a pattern `makes` is one of `MAKERS`. A language needs nothing else to have dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.dates import patterns, time_words
from bilateral.language.dates import making

Slots = dict[str, int]
Maker = Callable[[Slots, date | None], str | None]

_YEAR = r"(?P<{0}>(?:1[5-9]|20|21)\d\d)"
_NUMBER = r"(?P<{0}>\d{{1,2}})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
NEAR_DAYS = 45
"""How far ahead a day without its year may lie."""
_SLOT = re.compile(r"\{(d2?|m2?|y2?|n|q)\}")


@dataclass(frozen=True, slots=True)
class Found:
    """A time that a pattern tells; `kind` is date or period."""

    start: int
    end: int
    edtf: str | None
    kind: str


def find_patterned(text: str, reference: date | None, language: str) -> list[Found]:
    """Every time that a pattern of `language` tells, in order, none over another."""
    found: list[Found] = []
    digit = any(sign.isdecimal() for sign in text)
    for pattern, makes, numbered in _compiled(language):
        if numbered and not digit:
            continue
        for match in pattern.finditer(text):
            if any(f.start < match.end() and match.start() < f.end for f in found):
                continue
            edtf = _made(match, makes, reference, language)
            if edtf or reference is None:
                kind = "date" if makes == "date" else "period"
                found.append(Found(match.start(), match.end(), edtf, kind))
    return sorted(found, key=lambda f: f.start)


@cache
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """The patterns, in the order of the table: the first that fits wins; with each what it makes,
    and whether it cannot be without a digit."""
    out = []
    for row in patterns(language):
        if row.makes.split("_")[0] not in MAKERS:
            where = f"dates/{language}/patterns.csv"
            raise KnowledgeError(f"{row.makes!r} is nothing a pattern makes", where=where)
        written = _SLOT.sub(lambda slot: _slot(slot[1], language), row.pattern.replace(" ", r"\s"))
        numbered = any(slot[0] in "dyn" for slot in _SLOT.findall(row.pattern))
        pattern = re.compile(rf"(?<![\w/.,-]){written}(?![\w/]|[.,]\d)", re.I)
        out.append((pattern, row.makes, numbered))
    return tuple(out)


def _slot(name: str, language: str) -> str:
    if name[0] == "y":
        return _YEAR.format(name)
    if name == "q":
        return r"(?P<q>I{1,3}|IV|[1-4])"
    if name[0] == "m":
        words = sorted(_months(language), key=len, reverse=True)
        return (
            rf"(?P<{name}>\d{{1,2}}|{'|'.join(map(re.escape, words))})" if words else _number(name)
        )
    return _number(name)


def _number(name: str) -> str:
    return _NUMBER.format(name)


@cache
def _months(language: str) -> dict[str, int]:
    return {row.word: int(row.value) for row in time_words(language) if row.kind == "month"}


def _made(match: re.Match[str], makes: str, reference: date | None, language: str) -> str | None:
    slots: Slots = {}
    for name, written in match.groupdict().items():
        if written is None:
            continue
        value = _value(written.lower(), language)
        if value is None:
            return None
        slots[name] = value
    maker, _, offset = makes.partition("_")
    if offset:
        slots["offset"] = int(offset)
    return MAKERS[maker](slots, reference)


def _value(written: str, language: str) -> int | None:
    if written.isdecimal():
        return int(written)
    return _ROMAN.get(written) or _months(language).get(written)


def _date(slots: Slots, today: date | None) -> str | None:
    return _day(slots["d"], slots["m"], slots.get("y"), today)


def _day(day: int, month: int, year: int | None, today: date | None) -> str | None:
    """A day; without its year the last one, or the next where that is far nearer."""
    if year:
        return making.valid_day(year, month, day)
    if today is None:
        return None
    days = [making.valid_day(today.year + step, month, day) for step in (-1, 0, 1)]
    known = [date.fromisoformat(found) for found in days if found]
    near = [d for d in known if (d - today).days <= NEAR_DAYS]
    return max(near).isoformat() if near else None


def _days(slots: Slots, today: date | None) -> str | None:
    high = _day(slots["d2"], slots["m2"], slots.get("y2"), today)
    if high is None:
        return None
    month = slots.get("m", slots["m2"])
    year = int(high[:4]) - (1 if month > slots["m2"] else 0)
    low = making.valid_day(year, month, slots["d"])
    return f"{low}/{high}" if low and low < high else None


def _month(slots: Slots, today: date | None) -> str | None:
    year = slots.get("y") or (today.year + slots.get("offset", 0) if today else None)
    return making.month(year, slots["m"]) if year and 1 <= slots["m"] <= 12 else None


def _first_months(slots: Slots, today: date | None) -> str | None:
    year = slots.get("y") or (today.year if today else None)
    return making.months(year, 1, slots["n"]) if year and 1 < slots["n"] <= 12 else None


def _half(slots: Slots, today: date | None) -> str | None:
    year = slots.get("y") or (today.year if today else None)
    span = (1, 6) if slots["offset"] == 1 else (7, 12)
    return making.months(year, *span) if year else None


def _quarter(slots: Slots, today: date | None) -> str | None:
    span = making.QUARTER[slots["q"]]
    year = slots.get("y")
    if year is None and today is not None:
        year = today.year - (0 if span[0] <= today.month else 1)
    return making.months(year, *span) if year else None


def _year(slots: Slots, today: date | None) -> str | None:
    year = slots.get("y") or (today.year + slots.get("offset", 0) if today else None)
    return f"{year:04d}" if year else None


def _years(slots: Slots, today: date | None) -> str | None:
    return f"{slots['y']}/{slots['y2']}" if slots["y"] < slots["y2"] else None


def _decade(slots: Slots, today: date | None) -> str | None:
    return f"{slots['y'] // 10}X" if slots["y"] % 10 == 0 else None


def _past_months(slots: Slots, today: date | None) -> str | None:
    """So many months up to that of the text."""
    if today is None:
        return None
    first = making.add_months(today, -slots["n"])
    return f"{first.year:04d}-{first.month:02d}/{today.year:04d}-{today.month:02d}"


MAKERS: dict[str, Maker] = {
    "date": _date,
    "days": _days,
    "month": _month,
    "months": _first_months,
    "half": _half,
    "quarter": _quarter,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "past": _past_months,
}
"""What a pattern makes, with `_-1`, `_0` or `_+1` for the year before, this one or the next, and
`_1` or `_2` for a half."""
