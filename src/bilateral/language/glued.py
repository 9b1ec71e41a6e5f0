"""Text with words that a scraper glued in, the words apart out."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bilateral.knowledge.tidy import (
    first_halves,
    is_word,
    not_glued,
    second_halves,
    vocabulary,
)

_LONG_WORD = re.compile(r"(?<![\w@/.’'-])[a-z]{6,30}(?![\w@/’'-])")
_CAPITAL_INSIDE = re.compile(r"(?<![\w@/.])([a-z]{2,10})([A-Z][a-z]{3,})(?![\w@/])")
_GLUED_SENTENCE = re.compile(r"(?<![\w@/.])([a-z]{3,}[)”\"’]?[.!?])([A-Z][a-z]*)(?= [a-zA-Z])")
_GLUED_INSIDE = re.compile(r"[a-z]{3}[)”\"’]?[.!?][A-Z]")
_GLUED_COMMA = re.compile(r"(?<![\w@/.])([a-z]{3,},)([a-z]{3,})(?![\w@/.])")
_SHORTEST_HALF = 4


def split_glued_words(text: str) -> str:
    """ "bilateralrelations" is "bilateral relations": both halves known, the whole not."""
    if not any(map(_glues_words, _pieces(text))):
        return text
    text = _LONG_WORD.sub(_split, text)
    return _CAPITAL_INSIDE.sub(_split_at_capital, text)


def split_glued_sentences(text: str) -> str:
    """ "closer ties.The" is "closer ties. The"; "trade,investment" gets its space too."""
    if not any(map(_glues_sentences, _pieces(text))):
        return text
    return _GLUED_COMMA.sub(r"\1 \2", _GLUED_SENTENCE.sub(r"\1 \2", text))


@lru_cache(maxsize=1)
def _pieces(text: str) -> frozenset[str]:
    """What stands between white space and may be glued, kept for the second repair of the text."""
    whole = _whole_pieces()
    if len(whole) > _MOST_WHOLE:
        whole.clear()
    fresh = frozenset(text.split()).difference(whole)
    glued = frozenset(piece for piece in fresh if _glues_words(piece) or _glues_sentences(piece))
    whole |= fresh - glued
    return glued


# No pattern looks past a white space but for the letter behind it, so what one piece of a text
# says holds wherever it stands: pieces come again and again, texts do not.
@cache
def _whole_pieces() -> set[str]:
    """The pieces met so far in which nothing is glued."""
    return set()


_MOST_WHOLE = 1 << 17


@lru_cache(maxsize=1 << 12)
def _glues_words(piece: str) -> bool:
    """Whether glued words may stand in `piece`, which holds no white space."""
    long = any(_apart(word) != word for word in _LONG_WORD.findall(piece))
    return long or bool(_CAPITAL_INSIDE.search(piece))


@lru_cache(maxsize=1 << 12)
def _glues_sentences(piece: str) -> bool:
    """Whether glued sentences or members may stand in `piece`, which holds no white space."""
    return bool(_GLUED_INSIDE.search(piece) or _GLUED_COMMA.search(piece))


def _split(match: re.Match[str]) -> str:
    return _apart(match.group())


@lru_cache(maxsize=1 << 15)
def _apart(word: str) -> str:
    """`word`, in two where it is two known words and not one."""
    if is_word(word) or word in not_glued():
        return word
    for cut in range(2, len(word) - 1):
        first, second = word[:cut], word[cut:]
        if _known(first, first_halves()) and _known(second, second_halves()):
            return f"{first} {second}"
    return word


def _known(part: str, small: frozenset[str]) -> bool:
    return (len(part) >= _SHORTEST_HALF and part in vocabulary()) or part in small


def _split_at_capital(match: re.Match[str]) -> str:
    first, second = match.group(1), match.group(2)
    known = first in second_halves() or first in vocabulary()
    return f"{first} {second}" if known else match.group()
