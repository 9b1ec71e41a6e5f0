"""Phrases of every topic in, one pass over a text out: where each stands.

One Aho-Corasick automaton holds the phrases of all topics, so that reading a text costs one
pass however many topics there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A phrase found: `start` and `end` count code points of the text that was searched."""

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
    return lowered.translate(_FOLD)


_FOLD = str.maketrans(_SAME)


class Matcher:
    """Finds all phrases at once; of one kind, the longest where several begin or overlap."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        by_text: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            by_text[fold(phrase.text)].append(phrase)
        self._phrases = [tuple(dict.fromkeys(group)) for group in by_text.values()]
        self._written = [[p.text.translate(_FOLD) for p in group] for group in self._phrases]
        self._automaton = AhoCorasick(list(by_text), matchkind=MatchKind.Standard)

    def find(self, text: str) -> list[Match]:
        """All matches in `text` in the order of their start, then the longest first.

        Within one kind matches do not overlap: the longest wins. A phrase that stands for
        several keys gives one match for each.
        """
        folded = fold(text)
        written = text.translate(_FOLD)
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for index, start, end in hits:
            if not _stands_alone(folded, start, end):
                continue
            for phrase, form in zip(self._phrases[index], self._written[index], strict=True):
                if not phrase.case_sensitive or written[start:end] == form:
                    found[phrase.kind].append((start, end, phrase.key))
        out = [
            Match(start, end, kind, key)
            for kind, spans in found.items()
            for start, end, key in _longest(spans)
        ]
        out.sort(key=lambda m: (m.start, -m.end, m.kind, m.key))
        return out


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end."""
    if start and text[start].isalnum() and text[start - 1].isalnum():
        return False
    return not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _longest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    spans.sort(key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        while kept and span[0] < kept[-1][1] and span[1] - span[0] > kept[-1][1] - kept[-1][0]:
            kept.pop()
        if not kept or span[0] >= kept[-1][1] or span[:2] == kept[-1][:2]:
            kept.append(span)
    return kept
