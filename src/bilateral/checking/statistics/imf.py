"""The International Monetary Fund's SDMX 3.0 API in, trade in goods (IMTS) and direct investment
positions (DIP) by partner out.

Keys are `VNM.XG_FOB_USD+MG_CIF_USD.USA.A` and `VNM.O+SCC.INWD_D_NETLA_FALL_ALL.USA.A`. Answers
are asked for as SDMX-CSV; OBS_VALUE is in dollars, its SCALE is only how to print it. In DIP
DV_TYPE O is what the economy itself reported; SCC was derived from the partner's books, and is
kept as what the partner says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bilateral.checking.statistics.asked import ALL, FROM_IMF, IMF_CODES, Wanted
from bilateral.checking.statistics.asking import Answer, Asker, StatisticsError
from bilateral.checking.statistics.observing import decimal, observation, series_key
from bilateral.checking.statistics.periods import span
from bilateral.checking.statistics.sdmx_csv import is_sdmx_csv, row_of
from bilateral.checking.statistics.values import MIRRORS
from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import country
from bilateral.knowledge.statistics import Series, all_series
from bilateral.record.official import Observation

ACCEPT = "application/vnd.sdmx.data+csv;version=1.0.0"
_NOTHING, _TOO_LARGE = 404, 413


@dataclass(frozen=True, slots=True)
class Flow:
    """A dataflow: its id, the part of the key between reporter and indicators, and whether it
    has months."""

    name: str
    between: str = ""
    monthly: bool = True


FLOWS = (Flow("IMTS"), Flow("DIP", between="O+SCC.", monthly=False))


def pull(asker: Asker, wanted: Wanted) -> Iterator[list[Observation]]:
    """The observations of one answer after another: trade, then investment positions.

    Raises StatisticsError; what came before it is good.
    """
    for flow in FLOWS:
        if flow.monthly or not wanted.monthly:
            indicators = [s for (_, code), s in all_series().items() if _is_of(flow, code)]
            yield from _pull(asker, wanted, flow, indicators)


def _is_of(flow: Flow, code: str) -> bool:
    return code.startswith(f"{flow.name}:")


def _pull(
    asker: Asker, wanted: Wanted, flow: Flow, indicators: list[Series]
) -> Iterator[list[Observation]]:
    """One request; one an indicator where the answer would be too large."""
    answer = _ask(asker, wanted, flow, indicators)
    if answer.status == _TOO_LARGE and len(indicators) > 1:
        for indicator in indicators:
            yield from _pull(asker, wanted, flow, [indicator])
    elif answer.status == _TOO_LARGE:
        raise StatisticsError(
            f"will not send {flow.name} of so many partners and years at once",
            where="imf",
            next_step="Ask for fewer years or one partner",
        )
    elif answer.status == 200:
        yield list(_observations(asker, answer, wanted))


def _ask(asker: Asker, wanted: Wanted, flow: Flow, indicators: list[Series]) -> Answer:
    codes = "+".join(series.code.split(":")[1] for series in indicators)
    partner = "*" if wanted.partner == ALL else IMF_CODES.get(wanted.partner, wanted.partner)
    reporter = IMF_CODES.get(wanted.reporter, wanted.reporter)
    frequency = "M" if wanted.monthly else "A"
    key = f"{reporter}.{flow.between}{codes}.{partner}.{frequency}"
    return asker.ask(
        f"data/dataflow/IMF.STA/{flow.name}/+/{key}",
        {"c[TIME_PERIOD]": f"ge:{wanted.first}"},
        headers={"Accept": ACCEPT},
        accepted=(_NOTHING, _TOO_LARGE),
    )


def _observations(asker: Asker, answer: Answer, wanted: Wanted) -> Iterator[Observation]:
    if not answer.content.strip():
        return
    reader = csv.DictReader(io.StringIO(answer.text))
    header = list(reader.fieldnames or ())
    if not is_sdmx_csv(header):
        raise asker.unreadable(answer.text[:80])
    for cells in reader:
        row = row_of({k: v or "" for k, v in cells.items() if isinstance(k, str)})
        found = _observation(row, answer.retrieved)
        # Only the first year is asked for: the + of a range is read as a space by many servers.
        months = span(found.period) if found else None
        if found and months and wanted.first <= months[0][0] <= wanted.last:
            yield found


def _observation(row: Mapping[str, str], retrieved: str) -> Observation | None:
    """None for groups of countries, confidential cells and indicators of no use here."""
    series = all_series().get(("imf", f"{row['dataflow']}:{row['series']}"))
    reporter, partner = _area(row["reporter"]), _area(row["partner"])
    value = decimal(row["value"])
    if series is None or reporter is None or partner is None or value is None:
        return None
    key = f"{series.code}:{row['reporter']}:{row['partner']}:{row['dv_type'] or row['frequency']}"
    if row["dv_type"] == "SCC":
        series, reporter, partner = _mirror(series), partner, reporter
    return observation(
        series_key(series, key, reporter, partner),
        row["period"],
        value,
        row["vintage"] or retrieved[:10],
        retrieved,
        row["status"] or None,
    )


def _mirror(series: Series) -> Series:
    """The series of the partner from which a derived value was made."""
    measure = MIRRORS[series.measure]
    return next(s for s in all_series().values() if (s.source, s.measure) == ("imf", measure))


def _area(code: str) -> str | None:
    ours = FROM_IMF.get(code, code)
    if ours == FROM_IMF["G001"]:
        return ours
    try:
        return country(ours).iso3
    except UnknownCountryError:
        return None
