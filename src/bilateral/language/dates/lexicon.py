"""A language in, its words of time out, compiled for lookup by token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge import dates as knowledge
from bilateral.language.lexicon import Forms


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Value by word for each kind of word of time.

    `anchors` are those of which each time without a digit holds one; `named` those that make a
    weekday part of a name ("Good Friday"), `documents` those that make a holiday one.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, int]
    parts: dict[str, str]
    relatives: dict[str, int]
    day_words: dict[str, int]
    decade_words: dict[str, int]
    tense: dict[str, str]
    holidays: Forms[dict[str, str]]
    counted: frozenset[str]
    numbered: frozenset[str]
    named: frozenset[str]
    documents: frozenset[str]
    anchors: frozenset[str]


@cache
def time_lexicon(language: str) -> TimeLexicon:
    own = language if language in knowledge.LANGUAGES else "en"
    rows = knowledge.time_words(own)
    holidays = Forms(_by_country(knowledge.holidays(own)).items())

    def whole(kind: str) -> dict[str, int]:
        return {row.word: int(row.value) for row in rows if row.kind == kind}

    def words(kind: str) -> dict[str, str]:
        return {row.word: row.value for row in rows if row.kind == kind}

    months, weekdays, relatives = whole("month"), whole("weekday"), whole("relative")
    day_words, decade_words, seasons = whole("day_word"), whole("decade_word"), whole("season")
    parts, units = words("part"), words("unit")
    anchors = (months, weekdays, units, seasons, day_words, decade_words, words("anchor"))
    return TimeLexicon(
        months=months,
        weekdays=weekdays,
        units=units,
        seasons=seasons,
        parts=parts,
        relatives=relatives,
        day_words=day_words,
        decade_words=decade_words,
        tense={row.word: row.kind for row in rows if row.kind in ("future", "open", "past")},
        holidays=holidays,
        counted=frozenset(words("counted")),
        numbered=frozenset(words("numbered")),
        documents=frozenset(words("document")),
        named=frozenset(words("named")),
        anchors=frozenset(word for group in anchors for word in group) | holidays.starters,
    )


def _by_country(rows: Iterable[knowledge.Holiday]) -> dict[str, dict[str, str]]:
    """The rule of each holiday by the country that keeps it so (empty for all)."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.words, {})[row.iso3] = row.rule
    return found
