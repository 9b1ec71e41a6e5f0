"""Tokens in, the dates and periods that name their place in the calendar out.

Days, months, years, ranges of years, decades, centuries, seasons; a month or day without a
year is put where the tense of its sentence asks.
"""

from __future__ import annotations

import re

from bilateral.knowledge.dates import fiscal_years
from bilateral.language.dates import making
from bilateral.language.dates.context import Context, When
from bilateral.language.dates.written import full_year, short_year

_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_DAY_FIRST = frozenset({"vi"})
_BEFORE_MONTH = frozenset(
    [
        "in",
        "of",
        "since",
        "by",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "until",
        "from",
        "to",
        "and",
        "-",
        "through",
        "till",
        "between",
        "during",
        "before",
        "after",
        "for",
        "every",
        ",",
        "(",
        "/",
    ]
)
_IN = frozenset({"in", "since", "until", "last", "next", "early", "late", "mid"})
_ALSO_WORDS = frozenset({"may", "march", "mar"})
_CENTURY_END = 21
_OPEN_YEARS = frozenset(
    [
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        *("twenty", "two"),
    ]
)


def numeric(c: Context, at: int) -> When | None:
    """ "2024-09-23", "23/09/2024", "9/23/2024", "23.09.2024"."""
    words = c.words
    if not words.forms[at][0].isdecimal() or _inside_number(c, at):
        return None
    match = _NUMERIC.match(words.text, words.starts[at])
    if match is None:
        return None
    end = at + 1
    while end < len(words) and words.starts[end] < match.end():
        end += 1
    if words.ends[end - 1] != match.end():
        return None
    edtf = _numeric_day(match.group(1), int(match.group(3)), match.group(4), c)
    return When(edtf, end, "date") if edtf else None


def _inside_number(c: Context, at: int) -> bool:
    """Whether digits and a separator go on before this token."""
    if not c.words.glued(at) or c.form(at - 1) not in "-/.":
        return False
    if c.form(at - 1) == "-" and c.form(at + 1) == "/":
        return False
    return not (c.year(at) and c.form(at - 2)[-1:].isalpha())


def _numeric_day(first: str, second: int, third: str, c: Context) -> str | None:
    if len(first) == 4:
        return making.valid_day(int(first), second, int(third)) if len(third) < 3 else None
    if len(third) not in (2, 4) or len(first) > 2:
        return None
    year, a, b = int(third), int(first), second
    if len(third) == 2:
        year = full_year(year)
    day_first = c.numbers.language in _DAY_FIRST
    orders = ((b, a), (a, b)) if day_first else ((a, b), (b, a))
    found = (making.valid_day(year, month, day) for month, day in orders)
    return next((edtf for edtf in found if edtf), None)


def month_first(c: Context, at: int) -> When | None:
    """ "September 22, 2024", "Sept. 21-24", "May 2023", "July 4th of 1995", "in March"."""
    month = c.lex.months.get(c.form(at))
    if month is None or (c.words.glued(at) and c.form(at - 1) in "$#@"):
        return None
    end = _over_point(c, at)
    year, after = year_after(c, end)
    if year:
        return When(making.month(year, month), after)
    spelled = spelled_year(c, end)
    if spelled:
        return When(making.month(int(spelled.edtf or 0), month), spelled.end)
    day = _day_number(c, end)
    if day is None:
        return _bare_month(c, at, end, month)
    number, end = day
    last = _second_day(c, end, number)
    if last:
        end = last[1]
    return _days(c, at, end, month, (number, last[0] if last else None))


def _over_point(c: Context, at: int) -> int:
    """The index after a name that may be cut short ("Sept."), but not over the end of all."""
    short = c.form(at + 1) == "." and len(c.form(at)) < 5 and at + 2 < len(c.words)
    return at + 2 if short else at + 1


def _days(c: Context, at: int, end: int, month: int, days: tuple[int, int | None]) -> When | None:
    """One day or a run of days of a month, with the year after them or the year found."""
    first, last = days
    year, after = year_after(c, end)
    spelled = None if year else spelled_year(c, end)
    if spelled:
        year, after = int(spelled.edtf or 0), spelled.end
    if year:
        low = making.valid_day(year, month, first)
        high = making.valid_day(year, month, last) if last else None
        if low is None:
            return None
        return When(making.interval(low, high or low), after, "period" if high else "date")
    found = c.dated(month, first, at, end)
    if found.edtf is None and c.reference is not None:
        return None
    if last is None or found.edtf is None:
        return found
    runs = {r: f"{r}/{r[:8]}{last:02d}" for r in found.readings or (found.edtf,)}
    told = runs.get(found.edtf) or f"[{','.join(runs.values())}]"
    return When(told, end, "period", readings=tuple(runs.values()))


def _day_number(c: Context, at: int) -> tuple[int, int] | None:
    """The day of the month at `at`, in digits or words, and the index after it."""
    if c.form(at) == "the":
        at += 1
    form = c.form(at)
    if len(form) > 2 and form[0].isdecimal():
        return None
    found = c.numeral(at)
    if found is None or not 1 <= found.value <= 31 or found.scale > 1:
        return None
    follows = c.form(found.end)
    if follows in c.lex.counted or follows == "%":
        return None
    return int(found.value), found.end


def _second_day(c: Context, at: int, first: int) -> tuple[int, int] | None:
    """The last day of "21-24" or "21 to 24"."""
    if c.form(at) not in ("-", "to", "~", "through", "till", "until"):
        return None
    if c.form(at + 1) in c.lex.months:
        return None
    found = _day_number(c, at + 1)
    return found if found and found[0] > first and c.form(found[1]) != "-" else None


def year_after(c: Context, at: int) -> tuple[int | None, int]:
    """The year after a month or day ("2024", ", 2024", "of 2024", "last year"), and its end."""
    start = at
    if c.form(at) in (",", "of", "in"):
        at += 1
    year = c.year(at)
    if year:
        return year, at + 1
    named = relative_year(c, at) if c.form(at) in ("last", "this", "next") else None
    if named and c.reference:
        return named
    short = short_year(c, start)
    if short:
        return short
    return None, start


def relative_year(c: Context, at: int) -> tuple[int | None, int] | None:
    """ "last year", "the previous year", "this year", "the year"; the year is None without a
    reference day."""
    shift = 0
    article = c.form(at) == "the"
    if article:
        at += 1
    if c.form(at) in c.lex.relatives:
        shift = c.lex.relatives[c.form(at)]
        at += 1
    elif not article:
        return None
    if c.form(at) not in ("year", "year's") or c.words.phrase(at + 1, ("-",)):
        return None
    return (c.reference.year + shift if c.reference else None), at + 1


def _bare_month(c: Context, at: int, end: int, month: int) -> When | None:
    if c.form(at) in _ALSO_WORDS:
        capital = c.words.text[c.words.starts[at]].isupper()
        before = c.form(at - 1)
        ranged = c.form(end) in ("to", "through", "-") and c.form(end + 1) in c.lex.months
        if not (capital and ranged) and (
            before not in _BEFORE_MONTH or not (capital or before in _IN)
        ):
            return None
    return c.dated(month, None, at, end)


def day_first(c: Context, at: int) -> When | None:
    """ "22 September 2024", "the 3rd of May", "21-24 September", "fourth of July 1995"."""
    start = at
    if c.words.glued(at) and c.form(at - 1) in "$€£:":
        return None
    if c.form(at) == "the":
        at += 1
    first = _day_number(c, at)
    if first is None or c.form(at) == "the":
        return None
    number, end = first
    second = _second_day(c, end, number)
    if second:
        end = second[1]
    if c.form(end) == "day":
        end += 1
    if c.form(end) == "of":
        end += 1
    month = c.lex.months.get(c.form(end))
    if month is None:
        return None
    end = _over_point(c, end)
    return _days(c, start, end, month, (number, second[0] if second else None))


def year(c: Context, at: int) -> When | None:
    """ "2023", "2013-2022", "2023-24"; not a count, a resolution or a part of a longer number."""
    found = c.year(at)
    if found is None or not _stands_as_year(c, at):
        return None
    if c.form(at + 1) in ("-", "~", "/") and c.words.glued(at + 2):
        last = _second_year(c, at + 2, found)
        if last is not None and last.count("/") and c.fiscal and len(c.form(at + 2)) == 2:
            last = fiscal_months(c.fiscal, found) if last == f"{found}/{found + 1}" else last
        if last is not None:
            return When(last, at + 3)
    return When(str(found), at + 1)


def year_named(c: Context, at: int) -> When | None:
    """ "the year 2019", "calendar year 2008"."""
    if c.form(at) == "the":
        at += 1
    if c.form(at) == "calendar":
        at += 1
    found = c.year(at + 1) if c.form(at) in ("year", "cy") else None
    return When(str(found), at + 2) if found else None


def _stands_as_year(c: Context, at: int) -> bool:
    before, after = c.form(at - 1), c.form(at + 1)
    if before in c.lex.numbered and before not in (".", ""):
        return False
    if before == "." and c.form(at - 2) == "no":
        return False
    if c.words.glued(at) and (before in "-/$€£#&=" or before.isalpha()):
        return before == "-" and not c.form(at - 2).isdecimal() and c.form(at - 2) in c.lex.parts
    if c.words.glued(at + 1) and (after == "%" or after.isalpha()):
        return False
    if c.words.glued(at + 1) and after == "/" and len(c.form(at + 2)) != 2:
        return False
    return after not in c.lex.counted and c.numbers.scale(after) is None


def fiscal_months(country: str, start: int) -> str:
    """The months of the fiscal year of a country that begins in a year ("2022-23")."""
    rule = fiscal_years().get(country)
    if rule is None or rule.start_month == 1:
        return f"{start}/{start + 1}"
    first = rule.start_month
    return f"{making.month(start, first)}/{making.month(start, first + 11)}"


def _second_year(c: Context, at: int, first: int) -> str | None:
    form = c.form(at)
    if not form.isdecimal() or (c.form(at + 1) == "-" and c.words.glued(at + 1)):
        return None
    if len(form) == 4 and first < int(form) <= 2199:
        return f"{first}/{form}"
    if len(form) != 2:
        return None
    last = first // 100 * 100 + int(form)
    if last > first and (last - first <= 25 or int(form) > 12):
        return f"{first}/{last}"
    return making.month(first, int(form)) if 1 <= int(form) <= 12 else None


def decade(c: Context, at: int) -> When | None:
    """ "1990s", "the 90s", "the nineties"."""
    form = c.form(at)
    if form in c.lex.decade_words:
        value = c.lex.decade_words[form]
        return When(f"{'20' if value < 3 else '19'}{value}X", at + 1)
    if not form.isdecimal() or form[-1] != "0" or len(form) not in (2, 4):
        return None
    end = at + 2 if c.form(at + 1) == "'" else at + 1
    if c.form(end) != "s" or c.words.starts[end] - c.words.ends[at] > 1:
        return None
    if form[2:] == "00" and form != "2000":
        return When(f"{form[:2]}XX", end + 1)
    if len(form) == 2:
        form = f"{'20' if form < '30' else '19'}{form}"
    return When(f"{form[:3]}X", end + 1)


def century(c: Context, at: int) -> When | None:
    """ "the 19th century" is 18XX."""
    found = c.numeral(at)
    if found is None or not found.ordinal or not 1 <= found.value <= _CENTURY_END:
        return None
    end = found.end + 1 if c.form(found.end) == "-" else found.end
    if c.form(end) != "century":
        return None
    return When(f"{int(found.value) - 1:02d}XX", end + 1)


def season(c: Context, at: int) -> When | None:
    """ "summer 2023", "the spring of 2024"."""
    code = c.lex.seasons.get(c.form(at))
    if code is None:
        return None
    found, end = year_after(c, at + 1)
    return When(f"{found}-{code}", end) if found else None


def _after_a_month(c: Context, at: int) -> bool:
    return any(c.form(back) in c.lex.months for back in (at - 1, at - 2, at - 3))


def spelled_year(c: Context, at: int) -> When | None:
    """ "nineteen ninety-six", "two thousand and fifteen"."""
    if at >= len(c.words) or c.form(at) not in _OPEN_YEARS:
        return None
    first = c.numeral(at)
    if first is None or first.ordinal or first.digits:
        return None
    if c.form(at + 1) == "hundred" and 1300 <= first.value < 2000:
        told = c.form(at - 1) in ("in", "year", "since", "of") or _after_a_month(c, at)
        return When(str(int(first.value)), first.end) if told else None
    if 1000 < first.value < 2100 and c.form(at + 1) == "thousand":
        return When(str(int(first.value)), first.end)
    second = c.numeral(first.end)
    if first.value not in (17, 18, 19, 20) or second is None or second.ordinal or second.digits:
        return None
    if not 10 <= second.value <= 99:
        return None
    return When(f"{int(first.value)}{int(second.value)}", second.end)


def compact(c: Context, at: int) -> When | None:
    """ "20240923"."""
    form = c.form(at)
    if len(form) != 8 or not form.isdecimal() or form[:2] not in ("19", "20"):
        return None
    found = making.valid_day(int(form[:4]), int(form[4:6]), int(form[6:]))
    return When(found, at + 1, "date") if found else None
