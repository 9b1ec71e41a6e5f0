"""The words of a quote in, its content words out, in a form that inflection does not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import cache, lru_cache

from bilateral.knowledge.countries import names
from bilateral.knowledge.grammar import function_words
from bilateral.knowledge.numbers import LANGUAGES, numerals
from bilateral.knowledge.statuses import labels, modifiers

_WORD = re.compile(r"[^\W_]{3,}|\d+")
_ENDINGS = ("ingly", "ing", "edly", "ed", "ies", "es", "s", "ly", "e")
_SHORTEST = 4


@cache
def _functional() -> frozenset[str]:
    return frozenset(word for words in function_words().values() for word in words)


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """`text` in lower case, without diacritics."""
    if text.isascii():
        return text.casefold()
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


@cache
def rung_words() -> frozenset[str]:
    """The words of which names of a rung are made, but for those that all changes hold."""
    made = (*modifiers("en"), *(label.words for label in labels("en") if label.level == "head"))
    return frozenset(word for form in made for word in content_words(form)) - area_words()


@cache
def _amount() -> re.Pattern[str]:
    """A number with the scale behind it, or with a sign of money or a hundredth beside it."""
    kinds = ("scale", "abbreviation")
    scales = {n.word for lang in LANGUAGES for n in numerals(lang) if n.kind in kinds}
    words = "|".join(re.escape(word) for word in sorted(scales, key=len, reverse=True))
    number = r"\d{1,15}(?:[.,]\d{1,15}){0,4}"
    return re.compile(
        rf"[$€£¥₫]\s?(?P<money>{number})(?:\s?(?:{words})\b)?"
        rf"|(?P<scaled>{number})[\s-]?(?:(?:{words})\b|%|per\s?cent\b)",
        re.IGNORECASE,
    )


def amounts(text: str) -> tuple[str, ...]:
    """The numbers of a text that measure something, as their digits: 3.6 of "$3.6 billion"."""
    if not any(c.isdecimal() for c in text):
        return ()
    found = (match["money"] or match["scaled"] for match in _amount().finditer(text))
    return tuple(sorted({number.replace(",", ".") for number in found}))


def without_amounts(text: str) -> str:
    """The text but for its amounts, which are compared by themselves."""
    return _amount().sub(" ", text) if any(c.isdecimal() for c in text) else text


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
