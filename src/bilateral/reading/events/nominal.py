"""A sentence in, the acts that nouns name without a verb of their own out: visits and talks.

"Biden's visit will be the first", "talks between Kenya and China", "the signing of the treaty".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bilateral.language.verbs import FINITE, Group
from bilateral.language.words import Class
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.lexicon import Noun, lexicon
from bilateral.reading.events.outcomes import CANCELLING, Outcome
from bilateral.reading.events.sides import Clause, Placed

_NOUNS = {"visit": "visit", "talks": "talks", "call": "call"}
_SIGNING, _SIGNED = "signing", "events.agreement_signed"
_AHEAD = frozenset(
    [
        "preparations",
        "plans",
        "arrangements",
        "upcoming",
        "forthcoming",
        "planned",
        "coming",
        "scheduled",
        "next",
        "future",
        "proposed",
    ]
)
OWNERS = frozenset(["his", "her", "their"])
_MAKERS = ("between", "by", "of")
REACH = 14
PAIR_REACH = 9
COPULA_REACH = 5


@dataclass(frozen=True, slots=True)
class Nominal:
    """An act named by a noun: its class, where it stands, who is in it, whether it is ahead."""

    outcome: Outcome
    clause: Clause
    planned: bool
    cancelled: bool = False


@cache
def _heads() -> frozenset[str]:
    """The first words of the nouns that name acts here: without one there is nothing to read."""
    found = lexicon()
    return frozenset(
        first
        for first, entries in found.nouns.items()
        for _, classes in entries
        if any(name in _NOUNS for name in classes)
    )


def nominal_acts(
    analysis: Analysis, mentions: list[Placed], taken: set[int], before: Placed | None
) -> Iterator[Nominal]:
    """The acts of nouns outside the words in `taken`; `before` is who "his" stands for."""
    words = analysis.words
    if _SIGNING in words.low:
        yield from _signings(analysis, mentions)
    if _heads().isdisjoint(words.low):
        return
    for noun in analysis.nouns_in(0, len(words)):
        name = next((_NOUNS[c] for c in noun.classes if c in _NOUNS), None)
        if name is None or noun.end - 1 in taken or _is_compound(analysis, noun.end):
            continue
        rule = analysis.lexicon.acts[name]
        visits = name == "visit"
        found = _who(analysis, mentions, noun, visits, before if visits else None)
        if found is None:
            continue
        outcome = Outcome(
            rule.name,
            rule.root,
            rule.mode,
            rule.activity,
            rule.root,
            rule,
            (noun.end - 1,),
        )
        off = _is_off(analysis, noun.end)
        yield Nominal(outcome, found, _is_ahead(analysis, noun.start, noun.end) and not off, off)


def _signings(analysis: Analysis, mentions: list[Placed]) -> Iterator[Nominal]:
    """ "the signing of the agreement between A and B", "A's signing of a treaty with B"."""
    low = analysis.words.low
    rule = next((r for r in analysis.lexicon.acts.values() if r.name == _SIGNED), None)
    index = low.index(_SIGNING)
    if rule is None or low[index + 1 : index + 2] != ["of"]:
        return
    stop = _stop(analysis, index + 1)
    behind = [m for m in mentions if index < m.start < stop]
    pair = _between(index, stop, behind) if "between" in low[index:stop] else None
    owner = _owner(analysis, mentions, index, None)
    if owner and "with" in low[index:stop]:
        pair = Clause(owner.start, stop, [owner], behind)
    if pair:
        outcome = Outcome(rule.name, rule.root, rule.mode, rule.activity, rule.root, rule, (index,))
        yield Nominal(outcome, pair, _is_ahead(analysis, index, index + 1))


def _is_compound(analysis: Analysis, end: int) -> bool:
    """ "meeting rooms": the noun only qualifies the next one."""
    classes = analysis.words.classes
    plain = end < len(classes) and not classes[end] & ~int(Class.CAPITAL | Class.NUMBER)
    return plain and not any(group.first == end for group in analysis.groups)


def _who(
    analysis: Analysis, mentions: list[Placed], noun: Noun, visits: bool, before: Placed | None
) -> Clause | None:
    """Who does it, before the noun or behind "by" or "between", and what stands behind it."""
    low, start, end = analysis.words.low, noun.start, noun.end
    stop = _stop(analysis, end)
    behind = [m for m in mentions if end <= m.start < stop]
    verb = next((g.first for g in analysis.groups if g.first >= end), stop)
    between = [m for m in behind if m.start < verb and _before(low, m.start, end) in _MAKERS]
    owner = _owner(analysis, mentions, start, before)
    if not visits and _names_both(low, end, stop):
        pair = [m for m in behind if m.mention.kind != "capital"]
        return _between(start, stop, pair)
    if owner:
        return Clause(min(start, owner.start), stop, [owner], behind)
    pair = [] if visits else _compound_pair(analysis, mentions, start)
    if pair and _takes_place(analysis, end):
        return Clause(pair[0].start, stop, pair, behind)
    if between and _before(low, between[0].start, end) != "between":
        return Clause(start, stop, between[:1], [m for m in behind if m is not between[0]])
    return None


def _before(low: list[str], start: int, end: int) -> str:
    """The word before a mention; before its article only where that makes it who acts: "visit of
    the", "visit by the", and not "visit at the invitation of the"."""
    word = low[start - 1] if start else ""
    maker = low[start - 2] if word == "the" and start > 1 else ""
    return maker if maker in ("by", "between") or (maker and start - 2 == end) else word


def _compound_pair(analysis: Analysis, mentions: list[Placed], start: int) -> list[Placed]:
    """ "the Japan-Chile defence dialogue": the two sides joined before the noun."""
    near = [m for m in mentions if start - PAIR_REACH <= m.start and m.end <= start]
    for left, right in pairwise(near):
        gap = analysis.words.text[left.mention.end : right.mention.start]
        if gap in ("-", "–") and left.sides != right.sides:
            return [left, right]
    return []


def _takes_place(analysis: Analysis, end: int) -> bool:
    """Whether the verb behind the noun says that it is held."""
    verb = next((g for g in analysis.groups if g.first >= end), None)
    if verb is None or verb.kind != FINITE or verb.first - end > REACH:
        return False
    return verb.lemma in _HELD and (verb.passive or verb.lemma not in ("hold", "convene"))


_HELD = frozenset(
    ("hold", "be held", "take place", "convene", "open", "begin", "start", "conclude", "end")
)


def _names_both(low: list[str], end: int, stop: int) -> bool:
    """Whether the noun's own "between" follows, not that of "the war between" or of other talks."""
    for index in range(end, stop):
        if low[index] == "between":
            return index == end or low[index - 1] not in _OTHERS | _heads()
    return False


_OTHER_NOUNS = """
    war conflict fighting border dispute tensions clashes relationship relations ties partnership
    cooperation friendship alliance
"""
_OTHERS = frozenset(_OTHER_NOUNS.split())


def _between(start: int, stop: int, found: list[Placed]) -> Clause | None:
    """ "between President A of Kenya and Minister B of China": all up to the second side."""
    sides: set[str] = set()
    for index, mention in enumerate(found):
        sides.update(mention.sides)
        if len(sides) > 1:
            last = index + 1
            while last < len(found) and set(found[last].sides) <= sides:
                last += 1
            return Clause(start, stop, found[:last], found[last:])
    return None


def _stop(analysis: Analysis, end: int) -> int:
    """Where the noun's own phrases end."""
    stop = min(len(analysis.words), end + REACH)
    classes = analysis.words.classes
    for position in range(end, stop):
        if classes[position] & Class.COMMA and _joins_places(analysis, position):
            continue
        if classes[position] & (Class.COMMA | Class.STOP | Class.SUBORDINATOR):
            return position
        if analysis.words.low[position] == "which":
            return position
    return stop


def _joins_places(analysis: Analysis, comma: int) -> bool:
    """ "the meeting in Banff, Alberta in May": the comma stands inside the name of a place."""
    low, classes = analysis.words.low, analysis.words.classes
    named = comma and all(c & Class.CAPITAL for c in classes[comma - 1 : comma + 2 : 2])
    return bool(named) and not _TIME_OPENS.isdisjoint(low[comma + 2 : comma + 3])


_TIME_OPENS = frozenset(("in", "on", "last", "this", "earlier"))


def _owner(
    analysis: Analysis, mentions: list[Placed], start: int, before: Placed | None
) -> Placed | None:
    """ "Biden's first state visit", "his trip"."""
    low = analysis.words.low
    for mention in reversed(mentions):
        if mention.end <= start and start - mention.end <= 5:
            between = low[mention.end : start]
            if between[:1] in (["'s"], ["'"]) or (mention.mention.possessive and len(between) <= 4):
                return mention
    if any(word in OWNERS for word in low[max(0, start - 4) : start]):
        return before
    return None


def _is_off(analysis: Analysis, end: int) -> bool:
    """ "the visit was cancelled"."""
    verb = next((g for g in analysis.groups if g.first >= end and g.kind == FINITE), None)
    return bool(verb and verb.passive and verb.lemma in CANCELLING and verb.first - end < REACH)


def _is_ahead(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the act is still to come, by the words beside the noun or the verb behind it."""
    low = analysis.words.low
    if any(word in _AHEAD for word in low[max(0, start - 3) : start]):
        return True
    # "It will be his first trip to": what stands before the noun only says what it will be.
    if any(g.kind == FINITE and g.lemma == "be" and _is_to_be(g, start) for g in analysis.groups):
        return True
    for group in analysis.groups:
        if group.first >= end and group.kind == FINITE:
            return group.future and group.first - end < REACH
    return False


def _is_to_be(group: Group, noun: int) -> bool:
    to_be = group.future or group.modal in ("will", "would", "shall")
    return to_be and 0 <= noun - group.end <= COPULA_REACH
