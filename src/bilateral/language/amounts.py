"""What an amount is: the type that the reader of numbers gives out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bilateral.language.numerals import Numeral


@dataclass(frozen=True, slots=True)
class SecondAmount:
    """The same money told in another currency, and where."""

    start: int
    end: int
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the text gives it.

    `kind` is money, percent, percentage_points, multiple, ordinal, rank, count or number;
    `unit` an ISO 4217 code for money, the kind for percentages, None otherwise; `noun` what a
    count counts, which ends at `noun_end`. `bound` is exact, about, nearly, over, at_least,
    at_most, under or range (then `high` is its upper end); its words start at `bound_start`.
    """

    start: int
    end: int
    kind: str
    value: Decimal
    high: Decimal | None = None
    unit: str | None = None
    noun: str | None = None
    noun_end: int | None = None
    bound: str = "exact"
    bound_start: int | None = None
    significant_digits: int = 1
    equivalents: tuple[SecondAmount, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An amount by token: `first` to `last` (excluded)."""

    first: int
    last: int
    kind: str
    numeral: Numeral
    value: Decimal
    unit: str | None = None
    high: Decimal | None = None
    prefixed: bool = False
