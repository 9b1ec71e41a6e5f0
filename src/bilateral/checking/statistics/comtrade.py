"""UN Comtrade in, goods trade as each reporter sends it to the United Nations out.

Without a key the public preview (500 records an answer, one period a request), with one the
data API (100,000 records, twelve periods). Only the total over procedures, transport and second
partners is taken (C00, 0, 0). The primary value of imports is CIF, of exports FOB.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bilateral.checking.statistics.asked import ALL, Wanted, comtrade_code
from bilateral.checking.statistics.asking import Answer, Asker, StatisticsError
from bilateral.checking.statistics.observing import decimal, observation, series_key
from bilateral.knowledge.countries import country_by
from bilateral.knowledge.statistics import WORLD, all_series
from bilateral.record.official import Observation

PREVIEW_RECORDS, KEY_RECORDS = 500, 100_000
_PERIODS_WITH_KEY = 12
_FLOWS = ("X", "M")
_WHOLE = {"partner2Code": "0", "customsCode": "C00", "motCode": "0", "cmdCode": "TOTAL"}


def pull(asker: Asker, wanted: Wanted) -> Iterator[list[Observation]]:
    """The observations of one answer after another.

    Raises StatisticsError, also where an answer was cut off at the most records that the server
    gives; what came before it is good.
    """
    for periods in _periods(wanted, with_key=bool(asker.key)):
        yield from _pull(asker, wanted, periods, ",".join(_FLOWS))


def _periods(wanted: Wanted, *, with_key: bool) -> list[list[str]]:
    years = [str(year) for year in wanted.years]
    periods = [f"{y}{m:02}" for y in years for m in range(1, 13)] if wanted.monthly else years
    at_once = _PERIODS_WITH_KEY if with_key else 1
    return [periods[n : n + at_once] for n in range(0, len(periods), at_once)]


def _pull(
    asker: Asker, wanted: Wanted, periods: list[str], flows: str
) -> Iterator[list[Observation]]:
    """One request; halved as long as its answer is cut off."""
    answer = _ask(asker, wanted, periods, flows)
    records = _records(asker, answer)
    if len(records) < (KEY_RECORDS if asker.key else PREVIEW_RECORDS):
        yield [o for record in records if (o := _observation(record, answer.retrieved))]
    elif len(periods) > 1:
        middle = len(periods) // 2
        yield from _pull(asker, wanted, periods[:middle], flows)
        yield from _pull(asker, wanted, periods[middle:], flows)
    elif "," in flows:
        for flow in flows.split(","):
            yield from _pull(asker, wanted, periods, flow)
    else:
        raise StatisticsError(
            f"cut its answer for {periods[0]} off at {len(records)} records",
            where="comtrade",
            next_step=f"Name one partner, or put a key in {asker.source.key_variable}",
        )


def _ask(asker: Asker, wanted: Wanted, periods: list[str], flows: str) -> Answer:
    kind = "data/v1/get" if asker.key else "public/v1/preview"
    params = {
        "reporterCode": comtrade_code(wanted.reporter),
        "period": ",".join(periods),
        "flowCode": flows,
        **_WHOLE,
        "breakdownMode": "classic",
        "maxRecords": str(KEY_RECORDS if asker.key else PREVIEW_RECORDS),
        "includeDesc": "true",
    }
    if wanted.partner != ALL:
        params["partnerCode"] = comtrade_code(wanted.partner)
    headers = {"Ocp-Apim-Subscription-Key": asker.key} if asker.key else {}
    frequency = "M" if wanted.monthly else "A"
    return asker.ask(f"{kind}/C/{frequency}/HS", params, headers=headers)


def _records(asker: Asker, answer: Answer) -> list[Mapping[str, Any]]:
    try:
        said = json.loads(answer.text, parse_float=str)
    except json.JSONDecodeError as error:
        raise asker.unreadable(answer.text[:80]) from error
    if not isinstance(said, dict) or said.get("error"):
        why = said.get("error") if isinstance(said, dict) else "not an object"
        raise StatisticsError(f"refused the request: {why}", where="comtrade")
    records = said.get("data")
    if not isinstance(records, list):
        raise asker.unreadable("no data in it")
    return records


def _observation(record: Mapping[str, Any], retrieved: str) -> Observation | None:
    """None for parts of a total, for groups, and for areas that ISO 3166 does not know."""
    if any(str(record.get(name, whole)) != whole for name, whole in _WHOLE.items()):
        return None
    reporter, partner = _area(record.get("reporterCode")), _area(record.get("partnerCode"))
    what = all_series().get(("comtrade", f"C/HS:TOTAL:{record.get('flowCode')}"))
    value = decimal(record.get("primaryValue"))
    if reporter is None or partner is None or what is None or value is None:
        return None
    key = f"{what.code}:{record['reporterCode']}:{record['partnerCode']}"
    return observation(
        series_key(what, key, reporter, partner),
        _period(str(record.get("period"))),
        value,
        retrieved[:10],
        retrieved,
        "E" if str(record.get("legacyEstimationFlag") or 0) not in ("0", "0.0") else None,
    )


def _period(text: str) -> str:
    return f"{text[:4]}-{text[4:]}" if len(text) == 6 else text


def _area(code: object) -> str | None:
    digits = str(code)
    if digits == "0":
        return WORLD
    area = country_by("comtrade", digits.zfill(3))
    return area.iso3 if area else None
