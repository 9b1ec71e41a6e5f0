"""A figure in one currency and the rates that the record holds in, the same in another out.

Amounts in two currencies are compared at a rate that somebody states for a time, never at one
that is guessed: the rate, its time and who publishes it are told beside the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bilateral.checking.statistics.periods import Span, written
from bilateral.knowledge.statistics import sources
from bilateral.model import Figure
from bilateral.record import Record
from bilateral.record.intervals import last_digit
from bilateral.record.official import EXCHANGE_RATE, Observation, observations_of_units


@dataclass(frozen=True, slots=True)
class Rate:
    """`row` tells how much of one currency another costs; `factor` turns `of` into `into`."""

    of: str
    into: str
    factor: Decimal
    row: Observation

    @property
    def said(self) -> str:
        """The rate with its time and source, as a sentence for a person."""
        quoted, base = self.row.series.unit.split("/")
        source = sources().get(self.row.series.source)
        name = source.name if source else self.row.series.source
        return (
            f"Compared in {self.into} at {self.row.value:,f} {quoted} for one {base}, the rate of "
            f"{self.row.period} ({name}, vintage {self.row.vintage})."
        )


class Rates:
    """The exchange rates of a record, each looked up once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._found: dict[tuple[str, str, Span], Rate | None] = {}

    def find(self, of: str, into: str, months: Span) -> Rate | None:
        """The rate of a period, else of the year in which it lies; None where nobody states it."""
        key = of, into, months
        if key not in self._found:
            self._found[key] = self._look_up(of, into, months)
        return self._found[key]

    def _look_up(self, of: str, into: str, months: Span) -> Rate | None:
        units = (f"{of}/{into}", f"{into}/{of}")
        (year, _), (last, _) = months
        wanted = [written(months), *([str(year)] if year == last else [])]
        rows = observations_of_units(self._record, EXCHANGE_RATE, units, wanted)
        usable = [row for row in rows if row.value > 0]
        for period in wanted:
            of_period = [row for row in usable if row.period == period]
            if of_period:
                row = max(of_period, key=lambda r: (r.vintage, r.series.source))
                direct = row.series.unit == units[1]
                return Rate(of, into, row.value if direct else 1 / row.value, row)
        return None


def converted(figure: Figure, rate: Rate) -> Figure:
    """The figure in the other currency, with as many digits as were stated."""
    assert figure.obs_value is not None
    digits = figure.significant_digits or len(figure.obs_value.normalize().as_tuple().digits)
    return replace(
        figure,
        obs_value=_rounded(figure.obs_value * rate.factor, digits),
        obs_value_high=(
            None
            if figure.obs_value_high is None
            else _rounded(figure.obs_value_high * rate.factor, digits)
        ),
        unit_measure=rate.into,
        significant_digits=digits,
    )


def _rounded(value: Decimal, digits: int) -> Decimal:
    step = last_digit(value, digits)
    return (value / step).to_integral_value() * step
