"""The phrases of every topic in one list, for the one pass over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bilateral.knowledge import (
    areas,
    commitments,
    countries,
    frames,
    holders,
    measures,
    offices,
    organisations,
    seats,
    statuses,
)
from bilateral.knowledge.matching import Phrase

SOURCES: list[Callable[[str], Iterator[Phrase]]] = [
    areas.phrases,
    commitments.phrases,
    countries.phrases,
    frames.phrases,
    holders.phrases,
    measures.phrases,
    offices.phrases,
    organisations.phrases,
    seats.phrases,
    statuses.phrases,
]
"""One entry a topic: a function of the language that gives its phrases. Add a topic here."""


def all_phrases(language: str) -> Iterator[Phrase]:
    """Every phrase that is known in `language` (ISO 639-1)."""
    for source in SOURCES:
        yield from source(language)
