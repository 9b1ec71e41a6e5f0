"""A holiday named in the tokens in, its day out: fixed, an nth weekday, or counted from Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from bilateral.language.dates import making
from bilateral.language.dates.absolute import year_after
from bilateral.language.dates.context import Context, When

_FIXED = re.compile(r"(\d+)-(\d+)")
_NTH = re.compile(r"(\d+)-([a-z]{3})-(last|\d)([+-]\d+)?")
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def holiday(c: Context, at: int) -> When | None:
    """ "Christmas", "New Year's Day 2024", "next Easter", "Black Friday", "Independence Day" of
    the country that is meant."""
    shift = c.lex.relatives.get(c.form(at))
    first = at if shift is None else at + 1
    hit = c.lex.holidays.at(c.words, first)
    if hit is None:
        return None
    rules, end = hit
    if c.form(end) in c.lex.documents:
        return None
    rule = rules.get(c.fiscal or "") or rules.get("")
    if rule is None:
        return None
    year, after = year_after(c, end)
    if year:
        day = holiday_in(rule, year)
        return When(day, after, "date") if day else None
    if shift == 0 and c.reference:
        day = holiday_in(rule, c.reference.year)
        return When(day, end, "date") if day else None
    found = c.around(lambda year: holiday_in(rule, year), at, end)
    if shift in (-1, 1) and len(found.readings) == 2:
        return When(found.readings[shift == 1], end, "date", readings=found.readings)
    return found


@lru_cache(maxsize=1024)
def holiday_in(rule: str, year: int) -> str | None:
    """The day of a holiday in a year."""
    fixed = _FIXED.fullmatch(rule)
    if fixed:
        return making.valid_day(year, int(fixed[1]), int(fixed[2]))
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return (easter(year) + timedelta(int(rule[6:]))).isoformat()
    nth = _NTH.fullmatch(rule)
    if nth is None:
        return None
    number = -1 if nth[3] == "last" else int(nth[3])
    day = making.nth_weekday(year, int(nth[1]), _WEEKDAYS[nth[2]], number)
    return (day + timedelta(int(nth[4] or 0))).isoformat() if day else None


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    cycle, century, rest = year % 19, *divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * cycle + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (cycle + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
