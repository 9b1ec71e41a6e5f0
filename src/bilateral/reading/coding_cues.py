"""The words of a sentence in, the rule that most of them point to out: what is left where no verb
of the sentence names an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from bilateral.knowledge.coding import coding_cues


class Cue(NamedTuple):
    """Words that point to `rule`; with `open` the last is the beginning of a word."""

    rule: str
    words: tuple[str, ...]
    open: bool


def pointed_at(low: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    """The rule to which most words of `low` point, and where those stand; longer cues count
    more, and of two rules with as much the one that is pointed at first."""
    weights: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for start, word in enumerate(low):
        found = {cue.rule: cue for cue in _by_letter().get(word[:2], ()) if _fits(cue, low, start)}
        for rule, cue in found.items():
            weights[rule] = weights.get(rule, 0) + len(cue.words)
            places.setdefault(rule, []).append(start)
    if not weights:
        return None
    best = max(weights, key=lambda rule: weights[rule])
    return best, tuple(places[best])


def _fits(cue: Cue, low: Sequence[str], start: int) -> bool:
    end = start + len(cue.words)
    if end > len(low):
        return False
    *firm, last = cue.words
    if any(low[start + index] != word for index, word in enumerate(firm)):
        return False
    return low[end - 1].startswith(last) if cue.open else low[end - 1] == last


@cache
def _by_letter() -> dict[str, tuple[Cue, ...]]:
    """The cues by the first two letters of their first word."""
    found: dict[str, list[Cue]] = {}
    for cue in _cues():
        found.setdefault(cue.words[0][:2], []).append(cue)
    return {letters: tuple(cues) for letters, cues in found.items()}


def _cues() -> Iterable[Cue]:
    for rule, phrases in coding_cues():
        for phrase in phrases:
            yield Cue(rule, tuple(phrase.removesuffix("*").split()), phrase.endswith("*"))
