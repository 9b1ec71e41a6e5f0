"""Tokens in, days and weeks told by their place in a week or month out.

"the week of May 6", "week 10", "third Friday of October", "Tuesday of next week", "the 12th",
"the 15th day of next month", "Wednesday the 13th".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bilateral.language.dates import making
from bilateral.language.dates.absolute import day_first, month_first, numeric
from bilateral.language.dates.context import Context, When
from bilateral.language.dates.relative import unit_around
from bilateral.language.dates.written import month_and_day, signed

_STARTING = frozenset({"of", "starting", "beginning", "commencing"})
_ASKS = frozenset(
    {"on", "by", "until", "till", "from", "since", "before", "after", "through", "to", "for"}
)
_ENDS = frozenset(
    ["", ".", ",", ";", "?", "!", ")", "at", "to", "through", "till", "until", "-", "and", "or"]
)
_MONTHS_BACK = 24


def week_around(c: Context, at: int) -> When | None:
    """ "the week of Sept 16", "the week starting on 4 February", "w/c Feb 4"."""
    if c.form(at) == "the":
        at += 1
    if c.words.phrase(at, ("w", "/", "c")):
        end = at + 3
    elif c.form(at) == "week" and c.form(at + 1) in _STARTING:
        end = at + 2
    else:
        return None
    starts = c.form(at + 1) != "of"
    end += 1 if c.form(end) == "on" else 0
    if end >= len(c.words):
        return None
    day = month_first(c, end) or day_first(c, end) or numeric(c, end) or signed(c, end)
    if day is None or day.kind != "date":
        return None
    if day.edtf is None or day.edtf.startswith("["):
        weeks = tuple(_week(reading, starts) for reading in day.readings)
        return When(f"[{','.join(weeks)}]" if weeks else None, day.end, readings=weeks)
    readings = tuple(_week(reading, starts) for reading in day.readings)
    return When(_week(day.edtf, starts), day.end, readings=readings)


def _week(day: str, starts: bool) -> str:
    """The seven days from a day on, or the Monday to Sunday around it."""
    value = date.fromisoformat(day)
    return f"{day}/{making.day(making.add_days(value, 6))}" if starts else making.week(value)


def week_number(c: Context, at: int) -> When | None:
    """ "week 10", "week 32 of 2021": the ISO week of this year or the one named."""
    number = c.form(at + 1)
    if c.form(at) != "week" or not number.isdecimal() or not 1 <= len(number) <= 2:
        return None
    if c.words.text[c.words.starts[at]].isupper() or not 1 <= int(number) <= 52:
        return None
    year, end = c.reference.year if c.reference else None, at + 2
    if c.form(end) in ("of", "in", ","):
        named = c.year(end + 1)
        if named is None and c.form(end) == "of":
            return None
        year, end = (named, end + 2) if named else (year, end)
    if year is None:
        return When(None, end)
    return When(making.week(date.fromisocalendar(year, int(number), 1)), end)


def nth_weekday(c: Context, at: int) -> When | None:
    """ "the third Friday of October 2019", "the last Monday in May", "first Sunday of July"."""
    if c.form(at) == "the":
        at += 1
    nth, end = _nth(c, at)
    weekday = c.lex.weekdays.get(c.form(end))
    if nth is None or weekday is None or c.form(end + 1) not in ("of", "in"):
        return None
    target = _month(c, end + 2)
    if target is None:
        return None
    days = [
        day.isoformat()
        for month in (target.edtf, *target.readings)
        if month and len(month) == 7
        for day in [making.nth_weekday(int(month[:4]), int(month[5:]), weekday, nth)]
        if day
    ]
    return When(days[0] if days else None, target.end, "date", readings=tuple(days))


def _nth(c: Context, at: int) -> tuple[int | None, int]:
    if c.form(at) in ("last", "final"):
        return -1, at + 1
    found = c.numeral(at)
    if found is None or not found.ordinal or not 1 <= found.value <= 5:
        return None, at
    return int(found.value), found.end


def _month(c: Context, at: int) -> When | None:
    """A month named or told from today ("October", "next month", "the month")."""
    if c.form(at) == "the":
        at += 1
    if c.form(at) == "month":
        today = c.reference
        return When(making.month(today.year, today.month) if today else None, at + 1)
    if at >= len(c.words):
        return None
    found = month_first(c, at) or unit_around(c, at)
    ok = found and found.kind == "period" and (found.edtf is None or len(found.edtf) == 7)
    return found if ok else None


def weekday_of_week(c: Context, at: int) -> When | None:
    """ "Tuesday of next week", "Friday last week", "next week on Tuesday"."""
    start = at
    weekday = c.lex.weekdays.get(c.form(at))
    if weekday is None:
        week = _week_told(c, at)
        if week is None:
            return None
        end = week.end + 1 if c.form(week.end) == "on" else week.end
        weekday = c.lex.weekdays.get(c.form(end))
        if weekday is None or len(c.form(end)) < 3:
            return None
        end += 1
    else:
        end = start + 2 if c.form(start + 1) in ("of", "in") else start + 1
        week = _week_told(c, end)
        if week is None:
            return None
        end = week.end
    if week.edtf is None:
        return When(None, end, "date")
    monday = date.fromisoformat(week.edtf[:10])
    return When(making.day(making.add_days(monday, weekday)), end, "date")


def _week_told(c: Context, at: int) -> When | None:
    if c.form(at) == "the":
        at += 1
    if c.lex.relatives.get(c.form(at)) is None or c.form(at + 1) != "week":
        return None
    return unit_around(c, at)


def weekday_and_day(c: Context, at: int) -> When | None:
    """ "Wednesday the 13th", "Fri 3rd", "Friday, 7/6": the nearest such day back, and on."""
    weekday = c.lex.weekdays.get(c.form(at))
    if weekday is None:
        return None
    end = at + 2 if c.form(at + 1) in (",", ".") else at + 1
    dated = (month_and_day(c, end) or signed(c, end)) if end < len(c.words) else None
    if dated and dated.kind == "date":
        return dated
    end += 1 if c.form(end) == "the" else 0
    found = c.numeral(end)
    if found is None or not found.ordinal or not 1 <= found.value <= 31:
        return None
    if c.form(found.end) in c.lex.months or c.form(found.end) == "of":
        return None
    if c.reference is None:
        return When(None, found.end, "date")
    return _in_some_month(c, int(found.value), weekday, at, found.end)


def _in_some_month(c: Context, day: int, weekday: int | None, at: int, end: int) -> When | None:
    """The last such day of a month up to the reference, or the first after it."""
    assert c.reference is not None
    today = making.day(c.reference)
    past = next((d for d in _days_of_month(c.reference, day, weekday, -1) if d <= today), None)
    future = next((d for d in _days_of_month(c.reference, day, weekday, 1) if d > today), None)
    return c.settled(past, future, at, end, "date", None)


def _days_of_month(today: date, day: int, weekday: int | None, step: int) -> Iterator[str]:
    for number in range(_MONTHS_BACK + 1):
        year, month = divmod(today.year * 12 + today.month - 1 + step * number, 12)
        found = making.valid_day(year, month + 1, day)
        if found and (weekday is None or date.fromisoformat(found).weekday() == weekday):
            yield found


def day_of_month(c: Context, at: int) -> When | None:
    """ "the 15th day of next month", "the 3rd of this month", "on the 12th"."""
    article = c.form(at) == "the"
    first = at + 1 if article else at
    found = c.numeral(first)
    if found is None or not found.ordinal or not 1 <= found.value <= 31:
        return None
    end = found.end + 1 if c.form(found.end) == "day" else found.end
    if c.form(end) == "of":
        return _of_month(c, int(found.value), end + 1)
    asked = article and end == found.end and c.form(at - 1) in _ASKS
    if not asked or c.form(end) not in _ENDS or c.form(end + 1) == "century":
        return None
    if c.reference is None:
        return When(None, end, "date")
    return _in_some_month(c, int(found.value), None, at, end)


def _of_month(c: Context, day: int, at: int) -> When | None:
    target = _month(c, at)
    if target is None or c.form(target.end - 1) != "month":
        return None
    if target.edtf is None:
        return When(None, target.end, "date")
    edtf = making.valid_day(int(target.edtf[:4]), int(target.edtf[5:]), day)
    return When(edtf, target.end, "date") if edtf else None


def rest_of(c: Context, at: int) -> When | None:
    """ "the rest of the year", "the remainder of this month": from the reference to its end."""
    if c.form(at) == "the":
        at += 1
    if c.form(at) not in ("rest", "remainder") or c.form(at + 1) != "of":
        return None
    end = at + 3 if c.form(at + 2) in ("the", "this") else at + 2
    unit = c.lex.units.get(c.form(end))
    if unit not in ("week", "month", "quarter", "year", "decade") or c.form(end)[-1] == "s":
        return None
    if c.reference is None:
        return When(None, end + 1)
    last = making.last_day_of(c.reference, unit)
    return When(making.interval(making.day(c.reference), last), end + 1)
