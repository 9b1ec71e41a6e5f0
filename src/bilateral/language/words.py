"""A sentence in, its words out, each with the classes of function word that it may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from functools import cache, lru_cache

from bilateral.knowledge.grammar import function_words
from bilateral.knowledge.matching import fold

_WORD = re.compile(r"(?:[a-z]\.){2,}(?:-\w+)*|\w+(?:(?:[.-]|['’](?!s\b))\w+)*|['’]s\b|[^\w\s]")


class Class(IntEnum):
    """Classes of words, as bits: a word may be in several."""

    DETERMINER = 1
    POSSESSIVE = 2
    PREPOSITION = 4
    AND = 8
    BUT = 16
    SUBORDINATOR = 32
    RELATIVE = 64
    PRONOUN = 128
    MODAL = 256
    BE = 512
    HAVE = 1024
    DO = 2048
    NOT = 4096
    ADVERB = 8192
    FUTURE = 16384
    DUTY = 32768
    POSSIBLE = 65536
    TO = 131072
    COMMA = 262144
    STOP = 524288
    CAPITAL = 1048576
    NUMBER = 2097152
    ADJECTIVE = 4194304


# Words before which an object has ended, though they are also prepositions.
ENDS_OBJECT = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "amid",
        "despite",
        "following",
        "because",
        "as",
        "which",
        "who",
        "whom",
        "whose",
        "where",
        "when",
        "while",
        "if",
        "unless",
        "although",
        "though",
        "whereas",
        "but",
    ]
)

AUXILIARY = int(Class.MODAL | Class.BE | Class.HAVE | Class.DO)

_PUNCTUATION = {
    ",": Class.COMMA,
    ";": Class.STOP,
    ":": Class.STOP,
    "—": Class.STOP,
    "--": Class.STOP,
    "(": Class.STOP,
    ")": Class.STOP,
    "!": Class.STOP,
    "?": Class.STOP,
}


@cache
def _classes() -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in function_words().items():
        for word in words:
            found[word] = found.get(word, 0) | int(Class[name.upper()])
    found["to"] = int(Class.TO)
    for mark, class_ in _PUNCTUATION.items():
        found[mark] = int(class_)
    return found


class Words:
    """The words of `text`: `low[i]` in lower case, `start[i]` and `end[i]` its offsets,
    `classes[i]` the bits of `Class`."""

    __slots__ = ("classes", "end", "low", "start", "text")

    def __init__(self, text: str) -> None:
        folded = fold(text)
        spans = [match.span() for match in _WORD.finditer(folded)]
        self.text = text
        self.low: list[str] = [folded[start:end] for start, end in spans]
        self.start: list[int] = [start for start, _ in spans]
        self.end: list[int] = [end for _, end in spans]
        self.classes: list[int] = [_bits(text[start:end]) for start, end in spans]
        self._join_no_longer()
        if "only" in self.low and "not" in self.low:
            for index, pair in enumerate(zip(self.low, self.low[1:], strict=False)):
                if pair == ("not", "only"):
                    self.classes[index] = int(Class.ADVERB)
        if self.low and self.low[-1] == ".":
            self.classes[-1] |= Class.STOP

    def _join_no_longer(self) -> None:
        """ "no longer" negates as "not" does."""
        if "longer" not in self.low:
            return
        for index in range(1, len(self.low)):
            if self.low[index] == "longer" and self.low[index - 1] == "no":
                self.classes[index - 1] = self.classes[index] = int(Class.NOT)

    def __len__(self) -> int:
        return len(self.low)

    def at(self, offset: int) -> int:
        """The index of the first word that ends after `offset`; the count when there is none."""
        return bisect_right(self.end, offset)


@lru_cache(maxsize=1 << 15)
def _bits(written: str) -> int:
    """The bits of a word as it is written: what it is known to be, and what its shape shows."""
    word = fold(written)
    return _classes().get(word, 0) | _shape(word, written[0])


def _shape(word: str, first: str) -> int:
    if first.isupper():
        return int(Class.CAPITAL)
    if first.isdecimal():
        return int(Class.NUMBER)
    if len(word) > 4 and word.endswith("ly"):
        return int(Class.ADVERB)
    return 0
