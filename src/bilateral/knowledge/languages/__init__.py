"""The commonest small words of languages: enough to tell English or Vietnamese at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table


@dataclass(frozen=True, slots=True)
class StopWords:
    """`words` of `language` (ISO 639-1) that few other languages share."""

    language: str
    words: tuple[str, ...]


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Language to its small words."""
    return {
        row.language: frozenset(row.words)
        for row in build(StopWords, table("languages/stopwords.csv"))
    }
