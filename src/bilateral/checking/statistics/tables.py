"""A table of official figures on disk in, observations out: the user's own CSV, SDMX-CSV, or a
table of the US Census Bureau by country.

Which of the three it is shows in the header. A row that cannot be used is left out with its
line and the reason; the others are loaded.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bilateral.checking.statistics import schedule_c, sdmx_csv
from bilateral.checking.statistics.asking import StatisticsError
from bilateral.checking.statistics.observing import decimal, observation
from bilateral.errors import BilateralError
from bilateral.knowledge.countries import find_country
from bilateral.knowledge.statistics import WORLD, Series, series, sources
from bilateral.record.official import EXCHANGE_RATE, Observation, SeriesKey

CENSUS_COLUMNS = ("cty_code", "time_period", "imports_usd", "exports_usd")
NEEDED_COLUMNS = ("source", "reporter", "partner", "measure", "period", "value")
OTHER_COLUMNS = (
    "unit",
    "unit_mult",
    "flow",
    "product_scope",
    "valuation",
    "series",
    "vintage",
    "licence",
    "status",
    "note",
)
FLOWS = {
    "trade": "T",
    "exports": "X",
    "imports": "M",
    "trade_balance": "B",
    "fdi_inward_stock": "IN",
    "fdi_inward_flow": "IN",
    "fdi_inward_projects": "IN",
    "fdi_outward_stock": "OUT",
    "fdi_outward_flow": "OUT",
    "fdi_outward_projects": "OUT",
    EXCHANGE_RATE: "RATE",
}
"""The measures that a table may hold, each with its flow."""

_RATE = re.compile(r"[A-Z]{3}/[A-Z]{3}")
_WORLD_NAMES = {"world", "wld", "w00", "w0", "g001", "all countries", "total", "0"}


@dataclass(slots=True)
class Table:
    """What a file holds: observations, for each reason the rows left out, and the values of
    areas that are no country (the Neutral Zone between Iraq and Saudi Arabia) by code."""

    observations: list[Observation] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    no_country: Counter[str] = field(default_factory=Counter)


def read_table(path: Path, today: str, vintage: str | None = None) -> Table:
    """The observations of a file; `today` is the day of retrieval, `vintage` that of rows that
    state none (the day of retrieval when None).

    Raises StatisticsError when the file cannot be opened or its columns are none of the three
    forms.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, skipinitialspace=True)
            header = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = header
            return _read(header, reader, today, vintage or today, path)
    except UnicodeDecodeError as error:
        raise StatisticsError(
            "is not UTF-8 text", where=str(path), next_step="Save it as CSV in UTF-8"
        ) from error
    except csv.Error as error:
        raise StatisticsError(f"is not CSV: {error}", where=str(path)) from error
    except OSError as error:
        raise StatisticsError(
            f"cannot be read: {error.strerror}", where=str(path), next_step="Check the name"
        ) from error


def _read(
    header: list[str], reader: csv.DictReader[str], today: str, vintage: str, path: Path
) -> Table:
    if set(CENSUS_COLUMNS) <= set(header):
        return _census(reader, today, vintage)
    if sdmx_csv.is_sdmx_csv(header):
        rows = ({**sdmx_csv.row_of(_cells(row)), "source": ""} for row in reader)
        return _own(rows, today, vintage)
    missing = [name for name in NEEDED_COLUMNS if name not in header]
    if missing:
        raise StatisticsError(
            f"has no column {', '.join(missing)}",
            where=str(path),
            next_step="docs/statistics.md shows the columns; SDMX-CSV is read too",
        )
    return _own((_cells(row) for row in reader), today, vintage)


def _cells(row: Mapping[str, object]) -> dict[str, str]:
    return {str(k): str(v).strip() for k, v in row.items() if k is not None and v is not None}


def _census(reader: csv.DictReader[str], today: str, vintage: str) -> Table:
    """The table by country: `imports_usd` are general imports at customs value, `exports_usd`
    total exports free alongside ship, both in dollars."""
    found = Table()
    values: list[schedule_c.CensusValue] = []
    columns = ((schedule_c.IMPORTS, "imports_usd"), (schedule_c.EXPORTS, "exports_usd"))
    for line, row in enumerate(reader, 2):
        code, period = row["cty_code"].strip().zfill(4), row["time_period"].strip()
        for series_code, column in columns:
            try:
                value = decimal(row[column])
            except ValueError as error:
                found.left_out[f"line {line}: {error}"] += 1
                continue
            if value is not None:
                stated = (row.get("vintage") or "").strip() or vintage
                values.append(schedule_c.CensusValue(series_code, code, period, value, stated))
    found.observations, found.no_country = schedule_c.observed(values, today)
    return found


def _own(rows: Iterator[dict[str, str]], today: str, vintage: str) -> Table:
    found = Table()
    for line, row in enumerate(rows, 2):
        try:
            value = _observation(row, today, vintage)
        except (BilateralError, ValueError) as error:
            found.left_out[f"line {line}: {error}"] += 1
            continue
        if value is not None:
            found.observations.append(value)
    return found


def _observation(row: Mapping[str, str], today: str, vintage: str) -> Observation | None:
    value = decimal(row.get("value", ""))
    if value is None:
        return None
    key = _series_key(row)
    value = value.scaleb(int(row.get("unit_mult") or 0))
    return observation(
        key,
        row.get("period", ""),
        value,
        row.get("vintage") or vintage,
        today,
        row.get("status") or None,
    )


def _series_key(row: Mapping[str, str]) -> SeriesKey:
    source = row.get("source") or _source_of(row)
    known = _known_series(source, row)
    measure = row.get("measure") or (known.measure if known else row.get("series", ""))
    if not known and measure not in FLOWS:
        raise ValueError(f"{measure or 'the row'!r} is no measure; there are {', '.join(FLOWS)}")
    reporter, partner = area(row.get("reporter", "")), area(row.get("partner") or "world")
    series_code = row.get("series") or (known.code if known else measure)
    terms = sources().get(source)
    unit = (row.get("unit") or (known.unit if known else "USD")).upper()
    return SeriesKey(
        source=source,
        key=":".join((series_code, reporter, partner, *_rate(measure, unit))),
        reporter=reporter,
        partner=partner,
        flow=row.get("flow") or (known.flow if known else FLOWS.get(measure, "")),
        measure=measure,
        unit=unit,
        licence=row.get("licence") or (terms.licence if terms else "as the user states"),
        product_scope=row.get("product_scope") or (known.product_scope if known else None),
        valuation=(row.get("valuation") or (known.valuation if known else None) or "").lower()
        or None,
    )


def _rate(measure: str, unit: str) -> tuple[str, ...]:
    """What tells two rates of one office apart."""
    if measure != EXCHANGE_RATE:
        return ()
    if not _RATE.fullmatch(unit):
        raise ValueError(f"{unit!r} is no unit of a rate: write VND/USD for dong for one dollar")
    return (unit,)


def _source_of(row: Mapping[str, str]) -> str:
    """The source of an SDMX row: the IMF's where the dataflow is one of its own."""
    flow = row.get("dataflow", "")
    if any(code.startswith(f"{flow}:") for _, code in _codes("imf")):
        return "imf"
    return flow.lower() or "sdmx"


def _codes(source: str) -> list[tuple[str, str]]:
    from bilateral.knowledge.statistics import all_series

    return [key for key in all_series() if key[0] == source]


def _known_series(source: str, row: Mapping[str, str]) -> Series | None:
    names = (
        f"{row.get('dataflow', '')}:{row.get('series', '')}",
        row.get("series", ""),
        row.get("measure", ""),
    )
    return next((found for name in names if (found := series(source, name))), None)


def area(text: str) -> str:
    """A country of any name or code as ISO 3166-1 alpha-3, WLD for the world.

    Raises UnknownCountryError.
    """
    if text.strip().lower() in _WORLD_NAMES:
        return WORLD
    return find_country(text).iso3
