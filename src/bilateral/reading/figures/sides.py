"""A measure's words in a sentence in, its two sides out: whose figure, and with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bilateral.knowledge.measures import MeasureRule
from bilateral.reading.figures.frame import Line
from bilateral.reading.figures.standing import POSSESSOR, Placed, placed
from bilateral.reading.page import Mention

OWNER_REACH = 60
BODIES = frozenset({"IGO", "NGO"})
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|getting|got)\s+(?:\w+ly\s+)?$")
_PARTICIPLE = re.compile(r"\w+(?:ed|en|nt|ld|id|ut|ought|ft|won)\b")
_ITS = re.compile(r"\b(?:its|their|his|her)\b[\w\s-]{0,40}$", re.IGNORECASE)
_IMPLIED = re.compile(
    r"\b(?:bilateral|two-way|mutual|each other|reciprocal|both|between the two)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who a figure is about: `ref` and `counterpart` as its measure defines them."""

    ref: str | None
    counterpart: str | None

    @property
    def whole(self) -> bool:
        return bool(self.ref and self.counterpart and self.ref != self.counterpart)


def read_sides(
    line: Line, rule: MeasureRule, anchor: tuple[int, int], at: int, floor: int = 0
) -> Sides:
    """The sides that the words around an amount at `at` give; either may be missing.

    Looked for in the amount's clause first, then in the sentence; nothing before `floor`, where
    the words of another figure end.
    """
    found = Sides(None, None)
    clause = line.clause(at)
    spans = ((max(clause[0], floor), clause[1]), (floor, len(line.text)))
    verb = line.is_verb(anchor[0])
    everyone = placed(line, (0, len(line.text)), anchor)
    if POSSESSOR not in (*rule.ref, *rule.counterpart):
        everyone = [replace(p, cue="owner") if p.cue == POSSESSOR else p for p in everyone]
    if verb and _is_passive(line.text, anchor[0]):
        everyone = [replace(p, cue="object") if p.cue == "subject" else p for p in everyone]
    everyone = [_of_the_other_flow(line, p, rule, anchor) for p in everyone]
    for span in dict.fromkeys(spans):
        people = [
            p
            for p in everyone
            if span[0] <= p.mention.start < span[1] or (verb and p.cue == "subject")
        ]
        found = _matched(people, rule, anchor, found, verb)
        if found.whole:
            return found
    return found


_FLOWS = {"exports": "to", "imports": "from"}


def _of_the_other_flow(
    line: Line, person: Placed, rule: MeasureRule, anchor: tuple[int, int]
) -> Placed:
    """The partner of exports is that of the imports told beside them ("exports were $900 million
    and imports from the Netherlands $400 million")."""
    if rule.measure not in _FLOWS or person.cue not in ("to", "from"):
        return person
    start = person.mention.start
    back = next((t for t in reversed(line.triggers) if t.end < start and not t.verb), None)
    if back is None or back.start == anchor[0] or _FLOWS.get(back.measure) != person.cue:
        return person
    beside = start - back.end < len(" from the ") + 1
    return replace(person, cue=_FLOWS[rule.measure]) if beside else person


def _is_passive(text: str, at: int) -> bool:
    """Whether the verb at a place is a participle behind "was": its subject has it done to it."""
    return bool(_PASSIVE.search(text[max(0, at - 30) : at]) and _PARTICIPLE.match(text, at))


def _matched(
    people: list[Placed], rule: MeasureRule, anchor: tuple[int, int], have: Sides, verb: bool
) -> Sides:
    ref_cues, counterpart_cues = rule.ref, rule.counterpart
    if verb:  # who does it stands before a verb, whatever else is named
        ref_cues, counterpart_cues = _subject_first(ref_cues), _subject_first(counterpart_cues)
    if rule.measure == "tariff_rate" and not have.counterpart:
        hit = [p for p in people if p.cue in ("on", "against") and _near(p.mention, anchor)]
        have = replace(have, counterpart=hit[0].side) if hit else have
    ref = have.ref or _best(people, ref_cues, anchor, have.counterpart)
    counterpart = have.counterpart or _best(people, counterpart_cues, anchor, ref)
    return Sides(ref, counterpart)


def _near(mention: Mention, anchor: tuple[int, int]) -> bool:
    return 0 <= mention.start - anchor[1] < OWNER_REACH


def _subject_first(cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(cues, key=lambda cue: cue != "subject"))


def _best(
    people: list[Placed],
    cues: tuple[str, ...],
    anchor: tuple[int, int],
    other: str | None,
) -> str | None:
    """The side of the surest cue, the nearest to the measure's words."""
    body: str | None = None
    for cue in cues:
        fits = [p for p in people if p.cue == cue and p.side != other and _beside(p, anchor)]
        fits.sort(key=lambda p: _distance(p.mention, anchor))
        if cue == cues[0] and "object" in cues and "subject" not in cues:
            fits = [p for p in people if _receives(p, anchor, other)] or fits
        for person in fits:
            if person.side not in BODIES:
                return person.side
            body = body or person.side
    return body


def _receives(person: Placed, anchor: tuple[int, int], other: str | None) -> bool:
    """Whether somebody stands right after the verb: "sold Iceland goods"."""
    near = 0 < person.mention.start - anchor[1] <= 5
    return near and person.cue == "object" and person.side != other


def _beside(person: Placed, anchor: tuple[int, int]) -> bool:
    """An owner stands beside the measure's words; any other may be anywhere."""
    return person.cue not in ("owner", POSSESSOR) or _distance(person.mention, anchor) < OWNER_REACH


def _distance(mention: Mention, anchor: tuple[int, int]) -> int:
    return min(abs(mention.start - anchor[1]), abs(anchor[0] - mention.end))


def is_mutual(line: Line) -> bool:
    """Whether the sentence says that the figure is of the two together."""
    return bool(_IMPLIED.search(line.text)) or any(m.kind == "both" for m in line.mentions)


def says_its(line: Line, at: int) -> bool:
    """Whether a pronoun owns what stands at `at` ("its exports")."""
    return bool(_ITS.search(line.text[max(0, at - 60) : at]))


def pair_of(line: Line) -> tuple[str, str] | None:
    """The two sides that the page is about, or that its title names; None where there are not
    just two."""
    parties = line.page.parties
    title = line.page.title
    if len(parties) != 2 and title and title is not line.sentence:
        named = dict.fromkeys(side for m in title.mentions for side in m.sides)
        parties = tuple(sorted(named))
    return (parties[0], parties[1]) if len(parties) == 2 else None


def other_party(line: Line, side: str | None) -> str | None:
    """The other of the two sides of the page, where this is one of them."""
    pair = pair_of(line)
    if pair is None or side not in pair:
        return None
    return pair[0] if side == pair[1] else pair[1]
