"""Phrases of every topic in, one pass over a text out: where each stands.

One Aho-Corasick automaton holds the phrases of all topics, so that reading a text costs one
pass however many topics there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
        folded = fold(text)
        written = _same_signs(text)
        found: dict[str, list[_Span]] = defaultdict(list)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not _stands_alone(folded, start, end):
                continue
            for kind, key, form in self._readings[index]:
                if form is None or written[start:end] == form:
                    found[kind].append((start, -end, key))
        out = [
            (start, end, kind, key)
            for kind, spans in found.items()
            for start, end, key in _longest(spans)
        ]
        out.sort()
        return [Match(start, -end, kind, key) for start, end, kind, key in out]


# A span as (start, -end, key): the order of such tuples is that of matches.
_Span = tuple[int, int, str]


def _readings(group: list[Phrase]) -> tuple[tuple[str, str, str | None], ...]:
    """What one spelling may be: kind, key, and the form it must be written in, if any."""
    return tuple(
        dict.fromkeys(
            (p.kind, p.key, _same_signs(p.text) if p.case_sensitive else None) for p in group
        )
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


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
