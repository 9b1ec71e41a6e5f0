"""Two names in, whether they mean one actor out: surname for persons, words for bodies."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

FAMILY_NAME_FIRST = {"VNM", "CHN", "TWN", "HKG", "KOR", "PRK", "JPN", "KHM", "HUN", "SGP", "MYS"}
"""Countries whose people are often named family name first."""

_BODY = re.compile(
    r"\b(?:of|and|for|the|ministry|department|council|party|bank|agency|society|university|office"
    r"|association|organi[sz]ation|commission|committee|congress|senate|parliament|assembly"
    r"|government|embassy|institute|fund|force|forces|command|corps|group|union|house|company"
    r"|corporation|airlines|secretariat|authority|administration|court|customs)\b",
    re.IGNORECASE,
)
_SMALL = {"of", "the", "and", "for", "on", "in", "to", "&", "jr", "sr", "ii", "iii"}


@cache
def words_of(text: str | None) -> frozenset[str]:
    """The words of `text` without case, diacritics, small words and plural s."""
    return frozenset(_stem(word) for word in _ordered(text or ""))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _ordered(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(mark for mark in folded if not unicodedata.combining(mark)).casefold()
    plain = re.sub(r"(?<=\w)['’]s\b|['’.]", "", plain)
    return tuple(word for word in re.findall(r"\w+", plain) if word not in _SMALL)


def same_actor(gold: str, read: str, country: str | None) -> bool:
    """Whether the names agree: the same words, or one's among the other's, or one surname.

    A surname is the last word, or the first in a country of `FAMILY_NAME_FIRST`.
    """
    left, right = words_of(gold), words_of(read)
    if not left or not right:
        return False
    if left == right:
        return True
    if _BODY.search(gold) or _BODY.search(read) or country in ("IGO", "NGO"):
        return _same_body(left, right)
    return left <= right or right <= left or _same_surname(gold, read, country)


def _same_body(left: frozenset[str], right: frozenset[str]) -> bool:
    """One has all words of the other, and not many more ("Foreign Ministry", "Communist Party")."""
    small, large = sorted((left, right), key=len)
    return small <= large and len(small) * 3 >= len(large)


def _same_surname(gold: str, read: str, country: str | None) -> bool:
    left, right = _ordered(gold), _ordered(read)
    if left[-1] == right[-1]:
        return True
    return country in FAMILY_NAME_FIRST and left[0] == right[0]


def same_person(gold: str, read: str) -> bool:
    """Whether two names listed with an event mean the same, its country being settled."""
    return same_actor(gold, read, None)


def closeness(gold: str, read: str) -> float:
    """The share of words in common, to pair the closest names first."""
    left, right = words_of(gold), words_of(read)
    return len(left & right) / max(len(left | right), 1)
