"""What stands on a news page and is not the news: labels of dates, bylines, credits, buttons.

Every language's labels are read at once, for a page may mix them ("Ngày đăng ... View count").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table

LANGUAGES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Label:
    """`kind` says what the words are. Before a value: posted, views, byline, source, credit,
    related (of other articles). A whole line: button, section, reprint, notice, aside.
    Part of a name: outlet_word. Alone in a line with names only: caption_word."""

    kind: str
    text: str


@cache
def _rows() -> tuple[Label, ...]:
    return tuple(
        row
        for language in LANGUAGES
        for row in build(Label, table(f"furniture/{language}/labels.csv"))
    )


@cache
def labels(kind: str) -> tuple[str, ...]:
    """The labels of one kind in every language, lower case, the longest first."""
    found = {row.text.lower() for row in _rows() if row.kind == kind}
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


@cache
def label_set(kind: str) -> frozenset[str]:
    """The labels of one kind for looking up whole lines or words."""
    return frozenset(labels(kind))


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of `words`, any white space between their parts."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@dataclass(frozen=True, slots=True)
class Month:
    """`number` of the month that the words of `names` stand for."""

    number: int
    names: tuple[str, ...]


@cache
def months() -> dict[str, int]:
    """Name or short form of a month, lower case, to its number."""
    return {
        name.lower(): row.number
        for language in LANGUAGES
        for row in build(Month, table(f"furniture/{language}/months.csv"))
        for name in row.names
    }
