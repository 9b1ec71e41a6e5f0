"""Phrases of every topic in, one pass over a text out: where each stands.

One Aho-Corasick automaton holds the phrases of all topics, so that reading a text costs one
pass however many topics there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

# Letters that the same word is written with: each folds to one, so that offsets stay.
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " "}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to look for. `kind` is the topic's word for what they are, `key` what they stand
    for. A case-sensitive phrase ("US", "Turkey") is found only as written."""

    text: str
    kind: str
    key: str
    case_sensitive: bool = False


class Match(NamedTuple):
    """A phrase found: `start` and `end` count code points of the text that was searched.

    A tuple and no dataclass, since a page makes hundreds of them.
    """

    start: int
    end: int
    kind: str
    key: str


def fold(text: str) -> str:
    """`text` in lower case with one form of apostrophe, hyphen and space, code point for code
    point, so that an offset in one is an offset in the other."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _same_signs(lowered)


def _same_signs(text: str) -> str:
    """One form of each sign; replacing sign by sign is far faster than a translation table."""
    if not text.isascii():
        for sign, same in _SAME.items():
            text = text.replace(sign, same)
    return text


class Matcher:
    """Finds all phrases at once; of one kind, the longest where several begin or overlap."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        by_text: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            by_text[fold(phrase.text)].append(phrase)
        self._readings = [_readings(group) for group in by_text.values()]
        self._automaton = AhoCorasick(list(by_text), matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[Match]:
        """All matches in `text` in the order of their start, then the longest first.

        Within one kind matches do not overlap: the longest wins. A phrase that stands for
        several keys gives one match for each.
        """
        return [_match((start, -end, kind, key)) for start, end, kind, key in self._found(text)]

    def find_within(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[Match, ...]]:
        """The matches of one pass over `text` that lie within each of `spans`, which follow each
        other; the offsets of each count from the start of its span."""
        found = self._found(text)
        out: list[tuple[Match, ...]] = []
        position, count = 0, len(found)
        for first, last in spans:
            own: list[Match] = []
            while position < count and found[position][0] < last:
                start, end, kind, key = found[position]
                if start >= first and -end <= last:
                    own.append(_match((start - first, -end - first, kind, key)))
                position += 1
            out.append(tuple(own))
        return out

    def _found(self, text: str) -> list[tuple[int, int, str, str]]:
        """All matches as (start, -end, kind, key), in their order."""
        folded = fold(text)
        written = _same_signs(text)
        length, readings = len(text), self._readings
        found: dict[str, list[_Span]] = defaultdict(list)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            # No word may go on over either end.
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            if end < length and folded[end].isalnum() and folded[end - 1].isalnum():
                continue
            for kind, key, form in readings[index]:
                if form is None or written[start:end] == form:
                    found[kind].append((start, -end, key))
        out = [
            (start, end, kind, key)
            for kind, spans in found.items()
            for start, end, key in (_longest(spans) if len(spans) > 1 else spans)
        ]
        out.sort()
        return out


# Far faster than calling the class, whose own constructor is written in Python.
_match: Callable[[tuple[int, int, str, str]], Match] = partial(tuple.__new__, Match)

# A span as (start, -end, key): the order of such tuples is that of matches.
_Span = tuple[int, int, str]


def _readings(group: list[Phrase]) -> tuple[tuple[str, str, str | None], ...]:
    """What one spelling may be: kind, key, and the form it must be written in, if any."""
    return tuple(
        dict.fromkeys(
            (p.kind, p.key, _same_signs(p.text) if p.case_sensitive else None) for p in group
        )
    )


def _longest(spans: list[_Span]) -> list[_Span]:
    spans.sort()
    kept: list[_Span] = []
    for span in spans:
        start, end, _ = span
        while kept and start < -kept[-1][1] and -end - start > -kept[-1][1] - kept[-1][0]:
            kept.pop()
        if not kept or start >= -kept[-1][1] or span[:2] == kept[-1][:2]:
            kept.append(span)
    return kept
