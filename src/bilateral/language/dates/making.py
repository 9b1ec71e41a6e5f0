"""Days, months and periods in, EDTF strings (ISO 8601-2) out.

Intervals are `a/b`, open ones `a/..` and `../b`, decades `199X`, centuries `19XX`, seasons
`2023-21` (spring) to `2023-24` (winter), two readings `[a,b]`, approximate `2024-03~`.
"""

from __future__ import annotations

import calendar
from datetime import date

QUARTER = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}
HALF = {1: (1, 6), 2: (7, 12)}
PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def day(value: date) -> str:
    return value.isoformat()


def month(year: int, number: int) -> str:
    """A month; numbers beyond 1 to 12 go on into the years around."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return f"{year:04d}-{number:02d}"


def months(year: int, first: int, last: int) -> str:
    """An interval of months of one year, or the one month."""
    if first == last:
        return month(year, first)
    return f"{month(year, first)}/{month(year, last)}"


def interval(first: str, last: str) -> str:
    """From the beginning of one EDTF string to the end of another."""
    a, b = start_of(first), end_of(last)
    return a if a == b else f"{a}/{b}"


def start_of(value: str) -> str:
    return value.split("/")[0]


def end_of(value: str) -> str:
    return value.split("/")[-1]


def valid_day(year: int, number: int, of_month: int) -> str | None:
    """The day, or None when the calendar has no such day."""
    if not (1 <= number <= 12 and 1 <= year <= 9999):
        return None
    if not 1 <= of_month <= calendar.monthrange(year, number)[1]:
        return None
    return f"{year:04d}-{number:02d}-{of_month:02d}"


def part(value: str, which: str) -> str | None:
    """The early, mid or late part of a year, month or decade; None of anything else."""
    if len(value) == 4 and value.isdecimal():
        first, last = PART_OF_YEAR[which]
        return months(int(value), first, last)
    if len(value) == 4 and value.endswith("X") and value[:3].isdecimal():
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[which]
        return f"{value[:3]}{first}/{value[:3]}{last}"
    if len(value) == 7 and value[5:].isdecimal() and int(value[5:]) <= 12:
        year, number = int(value[:4]), int(value[5:])
        first, last = PART_OF_MONTH[which]
        last = min(last, calendar.monthrange(year, number)[1])
        return f"{value}-{first:02d}/{value}-{last:02d}"
    return None


def neighbour(value: str, step: int) -> str:
    """The year, month or day after (1) or before (-1) this one; anything else as it is.

    A day after a day is the day itself: "after May 4" is told of that day on.
    """
    if len(value) == 4 and value.isdecimal() and 1 < int(value) < 9999:
        return f"{int(value) + step:04d}"
    if len(value) == 7 and int(value[5:]) <= 12:
        return month(int(value[:4]), int(value[5:]) + step)
    if len(value) == 10 and step < 0:
        return day(add_days(date.fromisoformat(value), step))
    return value


def shift_years(value: str, years: int) -> str | None:
    """The same period some years on; None when a part has no plain year."""
    pieces = []
    for piece in value.split("/"):
        if piece == "..":
            pieces.append(piece)
            continue
        if not piece[:4].isdecimal():
            return None
        pieces.append(f"{int(piece[:4]) + years:04d}{piece[4:]}")
    return "/".join(pieces)


def add_months(value: date, number: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    index = value.year * 12 + value.month - 1 + number
    year, of_year = divmod(index, 12)
    year = min(max(year, 1), 9999)
    last = calendar.monthrange(year, of_year + 1)[1]
    return date(year, of_year + 1, min(value.day, last))


def add_days(value: date, number: int) -> date:
    """The day some days on, held within the calendar."""
    ordinal = min(max(value.toordinal() + number, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def week_of(first: date, last: date, number: int) -> str | None:
    """The ISO week by its number among those whose Thursday is in these days; -1 is the last."""
    if number < 0:
        anchor = add_days(last, -((last.weekday() - 3) % 7))
        return week(anchor)
    thursday = add_days(first, (3 - first.weekday()) % 7)
    anchor = add_days(thursday, 7 * (number - 1))
    return week(anchor) if anchor <= last else None


def week(value: date, offset: int = 0) -> str:
    """The days, Monday to Sunday, of the week some weeks on."""
    monday = add_days(value, -value.weekday() + 7 * offset)
    return f"{monday.isoformat()}/{add_days(monday, 6).isoformat()}"


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date | None:
    """The nth Monday (0) to Sunday (6) of a month; -1 is the last."""
    length = calendar.monthrange(year, number)[1]
    first = (weekday - date(year, number, 1).weekday()) % 7 + 1
    days = range(first, length + 1, 7)
    if nth == -1:
        return date(year, number, days[-1])
    return date(year, number, days[nth - 1]) if 1 <= nth <= len(days) else None


def last_day_of(value: date, unit: str) -> str:
    """The last day of the week, month, quarter, year or decade around a day."""
    if unit == "week":
        return day(add_days(value, 6 - value.weekday()))
    if unit == "decade":
        return f"{min(value.year // 10 * 10 + 9, 9999):04d}-12-31"
    number = {"month": value.month, "quarter": (value.month + 2) // 3 * 3}.get(unit, 12)
    return f"{value.year:04d}-{number:02d}-{calendar.monthrange(value.year, number)[1]}"
