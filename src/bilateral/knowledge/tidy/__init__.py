"""The words that tidying leans on: a vocabulary of foreign-relations news, small words, and
words that look glued and are not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table


@dataclass(frozen=True, slots=True)
class Word:
    """`kind` is word (may be half of a glued pair), first or second (a function word that may
    be that half), joining (no line ends with it) or whole (looks like two words and is one).
    """

    kind: str
    word: str


@cache
def _words(kind: str) -> frozenset[str]:
    rows = build(Word, table("tidy/en/words.csv"))
    return frozenset(word for row in rows if row.kind == kind for word in row.word.split())


def vocabulary() -> frozenset[str]:
    """Words that may be half of a glued pair."""
    return _words("word")


def first_halves() -> frozenset[str]:
    """Function words that may be glued to the word after them ("in" is not one: "insecurity")."""
    return _words("first")


def second_halves() -> frozenset[str]:
    """Function words that may be glued to the word before them ("leadersin")."""
    return _words("second")


def joining_words() -> frozenset[str]:
    """Words after which a line cannot end ("of", "the", "between")."""
    return _words("joining")


def not_glued() -> frozenset[str]:
    """Words made of two known ones that are one word all the same ("partnerships")."""
    return _words("whole")


def is_word(word: str) -> bool:
    """Whether `word`, in lower case, is known as one word."""
    return word in vocabulary() or word in not_glued() or word in first_halves()
