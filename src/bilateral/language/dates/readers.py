"""A token of a time in, the readers that can begin there out, so that few of them are asked."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import lru_cache

from bilateral.language.dates import (
    absolute,
    holidays,
    periods,
    relative,
    vietnamese,
    weeks,
    written,
)
from bilateral.language.dates.context import Context, When
from bilateral.language.dates.lexicon import time_lexicon
from bilateral.language.lexicon import lexicon

Reader = Callable[[Context, int], When | None]

# Each reader with what it begins with: a kind of word in capitals, or a word. THE says that an
# article may come first; the order is that in which the readers are asked.
_TABLE: tuple[tuple[Reader, str], ...] = (
    (relative.same_period, "THE same corresponding year yoy y"),
    (written.numeric_range, "DIGIT"),
    (absolute.numeric, "DIGIT"),
    (written.signed, "DIGIT MONTH"),
    (weeks.week_around, "THE week w"),
    (weeks.nth_weekday, "THE DIGIT NUMERAL last final"),
    (weeks.weekday_of_week, "THE WEEKDAY RELATIVE"),
    (weeks.weekday_and_day, "WEEKDAY"),
    (periods.early_or_late, "THE PART"),
    (periods.earlier_or_later, "earlier later"),
    (periods.so_far, "so year month"),
    (weeks.rest_of, "THE rest remainder"),
    (relative.weekday, "WEEKDAY RELATIVE"),
    (absolute.month_first, "MONTH"),
    (periods.year_to, "THE DIGIT NUMERAL year"),
    (periods.part_of_year, "THE DIGIT NUMERAL q h first opening initial last final"),
    (periods.fiscal_year, "THE RELATIVE fiscal financial fy"),
    (absolute.day_first, "THE DIGIT NUMERAL"),
    (weeks.day_of_month, "THE DIGIT NUMERAL"),
    (written.month_and_day, "DIGIT"),
    (absolute.decade, "DIGIT DECADE"),
    (absolute.century, "DIGIT NUMERAL"),
    (absolute.season, "SEASON"),
    (holidays.holiday, "HOLIDAY RELATIVE"),
    (relative.within, "within"),
    (relative.counted, "DIGIT NUMERAL in a an"),
    (relative.day_word, "THE DAY day"),
    (relative.week_of, "THE DIGIT NUMERAL last final"),
    (weeks.week_number, "week"),
    (relative.beyond, "THE UNIT"),
    (relative.number_first, "THE DIGIT NUMERAL"),
    (relative.unit_around, "RELATIVE"),
    (absolute.compact, "DIGIT"),
    (absolute.year_named, "THE calendar year cy"),
    (absolute.year, "DIGIT"),
    (absolute.spelled_year, "NUMERAL"),
)
_VIETNAMESE: tuple[tuple[Reader, str], ...] = (
    (vietnamese.day, "ngày mùng mồng"),
    (vietnamese.relative, "UNIT hôm"),
    (vietnamese.month, "tháng"),
    (vietnamese.quarter, "quý"),
    (vietnamese.first_months, "DIGIT nửa"),
    (vietnamese.part, "PART"),
    (vietnamese.weekday, "thứ chủ"),
    (written.numeric_range, "DIGIT"),
    (absolute.numeric, "DIGIT"),
    (vietnamese.year, "DIGIT năm"),
    (holidays.holiday, "HOLIDAY"),
)


def _by_start(table: tuple[tuple[Reader, str], ...]) -> tuple[tuple[Reader, frozenset[str]], ...]:
    return tuple((reader, frozenset(starts.split())) for reader, starts in table)


_BY_START = _by_start(_TABLE)
_OF_LANGUAGE = {"vi": _by_start(_VIETNAMESE)}


def readers_at(c: Context, at: int) -> tuple[Reader, ...]:
    """The readers to ask at a token, in order."""
    form = c.words.forms[at]
    language = c.numbers.language
    if form == "the" and language not in _OF_LANGUAGE:
        return _after_the(c.form(at + 1), language)
    return _beginning(form, language)


@lru_cache(maxsize=8192)
def _beginning(form: str, language: str) -> tuple[Reader, ...]:
    kinds = _kinds(form, language)
    table = _OF_LANGUAGE.get(language, _BY_START)
    return tuple(reader for reader, starts in table if starts & kinds)


@lru_cache(maxsize=8192)
def _after_the(form: str, language: str) -> tuple[Reader, ...]:
    kinds = _kinds(form, language)
    return tuple(reader for reader, starts in _BY_START if "THE" in starts and starts & kinds)


def _kinds(form: str, language: str) -> frozenset[str]:
    """The word itself and the kinds of word that it is."""
    if form[:1].isdecimal():
        return frozenset({"DIGIT"})
    lex = time_lexicon(language)
    groups: dict[str, Container[str]] = {
        "MONTH": lex.months,
        "WEEKDAY": lex.weekdays,
        "RELATIVE": lex.relatives,
        "UNIT": lex.units,
        "PART": lex.parts,
        "SEASON": lex.seasons,
        "DAY": lex.day_words,
        "DECADE": lex.decade_words,
        "HOLIDAY": lex.holidays.starters,
        "NUMERAL": lexicon(language).numerals,
    }
    return frozenset({form} | {kind for kind, words in groups.items() if form in words})
