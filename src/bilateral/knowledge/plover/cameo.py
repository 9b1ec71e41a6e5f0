"""A PLOVER event in, the CAMEO code that stands for it by default out, with its Goldstein value.

PLOVER folds many CAMEO codes into one root, so the way back needs a choice: `cameo.csv` holds
one code for each root, by mode, activity and context where they tell more; the first row that
fits counts. A request that asks or proposes is an appeal (02), not a demand (10). Goldstein
values are those published for CAMEO.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, table


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code of CAMEO, the roots being its first two digits; `goldstein` from -10 to 10."""

    code: str
    name: str
    goldstein: Decimal

    @property
    def base(self) -> str:
        """The code of the second level: three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        number = int(self.root)
        return 1 if number <= 5 else 2 if number <= 8 else 3 if number <= 13 else 4


@dataclass(frozen=True, slots=True)
class Default:
    """A row of `cameo.csv`: an empty cell fits anything."""

    root: str
    code: str
    mode: str | None = None
    activity: str | None = None
    context: str | None = None

    def fits(self, mode: str | None, activity: str, contexts: Collection[str]) -> bool:
        return (
            self.mode in (None, mode)
            and self.activity in (None, activity)
            and (self.context is None or self.context in contexts)
        )


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """Code to what it stands for; the codes that `cameo.csv` gives, no others."""
    return {row.code: row for row in build(CameoCode, table("plover/cameo_codes.csv"))}


@cache
def defaults() -> dict[str, tuple[Default, ...]]:
    """PLOVER root to its rows, in the order in which they are tried."""
    out: dict[str, tuple[Default, ...]] = {}
    for row in build(Default, table("plover/cameo.csv")):
        if row.code not in cameo_codes():
            raise KnowledgeError(
                f"{row.code} is not in cameo_codes.csv", where=f"plover/cameo.csv, {row.root}"
            )
        out[row.root] = (*out.get(row.root, ()), row)
    return out


def cameo(root: str, mode: str | None, activity: str, contexts: Collection[str]) -> CameoCode:
    """The CAMEO code of a PLOVER event; every root has one."""
    for row in defaults()[root]:
        if row.fits(mode, activity, contexts):
            return cameo_codes()[row.code]
    raise KnowledgeError(f"no row fits the root {root}", where="plover/cameo.csv")


@cache
def known_groups() -> dict[str, str]:
    """Bloc to its CAMEO code among the known groups."""
    rows = table("plover/cameo_groups.csv")
    return {row.values["bloc"]: row.values["code"] for row in rows}
