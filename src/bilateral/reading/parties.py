"""The lines of a page in, the countries it is about out.

A country is a party when the title names it as a side, or when it stands in the lead and comes
up often enough to be a subject and not an aside. What a government publishes is about its own
country as soon as it is about another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from bilateral.knowledge.countries import blocs, country
from bilateral.knowledge.offices import BOTH
from bilateral.reading.context import Line
from bilateral.reading.page import Mention

LEAD = 3
"""How many sentences tell what the news is about."""
FIRST_SHARE, LEAD_SHARE, ANY_SHARE = 0.25, 0.3, 0.4
"""In what part of the sentences a country comes up to be a subject, by where it first does."""
SHORT = 5
"""Up to how many sentences one naming is enough, and up to twice as many two."""
BESIDE_A_PAIR = 0.55
"""The same for a third country where the title names two sides already."""
RARELY = 0.05
"""The part of the sentences below which a country is an aside in any text."""
PARTNER_SHARE, PARTNER_COUNT = 0.15, 4
"""How often the partner comes up where one country is the subject."""

_INSIDE = re.compile(r"\b[Ii]n (?:the )?$")
_AMID = re.compile(r"[A-Za-z,] (?:as|amid|despite) (?:the )?$")
_ADDRESS = re.compile(
    r"(?: \| .{0,40}|\b(?:[Ii]n|[Rr]oute|to) (?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+, )$"
)
_COMPARED = re.compile(
    r"\b(?:than|past|ahead of|behind|overt[ao]\w+|surpass\w*|unlike|outpac\w+|like)"
    r" (?:\w+ )?(?:the )?$"
)
# What two sides say to each other is about them, whatever third country they speak of.
_TALK = re.compile(
    r"(?!.*\b(?:[Tt]ravel|[Tt]rip|[Vv]isit|[Tt]our|[Ee]ngagements)\b)"
    r".*\b(?:[Cc]all|phone|telephone|[Mm]eeting|[Mm]eets|[Tt]alks)\b.*\b(?:with|to|between)\b"
)
_RELATION = re.compile(r"countr|nation|governments|sides|bilateral|two-way", re.IGNORECASE)
_ACTING_BLOCS = ("union", "regional")


@dataclass(slots=True)
class Weights:
    """How strongly each country stands in a page: as a side in the title, in the first sentence,
    in the lead, in how many sentences, as a place, together with another."""

    title: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    lead: set[str] = field(default_factory=set)
    sentences: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    relation: int = 0
    total: int = 0
    talk: bool = False

    @property
    def alone(self) -> bool:
        """Whether the text names no country at all."""
        return not self.sentences

    def share(self, code: str) -> float:
        """The part of the sentences in which the country comes up."""
        return self.sentences[code] / max(1, self.total)


def find_parties(lines: Sequence[Line], outlet: str | None) -> tuple[str, ...]:
    """ISO 3166-1 alpha-3 codes (and EUE) in alphabetical order; `outlet` is the country whose
    government publishes the page. Fewer than two where it tells of no relation."""
    weights = _weigh(lines, outlet)
    both = len(weights.title) == 2 and (
        weights.relation > 0 or len(weights.title & weights.sentences.keys()) > 0 or weights.alone
    )
    sides = {c for c in weights.title if both or c == outlet or weights.sentences[c]}
    told = sides | {outlet} if outlet and sides and weights.talk else sides
    found = sides | _subjects(weights, outlet, told)
    if outlet and found and _takes_part(outlet, sides, weights):
        found.add(outlet)
    if len(found) < 2:
        found |= _partner(found, weights)
    if len(found) < 2 and weights.relation:
        found |= _only_pair(weights)
    if len(found) < 2 and weights.first:
        found |= _trading_bloc(lines, weights)
    return tuple(sorted(code for code in found if not _part_of(code, found)))


def _takes_part(outlet: str, sides: set[str], weights: Weights) -> bool:
    """Whether what a government publishes is about its own country too: so unless the title
    names two others, and its own hardly comes up ("Joint Declaration of A and B")."""
    if outlet in sides or len(sides) == 1:
        return True
    least = 0.5 if len(sides) > 1 else 0.0
    return weights.share(outlet) > least


def _weigh(lines: Sequence[Line], outlet: str | None) -> Weights:
    weights = Weights()
    for line in lines:
        if not (line.drafts or line.matches) and line.sentence.field == "text":
            weights.total += 1
            continue
        codes, places = codes_of(line)
        if line.sentence.field == "title":
            weights.title |= _sides_in_title(line, outlet)
            weights.talk = _TALK.match(line.sentence.text) is not None
            continue
        weights.total += 1
        if weights.total == 1:
            weights.first |= codes
        if weights.total <= LEAD:
            weights.lead |= codes
        if codes or places:
            for code in sorted(codes):
                weights.sentences[code] += 1
            for code in sorted(places - codes):
                weights.places[code] += 1
            if len(codes) + len(places) > 1:
                weights.together.update(_pairs(codes | places))
        weights.relation += BOTH in line.matches and _tells_relation(line)
    return weights


def _tells_relation(line: Line) -> bool:
    text = line.sentence.text
    spans = [text[m.start : m.end] for m in line.matches[BOTH]]
    return any(_RELATION.search(words) for words in spans)


def codes_of(line: Line) -> tuple[set[str], set[str]]:
    """The countries that a line names, by name, by person or by body, and those that it names by
    a place. Countries that are only compared with are left out ("ahead of Britain")."""
    text = line.sentence.text
    named = {draft.country for draft in line.drafts if draft.country}
    places: set[str] = set()
    acting = False
    for mention in line.countries:
        if mention.kind == "capital" and not _is_government(text, mention, acting):
            places.update(mention.sides)
        elif not _compared(text, mention):
            named.update(mention.sides)
            acting = acting or mention.kind == "capital"
    if not (named or places):
        return named, places
    return {c for c in named if _can_be_party(c)}, {c for c in places if _can_be_party(c)}


def _is_government(text: str, capital: Mention, acting: bool) -> bool:
    """Whether a capital acts or is dealt with: "gave Kyiv", "relations with Damascus", it opens
    the sentence before a verb, or another capital acts in it ("Canberra undertook to consult
    Honiara")."""
    if _DEALT_WITH.search(text, max(0, capital.start - 90), capital.start):
        return True
    if acting and not _THERE.search(text, max(0, capital.start - 16), capital.start):
        return True
    if capital.start:
        return False
    return (_ACTS.match(text, capital.end) or _APPOSED.match(text, capital.end)) is not None


_THERE = re.compile(r"\b(?:in|at|from|near|around|outside|via|through|of|for) (?:the )?$")
_DEALT_WITH = re.compile(
    r"\b(?:(?:relations|ties|talks|agreement|pact|treaty|partnership) with"
    r"|(?:partner|ally|neighbou?r|rival) (?:of|to)|pressure on|(?:imports?|loans?|aid"
    r"|purchases) from"
    r"|(?:bought|borrowed|imported|received|obtained|secured) [^.;]{0,60}\bfrom|exports? to"
    r"|(?:owes?|owed|sold|lent|exported) [^.;]{0,60}\bto|sanctions (?:on|against)|visit to"
    r"|gave|giv(?:es?|ing)|offer(?:s|ing|ed)|promis(?:es?|ing|ed)|lent|lend(?:s|ing)|granted"
    r"|asked|urged|assured|pressed|accused|warned|appealed to"
    r"|call(?:s|ed|ing)? on"
    r"|(?:doses|tonnes|tons|aid|relief|supplies|shipment|consignment)[^.;]{0,40}"
    r" (?:arrived|landed|touched down|reached|were delivered) (?:in|at)) $"
)
_APPOSED = re.compile(r", (?:an?|its|the) (?:\w+ ){0,4}(?:ally|partner|neighbou?r|rival)\b")
_ACTS = re.compile(
    r"(?: and [A-Z]\w+)? (?:(?:has|have|had|also|then) )*"
    r"(?:\w{3,}ed (?!in\b|at\b|by\b)|broke|undertook|gave|took|cut|sent|lent|said|says|sold"
    r"|bought|brought|(?:is|are|was|were) (?:now |also )?\w+ing|would|will|chose|drew|held"
    r"|keeps?|kept|made|owes?|spent|won|pays?|paid|buys|sells|sends|lends|gives|imports|exports"
    r"|is to|are to|wants?|hopes?|plans?"
    r"|put|is ready|are ready|agrees?|accuses?)\b"
)


def _compared(text: str, mention: Mention) -> bool:
    return bool(_COMPARED.search(text, max(0, mention.start - 30), mention.start))


def _sides_in_title(line: Line, outlet: str | None) -> set[str]:
    """Of the countries in a title those that are more than the scene: not "| Lima, Peru", and
    "planes in Djibouti" only where nobody else is named but the outlet's own country."""
    text = line.sentence.text
    sides = {draft.country for draft in line.drafts if draft.country}
    scenes: set[str] = set()
    for mention in line.countries:
        listed = any(other.end == mention.start - 2 for other in line.countries)
        address = not listed and _ADDRESS.search(text, 0, mention.start)
        if address or _compared(text, mention):
            continue
        aside = _INSIDE.search(text, 0, mention.start) or _AMID.search(text, 0, mention.start)
        kind = scenes if aside else sides
        kind.update(mention.sides)
    if len(sides | {outlet} - {None}) < 2:
        sides |= scenes
    return {code for code in sides if _can_be_party(code)}


@cache
def _can_be_party(code: str) -> bool:
    """States, territories, the European Union, and blocs that deal with states as one."""
    if code in ("IGO", "NGO"):
        return False
    group = next((row for row in blocs() if row.code == code), None)
    return group.kind in _ACTING_BLOCS if group else not country(code).historical


def _part_of(code: str, found: set[str]) -> bool:
    """Whether a territory stands beside the state it belongs to."""
    if _is_bloc(code):
        return False
    sovereign = country(code).sovereign
    return sovereign is not None and sovereign != code and sovereign in found


@cache
def _is_bloc(code: str) -> bool:
    return code != "EUE" and any(row.code == code for row in blocs())


def _pairs(codes: Iterable[str]) -> list[tuple[str, str]]:
    ordered = sorted(codes)
    return [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]]


def _subjects(weights: Weights, outlet: str | None, sides: set[str]) -> set[str]:
    """The countries that the text is about and does not merely mention: those of the first
    sentence, then others, of which more is asked where there are two already."""
    rest = [c for c in weights.sentences if c != outlet and not _is_bloc(c)]
    few = min(3, 1 + weights.total // SHORT)
    found: set[str] = set()
    if len(sides) < 2:
        first = (c for c in rest if c in weights.first and weights.share(c) >= FIRST_SHARE)
        found = {code for code in first if weights.sentences[code] >= few}
    paired = len(sides | found) > 1
    if weights.talk and len(sides) > 1:
        return found
    return found | {code for code in rest if _is_subject(code, weights, paired, few)}


def _is_subject(code: str, weights: Weights, paired: bool, few: int) -> bool:
    count, share = weights.sentences[code], weights.share(code)
    if paired:
        return code in weights.lead and count >= 3 and share >= BESIDE_A_PAIR
    if code in weights.lead:
        return share >= LEAD_SHARE and count >= few
    return share >= ANY_SHARE and count >= 4


def _partner(found: set[str], weights: Weights) -> set[str]:
    """The country with which the only subject has to do, in the lead and again and again."""
    for code, count in (weights.sentences + weights.places).most_common():
        if code in found or _is_bloc(code):
            continue
        named = code in weights.lead and weights.sentences[code]
        often = count >= PARTNER_COUNT and count / max(1, weights.total) >= PARTNER_SHARE
        if found and named and often and _met(code, found, weights):
            return {code}
    return set()


_TRADED_WITH = re.compile(
    r"\b(?:trade|commerce|turnover|exports?|imports?|exported|imported|shipments|shipped|sales|sold"
    r"|investments?|invested|surplus|deficit|tariffs?|dut(?:y|ies)|market|partner|supplier"
    r"|investor)"
    r"\b[^.;]{0,50}\b(?:with|to|from|in|into|of|on|and|between|against) (?:the )?$"
)


def _trading_bloc(lines: Sequence[Line], weights: Weights) -> set[str]:
    """One country and the bloc that it trades with, where the text opens with the two
    ("China's trade with ASEAN")."""
    first = next((line for line in lines if line.sentence.field == "text"), None)
    states = {c for c in weights.first if not _is_bloc(c)}
    if first is None or len(states) != 1 or weights.share(next(iter(states))) < FIRST_SHARE:
        return set()
    traded = (
        mention.sides[0]
        for mention in first.countries
        if mention.kind == "bloc"
        and _TRADED_WITH.search(first.sentence.text, 0, mention.start)
        and _keeps_books(mention.sides[0])
    )
    bloc = next(traded, None)
    return states | {bloc} if bloc else set()


@cache
def _keeps_books(code: str) -> bool:
    """Whether a bloc is one side of what a country trades: a union, region or common market."""
    return any(row.code == code and row.kind in (*_ACTING_BLOCS, "trade") for row in blocs())


def _met(code: str, found: set[str], weights: Weights) -> bool:
    return any(weights.together[min(code, c), max(code, c)] > 1 for c in found)


def _only_pair(weights: Weights) -> set[str]:
    """The two countries that are named beside hardly any other, in a text that tells of "the two
    countries", and not once in a long while."""
    counts = weights.sentences + weights.places
    top = [code for code, count in counts.most_common(3) if count > 1 and not _is_bloc(code)]
    least = 0.7 if weights.relation > 1 else 0.9
    if len(top) != 2 or counts[top[0]] + counts[top[1]] < least * counts.total():
        return set()
    if counts[top[1]] < RARELY * weights.total:
        return set()
    return set(top) if all(weights.sentences[code] for code in top) else set()
