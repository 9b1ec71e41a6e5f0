"""The US Census Bureau's international trade API in, American imports and exports by month out.

`timeseries/intltrade/imports/hs` (GEN_VAL_MO: general imports at customs value) and
`exports/hs` (ALL_VAL_MO: total exports free alongside ship), all commodities, by country. An
answer is a JSON table with a header line; status 204 means that nothing fits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bilateral.checking.statistics.asked import ALL, Wanted
from bilateral.checking.statistics.asking import Answer, Asker, StatisticsError
from bilateral.checking.statistics.observing import decimal
from bilateral.checking.statistics.schedule_c import EXPORTS, IMPORTS, CensusValue, codes, observed
from bilateral.knowledge.statistics import WORLD
from bilateral.record.official import Observation

_ENDPOINTS = (
    (IMPORTS, "timeseries/intltrade/imports/hs", "GEN_VAL_MO", "I_COMMODITY"),
    (EXPORTS, "timeseries/intltrade/exports/hs", "ALL_VAL_MO", "E_COMMODITY"),
)
_ALL_COMMODITIES = ("-", "", "TOTAL")
FIRST_YEAR = 2010
"""The API starts here; earlier years are in the yearly tables."""


def pull(asker: Asker, wanted: Wanted) -> Iterator[list[Observation]]:
    """The observations of one answer after another: a year and a flow each.

    Raises StatisticsError; what came before it is good.
    """
    if wanted.reporter != "USA":
        raise StatisticsError(
            "knows the books of the United States only",
            where="census",
            next_step="Pull those of others from comtrade or imf",
        )
    for year in wanted.years:
        for series, path, variable, commodity in _ENDPOINTS:
            for code in _codes(wanted.partner):
                answer = asker.ask(path, _params(variable, year, code), secret=_secret(asker.key))
                values = list(_values(asker, answer, series, variable, commodity))
                yield observed(values, answer.retrieved)[0]


def _codes(partner: str) -> tuple[str | None, ...]:
    """The codes to ask for; None for the whole table."""
    if partner == ALL:
        return (None,)
    if partner == WORLD:
        raise StatisticsError(
            "gives countries only", where="census", next_step="Pull --partner all and add them up"
        )
    found = codes(partner)
    if not found:
        raise StatisticsError(f"has no country code for {partner}", where="census")
    return found


def _params(variable: str, year: int, code: str | None) -> dict[str, str]:
    params = {
        "get": f"CTY_CODE,CTY_NAME,{variable}",
        "time": f"from {year}-01 to {year}-12",
        "SUMMARY_LVL": "DET",
    }
    return {**params, "CTY_CODE": code} if code else params


def _secret(key: str | None) -> dict[str, str]:
    return {"key": key} if key else {}


def _values(
    asker: Asker, answer: Answer, series: str, variable: str, commodity: str
) -> Iterator[CensusValue]:
    if not answer.content.strip():
        return
    header, *rows = _table(asker, answer)
    places = {name: place for place, name in enumerate(header)}
    if not {"CTY_CODE", variable, "time"} <= places.keys():
        raise asker.unreadable(f"columns {', '.join(map(str, header))}")
    for row in rows:
        # A parameter comes back as a column of its own, of the same name and value.
        if commodity in places and str(row[places[commodity]] or "") not in _ALL_COMMODITIES:
            continue
        value = decimal(row[places[variable]])
        if value is not None:
            code, month = str(row[places["CTY_CODE"]]), str(row[places["time"]])
            yield CensusValue(series, code, month, value, answer.retrieved[:10])


def _table(asker: Asker, answer: Answer) -> list[list[str | None]]:
    try:
        table = json.loads(answer.text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        if "key" in answer.text[:2000].lower():
            raise asker.refusal(401, answer.content) from error
        raise asker.unreadable(answer.text[:80]) from error
    if not isinstance(table, list) or not table or not all(isinstance(r, list) for r in table):
        raise asker.unreadable("not a table")
    return table
