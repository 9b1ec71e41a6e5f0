"""A measure, two sides and a period in, every reporter's official value out.

`exports` of A to B stand in A's books and, as imports from A, in B's: the second is the mirror.
Trade is exports plus imports in one set of books, never across two. A period of months is the
sum of its months where nobody publishes it as such. What the record does not hold is taken
from the bundled public figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial

from bilateral.checking.statistics.observing import series_key
from bilateral.checking.statistics.periods import Span, months_of, span, written, years_of
from bilateral.knowledge.statistics import all_series, reference
from bilateral.record import Record
from bilateral.record.official import Observation, SeriesKey, observations

OWN, MIRROR = "own", "mirror"

MIRRORS = {
    "exports": "imports",
    "imports": "exports",
    "trade": "trade",
    "trade_balance": "trade_balance",
    "fdi_inward_stock": "fdi_outward_stock",
    "fdi_outward_stock": "fdi_inward_stock",
    "fdi_inward_flow": "fdi_outward_flow",
    "fdi_outward_flow": "fdi_inward_flow",
    "fdi_inward_projects": "fdi_outward_projects",
    "fdi_outward_projects": "fdi_inward_projects",
}
"""What the partner's books call the same thing."""

STOCKS = ("_stock", "_projects")
"""Endings of the measures that tell a state, which is not summed over time."""

_MADE_OF = {"trade": ("exports", "imports"), "trade_balance": ("exports", "imports")}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialValue:
    """One reporter's value as one source had it at one vintage.

    `role` is own or mirror; `series` the source's keys, `vintage` the least recent of the parts;
    `how` says what it was made of (None: published as it is).
    """

    reporter: str
    role: str
    value: Decimal
    unit: str
    source: str
    series: str
    vintage: str
    period: str
    valuation: str | None = None
    product_scope: str | None = None
    retrieved: str | None = None
    licence: str = ""
    how: str | None = None
    current: bool = True


class Shelf:
    """The observations of a record, those between two countries read once: for whoever asks of
    one pair again and again."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._read: dict[tuple[str, str], list[Observation]] = {}

    def observations(
        self,
        *,
        measures: Sequence[str],
        reporter: str,
        partner: str,
        periods: Sequence[str] | None = None,
    ) -> list[Observation]:
        """As `record.official.observations`."""
        sides = reporter, partner
        if sides not in self._read:
            self._read[sides] = observations(
                self._record, measures=tuple(MIRRORS), reporter=reporter, partner=partner
            )
        return [
            row
            for row in self._read[sides]
            if row.series.measure in measures and (periods is None or row.period in periods)
        ]


def official_values(
    measure: str, ref_area: str, counterpart: str, period: str, record: Record | Shelf | None
) -> list[OfficialValue]:
    """Every value that the record and the bundled figures hold, own books first, of each source
    the newest vintage first (`current`), then what it revised.

    `period` is EDTF; one that is no run of months has no values. Measures are those of MIRRORS.
    """
    months = span(period)
    if months is None or measure not in MIRRORS:
        return []
    own = _books(record, measure, ref_area, counterpart, months, OWN)
    other = MIRRORS[measure]
    role = OWN if measure == "trade" else MIRROR
    mirrored = _books(record, other, counterpart, ref_area, months, role)
    if measure == "trade_balance":
        mirrored = [replace(value, value=-value.value) for value in mirrored]
    return own + mirrored


def _books(
    record: Record | Shelf | None,
    measure: str,
    reporter: str,
    partner: str,
    months: Span,
    role: str,
) -> list[OfficialValue]:
    """What one reporter says, all its sources."""
    wanted = (measure, *_MADE_OF.get(measure, ()))
    rows = _rows(record, wanted, reporter, partner, months)
    found: list[OfficialValue] = []
    for group in _by_definition(rows):
        made = _direct(group, measure, months, role) + _composed(group, measure, months, role)
        found.extend(_newest_first(made))
    return found


def _rows(
    record: Record | Shelf | None,
    measures: Sequence[str],
    reporter: str,
    partner: str,
    months: Span,
) -> list[Observation]:
    periods = sorted({written(months), *months_of(months), *years_of(months)})
    kept = _kept(record, measures, reporter, partner, periods)
    held = {(o.series.source, o.series.measure) for o in kept}
    bundled = [
        o
        for o in bundled_observations()
        if (o.series.reporter, o.series.partner) == (reporter, partner)
        and o.series.measure in measures
        and o.period in periods
        and (o.series.source, o.series.measure) not in held
    ]
    return kept + bundled


def _kept(
    record: Record | Shelf | None,
    measures: Sequence[str],
    reporter: str,
    partner: str,
    periods: Sequence[str] | None = None,
) -> list[Observation]:
    if record is None:
        return []
    ask = record.observations if isinstance(record, Shelf) else partial(observations, record)
    return ask(measures=measures, reporter=reporter, partner=partner, periods=periods)


@cache
def bundled_observations() -> tuple[Observation, ...]:
    """The public figures that come with the program, as observations."""
    return tuple(
        Observation(
            replace(
                series_key(
                    all_series()[row.source, row.series],
                    f"{row.series}:{row.reporter}:{row.partner}",
                    row.reporter,
                    row.partner,
                ),
                licence=f"bundled: {row.citation}",
            ),
            row.period,
            row.value,
            row.vintage,
            row.vintage,
        )
        for row in reference()
    )


def _by_definition(rows: Iterable[Observation]) -> list[list[Observation]]:
    """Apart what may not be added up: other sources, scopes and units."""
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in rows:
        series = row.series
        groups[series.source, series.product_scope or "", series.unit].append(row)
    return list(groups.values())


def _direct(rows: list[Observation], measure: str, months: Span, role: str) -> list[OfficialValue]:
    """What is published of the measure itself, or the sum of its months or years."""
    by_series: dict[SeriesKey, list[Observation]] = defaultdict(list)
    for row in rows:
        if row.series.measure == measure:
            by_series[row.series].append(row)
    return [
        value for series, own in by_series.items() for value in _levels(series, own, months, role)
    ]


def _levels(
    series: SeriesKey, rows: list[Observation], months: Span, role: str
) -> list[OfficialValue]:
    """A series' values of the period, one a vintage."""
    whole = written(months)
    found = {
        row.vintage: _value(series, row.value, row.vintage, row.retrieved, whole, role, None)
        for row in rows
        if row.period == whole
    }
    if series.measure.endswith(STOCKS):
        return list(found.values())
    for parts, name in ((years_of(months), "years"), (months_of(months), "months")):
        if len(parts) < 2:
            continue
        for vintage, total, retrieved in _sums(rows, parts):
            how = f"sum of {len(parts)} {name}"
            value = _value(series, total, vintage, retrieved, whole, role, how)
            found.setdefault(vintage, value)
    return list(found.values())


def _sums(rows: list[Observation], parts: list[str]) -> list[tuple[str, Decimal, str]]:
    """The sum of the parts as it was known at each vintage: (vintage of the least recent part,
    sum, retrieved). Nothing while a part is missing: a sum of some months is another period."""
    by_part: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        by_part[row.period].append(row)
    if any(part not in by_part for part in parts):
        return []
    found: dict[str, tuple[str, Decimal, str]] = {}
    for vintage in sorted({row.vintage for part in parts for row in by_part[part]}):
        known = [_as_known(by_part[part], vintage) for part in parts]
        chosen = [row for row in known if row is not None]
        if len(chosen) == len(parts):
            oldest = min(row.vintage for row in chosen)
            total = sum((row.value for row in chosen), Decimal(0))
            found[oldest] = oldest, total, max(row.retrieved for row in chosen)
    return list(found.values())


def _as_known(rows: list[Observation], vintage: str) -> Observation | None:
    """The newest of the rows that was there at a vintage."""
    known = [row for row in rows if row.vintage <= vintage]
    return max(known, key=lambda row: row.vintage) if known else None


def _value(
    series: SeriesKey,
    value: Decimal,
    vintage: str,
    retrieved: str,
    period: str,
    role: str,
    how: str | None,
) -> OfficialValue:
    return OfficialValue(
        reporter=series.reporter,
        role=role,
        value=value,
        unit=series.unit,
        source=series.source,
        series=series.key,
        vintage=vintage,
        period=period,
        valuation=series.valuation,
        product_scope=series.product_scope,
        retrieved=retrieved,
        licence=series.licence,
        how=how,
    )


def _composed(
    rows: list[Observation], measure: str, months: Span, role: str
) -> list[OfficialValue]:
    """Trade or the balance made of exports and imports of one vintage in one set of books."""
    if measure not in _MADE_OF:
        return []
    exports, imports = (
        {
            value.vintage: value
            for value in reversed(_published_first(_direct(rows, part, months, role)))
        }
        for part in _MADE_OF[measure]
    )
    found = []
    for vintage in exports.keys() & imports.keys():
        one, other = exports[vintage], imports[vintage]
        sign = 1 if measure == "trade" else -1
        kinds = [v for v in (one.valuation, other.valuation) if v]
        found.append(
            replace(
                one,
                value=one.value + sign * other.value,
                series=f"{one.series} {'+' if sign > 0 else '-'} {other.series}",
                valuation="+".join(kinds) or None,
                how=_how("exports plus imports" if sign > 0 else "exports less imports", one.how),
            )
        )
    return found


def _how(what: str, parts: str | None) -> str:
    return f"{what}, {parts}" if parts else what


def _newest_first(values: list[OfficialValue]) -> list[OfficialValue]:
    """One value a vintage, the published before the composed; the newest is the current one."""
    by_vintage: dict[tuple[str, str], OfficialValue] = {}
    for value in _published_first(values):
        by_vintage.setdefault((value.vintage, _definition(value)), value)
    ordered = sorted(by_vintage.values(), key=lambda v: (v.vintage, v.how is None), reverse=True)
    return [replace(v, current=v.vintage == ordered[0].vintage) for v in ordered]


def _published_first(values: list[OfficialValue]) -> list[OfficialValue]:
    return sorted(values, key=lambda value: value.how is not None)


def _definition(value: OfficialValue) -> str:
    """What keeps two series of one source apart: what they are valued at, or their key."""
    return value.valuation or value.series


def periods_known(
    measure: str, ref_area: str, counterpart: str, record: Record | Shelf
) -> list[str]:
    """The periods of which somebody's value is known, in time: years, the months of the year
    that is not yet whole up to its last, and whatever else was published as it is."""
    wanted = (measure, *_MADE_OF.get(measure, ()))
    mirrored = (MIRRORS[measure], *_MADE_OF.get(measure, ()))
    sides = ((wanted, ref_area, counterpart), (mirrored, counterpart, ref_area))
    found: set[str] = set()
    for measures, reporter, partner in sides:
        rows = _kept(record, measures, reporter, partner)
        found |= {row.period for row in rows}
        found |= {
            row.period
            for row in bundled_observations()
            if (row.series.reporter, row.series.partner) == (reporter, partner)
            and row.series.measure in measures
        }
    months = {period for period in found if _is_month(period)}
    runs = found - months
    for year in {month[:4] for month in months}:
        run = _from_january(year, months)
        if run and (run == year or f"{int(year) + 1}-01" not in months):
            runs.add(run)
    return sorted(runs)


def _is_month(period: str) -> bool:
    return len(period) == len("2024-08")


def _from_january(year: str, months: set[str]) -> str | None:
    """January to the last month without a gap, as a period."""
    last = next((n for n in range(1, 13) if f"{year}-{n:02}" not in months), 13) - 1
    return written(((int(year), 1), (int(year), last))) if last else None
