"""`countries/codes.csv` in, one `Country` a row out, by any of its codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError, UnknownCountryError
from bilateral.knowledge.loading import build, table

KINDS = ("state", "partially_recognised", "territory", "bloc", "historical")
"""What an area is, the most likely to be meant first. `sovereign` is the state of a territory."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory, under the codes that others know it by.

    - `iso3`, `iso2`: ISO 3166-1. XKX and XK (Kosovo) and EUE (the European Union, as in PLOVER)
      are not ISO's, nor is RVN (South Vietnam; ISO's withdrawn VDR is North Vietnam).
    - `m49`: the UN's number, three digits. `comtrade`: the same but for the United States,
      France, India, Switzerland, Norway and Taiwan; empty where the books of another reporter
      hold the territory.
    - `schedule_c`: US Census Bureau; several are to be added up (Gaza and the West Bank).
      Codes of earlier years are in `former_schedule_c`.
    - `cameo`: as in GDELT's actors; `plover`: the same, territories under their state.
    - `fips`: FIPS 10-4, as in GDELT's places. Its GM is Germany, ISO's GM The Gambia.
    - `cow`, `cow_alpha`: Correlates of War, states only.
    - `since`, `until`: of countries that are no more.
    """

    iso3: str
    kind: str
    region: str
    iso2: str | None = None
    m49: str | None = None
    comtrade: str | None = None
    schedule_c: tuple[str, ...] = ()
    former_schedule_c: tuple[str, ...] = ()
    cameo: str | None = None
    plover: str | None = None
    fips: tuple[str, ...] = ()
    cow: str | None = None
    cow_alpha: str | None = None
    capital: str | None = None
    sovereign: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def historical(self) -> bool:
        """Whether the country is no more."""
        return self.kind == "historical"


SCHEMES = ("iso3", "iso2", "m49", "comtrade", "schedule_c", "cameo", "fips", "cow", "cow_alpha")


@cache
def countries() -> tuple[Country, ...]:
    """All countries and territories, those that are no more last."""
    rows = build(Country, table("countries/codes.csv"))
    for row in rows:
        if row.kind not in KINDS:
            raise KnowledgeError(
                f"{row.iso3} is of kind {row.kind!r}",
                where="countries/codes.csv",
                next_step=f"Kinds are {', '.join(KINDS)}",
            )
    return tuple({row.iso3: row for row in rows}.values())


@cache
def _by_iso3() -> dict[str, Country]:
    return {row.iso3: row for row in countries()}


def country(iso3: str) -> Country:
    """The country with this ISO 3166-1 alpha-3 code (or EUE, XKX and the historical ones).

    Raises UnknownCountryError.
    """
    found = _by_iso3().get(iso3)
    if found is None:
        raise UnknownCountryError(
            f"no country has the code {iso3!r}",
            next_step="ISO 3166-1 alpha-3 codes are three capitals, as VNM",
        )
    return found


def country_by(scheme: str, code: str) -> Country | None:
    """The country that `code` stands for in `scheme` (one of SCHEMES); those that are no more
    count only where no other has the code."""
    return _by_scheme(scheme).get(code)


@cache
def _by_scheme(scheme: str) -> dict[str, Country]:
    if scheme not in SCHEMES:
        raise ValueError(f"no such scheme of codes: {scheme}")
    out: dict[str, Country] = {}
    for row in countries():
        for code in _codes(row, scheme):
            out.setdefault(code, row)
    return out


def _codes(row: Country, scheme: str) -> tuple[str, ...]:
    if scheme == "schedule_c":
        return row.schedule_c + row.former_schedule_c
    value = getattr(row, scheme)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
