"""A language in, its words of time out, compiled for lookup by token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.knowledge import dates as knowledge
from bilateral.language.lexicon import Forms


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Value by word for each kind of word of time; `triggers` are those that can open a date."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, int]
    parts: dict[str, str]
    relatives: dict[str, int]
    day_words: dict[str, int]
    decade_words: dict[str, int]
    tense: dict[str, str]
    holidays: Forms[tuple[int, int]]
    counted: frozenset[str]
    numbered: frozenset[str]
    triggers: frozenset[str]


OTHER_TRIGGERS = frozenset(
    [
        "earlier",
        "later",
        "same",
        "q",
        "h",
        "y",
        "yoy",
        "fiscal",
        "financial",
        "fy",
        "first",
        "opening",
        "initial",
        "final",
        "since",
        "from",
        "between",
        "until",
        "till",
        "before",
        "after",
        "as",
        "by",
        "so",
        "year",
        "week",
        "month",
        "quarter",
        "year-on-year",
        "a",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "several",
        "first",
        "second",
        "third",
        "fourth",
        "nineteenth",
        "twentieth",
        "eighteenth",
        "seventeenth",
        "mid",
        "the",
        "in",
        "weekend",
        "calendar",
        "nineteen",
        "eighteen",
        "now",
        "prior",
        "through",
        "over",
        "no",
        "not",
        "starting",
        "beginning",
        "effective",
    ]
)


@cache
def time_lexicon(language: str) -> TimeLexicon:
    own = language if language in knowledge.LANGUAGES else "en"
    rows = knowledge.time_words(own)
    holidays = Forms((row.words, (row.month, row.day)) for row in knowledge.holidays(own))

    def whole(kind: str) -> dict[str, int]:
        return {row.word: int(row.value) for row in rows if row.kind == kind}

    def words(kind: str) -> dict[str, str]:
        return {row.word: row.value for row in rows if row.kind == kind}

    months, weekdays, relatives = whole("month"), whole("weekday"), whole("relative")
    day_words, decade_words, seasons = whole("day_word"), whole("decade_word"), whole("season")
    parts, units = words("part"), words("unit")
    openers = (months, weekdays, relatives, day_words, decade_words, seasons, parts)
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
        triggers=frozenset(word for group in openers for word in group)
        | OTHER_TRIGGERS
        | holidays.starters,
    )
