"""The name of a source and what is wanted of it in, observations in the record out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bilateral.checking.statistics import census, comtrade, imf, worldbank
from bilateral.checking.statistics.asked import Wanted
from bilateral.checking.statistics.asking import Asker, Patience, StatisticsError
from bilateral.knowledge.statistics import Source, source
from bilateral.record import Record
from bilateral.record.official import Kept, Observation, keep, note_load

Pull = Callable[[Asker, Wanted], Iterator[list[Observation]]]

SOURCES: dict[str, Pull] = {
    "census": census.pull,
    "comtrade": comtrade.pull,
    "worldbank": worldbank.pull,
    "imf": imf.pull,
}
"""One module a source: to add one is to add its module here and its row in `sources.csv`."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought: observations, requests that went out, answers that were known, and
    why it ended early (None: it did not)."""

    kept: Kept
    asked: int
    remembered: int
    fault: StatisticsError | None = None


def pull(
    record: Record,
    name: str,
    wanted: Wanted,
    *,
    refresh: bool = False,
    patience: Patience | None = None,
) -> Pulled:
    """Ask a source and keep what it says, answer by answer.

    A fault of the source ends the pull and is handed back: what came before it is kept.
    """
    terms = known_source(name)
    asker = Asker(record, terms, _key(terms), refresh, patience or Patience())
    kept, fault = Kept(), None
    try:
        for observations in SOURCES[name](asker, wanted):
            kept += keep(record, observations)
    except StatisticsError as error:
        fault = error
    note_load(record, name, _said(wanted), kept, str(fault) if fault else None)
    return Pulled(kept, asker.asked, asker.remembered, fault)


def known_source(name: str) -> Source:
    """A source that can be pulled. Raises StatisticsError."""
    if name not in SOURCES:
        raise StatisticsError(
            f"no source is called {name!r}",
            next_step=f"Sources are {', '.join(SOURCES)}; a table of your own: statistics load",
        )
    return source(name)


def _key(terms: Source) -> str | None:
    return os.environ.get(terms.key_variable) or None if terms.key_variable else None


def _said(wanted: Wanted) -> str:
    frequency = "by month" if wanted.monthly else "by year"
    return f"{wanted.reporter} {wanted.partner} {wanted.first}-{wanted.last} {frequency}"
