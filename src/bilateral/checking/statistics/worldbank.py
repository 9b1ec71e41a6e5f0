"""The World Bank's indicators API in, a country's totals with the world out.

There is no series between two countries here. An answer is a JSON list of two: how many pages
there are and when the table was updated, and the rows of this page; a fault comes as a list of
one, with status 200.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bilateral.checking.statistics.asked import ALL, Wanted
from bilateral.checking.statistics.asking import Answer, Asker, StatisticsError
from bilateral.checking.statistics.observing import decimal, observation, series_key
from bilateral.knowledge.statistics import WORLD, Series, all_series
from bilateral.record.official import Observation

PER_PAGE = 1000
MOST_PAGES = 500


def pull(asker: Asker, wanted: Wanted) -> Iterator[list[Observation]]:
    """The observations of one page after another, series by series.

    Raises StatisticsError; what came before it is good.
    """
    if wanted.partner not in (WORLD, ALL):
        raise StatisticsError(
            "has totals with the world only, nothing between two countries",
            where="worldbank",
            next_step="Leave --partner out, or ask comtrade or imf",
        )
    for (source, _), series in all_series().items():
        if source == "worldbank":
            yield from _pages(asker, wanted, series)


def _pages(asker: Asker, wanted: Wanted, series: Series) -> Iterator[list[Observation]]:
    page = pages = 1
    while page <= min(pages, MOST_PAGES):
        answer = asker.ask(
            f"country/{wanted.reporter}/indicator/{series.code}",
            {
                "format": "json",
                "per_page": str(PER_PAGE),
                "page": str(page),
                "date": f"{wanted.first}:{wanted.last}",
            },
        )
        head, rows = _parts(asker, answer)
        pages = int(head.get("pages") or 0)
        vintage = str(head.get("lastupdated") or answer.retrieved[:10])
        yield [o for row in rows if (o := _observation(series, row, vintage, answer.retrieved))]
        page += 1


def _parts(asker: Asker, answer: Answer) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    try:
        said = json.loads(answer.text, parse_float=str)
    except json.JSONDecodeError as error:
        raise asker.unreadable(answer.text[:80]) from error
    if not isinstance(said, list) or not said or not isinstance(said[0], dict):
        raise asker.unreadable("not a list")
    if "message" in said[0]:
        words = "; ".join(str(m.get("value") or m.get("key")) for m in said[0]["message"])
        raise StatisticsError(
            f"refused the request: {words}",
            where="worldbank",
            next_step="Check the country, or the series in statistics/series.csv",
        )
    rows = said[1] if len(said) > 1 else None
    return said[0], rows or []


def _observation(
    series: Series, row: Mapping[str, Any], vintage: str, retrieved: str
) -> Observation | None:
    value = decimal(row.get("value"))
    reporter = str(row.get("countryiso3code") or "")
    if value is None or not reporter:
        return None
    return observation(
        series_key(series, f"{series.code}:{reporter}", reporter, WORLD),
        str(row["date"]),
        value,
        vintage,
        retrieved,
        str(row.get("obs_status") or "") or None,
    )
