"""The words by which a text says that parts make a total."""

from __future__ import annotations

from functools import cache

from bilateral.knowledge.loading import table

LANGUAGES = ("en",)


@cache
def cues(language: str) -> tuple[str, ...]:
    """The words between a total and all of its parts, in lower case."""
    if language not in LANGUAGES:
        return ()
    return tuple(row.values["words"] for row in table(f"sums/{language}/cues.csv"))
