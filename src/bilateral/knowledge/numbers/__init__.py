"""Words of number in a language in, typed rows out: numerals, bounds, currencies and the rest.

`numerals.csv` gives each word its value and kind (unit, tens, hundred, scale, abbreviation and
letter for scales, group and, after a number only, groups, fraction, ordinal, ordinal_scale,
multiple); `bounds.csv` the words that bound a number, before or after it; `words.csv` every
other word the grammar asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.knowledge.loading import build, languages_of, table

LANGUAGES = languages_of("numbers")


@dataclass(frozen=True, slots=True)
class NumeralWord:
    """A word that has a value ("eleven", "bn", "third")."""

    word: str
    value: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class BoundPhrase:
    """Words that say how a number is meant; `place` is before or after the number."""

    words: str
    bound: str
    place: str


@dataclass(frozen=True, slots=True)
class Word:
    """Any other word of the grammar, by what it does there."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class MinorUnit:
    """A hundredth of a currency ("cents"), which has a `code` or, like "$", a `mark`."""

    word: str
    code: str | None = None
    mark: str | None = None


@cache
def numerals(language: str) -> tuple[NumeralWord, ...]:
    return tuple(build(NumeralWord, table(f"numbers/{language}/numerals.csv")))


@cache
def bounds(language: str) -> tuple[BoundPhrase, ...]:
    return tuple(build(BoundPhrase, table(f"numbers/{language}/bounds.csv")))


@cache
def words(language: str) -> tuple[Word, ...]:
    return tuple(build(Word, table(f"numbers/{language}/words.csv")))


@cache
def minor_units(language: str) -> tuple[MinorUnit, ...]:
    return tuple(build(MinorUnit, table(f"numbers/{language}/minor_units.csv")))


@cache
def decimal_comma() -> frozenset[str]:
    """The languages that write 1.234,5."""
    return frozenset(row.values["language"] for row in table("numbers/decimal_comma.csv"))
