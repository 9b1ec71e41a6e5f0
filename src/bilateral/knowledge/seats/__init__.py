"""Words around the names of countries as data in, small lookups out.

They tell a capital that acts from a capital as a place, "Sino-Indian" from "Indo-Pacific",
Athens from Athens, Georgia.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase

COMBINING = "combining"
"""The kind of the phrases: first halves of pairs ("Sino-"), with the country as the key."""


@dataclass(frozen=True, slots=True)
class CombiningForm:
    """The first half of a pair of countries."""

    form: str
    country: str


@dataclass(frozen=True, slots=True)
class State:
    """A state or province that holds places named as countries or capitals are."""

    state: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one use in telling what a name means."""

    use: str
    words: tuple[str, ...]


@cache
def words(use: str, language: str = "en") -> frozenset[str]:
    """The words of one use, in lower case."""
    rows = build(Words, table(f"seats/{language}/words.csv"))
    return frozenset(word for row in rows if row.use == use for word in row.words)


@cache
def states(language: str = "en") -> frozenset[str]:
    """States of the United States and provinces of Canada."""
    return frozenset(row.state for row in build(State, table(f"seats/{language}/states.csv")))


def phrases(language: str) -> Iterator[Phrase]:
    """First halves of pairs."""
    if language == "en":
        for row in build(CombiningForm, table(f"seats/{language}/combining.csv")):
            yield Phrase(row.form, COMBINING, row.country, case_sensitive=True)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A government that publishes: in its own items "the President" is its own."""

    outlet: str
    country: str


@cache
def _outlets() -> dict[str, str]:
    return {row.outlet.lower(): row.country for row in build(Outlet, table("seats/outlets.csv"))}


def government_of(outlet: str | None) -> str | None:
    """The country whose government publishes under this name."""
    return _outlets().get(outlet.lower()) if outlet else None
