"""Words of time in a language in, typed rows out; and which months a fiscal year has, by country.

`words.csv` gives each word its kind (month, weekday, unit, part, relative ...) and its value
there; `holidays.csv` the days kept every year, by rule (`12-25`, `11-thu-4` the fourth
Thursday, `5-mon-last`, `easter-2`) and, where they differ, by country; `fiscal_years.csv` the
month a government's fiscal year starts in, and whether it is named for the calendar year in
which it starts or ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, languages_of, roots, table

LANGUAGES = languages_of("dates")


@dataclass(frozen=True, slots=True)
class TimeWord:
    word: str
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class TimePattern:
    """A way to write a time, with slots, and what it makes (see `language.dates.patterns`)."""

    pattern: str
    makes: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day kept every year: its `rule` says which; `iso3` whose it is, empty for all."""

    words: str
    rule: str
    iso3: str = ""


@dataclass(frozen=True, slots=True)
class FiscalYear:
    iso3: str
    start_month: int
    named_for: str


@cache
def time_words(language: str) -> tuple[TimeWord, ...]:
    return tuple(build(TimeWord, table(f"dates/{language}/words.csv")))


@cache
def holidays(language: str) -> tuple[Holiday, ...]:
    return tuple(build(Holiday, table(f"dates/{language}/holidays.csv")))


@cache
def patterns(language: str) -> tuple[TimePattern, ...]:
    """The ways to write a time that a language lists; none where it is read in another way."""
    path = f"dates/{language}/patterns.csv"
    if not any((root / path).is_file() for root in roots()):
        return ()
    return tuple(build(TimePattern, table(path)))


@cache
def fiscal_years() -> dict[str, FiscalYear]:
    """The fiscal year of each country that has one of its own, by ISO 3166-1 alpha-3."""
    return {row.iso3: row for row in build(FiscalYear, table("dates/fiscal_years.csv"))}
