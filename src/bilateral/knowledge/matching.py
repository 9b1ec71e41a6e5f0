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
        self._set(spellings(phrases))

    @classmethod
    def of(cls, known: Spellings) -> Matcher:
        """A matcher of what `spellings` made of phrases."""
        made = cls.__new__(cls)
        made._set(known)
        return made

    def _set(self, known: Spellings) -> None:
        texts, self._readings = known
        self._automaton = AhoCorasick(texts, matchkind=MatchKind.Standard)
        self._tables: dict[tuple[frozenset[str], bool], list[Sequence[_Reading]]] = {}

    def find(self, text: str) -> list[Match]:
        """All matches in `text` in the order of their start, then the longest first.

        Within one kind matches do not overlap: the longest wins. A phrase that stands for
        several keys gives one match for each.
        """
        found = self.pass_over(text)
        found.take(frozenset(), among=False)
        return list(found.within([(0, len(text))])[0])

    def pass_over(self, text: str) -> Pass:
        """One pass over `text`, out of which matches are taken kind by kind."""
        folded = fold(text)
        return Pass(
            self, text, folded, self._automaton.find_matches_as_indexes(folded, overlapping=True)
        )

    def table(self, kinds: frozenset[str], among: bool) -> list[Sequence[_Reading]]:
        """What each spelling may be, of the kinds that are among `kinds` or not among them."""
        found = self._tables.get((kinds, among))
        if found is None:
            found = self._tables[kinds, among] = [
                [reading for reading in readings if (reading[0] in kinds) is among]
                if len(readings) > 1
                else readings
                if (readings[0][0] in kinds) is among
                else ()
                for readings in self._readings
            ]
        return found


class Pass:
    """What one pass over a text has hit. Weighing hits costs more than the pass, so that of a
    page that tells of no relation only those are weighed that say so."""

    def __init__(self, matcher: Matcher, text: str, folded: str, hits: list[_Hit]) -> None:
        self._matcher = matcher
        self._written = _same_signs(text)
        self._folded = folded
        self._hits = hits
        self._found: list[tuple[int, int, str, str]] = []

    def take(self, kinds: frozenset[str], *, among: bool = True) -> None:
        """Take the matches of the kinds among `kinds`, or of all the others."""
        folded, written, length = self._folded, self._written, len(self._folded)
        table = self._matcher.table(kinds, among)
        found: dict[str, list[_Span]] = defaultdict(list)
        for index, start, end in self._hits:
            readings = table[index]
            if not readings:
                continue
            # No word may go on over either end.
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            if end < length and folded[end].isalnum() and folded[end - 1].isalnum():
                continue
            for kind, key, form in readings:
                if form is None or written[start:end] == form:
                    found[kind].append((start, -end, key))
        for kind, spans in found.items():
            kept = _longest(spans) if len(spans) > 1 else spans
            self._found += [(start, end, kind, key) for start, end, key in kept]
        self._found.sort()

    def within(self, spans: Sequence[tuple[int, int]]) -> list[tuple[Match, ...]]:
        """What was taken that lies within each of `spans`, which follow each other; the offsets of
        each match count from the start of its span."""
        found = self._found
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


# Far faster than calling the class, whose own constructor is written in Python.
_match: Callable[[tuple[int, int, str, str]], Match] = partial(tuple.__new__, Match)

# A span as (start, -end, key): the order of such tuples is that of matches.
_Span = tuple[int, int, str]
# Which spelling was hit, from where to where.
_Hit = tuple[int, int, int]
# Kind and key of a phrase, and the form it must be written in, if any.
_Reading = tuple[str, str, str | None]


# All spellings, and by the place of each in that list what it may be. Lists, as JSON has them.
Spellings = tuple[list[str], list[list[_Reading]]]


def spellings(phrases: Iterable[Phrase]) -> Spellings:
    """Phrases by how they are written, folded; the same for the same phrases."""
    by_text: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_text[fold(phrase.text)].append(phrase)
    return list(by_text), [_readings(group) for group in by_text.values()]


def _readings(group: list[Phrase]) -> list[_Reading]:
    """What one spelling may be."""
    return list(
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
