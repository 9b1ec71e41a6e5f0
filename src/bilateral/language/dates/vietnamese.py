"""Tokens of Vietnamese in, its dates and periods out: the noun of time comes before the number.

"ngày 10 tháng 9 năm 2023", "tháng 9/2023", "quý I năm 2024", "8 tháng đầu năm", "năm ngoái".
"""

from __future__ import annotations

from bilateral.language.dates import making
from bilateral.language.dates.absolute import numeric
from bilateral.language.dates.absolute import year as bare_year
from bilateral.language.dates.context import Context, When
from bilateral.language.dates.relative import nearest_weekday, single_unit
from bilateral.language.dates.written import month_and_day

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS = {"đầu": "early", "giữa": "mid", "cuối": "late"}


def day(c: Context, at: int) -> When | None:
    """ "ngày 10 tháng 9 năm 2023", "ngày 10/9", "mồng 2 tháng 9"."""
    if c.form(at) not in ("ngày", "mùng", "mồng"):
        return None
    if at + 1 < len(c.words):
        signed = numeric(c, at + 1) or _signed(c, at + 1)
        if signed:
            return signed
    number = _number(c, at + 1, 31)
    if number is None or c.form(at + 2) != "tháng":
        return None
    month, end = _month_number(c, at + 3)
    if month is None:
        return None
    year, after = _year(c, end)
    if year is None:
        return c.dated(month, number, at, end)
    found = making.valid_day(year, month, number)
    return When(found, after, "date") if found else None


def _signed(c: Context, at: int) -> When | None:
    """The "10/9" of "ngày 10/9", which the noun before it makes a date."""
    number, month = _number(c, at, 31), _number(c, at + 2, 12)
    if number is None or month is None or c.form(at + 1) not in ("/", "-"):
        return month_and_day(c, at)
    return c.dated(month, number, at, at + 3)


def _number(c: Context, at: int, most: int) -> int | None:
    form = c.form(at)
    whole = form.isascii() and form.isdecimal() and len(form) < 3
    return int(form) if whole and 1 <= int(form) <= most else None


def _month_number(c: Context, at: int) -> tuple[int | None, int]:
    """The number of a month in digits or words, and the index after it."""
    number = _number(c, at, 12)
    if number:
        return number, at + 1
    pair = c.lex.months.get(f"{c.form(at)} {c.form(at + 1)}")
    if pair:
        return pair, at + 2
    month = c.lex.months.get(c.form(at))
    if c.form(at) == "năm" and (c.year(at + 1) or c.form(at + 1) in c.lex.relatives):
        return None, at
    return month, at + 1


def _year(c: Context, at: int) -> tuple[int | None, int]:
    """The year of "năm 2023", "/2023" and "năm nay", and the index after it."""
    if c.form(at) in ("năm", "/", "-", ",") and c.year(at + 1):
        return c.year(at + 1), at + 2
    shift = c.lex.relatives.get(c.form(at + 1)) if c.form(at) == "năm" else None
    if shift is not None and c.reference:
        return c.reference.year + shift, at + 2
    return None, at


def month(c: Context, at: int) -> When | None:
    """ "tháng 9", "tháng 9/2023", "tháng Giêng năm 2024"."""
    if c.form(at) != "tháng":
        return None
    number, end = _month_number(c, at + 1)
    if number is None:
        return None
    year, after = _year(c, end)
    if year is None:
        return c.dated(number, None, at, end)
    return When(making.month(year, number), after)


def year(c: Context, at: int) -> When | None:
    """ "năm 2023", "năm 2021-2025"; a bare year too."""
    if c.form(at) == "năm":
        at += 1
    return bare_year(c, at) if at < len(c.words) and c.year(at) else None


def quarter(c: Context, at: int) -> When | None:
    """ "quý I/2024", "quý 2 năm 2023", "quý IV": the last one that was over."""
    number = _QUARTERS.get(c.form(at + 1)) if c.form(at) == "quý" else None
    return _in_year(c, making.QUARTER[number], at + 2) if number else None


def first_months(c: Context, at: int) -> When | None:
    """ "8 tháng đầu năm 2024", "6 tháng cuối năm", "nửa đầu năm 2023"."""
    number, end = _number(c, at, 12), at + 2
    if c.form(at) == "nửa":
        number, end = 6, at + 1
    elif number is None or c.form(at + 1) != "tháng":
        return None
    part = _PARTS.get(c.form(end))
    if part not in ("early", "late") or number is None or c.form(end + 1) != "năm":
        return None
    span = (1, number) if part == "early" else (13 - number, 12)
    after = end + 1 if _year(c, end + 1)[0] else end + 2
    return _in_year(c, span, after)


def _in_year(c: Context, span: tuple[int, int], end: int) -> When:
    year, after = _year(c, end)
    if year is None and c.reference:
        year = c.reference.year - (0 if span[1] <= c.reference.month else 1)
    return When(making.months(year, *span) if year else None, after)


def part(c: Context, at: int) -> When | None:
    """ "đầu năm 2023", "cuối tháng 9", "giữa năm nay"."""
    which = _PARTS.get(c.form(at))
    whole = (relative(c, at + 1) or month(c, at + 1) or year(c, at + 1)) if which else None
    if which is None or whole is None or whole.edtf is None:
        return None
    edtf = making.part(whole.edtf, which)
    return When(edtf, whole.end) if edtf else None


def relative(c: Context, at: int) -> When | None:
    """ "năm ngoái", "tháng trước", "tuần này", "hôm qua"."""
    pair = c.lex.day_words.get(f"{c.form(at)} {c.form(at + 1)}")
    if pair is not None:
        return When(single_unit(c, "day", pair), at + 2, "date")
    unit, shift = c.lex.units.get(c.form(at)), c.lex.relatives.get(c.form(at + 1))
    if unit is None or shift is None or unit == "day":
        return None
    return When(single_unit(c, unit, shift), at + 2)


def weekday(c: Context, at: int) -> When | None:
    """ "thứ Sáu", "Chủ nhật": the past by default."""
    number = c.lex.weekdays.get(c.form(at + 1)) if c.form(at) == "thứ" else None
    if c.words.phrase(at, ("chủ", "nhật")):
        number = 6
    if number is None or c.words.text[c.words.starts[at + 1]].islower():
        return None
    return nearest_weekday(c, number, at, at + 2)
