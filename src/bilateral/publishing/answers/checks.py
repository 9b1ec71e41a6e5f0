"""A claim or a text in, what the record's statistics and articles say of it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bilateral.checking.drafts import Check, check
from bilateral.checking.figures import Judge
from bilateral.checking.statistics.ranks import RANKS
from bilateral.checking.statistics.values import MIRRORS
from bilateral.checking.verdicts import Verdict
from bilateral.checking.wording import message, suggestion
from bilateral.documents import from_text
from bilateral.model import Evidence, Figure
from bilateral.publishing.answers.pairs import area
from bilateral.publishing.answers.wanted import WrongQuestionError, checked_day, today
from bilateral.reading import read
from bilateral.record import Record

MEASURES = (*MIRRORS, *RANKS)
"""Measures of which there are official series."""
BOUNDS = ("exact", "about", "nearly", "over", "under", "at_least", "at_most")
MOST_TEXT = 200_000
"""Characters of a text that is checked."""
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9, "tn": 12}
VALUE = r"\$? ?-?[0-9][0-9,]{0,19}(\.[0-9]{1,6})?( ?(%|thousand|million|billion|trillion|bn|tn))?"
"""How a number is written: 123.9 billion, $88,000,000, 12%."""
_MONTH = r"(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]))?"
PERIOD = rf"{_MONTH}(/({_MONTH}|\.\.))?"
"""How a period is written, in EDTF."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed number with its verdict, in a sentence, and what can be written instead."""

    verdict: Verdict
    message: str
    suggestion: str | None


def check_figure(
    record: Record,
    measure: str,
    ref_area: str,
    counterpart_area: str,
    value: str | int | float | Decimal,
    *,
    unit: str = "USD",
    period: str | None = None,
    bound: str = "exact",
    told: str | None = None,
    scope: str | None = None,
) -> Claimed:
    """Whether a number is borne out by official statistics.

    `value` is a number or words as "123.9 billion": the digits given are those that are held
    against the books. `period` is EDTF, `told` the day on which it is said, today if None.
    Raises WrongQuestionError or UnknownCountryError for what cannot be asked.
    """
    day = checked_day(told) if told else today()
    _check_terms(measure, bound, period)
    number, digits = stated(value)
    figure = Figure(
        measure=measure,
        ref_area=area(ref_area),
        counterpart_area=area(counterpart_area),
        obs_value=number,
        unit_measure="rank" if measure in RANKS else unit,
        bound=bound,
        significant_digits=digits,
        time_period=period,
        scope=scope,
        evidence=(Evidence("text", 0, 0, ""),),
        rule="asked",
    )
    verdict = Judge(record).judge(figure, day)
    return Claimed(verdict, message(verdict), suggestion(verdict))


def _check_terms(measure: str, bound: str, period: str | None) -> None:
    if measure not in MEASURES:
        raise WrongQuestionError(
            f"there is no official series of {measure!r}",
            next_step=f"Measures are {', '.join(MEASURES)}",
        )
    if bound not in BOUNDS:
        raise WrongQuestionError(
            f"there is no bound {bound!r}", next_step=f"Bounds are {', '.join(BOUNDS)}"
        )
    if period is not None and not re.fullmatch(PERIOD, period):
        raise WrongQuestionError(
            f"{period!r} is no period", next_step="Write it as 2022, 2024-08 or 2024-01/2024-08"
        )


def stated(value: str | int | float | Decimal) -> tuple[Decimal, int | None]:
    """The number and how many of its digits are stated: 123.9 billion has four."""
    written = _written(value)
    if not re.fullmatch(VALUE, written):
        raise WrongQuestionError(
            f"{written[:60]!r} is no number", next_step="Write it as 123.9 billion or 88000000"
        )
    digits = re.sub(r"[^0-9.\-]", "", written)
    scale = _SCALES.get(re.sub(r"[^a-z]", "", written), 0)
    number = Decimal(digits)
    stated_digits = len(number.as_tuple().digits) if scale or "." in digits else None
    return number.scaleb(scale), stated_digits


def _written(value: str | int | float | Decimal) -> str:
    """A number as a person writes it; that of a float has no digits that nobody stated."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).strip()


def check_text(
    record: Record,
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    as_of: str | None = None,
) -> Check:
    """What of a draft holds, as `bilateral check` says it; nothing is stored.

    `as_of` is the day as of which it is checked: that of publication, or today, if None.
    Raises WrongQuestionError for a text of more than MOST_TEXT characters.
    """
    if len(text) > MOST_TEXT:
        raise WrongQuestionError(
            f"the text has more than {MOST_TEXT:,} characters", next_step="Check it in parts"
        )
    day = checked_day((as_of or published or today())[:10])
    told = checked_day(published[:10]) if published else None
    return check(read(from_text(text, title=title, published=told)), record, day)
