"""Tokens in, the times told from another day out: "last year", "two weeks ago", "Friday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bilateral.language.dates import making
from bilateral.language.dates.absolute import day_first, month_first, numeric, year
from bilateral.language.dates.context import Context, When, chosen
from bilateral.language.dates.holidays import holiday
from bilateral.language.dates.tense import tense_at
from bilateral.language.edtf import bounds

_LAST = frozenset({"last", "past", "previous", "preceding"})
_AGO = frozenset({"ago"})
_BACK = frozenset({"earlier", "before", "previously"})
_ON = frozenset({"later", "after", "afterwards"})
MOST_DAYS = 1000
_ALSO_WORDS = frozenset({"sat", "sun", "wed"})
_BEFORE_A_VERB = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "must", "should", "did", "does", "not"]
)


def day_word(c: Context, at: int) -> When | None:
    """ "today", "yesterday", "the day before yesterday"."""
    first = at + 1 if c.form(at) == "the" else at
    if c.words.phrase(first, ("day", "before", "yesterday")):
        return _day(c, -2, first + 3)
    if c.words.phrase(first, ("day", "after", "tomorrow")):
        return _day(c, 2, first + 3)
    shift = c.lex.day_words.get(c.form(at))
    return None if shift is None else _day(c, shift, at + 1)


def _day(c: Context, shift: int, end: int) -> When:
    if c.reference is None:
        return When(None, end, "date")
    return When(making.day(making.add_days(c.reference, shift)), end, "date")


def weekday(c: Context, at: int) -> When | None:
    """ "Friday", "last Friday", "on Friday, September 20"; the past by default."""
    which = c.lex.relatives.get(c.form(at))
    if which == 0 and c.lex.relatives.get(c.form(at + 1)) == 1:
        which, at = 1, at + 1
    if which is not None:
        at += 1
    number = c.lex.weekdays.get(c.form(at))
    if number is None or c.form(at - 1) in c.lex.named:
        return None
    if len(c.form(at)) < 4 and not _dated(c, at):
        return None
    short = c.form(at + 1) == "." and len(c.form(at)) < 6 and at + 2 < len(c.words)
    end = at + 2 if short else at + 1
    exact = _day_after(c, end)
    if exact:
        return exact
    if c.reference is None:
        return When(None, end, "date")
    return _nearest(c, number, which, at, end)


def _dated(c: Context, at: int) -> bool:
    """Whether a short name ("Sat", "Mon.") is a weekday's: with a point or a date after it."""
    after = c.form(at + 2) if c.form(at + 1) in (",", ".") else c.form(at + 1)
    if c.form(at + 1) == "." and c.form(at) not in _ALSO_WORDS:
        return True
    return after in c.lex.months or after[:1].isdecimal()


def _day_after(c: Context, at: int) -> When | None:
    """The date after a weekday ("Friday, September 20, 2024", "Friday (20/9/2024)")."""
    if c.form(at) in (",", "("):
        at += 1
    if at >= len(c.words):
        return None
    found = month_first(c, at) or numeric(c, at) or day_first(c, at)
    return found if found and found.kind == "date" else None


def _nearest(c: Context, number: int, which: int | None, at: int, end: int) -> When:
    assert c.reference is not None
    back = (c.reference.weekday() - number) % 7
    past = making.day(making.add_days(c.reference, -back))
    future = making.day(making.add_days(c.reference, 7 - back if back else 7))
    monday = making.add_days(c.reference, -c.reference.weekday())
    if which in (-1, 1):
        other = making.day(making.add_days(monday, 7 * which + number))
        nearest = future if which == 1 else making.day(making.add_days(c.reference, -(back or 7)))
        told = other if which == 1 else nearest
        return When(told, end, "date", readings=(nearest, other))
    tense = tense_at(c.words, at, end, c.lex)
    return chosen(past, future, tense, end, "date")


def nearest_weekday(c: Context, number: int, at: int, end: int) -> When:
    """The weekday before or after the reference that the tense asks for."""
    if c.reference is None:
        return When(None, end, "date")
    return _nearest(c, number, None, at, end)


def single_unit(c: Context, unit: str, shift: int) -> str | None:
    """The one day, week, month ... some way from the reference; None without one."""
    return _single(c.reference, unit, shift) if c.reference else None


def unit_around(c: Context, at: int) -> When | None:
    """ "last year", "this month", "next week", "past decade", "last three months"."""
    shift = c.lex.relatives.get(c.form(at))
    if shift is None or c.form(at) == "same":
        return None
    if c.form(at + 2) == "of" and c.form(at + 3) in ("the", "this"):
        ending = _end_of_unit(c, at)
        if ending:
            return ending
    if c.form(at) == "last" and c.form(at - 1) in _BEFORE_A_VERB:
        return None
    number, end = 1, at + 1
    if c.form(end) in ("few", "several"):
        return When(None, end + 2) if c.form(end + 1) in c.lex.units else None
    found = c.numeral(end)
    if found and not found.ordinal:
        number, end = int(found.value), found.end
    if c.form(end) in ("business", "working"):
        return _business_days(c, shift, number, end + 1)
    if c.words.phrase(end, ("calendar", "year")):
        end += 1
    unit = c.lex.units.get(c.form(end))
    if unit is None:
        return None if number != 1 else _month_around(c, at + 1, shift)
    plural = c.form(end)[-1] == "s" and c.form(end)[-2] != "'" and found is None
    if c.reference is None or plural:
        return When(None, end + 1)
    counted = number > 1 or c.form(at) == "past"
    if shift and counted:
        exact = _to_the_day(c, unit, shift * number)
        return When(_stretch(c.reference, unit, shift * number), end + 1, readings=exact)
    return When(_single(c.reference, unit, shift), end + 1)


def _business_days(c: Context, shift: int, number: int, at: int) -> When | None:
    """ "the next four business days": Monday to Friday, today left out."""
    if c.form(at) not in ("day", "days") or not shift or number > MOST_DAYS:
        return None
    if c.reference is None:
        return When(None, at + 1)
    days: list[str] = []
    day = c.reference
    while len(days) < number:
        day = making.add_days(day, shift)
        if day.weekday() < 5:
            days.append(making.day(day))
        elif day in (date.min, date.max):
            return When(None, at + 1)
    return When(making.interval(min(days), max(days)), at + 1)


def _end_of_unit(c: Context, at: int) -> When | None:
    """ "the last day of the year", "the last week of this month"."""
    whole = c.lex.units.get(c.form(at + 4))
    if c.form(at) != "last" or c.form(at + 1) not in ("day", "week"):
        return None
    if whole not in ("week", "month", "quarter", "year"):
        return None
    if c.reference is None:
        return When(None, at + 5)
    last = making.last_day_of(c.reference, whole)
    if c.form(at + 1) == "day":
        return When(last, at + 5, "date")
    month = date.fromisoformat(last)
    return When(making.week_of(month.replace(day=1), month, -1), at + 5)


def beyond(c: Context, at: int) -> When | None:
    """ "the week after next", "the year before last"."""
    if c.form(at) == "the":
        at += 1
    unit = c.lex.units.get(c.form(at))
    pair = (c.form(at + 1), c.form(at + 2))
    if unit is None or pair not in (("after", "next"), ("before", "last")):
        return None
    shift = 2 if pair[1] == "next" else -2
    return When(_single(c.reference, unit, shift) if c.reference else None, at + 3)


def number_first(c: Context, at: int) -> When | None:
    """ "the two following weeks", "2 upcoming months"."""
    if c.form(at) == "the":
        at += 1
    found = c.numeral(at)
    if found is None or found.ordinal or not 1 < found.value <= MOST_DAYS:
        return None
    shift = c.lex.relatives.get(c.form(found.end))
    unit = c.lex.units.get(c.form(found.end + 1))
    if not shift or unit is None or c.form(found.end + 1)[-1] != "s":
        return None
    if c.words.glued(found.end - 1):
        return None
    end, number = found.end + 2, shift * int(found.value)
    if c.reference is None:
        return When(None, end)
    return When(_stretch(c.reference, unit, number), end, readings=_to_the_day(c, unit, number))


def within(c: Context, at: int) -> When | None:
    """ "within the next ten months", and "within nine months" of what is to come."""
    if c.form(at) != "within":
        return None
    end = at + 2 if c.form(at + 1) == "the" else at + 1
    ahead = c.lex.relatives.get(c.form(end)) == 1
    amount = _amount(c, end + 1 if ahead else end)
    if amount is None or c.form(amount[2]) in ("of", "after", "from", "before"):
        return None
    if not ahead and tense_at(c.words, at, amount[2], c.lex) != "future":
        return None
    number, unit, end = amount
    if c.reference is None:
        return When(None, end)
    return When(_stretch(c.reference, unit, number), end, readings=_to_the_day(c, unit, number))


def week_of(c: Context, at: int) -> When | None:
    """ "the first week of January 2015", "the last week of 2019"."""
    if c.form(at) == "the":
        at += 1
    if c.form(at) in ("last", "final"):
        number, end = -1, at + 1
    else:
        found = c.numeral(at)
        if found is None or not found.ordinal:
            return None
        number, end = int(found.value), found.end
    if c.form(end) != "week" or c.form(end + 1) not in ("of", "in"):
        return None
    target = month_first(c, end + 2) or year(c, end + 2) if end + 2 < len(c.words) else None
    if target is None or target.kind != "period":
        return None
    if target.edtf is None or "[" in target.edtf:
        return When(None, target.end)
    first, last = bounds(target.edtf)
    days = making.week_of(date.fromisoformat(str(first)), date.fromisoformat(str(last)), number)
    return When(days, target.end) if days else None


def _month_around(c: Context, at: int, shift: int) -> When | None:
    """ "last September", "next May", "last summer"."""
    month, season = c.lex.months.get(c.form(at)), c.lex.seasons.get(c.form(at))
    if month is None and season is None:
        return None
    if c.reference is None:
        return When(None, at + 1)
    today = c.reference
    if season is not None:
        return When(f"{today.year + min(shift, 0)}-{season}", at + 1)
    assert month is not None
    year = today.year + (shift if shift else 0)
    if shift == -1 and month < today.month:
        year = today.year
    if shift == 1 and month > today.month:
        year = today.year
    return When(making.month(year, month), at + 1)


def _single(today: date, unit: str, shift: int) -> str | None:
    """The one day, week, month ... before, around or after today."""
    if unit == "day":
        return making.day(making.add_days(today, shift))
    if unit == "week":
        return making.week(today, shift)
    if unit == "weekend":
        monday = making.add_days(today, -today.weekday() + 7 * shift)
        return making.interval(
            making.day(making.add_days(monday, 5)), making.day(making.add_days(monday, 6))
        )
    if unit == "month":
        return making.month(today.year, today.month + shift)
    if unit == "quarter":
        first = (today.month - 1) // 3 * 3 + 1 + 3 * shift
        return making.interval(making.month(today.year, first), making.month(today.year, first + 2))
    if unit == "year":
        return str(today.year + shift)
    if unit == "decade":
        return f"{today.year // 10 + shift}X"
    return f"{today.year // 100 + shift}XX" if unit == "century" else None


def _to_the_day(c: Context, unit: str, number: int) -> tuple[str, ...]:
    """The same stretch counted from the very day ("the last three months"), and without it."""
    assert c.reference is not None
    today, months = c.reference, {"month": 1, "year": 12}.get(unit)
    days = {"day": 1, "week": 7}.get(unit)
    if months:
        other = making.add_months(today, months * number)
    elif days:
        other = making.add_days(today, days * number)
    else:
        return ()
    first, last = sorted((today, other))
    beside = making.add_days(today, 1 if number > 0 else -1)
    without = (beside, last) if number > 0 else (first, beside)
    return tuple(f"{making.day(a)}/{making.day(b)}" for a, b in ((first, last), without) if a <= b)


def _stretch(today: date, unit: str, number: int) -> str | None:
    """From so many units before today up to it, or from it to so many after."""
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years:
        ends = sorted((today.year, today.year + number * years))
        return f"{ends[0]:04d}/{ends[1]:04d}" if ends[0] > 0 and ends[1] < 9999 else None
    if unit == "quarter":
        now = (today.month - 1) // 3 * 3 + 1
        first, last = (now + 3 * number, now - 1) if number < 0 else (now + 3, now + 2 + 3 * number)
        return making.interval(making.month(today.year, first), making.month(today.year, last))
    if unit == "month":
        ends = sorted((0, number))
        return making.interval(
            making.month(today.year, today.month + ends[0]),
            making.month(today.year, today.month + ends[1]),
        )
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit, 7)
    ends_on = sorted((today, making.add_days(today, number * days)))
    return making.interval(making.day(ends_on[0]), making.day(ends_on[1]))


def counted(c: Context, at: int) -> When | None:
    """ "two weeks ago", "a year earlier", "ten years after", "in two weeks", "three days later"."""
    start = at
    ahead = c.form(at) == "in"
    if ahead:
        at += 1
    amount = _amount(c, at)
    if amount is None:
        return None
    number, unit, end = amount
    word = c.form(end)
    if ahead:
        timed = end + 1 if c.form(end) == "'" else end
        if c.form(timed) == "time" and c.form(timed - 1)[-1] in "s'":
            return _moved(c, c.reference, unit, number, timed + 1)
        if tense_at(c.words, start, end, c.lex) != "future" or word in _AGO | _BACK | _ON:
            return None
        return _moved(c, c.reference, unit, number, end)
    if word in _AGO:
        return _moved(c, c.reference, unit, -number, end + 1)
    if word == "from" and c.form(end + 1) in ("now", "today"):
        return _moved(c, c.reference, unit, number, end + 2)
    if word == "from":
        return _from_date(c, unit, number, end)
    if word in ("before", "after"):
        found = _from_date(c, unit, -number if word == "before" else number, end)
        if found or word == "after":
            return found
    if word in _BACK:
        return _from_period(c, unit, -number, end + 1)
    return None


def _amount(c: Context, at: int) -> tuple[int, str, int] | None:
    if c.form(at) in ("a", "an", "one"):
        number, end = 1, at + 1
    elif c.words.phrase(at, ("the", "previous")):
        return None
    else:
        found = c.numeral(at)
        if found is None or found.ordinal or found.scale > 1 or found.value > 1000:
            return None
        number, end = int(found.value), found.end
    form = c.form(end)
    if form.endswith("'s") and c.form(end + 1) == "time":
        form = form[:-2]
    unit = c.lex.units.get(form)
    return (number, unit, end + 1) if unit else None


def _moved(c: Context, origin: date | None, unit: str, number: int, end: int) -> When:
    """So many units from a day: as exact as the unit is."""
    if origin is None:
        return When(None, end, "date" if unit in ("day", "week") else "period")
    if unit in ("day", "week", "fortnight", "weekend"):
        days = {"day": 1, "fortnight": 14}.get(unit, 7)
        return When(making.day(making.add_days(origin, number * days)), end, "date")
    if unit in ("month", "quarter"):
        step = number * (3 if unit == "quarter" else 1)
        exact = making.day(making.add_months(origin, step))
        return When(making.month(origin.year, origin.month + step), end, readings=(exact,))
    years = number * {"decade": 10, "century": 100}.get(unit, 1)
    value = origin.year + years
    if not 0 < value < 9999:
        return When(None, end)
    exact = making.day(making.add_months(origin, 12 * years))
    return When(f"{value:04d}", end, readings=(exact,))


def _from_date(c: Context, unit: str, number: int, end: int) -> When | None:
    """ "two days before September 10, 2024"; "ten years after" without a date is no time."""
    at = end + 1
    if at >= len(c.words):
        return None
    target = next((found for found in (r(c, at) for r in _TARGETS) if found), None)
    if target is None:
        return None
    days = [reading for reading in target.readings if len(reading) == 10]
    if target.edtf is None or (target.edtf.startswith("[") and not days):
        return When(None, target.end)
    if days:
        return _all_moved(c, target, days, unit, number)
    if len(target.edtf) == 10:
        return _moved(c, date.fromisoformat(target.edtf), unit, number, target.end)
    if len(target.edtf) == 4 and unit == "year" and target.edtf.isdecimal():
        return When(f"{int(target.edtf) + number:04d}", target.end)
    return None


def _all_moved(c: Context, target: When, days: list[str], unit: str, number: int) -> When:
    """So many units from a day that can be read more ways than one."""
    moved = [_moved(c, date.fromisoformat(day), unit, number, target.end) for day in days]
    readings = tuple(r for m in moved for r in (m.edtf, *m.readings) if r)
    if target.edtf in days:
        return replace(moved[days.index(str(target.edtf))], readings=readings)
    edtf = ",".join(dict.fromkeys(m.edtf for m in moved if m.edtf))
    return replace(moved[0], edtf=f"[{edtf}]", readings=readings)


_TARGETS = (day_word, numeric, month_first, day_first, weekday, holiday, year)


def _from_period(c: Context, unit: str, number: int, end: int) -> When:
    """ "a year earlier" is told from the period before it, else from the day of the document."""
    if c.period and unit == "year":
        return When(making.shift_years(c.period, number), end, "same_period")
    return _moved(c, c.reference, unit, number, end)


def same_period(c: Context, at: int) -> When | None:
    """ "the same period in 2023", "the same period last year", "year on year"."""
    for form in (
        ("year", "-", "on", "-", "year"),
        ("year", "on", "year"),
        ("year", "over", "year"),
        ("year", "-", "over", "-", "year"),
        ("yoy",),
        ("y", "/", "y"),
    ):
        if c.words.phrase(at, form):
            return _shifted(c, None, at + len(form))
    if c.form(at) == "the":
        at += 1
    if c.form(at) not in ("same", "corresponding") or c.form(at + 1) not in (
        *("period", "time", "months", "month", "quarter", "span"),
    ):
        return None
    end = at + 2
    if c.form(end) in ("in", "of", "a"):
        end += 1
    if c.form(end) == "the":
        end += 1
    found = c.year(end)
    if found:
        return _shifted(c, found, end + 1)
    if c.form(end) in _LAST and c.form(end + 1) == "year":
        return _shifted(c, None, end + 2)
    if c.form(end) == "year" and c.form(end + 1) in ("earlier", "ago", "before"):
        return _shifted(c, None, end + 2)
    return None


def _shifted(c: Context, year: int | None, end: int) -> When:
    """The last period told, in another year: the one named, or the one before."""
    base = c.period
    if base is None or not base[:4].isdecimal():
        edtf = str(year) if year else None
        return When(edtf, end, "same_period")
    step = year - int(base[:4]) if year else -1
    return When(making.shift_years(base, step), end, "same_period")
