"""Tokens in, dates written with signs out: "Oct/2", "05-Aug-2016", "on 22/04", "12/2015".

A month and day without a year stands only where words ask for a date, since scores, fractions
and "24/7" look the same.
"""

from __future__ import annotations

import re

from bilateral.language.dates import making
from bilateral.language.dates.context import Context, When

_SIGNS = frozenset("/-.")
_RANGE = re.compile(
    r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d\d))?(?:\s?[-–~]\s?|\s(?:to|until|till|through|and)\s)"
    r"(\d{1,2})\2(\d{1,2})(?:\2|,?\s)(\d{4})(?![\d/-])"
)
_ASKS = frozenset({"on", "since", "until", "till", "dated", "before", "after", "between"})
_MAY_ASK = frozenset({"from", "by", "to"})
_OPENS = frozenset(
    {"", "(", ",", ":", "?", ".", "in", "of", "since", "by", "from", "until", "before", "after"}
)
_NO_DATES = frozenset({(9, 11), (7, 7), (24, 7), (50, 50)})
PIVOT = 40


def signed(c: Context, at: int) -> When | None:
    """A date of two or three parts joined by one sign, one of them a month's name."""
    parts, end = _parts(c, at)
    if len(parts) < 2:
        return None
    names = [index for index, part in enumerate(parts) if part in c.lex.months]
    if len(names) == 1:
        month = c.lex.months[parts[names[0]]]
        others = [part for part in parts if part not in c.lex.months]
        return _with_month(c, month, others, at, end)
    if names or len(parts) != 2 or c.form(at - 1) not in _OPENS:
        return None
    month, year = int(parts[0]), int(parts[1])
    if len(parts[1]) != 4 or not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    return When(making.month(year, month), end)


def _parts(c: Context, at: int) -> tuple[list[str], int]:
    """The names and numbers that one sign joins from a token on, and the index after them."""
    sign = c.form(at + 1)
    before = c.form(at - 1)
    goes_before = c.words.glued(at) and before in "/-.$#" and (before, sign) != ("-", "/")
    if sign not in _SIGNS or goes_before:
        return [], at
    parts = [c.form(at)]
    end = at + 1
    while (
        len(parts) < 4
        and c.form(end) == sign
        and c.words.glued(end)
        and c.words.glued(end + 1)
        and (c.form(end + 1).isdecimal() or c.form(end + 1) in c.lex.months)
    ):
        parts.append(c.form(end + 1))
        end += 2
    known = all(part in c.lex.months or _short(part) for part in parts)
    goes_on = c.words.glued(end) and c.form(end) in ("/", "%")
    return (parts, end) if known and len(parts) < 4 and not goes_on else ([], at)


def _short(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) in (1, 2, 4)


def _with_month(c: Context, month: int, others: list[str], at: int, end: int) -> When | None:
    long = [part for part in others if len(part) == 4]
    short = [int(part) for part in others if len(part) < 4]
    if len(others) == 2:
        year = int(long[0]) if long else full_year(short.pop())
        found = making.valid_day(year, month, short[0]) if short else None
        return When(found, end, "date") if found else None
    if long:
        return When(making.month(int(long[0]), month), end)
    if not 1 <= short[0] <= 31:
        return None
    return c.dated(month, short[0], at, end)


def full_year(short: int) -> int:
    """The year that two digits mean."""
    return short + (2000 if short < PIVOT else 1900)


def month_and_day(c: Context, at: int) -> When | None:
    """ "on 22/04", "until 3/15", "Friday 7-6", as the language orders them."""
    sign = c.form(at + 1)
    if sign not in ("/", "-") or not (c.words.glued(at + 1) and c.words.glued(at + 2)):
        return None
    one, two = c.form(at), c.form(at + 2)
    if not (one.isdecimal() and two.isdecimal()) or max(len(one), len(two)) > 2:
        return None
    if c.words.glued(at) or (c.words.glued(at + 3) and c.form(at + 3) in "/-.%"):
        return None
    pair = (int(one), int(two))
    if pair in _NO_DATES or not _asked_for(c, at, sign, pair):
        return None
    day_first = c.numbers.language == "vi"
    orders = (pair[::-1], pair) if day_first else (pair, pair[::-1])
    month, day = next((o for o in orders if making.valid_day(2024, *o)), (0, 0))
    return c.dated(month, day, at, at + 3) if month else None


def _asked_for(c: Context, at: int, sign: str, pair: tuple[int, int]) -> bool:
    before = c.form(at - 1)
    if before in (",", "(", "."):
        before = c.form(at - 2)
    if before in c.lex.weekdays or before in c.lex.day_words:
        return True
    if c.form(at + 3) in c.lex.counted or c.form(at + 3) in ("of", "vote", "majority"):
        return False
    if sign == "-":
        return before == "on"
    return before in _ASKS or (before in _MAY_ASK and max(pair) > 12)


def numeric_range(c: Context, at: int) -> When | None:
    """ "10/1-11/2/2017", "5/1-5/7, 2020", "10-1-2018-10-7-2018"."""
    if not c.form(at)[:1].isdecimal() or (c.words.glued(at) and c.form(at - 1) in "/-.$"):
        return None
    match = _RANGE.match(c.words.text, c.words.starts[at])
    if match is None:
        return None
    a, _, b, early, x, y, late = match.groups()
    year = int(late)
    first = int(early) if early and len(early) == 4 else full_year(int(early)) if early else year
    low, high = _both(c, (first, int(a), int(b)), (year, int(x), int(y)))
    end = at
    while end < len(c.words) and c.words.starts[end] < match.end():
        end += 1
    if low is None or high is None or low > high:
        return None
    return When(f"{low}/{high}", end)


def _both(
    c: Context, low: tuple[int, int, int], high: tuple[int, int, int]
) -> tuple[str | None, str | None]:
    """Both days, read in one order: the language's own, else the other."""
    swapped = [(year, day, month) for year, month, day in (low, high)]
    orders = [[low, high], swapped]
    for one, two in reversed(orders) if c.numbers.language == "vi" else orders:
        days = making.valid_day(*one), making.valid_day(*two)
        if all(days):
            return days
    return None, None


def short_year(c: Context, at: int) -> tuple[int, int] | None:
    """The year of "April of 87" and "April '87", and the index after it."""
    marked = c.form(at) in ("of", "'")
    form = c.form(at + 1)
    if not marked or len(form) != 2 or not form.isdecimal():
        return None
    if c.form(at) == "'" and not c.words.glued(at + 1):
        return None
    after = c.form(at + 2)
    ends = not after or not after[0].isalnum() or after in ("and", "in", "at", "to")
    return (full_year(int(form)), at + 2) if ends and after not in ("%", "/") else None
