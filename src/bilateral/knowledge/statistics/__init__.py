"""The tables of official statistics in, typed sources, series and bundled figures out.

`sources.csv` says where official figures come from, on what terms and how often one may ask;
`series.csv` what each of their series measures; `reference.csv` the public figures that come
with the program, so that a check says something before anything is pulled; `<language>/keepers.csv`
the words by which an article says whose books a figure is from.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, table

LANGUAGES = ("en",)
WORLD = "WLD"
"""The partner of a total over all partners."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes. `kind` is api or table; `reporter` whose books they are where it is one
    country's; `api` the base address; `key_variable` the setting that holds the user's key."""

    code: str
    name: str
    kind: str
    licence: str
    reporter: str | None = None
    api: str = ""
    key_variable: str = ""
    quota: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """What `code` of `source` measures, seen from the reporter.

    `flow` is X, M, T (two-way), B (balance), IN or OUT; `valuation` fob, cif, fas, customs, bop
    (balance of payments, flows) or position (balance of payments, stocks).
    """

    source: str
    code: str
    measure: str
    flow: str
    unit: str
    about: str
    product_scope: str | None = None
    valuation: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A public figure that comes with the program, rounded as it was published."""

    source: str
    series: str
    reporter: str
    partner: str
    period: str
    value: Decimal
    vintage: str
    citation: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """Words that name who keeps books: an office (`reporter` is its country), or what any
    country's books are called ("American data")."""

    words: str
    reporter: str | None = None


@cache
def keepers(language: str = "en") -> tuple[Keeper, ...]:
    """The words that name books, the longest first."""
    if language not in LANGUAGES:
        return ()
    rows = build(Keeper, table(f"statistics/{language}/keepers.csv"))
    return tuple(sorted(rows, key=lambda row: -len(row.words)))


@cache
def sources() -> dict[str, Source]:
    """All sources by code; a row of the user's replaces the package's."""
    return {row.code: row for row in build(Source, table("statistics/sources.csv"))}


def source(code: str) -> Source:
    """The source called `code`. Raises KnowledgeError."""
    found = sources().get(code)
    if found is None:
        raise KnowledgeError(
            f"no statistics source is called {code!r}",
            next_step=f"Sources are {', '.join(sources())}",
        )
    return found


@cache
def all_series() -> dict[tuple[str, str], Series]:
    """All series by source and code."""
    rows = build(Series, table("statistics/series.csv"))
    return {(row.source, row.code): row for row in rows}


def series(source: str, code: str) -> Series | None:
    """What a series measures, None where `series.csv` does not say."""
    return all_series().get((source, code))


@cache
def reference() -> tuple[Reference, ...]:
    """The public figures that come with the program."""
    rows = tuple(build(Reference, table("statistics/reference.csv")))
    for row in rows:
        if series(row.source, row.series) is None:
            raise KnowledgeError(
                f"{row.source} has no series {row.series!r}", where="statistics/reference.csv"
            )
    return rows
