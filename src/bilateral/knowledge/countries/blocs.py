"""`countries/blocs.csv` and `bloc_members.csv` in, blocs and who belonged to them when out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.loading import build, table


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc that stands on one side of a figure or an act. `code` is its acronym, EUE for the
    European Union; `founded` is an EDTF date."""

    code: str
    name: str
    kind: str
    seat: str | None = None
    founded: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """`iso3` belongs to `bloc` from `since` (EDTF; None: from before, or not known) up to
    `until` (None: to this day)."""

    bloc: str
    iso3: str
    since: str | None = None
    until: str | None = None

    def on(self, day: str) -> bool:
        """Whether it holds on `day` (an EDTF date). Of a year or month, the first day counts."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@cache
def blocs() -> tuple[Bloc, ...]:
    """All blocs that are known."""
    return tuple(build(Bloc, table("countries/blocs.csv")))


@cache
def _by_code() -> dict[str, Bloc]:
    return {row.code: row for row in blocs()}


def bloc(code: str) -> Bloc:
    """The bloc with this code. Raises UnknownCountryError."""
    found = _by_code().get(code)
    if found is None:
        raise UnknownCountryError(
            f"no bloc has the code {code!r}",
            next_step=f"Known are {', '.join(_by_code())}; add yours to countries/blocs.csv",
        )
    return found


@cache
def memberships() -> tuple[Membership, ...]:
    """Who belongs, or belonged, to which bloc."""
    return tuple(build(Membership, table("countries/bloc_members.csv")))


def members(code: str, on: str | None = None) -> frozenset[str]:
    """The members of a bloc as ISO 3166-1 alpha-3 codes, on the day `on` (EDTF) or today's as
    the table knows them. Raises UnknownCountryError."""
    bloc(code)
    return frozenset(
        row.iso3
        for row in memberships()
        if row.bloc == code and (row.until is None if on is None else row.on(on))
    )
