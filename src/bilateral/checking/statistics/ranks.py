"""Whole tables of one reporter in, the place of a partner among all partners out.

A rank is made from one reporter's books, one source, one flow and one period. Partners are
countries and territories; the European Union counts as its members, or as one partner where
that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate

from bilateral.checking.statistics.periods import (
    Span,
    month_name,
    months_of,
    span,
    written,
    years_of,
)
from bilateral.checking.statistics.values import STOCKS
from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import country, members
from bilateral.knowledge.statistics import WORLD
from bilateral.record import Record
from bilateral.record.official import Level, levels

RANKS = {
    "trade_partner_rank": ("exports", "imports"),
    "export_market_rank": ("exports",),
    "import_source_rank": ("imports",),
    "fdi_investor_rank": ("fdi_inward_stock",),
    "fdi_recipient_rank": ("fdi_outward_stock",),
}
"""What each rank is counted by; several measures are added up."""

EU = "EUE"
LEAST_PARTNERS = 30
"""A table with fewer partners is no whole table, unless it makes up the reporter's total."""
LEAST_SHARE = Decimal("0.95")
"""The share of the reporter's world total that makes a smaller table whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """`partner` was the `rank`-th of `out_of` partners of `reporter` in `period`.

    `partners` says who was counted: countries (the members of the European Union apart) or
    countries and the EU as one, and the bloc to which it was limited.
    """

    rank: int
    partner: str
    value: Decimal
    out_of: int
    reporter: str
    period: str
    source: str
    vintage: str
    partners: str


Totals = dict[str, Decimal]
"""Value by partner."""
Course = tuple[str, Totals, str]
"""A period, the value of every partner in it, and its vintage."""

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class WholeTable:
    """All partners of one reporter in one source: by measure and period the value of each, in
    the newest vintage, with the vintages of the period."""

    reporter: str
    source: str
    values: Mapping[str, Mapping[str, Totals]]
    vintages: Mapping[str, str]

    def totals(self, measures: Iterable[str], period: str) -> tuple[Totals, str] | None:
        """Value by partner over a period and its vintage; None where a measure has none of it.

        Published as such, or the sum of months or years, whichever is newer. A partner without
        a row in a month that the table holds had no trade in it.
        """
        months = span(period)
        if months is None:
            return None
        measures = tuple(measures)
        ways = ([written(months)], years_of(months), months_of(months))
        known = [parts for parts in ways if self._has(measures, parts)]
        return self._sum(measures, max(known, key=self._vintage)) if known else None

    def _has(self, measures: tuple[str, ...], parts: list[str]) -> bool:
        return bool(parts) and all(part in self.values[m] for m in measures for part in parts)

    def _vintage(self, parts: list[str]) -> str:
        return min(self.vintages[part] for part in parts)

    def _sum(self, measures: tuple[str, ...], parts: list[str]) -> tuple[Totals, str]:
        first, *others = [self.values[measure][part] for measure in measures for part in parts]
        totals = dict(first)
        known = totals.get
        for other in others:
            for partner, value in other.items():
                totals[partner] = known(partner, _NOTHING) + value
        return totals, self._vintage(parts)

    def running(self, measures: Iterable[str], year: int) -> list[tuple[str, Totals, str]]:
        """January to each month of a year: (period, value by partner, vintage)."""
        measures = tuple(measures)
        months = [month_name((year, month)) for month in range(1, 13)]
        known = []
        for month in months:
            if not self._has(measures, [month]):
                break
            known.append(self._sum(measures, [month]))
        sums = accumulate((totals for totals, _ in known), _added)
        return [
            (written(((year, 1), (year, number))), totals, known[number - 1][1])
            for number, totals in enumerate(sums, 1)
        ]

    def years(self) -> list[int]:
        """The years of which anything is known."""
        return sorted({int(period[:4]) for by in self.values.values() for period in by})

    def courses(
        self, measures: tuple[str, ...], scope: str | None, eu_as_one: bool
    ) -> list[Course]:
        """The whole periods of all years, January to each month but the last and then the year,
        with the partners that count. Worked out once, however many ranks are asked."""
        key = measures, scope, eu_as_one
        if key not in self._counted:
            self._counted[key] = [
                (period, _counted(totals, span(period), scope, eu_as_one), vintage)
                for period, totals, vintage in self._whole(measures)
            ]
        return self._counted[key]

    def _whole(self, measures: tuple[str, ...]) -> list[Course]:
        if measures not in self._courses:
            self._courses[measures] = [
                period
                for year in self.years()
                for period in _periods(self, measures, year)
                if _is_whole(period[1])
            ]
        return self._courses[measures]

    @cached_property
    def _courses(self) -> dict[tuple[str, ...], list[Course]]:
        return {}

    @cached_property
    def _counted(self) -> dict[tuple[tuple[str, ...], str | None, bool], list[Course]]:
        return {}


def _added(one: Totals, other: Totals) -> Totals:
    out = dict(one)
    known = out.get
    for partner, value in other.items():
        out[partner] = known(partner, _NOTHING) + value
    return out


def whole_tables(
    measure: str,
    reporter: str,
    record: Record,
    period: str | None = None,
    since: str | None = None,
) -> list[WholeTable]:
    """The tables of all partners from which `measure`, a rank, can be made, one a source; of
    one period alone where it is named, or from the year `since`."""
    needed = RANKS.get(measure)
    if needed is None:
        return []
    periods = _needed_periods(period) if period else None
    by_source: dict[str, list[Level]] = defaultdict(list)
    for row in levels(
        record,
        measures=needed,
        reporter=reporter,
        scopes=("goods", None),
        periods=periods,
        since=since,
    ):
        by_source[row[0]].append(row)
    tables = [_table(reporter, source, rows, needed) for source, rows in by_source.items()]
    return [table for table in tables if _has_all(table, needed)]


def _needed_periods(period: str) -> list[str]:
    months = span(period)
    return [written(months), *years_of(months), *months_of(months)] if months else []


def _table(reporter: str, source: str, rows: list[Level], needed: tuple[str, ...]) -> WholeTable:
    """The newest vintage of each value: rows come in the order of their vintages."""
    texts: dict[str, dict[str, dict[str, str]]] = {m: defaultdict(dict) for m in needed}
    vintages: dict[str, str] = {}
    for _, measure, partner, period, vintage, value in rows:
        texts[measure][period][partner] = value
        vintages[period] = vintage
    values = {
        measure: {
            period: {partner: Decimal(text) for partner, text in totals.items()}
            for period, totals in by_period.items()
        }
        for measure, by_period in texts.items()
    }
    return WholeTable(reporter, source, values, vintages)


def _has_all(table: WholeTable, needed: tuple[str, ...]) -> bool:
    return all(
        any(_is_whole(totals) for totals in table.values[measure].values()) for measure in needed
    )


def _is_whole(totals: Totals) -> bool:
    partners = [value for partner, value in totals.items() if partner != WORLD]
    if len(partners) >= LEAST_PARTNERS:
        return True
    world = totals.get(WORLD)
    return bool(world) and sum(partners) >= LEAST_SHARE * (world or 0)


def ranking(
    measure: str,
    reporter: str,
    period: str,
    record: Record,
    *,
    scope: str | None = None,
    eu_as_one: bool = False,
) -> list[list[Rank]]:
    """All partners in order, one list a source that holds the reporter's whole table.

    `scope` is a bloc (ASEAN) to whose members the ranking is limited. Raises
    UnknownCountryError for a bloc that is not known.
    """
    found: list[list[Rank]] = []
    for table in whole_tables(measure, reporter, record, period):
        made = table.totals(RANKS[measure], period)
        if made and _is_whole(made[0]):
            counted = _counted(made[0], span(period), scope, eu_as_one)
            course = period, counted, made[1]
            found.append(_ranked(table, course, scope=scope, eu_as_one=eu_as_one))
    return found


def rank_of(
    measure: str,
    reporter: str,
    partner: str,
    period: str,
    record: Record,
    *,
    scope: str | None = None,
    eu_as_one: bool = False,
) -> list[Rank]:
    """The place of one partner, one a source; [] where it cannot be told."""
    lists = ranking(measure, reporter, period, record, scope=scope, eu_as_one=eu_as_one)
    return [place for ranks in lists for place in ranks if place.partner == partner]


def places(
    measure: str,
    reporter: str,
    partner: str,
    record: Record,
    *,
    scope: str | None = None,
    eu_as_one: bool = False,
) -> list[Rank]:
    """The place of one partner in every year, and from January to every month, in time."""
    tables = whole_tables(measure, reporter, record)
    return places_in(tables, measure, partner, scope=scope, eu_as_one=eu_as_one)


def places_in(
    tables: Iterable[WholeTable],
    measure: str,
    partner: str,
    *,
    scope: str | None = None,
    eu_as_one: bool = False,
) -> list[Rank]:
    """`places` from tables that were read before."""
    found: list[Rank] = []
    for table in tables:
        for course in table.courses(RANKS[measure], scope, eu_as_one):
            found += _ranked(table, course, scope=scope, eu_as_one=eu_as_one, only=partner)
    return found


def _periods(
    table: WholeTable, measures: tuple[str, ...], year: int
) -> list[tuple[str, Totals, str]]:
    """January to each month but the last, then the year."""
    stocks = any(measure.endswith(STOCKS) for measure in measures)
    running = [] if stocks else table.running(measures, year)[:11]
    whole = table.totals(measures, str(year))
    return running + ([(str(year), *whole)] if whole else [])


def periods_of_rank(
    measure: str,
    reporter: str,
    partner: str,
    rank: int,
    record: Record,
    *,
    scope: str | None = None,
    eu_as_one: bool = False,
) -> list[Rank]:
    """The periods in which `partner` was the `rank`-th: years, and January to a month, each
    such run at its longest (January to November stands for January to October too, where the
    place was the same)."""
    all_places = places(measure, reporter, partner, record, scope=scope, eu_as_one=eu_as_one)
    return [
        place
        for place, after in zip(all_places, [*all_places[1:], None], strict=True)
        if place.rank == rank and not _goes_on(place, after)
    ]


def _goes_on(place: Rank, after: Rank | None) -> bool:
    """Whether the next month of the same year has the same place."""
    return (
        after is not None
        and "/" in place.period + after.period
        and after.rank == place.rank
        and after.source == place.source
        and after.period[:4] == place.period[:4]
        and len(after.period) != 4
    )


def _ranked(
    table: WholeTable,
    course: Course,
    *,
    scope: str | None,
    eu_as_one: bool,
    only: str | None = None,
) -> list[Rank]:
    """All partners that count in order, or the one."""
    period, counted, vintage = course
    months = span(period)
    named, partners = written(months) if months else period, _partners(scope, eu_as_one)
    return [
        Rank(
            rank=place,
            partner=partner,
            value=value,
            out_of=len(counted),
            reporter=table.reporter,
            period=named,
            source=table.source,
            vintage=vintage,
            partners=partners,
        )
        for place, partner, value in _placed(counted, only)
    ]


def _placed(counted: Totals, only: str | None) -> Iterator[tuple[int, str, Decimal]]:
    """Place, partner and value of all in order, or of the one: its place is known from how many
    stand before it, without putting all in order."""
    if only is None:
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        yield from ((place, p, value) for place, (p, value) in enumerate(ordered, 1))
    elif only in counted:
        own = counted[only]
        before = sum(map(own.__lt__, counted.values()))
        before += sum(p < only for p, v in counted.items() if v == own)
        yield before + 1, only, own


def _partners(scope: str | None, eu_as_one: bool) -> str:
    among = f"members of {scope}" if scope else "countries"
    return f"{among}, the EU as one" if eu_as_one else among


def _counted(totals: Totals, months: Span | None, scope: str | None, eu_as_one: bool) -> Totals:
    """The partners that count: countries, without totals and blocs."""
    day = f"{month_name(months[1])}-28" if months else None
    out = {p: v for p, v in totals.items() if _is_country(p)}
    if scope and scope != WORLD:
        of_scope = _members(scope, day)
        out = {p: v for p, v in out.items() if p in of_scope}
    if eu_as_one:
        union = _members(EU, day)
        together = sum((v for p, v in out.items() if p in union), Decimal(0))
        out = {p: v for p, v in out.items() if p not in union}
        out[EU] = together
    return out


@cache
def _members(bloc: str, day: str | None) -> frozenset[str]:
    return members(bloc, day)


@cache
def _is_country(code: str) -> bool:
    try:
        return country(code).kind != "bloc"
    except UnknownCountryError:
        return False
