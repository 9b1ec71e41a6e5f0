"""What a person wants pulled in, the same as each source needs it out: areas, years, months."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.checking.statistics.asking import StatisticsError
from bilateral.knowledge.countries import country
from bilateral.knowledge.statistics import WORLD

ALL = "all"
"""Every partner: what ranks are made of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`reporter` and `partner` are ISO 3166-1 alpha-3; `partner` may be WLD or `all`. Years are
    both included."""

    reporter: str
    partner: str
    first: int
    last: int
    monthly: bool = False

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))


def comtrade_code(iso3: str) -> str:
    """The UN Comtrade number of an area (842, not 840, is the United States); 0 is the world.

    Raises StatisticsError for one that UN Comtrade does not know.
    """
    if iso3 == WORLD:
        return "0"
    code = country(iso3).comtrade
    if code is None:
        raise StatisticsError(
            f"has no code for {iso3}", where="comtrade", next_step="Ask for its sovereign state"
        )
    return str(int(code))


IMF_CODES = {"XKX": "KOS", WORLD: "G001"}
"""Where the IMF's code is not ISO's."""
FROM_IMF = {theirs: ours for ours, theirs in IMF_CODES.items()}
