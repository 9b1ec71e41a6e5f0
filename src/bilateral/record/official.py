"""Official observations in, kept by series, period and vintage; the same observations out.

A revision stands beside what it revises: (series, period, vintage) is one row. Handing in the
same table twice changes nothing. Answers of statistics servers are kept too, so that nothing
is asked for twice.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from bilateral.record import schema
from bilateral.record.store import Record

_AT_ONCE = 500
"""Values in one `IN (...)`; SQLite takes no more than 32,766 of them."""

EXCHANGE_RATE = "exchange_rate"
"""The measure of a rate: its unit is `VND/USD`, dong for one dollar."""

_series, _values = schema.official_series, schema.official_values


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """One series of one source, as the source keys it.

    `reporter` and `partner` are ISO 3166-1 alpha-3 (WLD for the world); `measure` is seen from
    the reporter; `flow` is X, M, T, B, IN or OUT, RATE of an exchange rate.
    """

    source: str
    key: str
    reporter: str
    partner: str
    flow: str
    measure: str
    unit: str
    licence: str
    product_scope: str | None = None
    valuation: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One official value. `period` is EDTF, `vintage` when it was published or retrieved (as
    exact as is known), `retrieved` an ISO 8601 date."""

    series: SeriesKey
    period: str
    value: Decimal
    vintage: str
    retrieved: str
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How many observations were handed in, new to the record, and changed in it."""

    observations: int = 0
    added: int = 0
    changed: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.observations + other.observations,
            self.added + other.added,
            self.changed + other.changed,
        )


@dataclass(frozen=True, slots=True)
class Holding:
    """What the record holds of one source, reporter and measure."""

    source: str
    reporter: str
    measure: str
    partners: int
    observations: int
    first_period: str
    last_period: str
    vintages: tuple[str, ...]
    retrieved: str


def keep(record: Record, observations: Iterable[Observation]) -> Kept:
    """Keep observations, all or none; one that is there already changes nothing."""
    given = list(observations)
    with record.writing() as connection:
        ids = _series_ids(connection, {o.series for o in given})
        known = _known_values(connection, sorted(set(ids.values())))
        rows = {(ids[o.series], o.period, o.vintage): o for o in given}
        new = [_value_row(key, o) for key, o in rows.items() if key not in known]
        revised = [
            _value_row(key, o)
            for key, o in rows.items()
            if key in known and known[key] != str(o.value)
        ]
        if new:
            connection.execute(insert(_values), new)
        if revised:
            _change(connection, revised)
    return Kept(len(given), len(new), len(revised))


def _value_row(key: tuple[int, str, str], observation: Observation) -> dict[str, Any]:
    series, period, vintage = key
    return {
        "series": series,
        "period": period,
        "vintage": vintage,
        "value": str(observation.value),
        "status": observation.status,
        "retrieved": observation.retrieved,
    }


def _change(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """A source that changed a value without a new vintage, or a corrected table."""
    statement = (
        update(_values)
        .where(_values.c.series == bindparam("in_series"))
        .where(_values.c.period == bindparam("in_period"))
        .where(_values.c.vintage == bindparam("in_vintage"))
        .values(value=bindparam("to_value"), retrieved=bindparam("to_retrieved"))
    )
    connection.execute(
        statement,
        [
            {
                "in_series": row["series"],
                "in_period": row["period"],
                "in_vintage": row["vintage"],
                "to_value": row["value"],
                "to_retrieved": row["retrieved"],
            }
            for row in rows
        ],
    )


def _series_ids(connection: Connection, wanted: set[SeriesKey]) -> dict[SeriesKey, int]:
    known = _known_series(connection, {key.source for key in wanted})
    missing = [key for key in wanted if (key.source, key.key) not in known]
    if missing:
        missing.sort(key=lambda key: (key.source, key.key))
        connection.execute(insert(_series), [_series_row(key) for key in missing])
        known = _known_series(connection, {key.source for key in wanted})
    return {key: known[key.source, key.key] for key in wanted}


def _known_series(connection: Connection, sources: set[str]) -> dict[tuple[str, str], int]:
    query = select(_series.c.source, _series.c.key, _series.c.id)
    rows = connection.execute(query.where(_series.c.source.in_(sorted(sources))))
    return {(source, key): int(number) for source, key, number in rows}


def _series_row(key: SeriesKey) -> dict[str, Any]:
    return {name: getattr(key, name) for name in SeriesKey.__slots__}


def _known_values(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, str, str], str]:
    found: dict[tuple[int, str, str], str] = {}
    for part in _parts(ids):
        query = select(_values.c.series, _values.c.period, _values.c.vintage, _values.c.value)
        for series, period, vintage, value in connection.execute(
            query.where(_values.c.series.in_(part))
        ):
            found[series, period, vintage] = value
    return found


def _parts(items: Sequence[int]) -> Iterator[list[int]]:
    remaining = iter(items)
    while part := list(islice(remaining, _AT_ONCE)):
        yield part


def observations(
    record: Record,
    *,
    measures: Sequence[str],
    reporter: str,
    partner: str | None = None,
    periods: Sequence[str] | None = None,
) -> list[Observation]:
    """All vintages of what one reporter says of one partner, or of every partner.

    `periods` limits the periods, in the form in which they are kept (see
    `checking.statistics.periods`). In the order of source, series, period and vintage.
    """
    query = (
        select(_series, _values)
        .join(_values, _values.c.series == _series.c.id)
        .where(_series.c.reporter == reporter, _series.c.measure.in_(measures))
        .order_by(_series.c.source, _series.c.key, _values.c.period, _values.c.vintage)
    )
    if partner:
        query = query.where(_series.c.partner == partner)
    if periods is not None:
        query = query.where(_values.c.period.in_(periods))
    with record.reading() as connection:
        return _as_observations(connection, query)


def observations_of_units(
    record: Record, measure: str, units: Sequence[str], periods: Sequence[str]
) -> list[Observation]:
    """All vintages of a measure in these units, whoever keeps it: of rates, whose unit says what
    they are."""
    query = (
        select(_series, _values)
        .join(_values, _values.c.series == _series.c.id)
        .where(_series.c.measure == measure, _series.c.unit.in_(units))
        .where(_values.c.period.in_(periods))
        .order_by(_series.c.source, _series.c.key, _values.c.period, _values.c.vintage)
    )
    with record.reading() as connection:
        return _as_observations(connection, query)


Level = tuple[str, str, str, str, str, str]
"""Source, measure, partner, period, vintage and value."""


def levels(
    record: Record,
    *,
    measures: Sequence[str],
    reporter: str,
    scopes: Sequence[str | None],
    periods: Sequence[str] | None = None,
    since: str | None = None,
) -> list[Level]:
    """What one reporter says of every partner, vintages in their order: bare rows, because a
    whole table has a hundred thousand of them. `scopes` are product scopes, `since` a year."""
    series = (
        select(_series.c.id, _series.c.source, _series.c.measure, _series.c.partner)
        .where(_series.c.reporter == reporter, _series.c.measure.in_(measures))
        .where(func.coalesce(_series.c.product_scope, "").in_([scope or "" for scope in scopes]))
        .order_by(_series.c.id)
    )
    values = select(_values.c.series, _values.c.period, _values.c.vintage, _values.c.value)
    if periods is not None:
        values = values.where(_values.c.period.in_(periods))
    if since is not None:
        values = values.where(_values.c.period >= since)
    rows: list[tuple[int, str, str, str]] = []
    with record.reading() as connection:
        named = {row[0]: tuple(row[1:]) for row in connection.execute(series)}
        ids = list(named)
        for start in range(0, len(ids), _AT_ONCE):
            some = values.where(_values.c.series.in_(ids[start : start + _AT_ONCE]))
            # Bare rows of the driver: wrapping each would cost as much as reading it.
            cursor = connection.execute(some).cursor
            assert cursor is not None
            rows += cursor.fetchall()
    rows.sort(key=itemgetter(2))
    return [(*named[row[0]], *row[1:]) for row in rows]


def _as_observations(connection: Connection, query: Select[Any]) -> list[Observation]:
    keys: dict[int, SeriesKey] = {}
    found = []
    width = len(_series.c)
    for row in connection.execute(query):
        key = keys.get(row[0])
        if key is None:
            key = keys[row[0]] = SeriesKey(
                **{
                    name: row[position]
                    for position, name in enumerate(_series.c.keys())
                    if position
                }
            )
        _, period, vintage, value, status, retrieved = row[width:]
        found.append(Observation(key, period, Decimal(value), vintage, retrieved, status))
    return found


def holdings(record: Record) -> list[Holding]:
    """What the record holds, a line a source, reporter and measure."""
    group = (_series.c.source, _series.c.reporter, _series.c.measure)
    query = (
        select(
            *group,
            func.count(func.distinct(_series.c.partner)),
            func.count(),
            func.min(_values.c.period),
            func.max(_values.c.period),
            func.max(_values.c.retrieved),
        )
        .join(_values, _values.c.series == _series.c.id)
        .group_by(*group)
        .order_by(*group)
    )
    vintages = (
        select(*group, _values.c.vintage)
        .join(_values, _values.c.series == _series.c.id)
        .distinct()
        .order_by(_values.c.vintage)
    )
    with record.reading() as connection:
        told: dict[tuple[str, str, str], list[str]] = {}
        for *key, vintage in connection.execute(vintages):
            told.setdefault((key[0], key[1], key[2]), []).append(vintage)
        return [
            Holding(s, r, m, partners, count, first, last, tuple(told[s, r, m]), retrieved)
            for s, r, m, partners, count, first, last, retrieved in connection.execute(query)
        ]


def note_load(record: Record, source: str, what: str, kept: Kept, fault: str | None) -> None:
    """Note that a file was loaded or a source asked, and how it ended."""
    row = {
        "source": source,
        "what": what,
        "finished": _now().isoformat(timespec="seconds"),
        "observations": kept.observations,
        "added": kept.added,
        "fault": fault,
    }
    with record.writing() as connection:
        connection.execute(insert(schema.official_loads).values(row))


def answer(record: Record, request: str, newest: timedelta) -> tuple[bytes, str] | None:
    """The answer kept to a request and the moment it was given, None when it is too old."""
    table = schema.official_answers
    query = select(table.c.content, table.c.retrieved).where(table.c.request == request)
    with record.reading() as connection:
        row = connection.execute(query).first()
    if row is None or datetime.fromisoformat(row.retrieved) < _now() - newest:
        return None
    return zlib.decompress(row.content), str(row.retrieved)


def keep_answer(record: Record, request: str, content: bytes) -> str:
    """Keep what a server answered in place of an older answer; the moment it is kept under."""
    table = schema.official_answers
    retrieved = _now().isoformat(timespec="seconds")
    with record.writing() as connection:
        connection.execute(delete(table).where(table.c.request == request))
        connection.execute(
            insert(table).values(
                request=request, retrieved=retrieved, content=zlib.compress(content)
            )
        )
    return retrieved


def _now() -> datetime:
    return datetime.now(UTC)
