"""Periods in EDTF in, the months they hold and the one form they are kept in out.

The form: `2024` for a whole year, `2024-08` for a month, `2024-01/2024-08` for any other run
of months. Days, weeks and open intervals are no periods of statistics.
"""

from __future__ import annotations

import re
from functools import lru_cache

Month = tuple[int, int]
Span = tuple[Month, Month]

_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?$")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])$")
_IMF_MONTH = re.compile(r"(\d{4})-?M(\d{2})$")
_DURATION = re.compile(r"(\d{4})-(\d{2})(?:-01)?/P(\d{1,2})M$")


@lru_cache(maxsize=4096)
def span(period: str) -> Span | None:
    """First and last month of a period; None for what is no run of whole months.

    SDMX forms are understood too: `2024-Q3`, `2024-M08`, `2024-01-01/P8M`.
    """
    text = period.strip().rstrip("~?%")
    if match := _QUARTER.match(text):
        year, last = int(match[1]), 3 * int(match[2])
        return (year, last - 2), (year, last)
    if match := _IMF_MONTH.match(text):
        return _point(f"{match[1]}-{match[2]}")
    if match := _DURATION.match(text):
        first = int(match[1]), int(match[2])
        return first, _later(first, int(match[3]) - 1)
    first_text, slash, last_text = text.partition("/")
    begin, end = _point(first_text), _point(last_text if slash else first_text)
    if begin is None or end is None or begin[0] > end[1]:
        return None
    return begin[0], end[1]


def _point(text: str) -> Span | None:
    match = _POINT.match(text.rstrip("~?%"))
    if not match:
        return None
    year, month = int(match[1]), match[2]
    if month is None:
        return (year, 1), (year, 12)
    return ((year, int(month)),) * 2 if 1 <= int(month) <= 12 else None


def _later(month: Month, by: int) -> Month:
    number = month[0] * 12 + month[1] - 1 + by
    return number // 12, number % 12 + 1


def written(months: Span) -> str:
    """A run of months in the form in which it is kept."""
    (first_year, first), (last_year, last) = months
    if (first, last) == (1, 12):
        return str(first_year) if first_year == last_year else f"{first_year}/{last_year}"
    if months[0] == months[1]:
        return month_name(months[0])
    return f"{month_name(months[0])}/{month_name(months[1])}"


@lru_cache(maxsize=4096)
def kept_form(period: str) -> str | None:
    """A period in the form in which it is kept, None for what is none."""
    months = span(period)
    return written(months) if months else None


def month_name(month: Month) -> str:
    return f"{month[0]:04}-{month[1]:02}"


def months_of(months: Span) -> list[str]:
    """Every month of a run, as it is kept."""
    found, month = [], months[0]
    while month <= months[1]:
        found.append(month_name(month))
        month = _later(month, 1)
    return found


def years_of(months: Span) -> list[str]:
    """The years of a run of whole years, [] for any other."""
    (first_year, first), (last_year, last) = months
    if (first, last) != (1, 12):
        return []
    return [str(year) for year in range(first_year, last_year + 1)]


def year_before(months: Span) -> Span:
    """The same months a year earlier."""
    return _later(months[0], -12), _later(months[1], -12)


def last_day_known(months: Span) -> str:
    """The first day on which the whole run lies in the past, ISO 8601."""
    after = _later(months[1], 1)
    return f"{month_name(after)}-01"
