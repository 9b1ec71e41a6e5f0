"""A sentence in, what a figure is made of out: amounts, times, measure words, cues, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bilateral.knowledge.matching import Match
from bilateral.knowledge.measures import (
    COUNTED_KIND,
    CUE_KIND,
    NOUN_KIND,
    RANK_KIND,
    VERB_KIND,
)
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.numbers import Amount, find_amounts
from bilateral.reading.page import Mention, Page, Sentence

GENERIC_KIND = f"{CUE_KIND}_generic"
TRIGGER_KINDS = (NOUN_KIND, VERB_KIND, RANK_KIND, COUNTED_KIND, GENERIC_KIND)
_CLAUSE = re.compile(r";|\bwhile\b|\bwhereas\b|, but\b|\|")
_BREAKS_GAP = re.compile(r"[;.!?]|\bwhile\b|\bbut\b")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name a measure, as a noun or as a verb."""

    start: int
    end: int
    measure: str
    verb: bool


@dataclass
class Line:
    """One sentence with everything that its figures are read from."""

    page: Page
    sentence: Sentence
    dollar: str = "USD"
    country: str | None = None
    fiscal: str | None = None
    used: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.sentence.mentions

    @cached_property
    def amounts(self) -> list[Amount]:
        return find_amounts(self.text, dollar=self.dollar, country=self.country)

    @cached_property
    def times(self) -> list[TimeSpan]:
        return find_times(self.text, self.page.reference, fiscal=self.fiscal)

    @cached_property
    def triggers(self) -> list[Trigger]:
        """Measure words in order; those inside the words of a rank are not among them."""
        ranks = self.sentence.of_kind(RANK_KIND)
        found = [
            Trigger(m.start, m.end, m.key, m.kind == VERB_KIND)
            for m in self.sentence.of_kind(NOUN_KIND, VERB_KIND)
        ]
        return [t for t in found if not any(r.start < t.end <= r.end for r in ranks if _long(r))]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The spans between words that open another statement."""
        cuts = [match.start() for match in _CLAUSE.finditer(self.text)]
        return list(zip([0, *cuts], [*cuts, len(self.text)], strict=True))

    def clause(self, at: int) -> tuple[int, int]:
        """The clause in which a place stands."""
        return next((c for c in self.clauses if c[0] <= at < c[1]), (0, len(self.text)))

    def cues(self, kind: str) -> list[Match]:
        return self.sentence.of_kind(f"{CUE_KIND}_{kind}")

    def cues_between(self, kind: str, start: int, end: int) -> Iterator[Match]:
        return (m for m in self.cues(kind) if start <= m.start and m.end <= end)

    def between(self, start: int, end: int) -> str:
        return self.text[start:end]

    def broken(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places."""
        return bool(_BREAKS_GAP.search(self.text, start, end))


def _long(rank: Match) -> bool:
    return rank.end - rank.start > len("exporter")


def lines(page: Page, dollar: str, country: str | None, fiscal: str | None) -> Iterator[Line]:
    """The sentences of `page` that hold both a word of measure and a number."""
    for sentence in page.sentences:
        if sentence.of_kind(*TRIGGER_KINDS):
            line = Line(page, sentence, dollar, country, fiscal)
            if line.amounts:
                yield line
