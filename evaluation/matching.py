"""The labels and the statements of one kind in one article in, their pairs out.

Pairs are one to one. A pair is right when evidence overlaps and the key fields agree; the best
pairs (whole, then most words in common) are taken first, and one is given up only where that
lets a further label find its statement. What is left may match an optional label, and counts
neither as right nor as wrong; the rest is missed or extra, paired for the eye where words
overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.comparing import Fault, faults
from evaluation.gold import GoldArticle
from evaluation.names import closeness
from evaluation.spans import Span, gold_spans, overlap, read_spans

Json = Mapping[str, Any]

ALIKE = 0.5
"""Share of words in common from which two actors' names are shown side by side."""


@dataclass(frozen=True)
class Pair:
    """A label, the statement that tells it, and where they differ."""

    gold: Json
    read: Json
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class Alignment:
    """What became of the labels and the statements of one kind in one article.

    `close` holds the pairs among `missed` and `extra` that seem to tell one thing.
    """

    right: tuple[Pair, ...]
    neutral: tuple[Pair, ...]
    missed: tuple[Json, ...]
    extra: tuple[Json, ...]
    close: tuple[Pair, ...]


NOT_SCORED = Alignment((), (), (), (), ())
"""Of a kind that the article is not labelled for."""


@dataclass(frozen=True)
class _Candidate:
    gold: int
    read: int
    pair: Pair
    shared: float

    @property
    def rank(self) -> tuple[float, ...]:
        return (-len(self.pair.faults), self.shared)


def align(section: str, article: GoldArticle, reading: Mapping[str, Any]) -> Alignment:
    """The alignment of one kind; `reading` is an object of `read --jsonl`."""
    document = reading.get("document") or {}
    read = list(reading.get(section) or ())
    spans = [read_spans(item) for item in read]

    def candidates(labels: Sequence[Json]) -> list[_Candidate]:
        where = [gold_spans(article, label, document) for label in labels]
        return [
            _candidate(section, (i, labels[i], where[i]), (j, read[j], spans[j]))
            for i in range(len(labels))
            for j in range(len(read))
        ]

    labels = article.required[section]
    every = candidates(labels)
    right = _assign([c for c in every if _is_right(c)])
    taken = {c.read for c in right}
    optional = candidates(article.optional[section])
    neutral = _assign([c for c in optional if c.read not in taken and _is_right(c)])
    taken |= {c.read for c in neutral}
    found = {c.gold for c in right}
    close = _assign_greedily(
        [c for c in every if c.gold not in found and c.read not in taken and _is_close(c)]
    )
    return Alignment(
        right=tuple(c.pair for c in right),
        neutral=tuple(c.pair for c in neutral),
        missed=tuple(label for i, label in enumerate(labels) if i not in found),
        extra=tuple(item for j, item in enumerate(read) if j not in taken),
        close=tuple(c.pair for c in close),
    )


def _candidate(
    section: str,
    label: tuple[int, Json, tuple[Span, ...]],
    statement: tuple[int, Json, tuple[Span, ...]],
) -> _Candidate:
    i, gold, where = label
    j, read, spans = statement
    if section == "actors":
        shared = closeness(gold["name"], read.get("name") or "")
    else:
        # A label whose words are not known (areas have none) is found by its fields alone.
        shared = float(overlap(where, spans)) if where else 1.0
    return _Candidate(i, j, Pair(gold, read, faults(section, gold, read)), shared)


def _is_right(candidate: _Candidate) -> bool:
    return candidate.shared > 0 and not any(fault.key for fault in candidate.pair.faults)


def _is_close(candidate: _Candidate) -> bool:
    """The same words told otherwise, or the same thing told of other words."""
    if "evidence" not in candidate.pair.gold:
        return "name" in candidate.pair.gold and candidate.shared >= ALIKE
    return candidate.shared > 0 or not any(fault.key for fault in candidate.pair.faults)


def _assign_greedily(candidates: list[_Candidate]) -> list[_Candidate]:
    golds: set[int] = set()
    reads: set[int] = set()
    out = []
    for candidate in sorted(candidates, key=lambda c: c.rank, reverse=True):
        if candidate.gold not in golds and candidate.read not in reads:
            golds.add(candidate.gold)
            reads.add(candidate.read)
            out.append(candidate)
    return sorted(out, key=lambda c: c.gold)


def _assign(candidates: list[_Candidate]) -> list[_Candidate]:
    """The most pairs there can be, starting from the best ones first."""
    by_gold: dict[int, list[_Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank, reverse=True):
        by_gold.setdefault(candidate.gold, []).append(candidate)
    holder = {c.read: c for c in _assign_greedily(candidates)}
    held = {c.gold for c in holder.values()}
    for gold in by_gold:
        if gold not in held:
            _give_way(gold, by_gold, holder, set())
    return sorted(holder.values(), key=lambda c: c.gold)


def _give_way(
    gold: int,
    by_gold: Mapping[int, list[_Candidate]],
    holder: dict[int, _Candidate],
    asked: set[int],
) -> bool:
    """Give `gold` a statement, its holder taking another one where it can."""
    for candidate in by_gold[gold]:
        if candidate.read in asked:
            continue
        asked.add(candidate.read)
        present = holder.get(candidate.read)
        if present is None or _give_way(present.gold, by_gold, holder, asked):
            holder[candidate.read] = candidate
            return True
    return False
