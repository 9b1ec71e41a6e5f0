"""The sentences of a draft in, the sums in them that do not add up out.

A sentence that gives a total and its parts can be added up without knowing whose trade it is:
"contracts of $21 billion, made up of $12.7 billion, $3 billion and $7.3 billion".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bilateral.checking import wording
from bilateral.checking.compare import OPEN_STEPS
from bilateral.checking.drafts.claims import Problem
from bilateral.knowledge.measures import NOUN_KIND, measure_rules
from bilateral.knowledge.sums import cues
from bilateral.language.amounts import Amount
from bilateral.language.numbers import find_amounts
from bilateral.reading.page import Page, Sentence
from bilateral.record.intervals import Interval, last_digit

FALSE_SUM = "false_sum"
_REACH = 40
"""How far behind its measure, in code points, an amount may stand."""
_ENDS = re.compile(
    r";|,? (?:up|down) from\b|\bcompared (?:with|to)\b|\bagainst\b|\bwhile\b|\bafter\b"
)
"""Where the parts end: what follows is of another time or matter."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FLOWS = ("trade", "exports", "imports")


def false_sums(page: Page) -> Iterator[Problem]:
    """A problem for each sentence whose parts do not make its total."""
    for sentence in page.sentences:
        for total, parts in _sums(sentence):
            if not _adds_up(total, parts):
                yield _problem(sentence, total, parts)


Sum = tuple[Amount, Sequence[Amount]]


def _sums(sentence: Sentence) -> Iterator[Sum]:
    cue = next((c for c in cues("en") if c in sentence.text.casefold()), None)
    flows = {_measure(m.key) for m in sentence.of_kind(NOUN_KIND)} >= set(_FLOWS)
    if cue is None and not flows:
        return
    amounts = [a for a in find_amounts(sentence.text) if a.kind == "money"]
    found = _of_cue(sentence.text, cue, amounts) if cue else None
    found = found or (_of_flows(sentence, amounts) if flows else None)
    if found:
        yield found


def _measure(rule: str) -> str:
    return measure_rules("en")[rule].measure


def _of_cue(text: str, cue: str, amounts: Sequence[Amount]) -> Sum | None:
    """The last amount before the words "made up of", and those behind them."""
    at = text.casefold().find(cue)
    end = _ENDS.search(text, at)
    stop = end.start() if end else len(text)
    before = [a for a in amounts if a.end <= at]
    if not before:
        return None
    total = before[-1]
    parts = [a for a in amounts if at < a.start < stop and a.unit == total.unit]
    return (total, parts) if len(parts) >= 2 else None


def _of_flows(sentence: Sentence, amounts: Sequence[Amount]) -> Sum | None:
    """Trade, exports and imports, each followed by its own amount, all of one period."""
    if len(set(_YEAR.findall(sentence.text))) > 1:
        return None
    told: dict[str, Amount] = {}
    nouns = sorted(sentence.of_kind(NOUN_KIND), key=lambda m: m.start)
    for match in nouns:
        measure = _measure(match.key)
        amount = _behind(sentence.text, match.end, amounts, [m.start for m in nouns])
        if measure in _FLOWS and amount:
            if measure in told:
                return None
            told[measure] = amount
    if set(told) != set(_FLOWS) or len({a.unit for a in told.values()}) > 1:
        return None
    if len({a.start for a in told.values()}) < len(_FLOWS):
        return None
    return told["trade"], (told["exports"], told["imports"])


def _behind(text: str, at: int, amounts: Sequence[Amount], nouns: Sequence[int]) -> Amount | None:
    """The amount that follows within reach, no other measure between them."""
    found = next((a for a in amounts if at <= a.start <= at + _REACH), None)
    if found is None or any(at < noun < found.start for noun in nouns):
        return None
    return None if _ENDS.search(text, at, found.start) else found


def _interval(amount: Amount) -> Interval:
    """The least and the greatest value that the words allow. One article rounds its own sum:
    half a step of the last digit, where two articles may have cut theirs short."""
    value, high = amount.value, amount.high or amount.value
    step = last_digit(value, amount.significant_digits)
    match amount.bound:
        case "exact" | "range":
            return value - step / 2, high + step / 2
        case "over" | "at_least":
            return value, value + OPEN_STEPS * step
        case "nearly" | "under" | "at_most":
            return value - OPEN_STEPS * step, value
    return value - OPEN_STEPS * step, value + OPEN_STEPS * step


def _adds_up(total: Amount, parts: Sequence[Amount]) -> bool:
    whole, pieces = _interval(total), [_interval(part) for part in parts]
    low = sum((piece[0] for piece in pieces), Decimal(0))
    high = sum((piece[1] for piece in pieces), Decimal(0))
    return low <= whole[1] and whole[0] <= high


def _problem(sentence: Sentence, total: Amount, parts: Sequence[Amount]) -> Problem:
    unit = total.unit or ""
    added = wording.amount(sum((p.value for p in parts), Decimal(0)), unit)
    pieces = wording.listed(sentence.text[p.start : p.end] for p in parts)
    words = sentence.evidence(total.start, max(p.end for p in parts))
    return Problem(
        kind=FALSE_SUM,
        evidence=(words,),
        message=f"By the draft's own words {pieces} are the parts of "
        f"{sentence.text[total.start : total.end]}, but they make {added}.",
    )
