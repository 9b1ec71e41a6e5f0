"""A figure that somebody told and the record's official statistics in, its verdict out.

This finds the values; `compare` weighs them. One `Judge` serves one draft or one run: what it
looked up it does not look up again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bilateral.checking.compare import compare, compare_change, compare_rank
from bilateral.checking.rates import Rates, converted
from bilateral.checking.statistics.periods import Span, last_day_known, span, written, year_before
from bilateral.checking.statistics.ranks import RANKS, Rank, WholeTable, places_in, whole_tables
from bilateral.checking.statistics.values import (
    MIRRORS,
    STOCKS,
    OfficialValue,
    Shelf,
    official_values,
    periods_known,
)
from bilateral.checking.told import Teller, told_values
from bilateral.checking.verdicts import (
    CONTRADICTED,
    HOLDS,
    NO_DATA,
    NOT_COMPARABLE,
    STALE,
    VERDICTS,
    ReporterVerdict,
    Verdict,
)
from bilateral.errors import UnknownCountryError
from bilateral.model import Figure
from bilateral.record import Record

YEARS_BACK = 5
"""How many years back a figure is looked for that is not true of its own period."""
RANK_YEARS_BACK = 6
"""The same for a rank, before the day of telling."""
_EVERYWHERE = ("world",)

T = TypeVar("T")


class Judge:
    """Judges figures by the official statistics of a record."""

    def __init__(self, record: Record, teller: Teller | None = None) -> None:
        """`teller` gives what articles tell of a quantity: of books that nobody has loaded."""
        self.record = record
        self._shelf = Shelf(record)
        self._teller = teller
        self._rates = Rates(record)
        self._looked_up: dict[tuple[str, ...], object] = {}

    def judge(self, figure: Figure, told: str | None = None) -> Verdict:
        """The verdict on a figure told on the day `told` (ISO 8601).

        An amount in a currency of which there are no books is compared by the amount that the
        text itself gives beside it ("5 trillion yen ($42 billion)"), at the text's own rate;
        else at a rate of its period that the record holds. Without one, amounts in two
        currencies are never compared.
        """
        found = self._judged(figure, told)
        if found.verdict != NOT_COMPARABLE:
            return found
        return self._by_own_rate(figure, told) or self._by_loaded_rate(figure, told) or found

    def _by_own_rate(self, figure: Figure, told: str | None) -> Verdict | None:
        for beside in figure.equivalents:
            own = replace(
                figure,
                obs_value=beside.obs_value,
                obs_value_high=None,
                unit_measure=beside.unit_measure,
                significant_digits=None,
            )
            judged = self._judged(own, told)
            if judged.verdict not in (NOT_COMPARABLE, NO_DATA):
                note = f"Compared by the {beside.unit_measure} that the text gives beside it."
                return replace(judged, figure=own, note=judged.note or note)
        return None

    def _by_loaded_rate(self, figure: Figure, told: str | None) -> Verdict | None:
        for months in self._periods(figure, told)[-1:]:
            units = {value.unit for value in self._values(figure, written(months))}
            for unit in sorted(units - {figure.unit_measure}):
                rate = self._rates.find(figure.unit_measure, unit, months)
                judged = self._judged(converted(figure, rate), told) if rate else None
                if judged and rate and judged.verdict not in (NOT_COMPARABLE, NO_DATA):
                    return replace(judged, note=" ".join(filter(None, (judged.note, rate.said))))
        return None

    def _judged(self, figure: Figure, told: str | None) -> Verdict:
        """A figure without an official series, or without both sides, gets no_data."""
        if not figure.ref_area or not figure.counterpart_area or figure.obs_value is None:
            return Verdict(figure=figure, verdict=NO_DATA)
        if figure.measure in RANKS:
            return self._rank(figure, told)
        if figure.measure in MIRRORS:
            return self._level(figure, told)
        return Verdict(figure=figure, verdict=NO_DATA, note="There is no official series of this.")

    def change(self, figure: Figure) -> list[ReporterVerdict]:
        """How the change that a figure tells stands in each reporter's books."""
        months = span(figure.time_period or "")
        if months is None or figure.change is None:
            return []
        base = span(figure.change.base_period or "") or year_before(months)
        return compare_change(
            figure, self._values(figure, written(months)), self._values(figure, written(base))
        )

    # Levels

    def _level(self, figure: Figure, told: str | None) -> Verdict:
        periods = self._periods(figure, told)
        if not periods:
            return compare(figure, [])
        verdicts = [self._of_period(figure, period) for period in periods]
        if _is_open(figure):
            return max(verdicts, key=lambda v: VERDICTS.index(v.verdict))
        return min(verdicts, key=lambda v: VERDICTS.index(v.verdict))

    def _of_period(self, figure: Figure, months: Span) -> Verdict:
        values = self._values(figure, written(months))
        verdict = compare(figure, values)
        if verdict.verdict != CONTRADICTED:
            return verdict
        return compare(figure, values, self._earlier(figure, months))

    def _periods(self, figure: Figure, told: str | None) -> list[Span]:
        """The periods a figure is about: its own; each year since, of an open one; the last
        that was known, of one that names none."""
        own = span(figure.time_period or "")
        if own and not figure.measure.endswith(STOCKS):
            return [own]
        as_of = span(figure.as_of or "") or own
        day = last_day_known(as_of) if as_of else told
        known = [s for s in self._known(figure) if day is None or last_day_known(s) <= day[:10]]
        if _is_open(figure):
            first = (figure.time_period or "")[:4]
            return [s for s in known if _is_year(s) and str(s[0][0]) >= first]
        years = [s for s in known if _is_year(s)][-1:]
        runs = [s for s in known if not _is_year(s) and s[1] > (years[0][1] if years else (0, 0))]
        return [*years, *runs[-1:]]

    def _known(self, figure: Figure) -> list[Span]:
        key = ("periods", figure.measure, figure.ref_area or "", figure.counterpart_area or "")
        found = self._once(key, lambda: periods_known(key[1], key[2], key[3], self._shelf))
        return sorted(s for period in found if (s := span(period)))

    def _values(self, figure: Figure, period: str) -> list[OfficialValue]:
        key = (figure.measure, figure.ref_area or "", figure.counterpart_area or "", period)
        return self._once(key, lambda: self._looked_for(figure, key))

    def _looked_for(self, figure: Figure, key: tuple[str, str, str, str]) -> list[OfficialValue]:
        """The official values, and what articles tell of the books of whom there are none."""
        found = official_values(*key, self._shelf)
        known = {value.reporter for value in found}
        if self._teller is None or {figure.ref_area, figure.counterpart_area} <= known:
            return found
        told = told_values(figure, key[3], self._teller(figure, key[3]))
        return [*found, *(value for value in told if value.reporter not in known)]

    def _earlier(self, figure: Figure, months: Span) -> list[OfficialValue]:
        found: list[OfficialValue] = []
        for _ in range(YEARS_BACK):
            months = year_before(months)
            found.extend(self._values(figure, written(months)))
        return found

    # Ranks

    def _rank(self, figure: Figure, told: str | None) -> Verdict:
        scope = figure.scope if figure.scope and figure.scope.lower() not in _EVERYWHERE else None
        try:
            apart = self._places(figure, scope, told, eu_as_one=False)
        except UnknownCountryError:
            return Verdict(
                figure=figure, verdict=NO_DATA, note=f"{scope} is no bloc whose members are known."
            )
        verdict = compare_rank(figure, apart, told)
        if verdict.verdict in (*HOLDS, STALE, NO_DATA):
            return verdict
        together = compare_rank(figure, self._places(figure, scope, told, eu_as_one=True), told)
        return together if together.verdict in HOLDS else verdict

    def _places(
        self, figure: Figure, scope: str | None, told: str | None, *, eu_as_one: bool
    ) -> list[Rank]:
        measure, partner = figure.measure, figure.counterpart_area or ""
        tables = self._tables(figure, told)
        return places_in(tables, measure, partner, scope=scope, eu_as_one=eu_as_one)

    def _tables(self, figure: Figure, told: str | None) -> list[WholeTable]:
        since = _years_before(figure, told)
        key = ("tables", figure.measure, figure.ref_area or "", since)
        return self._once(
            key, lambda: whole_tables(key[1], key[2], self.record, since=since or None)
        )

    def _once(self, key: tuple[str, ...], look_up: Callable[[], list[T]]) -> list[T]:
        if key not in self._looked_up:
            self._looked_up[key] = look_up()
        found = self._looked_up[key]
        assert isinstance(found, list)
        return found


def _years_before(figure: Figure, told: str | None) -> str:
    """The year from which ranks are looked for. It is the same for all that is told of late, so
    that one draft reads a whole table once."""
    meant = (figure.time_period or figure.as_of or told or "")[:4]
    if not meant.isdecimal():
        return ""
    first = int(meant) - RANK_YEARS_BACK
    told_year = (told or "")[:4]
    late = int(told_year) - RANK_YEARS_BACK if told_year.isdecimal() else first
    return str(late if late < int(meant) - 1 else first)


def _is_open(figure: Figure) -> bool:
    return (figure.time_period or "").endswith("/..")


def _is_year(months: Span) -> bool:
    return months[0][1] == 1 and months[1] == (months[0][0], 12)
