"""The mentions of a page in, the countries it is about out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from bilateral.knowledge.countries import blocs, country
from bilateral.knowledge.offices import BOTH
from bilateral.reading.context import Line

LEAD = 3
"""How many sentences tell what the news is about."""


@dataclass(slots=True)
class Weights:
    """How strongly each country stands in a page: in the title, in the lead, in how many
    sentences, and in how many together with another."""

    title: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    lead: set[str] = field(default_factory=set)
    sentences: Counter[str] = field(default_factory=Counter)
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    both: int = 0
    total: int = 0


def find_parties(lines: Sequence[Line], outlet: str | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes (and EUE) in alphabetical order; `outlet` is the country whose
    government publishes the page. Fewer than two where it tells of no relation."""
    weights = _weigh(lines, outlet)
    found = {code for code in weights.sentences if _is_subject(code, weights, outlet)}
    found |= weights.title & set(weights.sentences)
    if outlet and found - {outlet} and (weights.sentences[outlet] or outlet in weights.title):
        found.add(outlet)
    return tuple(sorted(found))


def _weigh(lines: Sequence[Line], outlet: str | None) -> Weights:
    weights = Weights()
    for line in lines:
        codes = codes_of(line)
        if line.sentence.field == "title":
            weights.title |= _named_as_side(line, codes)
            continue
        weights.total += 1
        if weights.total == 1:
            weights.first |= codes
        if weights.total <= LEAD:
            weights.lead |= codes
        weights.sentences.update(codes)
        weights.both += any(match.kind == BOTH for match in line.sentence.matches)
        weights.together.update(_pairs(codes))
    return weights


def _named_as_side(line: Line, codes: set[str]) -> set[str]:
    """Of the countries in a title those that are more than the scene ("planes in Djibouti")."""
    text = line.sentence.text
    scenes = {m.sides[0] for m in line.countries if text[: m.start].endswith((" in ", " In "))}
    return codes - scenes if len(codes - scenes) > 1 else codes


def codes_of(line: Line) -> set[str]:
    """The countries that a line names, by name, by person or by body: states, territories and
    those blocs that deal with states as one."""
    named = {code for m in line.countries if m.kind != "capital" for code in m.sides}
    named |= {draft.country for draft in line.drafts if draft.country}
    return {code for code in named if _can_be_party(code)}


@cache
def _can_be_party(code: str) -> bool:
    if code in ("IGO", "NGO"):
        return False
    group = next((row for row in blocs() if row.code == code), None)
    return group.kind in _ACTING_BLOCS if group else not country(code).historical


_ACTING_BLOCS = ("union", "regional")


def _is_bloc(code: str) -> bool:
    return code != "EUE" and any(row.code == code for row in blocs())


def _pairs(codes: Iterable[str]) -> list[tuple[str, str]]:
    ordered = sorted(codes)
    return [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]]


def _is_subject(code: str, weights: Weights, outlet: str | None) -> bool:
    """Whether the page is about the country and does not merely mention it."""
    if code == outlet or _is_bloc(code):
        return False
    count = weights.sentences[code]
    share = count / max(1, weights.total)
    if code in weights.first:
        return share >= 0.25 and count >= min(3, weights.total)
    if code in weights.lead:
        return share >= 0.3 and count >= 3
    return share >= 0.4 and count >= 4
