"""The words of a quote in, its content words out, in a form that inflection does not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import cache, lru_cache

from bilateral.knowledge.countries import names
from bilateral.knowledge.grammar import function_words

_WORD = re.compile(r"[^\W_]{3,}|\d+")
_ENDINGS = ("ingly", "ing", "edly", "ed", "ies", "es", "s", "ly", "e")
_SHORTEST = 4


@cache
def _functional() -> frozenset[str]:
    return frozenset(word for words in function_words().values() for word in words)


def folded(text: str) -> str:
    """`text` in lower case, without diacritics."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def content_words(text: str) -> frozenset[str]:
    """The words of `text` that carry its content, without their endings."""
    words = _WORD.findall(folded(text))
    return frozenset(_stem(word) for word in words if word not in _functional())


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word.removesuffix(ending)
            return stem + "y" if ending == "ies" else stem
    return word


@cache
def area_words() -> frozenset[str]:
    """Names of countries and their people: all that passes between two holds theirs."""
    kinds = ("short", "alias", "abbreviation", "adjective", "demonym", "demonym_plural", "people")
    forms = (row.name for row in names("en") if row.kind in kinds)
    return frozenset(word for form in forms for word in content_words(form))


def shared(one: Set[str], other: Set[str]) -> float:
    """How much of the shorter is in the longer, from 0 to 1; fewer than three words tell little."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(3, min(len(one), len(other)))


def alike(one: Set[str], other: Set[str]) -> float:
    """How much two sets of words have in common, from 0 to 1 (Dice's coefficient)."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (max(3, len(one)) + max(3, len(other)))
