"""Whose word an entry shows where sources differ: named orders of standing, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, table

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Rank:
    """In the policy called `policy`, `standing` comes at place `rank`, 1 being first."""

    policy: str
    rank: int
    standing: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a statement's source is, and how that reads."""

    standing: str
    reads: str


@cache
def standings() -> dict[str, str]:
    """Each standing and how it reads."""
    return {row.standing: row.reads for row in build(Standing, table("policies/standings.csv"))}


@cache
def policies() -> dict[str, dict[str, int]]:
    """Each policy: standing to rank."""
    out: dict[str, dict[str, int]] = {}
    for row in build(Rank, table("policies/policies.csv")):
        if row.standing not in standings():
            raise KnowledgeError(f"no standing is called {row.standing!r}", where="policies")
        out.setdefault(row.policy, {})[row.standing] = row.rank
    return out


def policy(name: str) -> dict[str, int]:
    """The policy called `name`. Raises KnowledgeError, naming those there are."""
    try:
        return policies()[name]
    except KeyError:
        raise KnowledgeError(
            f"no policy is called {name!r}", next_step=f"There are {', '.join(sorted(policies()))}"
        ) from None
