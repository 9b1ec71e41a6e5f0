"""Values by country code of the US Census Bureau (Schedule C) in, observations out.

Schedule C is not ISO 3166: country groups stand in the same list, and some countries have had
several codes (Gaza and the West Bank still do), which are added up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bilateral.checking.statistics.observing import observation, series_key
from bilateral.knowledge.countries import country, country_by
from bilateral.knowledge.statistics import Series, all_series
from bilateral.record.official import Observation, SeriesKey

IMPORTS, EXPORTS = "imports/hs:GEN_VAL", "exports/hs:ALL_VAL"
REPORTER = "USA"

_COUNTRY = re.compile(r"[1-7]\d{3}$")


@dataclass(frozen=True, slots=True)
class CensusValue:
    """`value` in US dollars of `series` (IMPORTS or EXPORTS) with the country `code`."""

    series: str
    code: str
    period: str
    value: Decimal
    vintage: str


def is_country(code: str) -> bool:
    """Whether a code is a country's and no group's (0003 is the European Union)."""
    return bool(_COUNTRY.match(code))


def observed(
    values: Iterable[CensusValue], retrieved: str
) -> tuple[list[Observation], Counter[str]]:
    """The observations, and the codes that belong to no country, each with its rows.

    Groups are left out silently: their members are there.
    """
    sums: dict[tuple[str, str, str, str], Decimal] = {}
    unknown: Counter[str] = Counter()
    for item in values:
        if not is_country(item.code):
            continue
        area = country_by("schedule_c", item.code)
        if area is None:
            unknown[item.code] += 1
            continue
        key = (item.series, area.iso3, item.period, item.vintage)
        sums[key] = sums.get(key, Decimal(0)) + item.value
    series = {pair: _series(*pair) for pair in {(code, iso3) for code, iso3, _, _ in sums}}
    return [
        observation(series[code, iso3], period, value, vintage, retrieved)
        for (code, iso3, period, vintage), value in sums.items()
    ], unknown


def codes(iso3: str) -> tuple[str, ...]:
    """The codes under which a country stands today, or stood while it was."""
    area = country(iso3)
    return area.schedule_c or area.former_schedule_c


def _series(code: str, iso3: str) -> SeriesKey:
    what: Series = all_series()["census", code]
    return series_key(what, f"{code}:{'+'.join(codes(iso3))}", REPORTER, iso3)
