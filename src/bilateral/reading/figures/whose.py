"""A level in its sentence in, its measure with the direction settled and its two sides out.

Sides are those named around the amount, else what is mutual, carried from the figure before,
or the two that the page is about.
"""

from __future__ import annotations

import re

from bilateral.knowledge.measures import (
    TRANSFER_KIND,
    VERB_KIND,
    companies,
    measure_rules,
    missions,
)
from bilateral.reading.figures.beyond import GOT
from bilateral.reading.figures.carried import (
    FDI,
    TRADED,
    Carried,
    Memory,
    filled,
    third_side,
    with_carried,
)
from bilateral.reading.figures.counts import is_person_count
from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.figures.investment import investment
from bilateral.reading.figures.sides import (
    Sides,
    is_mutual,
    other_party,
    pair_of,
    read_sides,
    says_its,
)
from bilateral.reading.figures.standing import POSSESSOR, placed

NAME_REACH = 60
_BOOKED = frozenset({"trade", *TRADED})
_OF_KIN = {
    "export_market_rank": ("exports",),
    "import_source_rank": ("imports",),
    "exports": ("imports", "trade_balance"),
    "imports": ("exports", "trade_balance"),
    "trade_balance": ("exports", "imports"),
    "aid": ("loan",),
    "loan": ("aid",),
}
"""Measures told of the same sides after one of these."""
_FILLED = frozenset({"aid", "loan", "deal_value", "tariff_rate", "other"})
_THERE = re.compile(r"\b(?:there|in the country|on the island)\b")
_OF_ALL = re.compile(r"\b(?:foreign|global|world|external|international) trade\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|against|compared)\b[^,]*$")
_JOINT = re.compile(r"[,;]|\b(?:and|while|but|whereas)\b")
_OF_WHICH = re.compile(r"\b(?:of which|in which|including|of that|of this|with)\b", re.IGNORECASE)


def resolved(line: Line, level: Level, memory: Memory) -> tuple[str, Sides]:
    """The measure, with its direction settled, and the sides of a level."""
    measure = level.measure
    rule = measure_rules("en")[level.rule]
    carried = memory.near(line)
    if level.carried and carried:
        return carried.measure if measure.startswith(FDI) else measure, _renamed(
            line, level, carried
        )
    floor = _floor(line, level, carried)
    sides = read_sides(line, rule, level.anchor, level.amount.start, floor)
    known = sides.ref or sides.counterpart
    if not sides.whole and line.companies and _by_companies(measure, known):
        told = line.with_companies()
        sides = _sold(line, sides) or read_sides(
            told, rule, level.anchor, level.amount.start, floor
        )
    if measure.startswith(FDI):
        return investment(line, level, sides, memory)
    if measure == "visitors" and not level.origin and not _comes_from(line, level):
        return measure, Sides(None, None)
    if level.origin and measure != "troops":
        sides = _of_people(line, level, sides)
    if measure == "troops" and line.mission:
        sides = Sides(_sender(sides, missions()[line.mission.key]), missions()[line.mission.key])
    if level.rule == "loan":
        sides = _lent(line, level, sides, memory)
    if measure == "aid" and (level.rule not in GOT or _for_one(line, level, memory)):
        sides = _given(line, level, sides, memory)
    return measure, _completed(line, level, sides, memory)


def _by_companies(measure: str, known: str | None) -> bool:
    """Whether companies may stand for the sides of a measure: those of a deal, and those of an
    investment of which neither side is known otherwise."""
    return measure == "deal_value" or (measure.startswith(FDI) and known is None)


def _sold(line: Line, sides: Sides) -> Sides | None:
    """Who buys from a maker that is named: another company's country, else a side already known
    or the other of the page's two."""
    known = companies()
    sellers = {m.sides[0] for m in line.companies if known[m.text].sells}
    if len(sellers) != 1:
        return None
    seller = sellers.pop()
    buyers = [m.sides[0] for m in line.companies if m.sides[0] != seller]
    named = [side for side in (sides.ref, sides.counterpart) if side not in (None, seller)]
    buyer = next(iter([*buyers, *named]), None) or other_party(line, seller)
    return Sides(buyer, seller) if buyer else None


_ORIGINS = frozenset({"from", "of", "owner", POSSESSOR, "to"})


def _comes_from(line: Line, level: Level) -> bool:
    """Whether the words say where visitors come from or go to: "Laos drew 4 million tourists"
    does not."""
    people = placed(line, line.clause(level.amount.start), level.anchor)
    return is_mutual(line) or any(p.cue in _ORIGINS for p in people)


def _of_people(line: Line, level: Level, sides: Sides) -> Sides:
    """Host and origin of people who are counted by their nation's name."""
    named = (level.host, sides.ref, sides.counterpart)
    host = next((side for side in named if side not in (None, level.origin)), None)
    if host is None and _THERE.search(line.text):
        host = other_party(line, level.origin)
    return Sides(host, level.origin)


def _sender(sides: Sides, host: str) -> str | None:
    """Who sends troops to a mission, whichever side it was taken for."""
    return next(
        (side for side in (sides.ref, sides.counterpart) if side not in (host, None, "IGO")), None
    )


def _lent(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    """A loan that a government's own item tells of is its own, unless another gives it by name
    ("$500 million in U.S. export financing to Tanzania")."""
    home = memory.outlet
    if home is None or sides.counterpart != home or sides.ref is None:
        return sides
    return sides if _gives(line, level, sides.ref) else Sides(home, sides.ref)


def _given(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    """Aid that a government's own item tells of is its own, unless another gives it by name."""
    home = memory.outlet
    if home is None or sides.ref == home:
        return sides
    if home not in line.page.parties and not any(home in m.sides for m in line.mentions):
        return sides
    if sides.ref and _gives(line, level, sides.ref):
        return sides
    if sides.counterpart == home and sides.ref is None and _to_own(line, level, home):
        return Sides(None, None)
    receiver = sides.counterpart if sides.counterpart not in (None, home) else sides.ref
    if line.text.startswith("including", level.anchor[0]):
        receiver = _told_before(home, line, memory) or receiver
    receiver = _right_after(line, level, home) or receiver or _only_named(line, level, home)
    receiver = receiver or _told_before(home, line, memory)
    general = level.strict and not _PRONOUN.search(line.text)
    if receiver is None and (general or _is_unfriendly(line)):
        return Sides(home, None)
    return Sides(home, receiver or other_party(line, home))


_UNFRIENDLY = re.compile(
    r"\b(?:attacks?|aggression|sanction\w*|wars?|accountable|unfair|threats?|coerc\w+|invasion)\b",
    re.IGNORECASE,
)


def _is_unfriendly(line: Line) -> bool:
    """Whether the page is about what the other side does wrong, and no aid to it."""
    return bool(_UNFRIENDLY.search(line.page.document.title or ""))


_IN_PLACE = re.compile(r"\s+(?:in|to|for)\s+(?:the\s+)?")


def _for_one(line: Line, level: Level, memory: Memory) -> bool:
    return memory.outlet is not None and _right_after(line, level, memory.outlet) is not None


def _right_after(line: Line, level: Level, home: str) -> str | None:
    """Whom an amount of a list is for ("$48 million in Poland, $30 million in Moldova")."""
    found = _IN_PLACE.match(line.text, level.amount.end)
    at = found.end() if found else None
    fits = (m for m in line.mentions if m.start == at and m.kind == "country")
    return next((m.sides[0] for m in fits if len(m.sides) == 1 and m.sides[0] != home), None)


def _only_named(line: Line, level: Level, home: str) -> str | None:
    """The one other country of the sentence, but those whose war it is ("howitzers to strengthen
    Ukraine's defence against Russian attacks")."""
    people = placed(line, (0, len(line.text)), level.anchor)
    named = {p.side for p in people if p.cue not in ("aside", "said", "at")} - {home, "IGO"}
    return named.pop() if len(named) == 1 else None


def _told_before(home: str, line: Line, memory: Memory) -> str | None:
    """Who was given the aid told just before ("That brings the total to $107 million")."""
    last = memory.near(line)
    given = last is not None and last.measure == "aid" and last.sides.ref == home
    return last.sides.counterpart if last and given else None


def _to_own(line: Line, level: Level, home: str) -> bool:
    """Whether the money is for the country's own people ("gives American farmers $3 billion")."""
    return any(
        home in m.sides and m.kind == "adjective" and 0 <= level.amount.start - m.end < 60
        for m in line.mentions
        if m.start >= level.anchor[1]
    )


def _gives(line: Line, level: Level, side: str) -> bool:
    """Whether the words say of one side that it is the giver."""
    rule = measure_rules("en")[level.rule]
    people = placed(line, (0, len(line.text)), level.anchor)
    own = [p for p in people if p.side == side and p.cue in (*rule.ref, POSSESSOR)]
    for person in own:
        beside = 0 <= level.anchor[0] - person.mention.end < 3
        if person.cue in ("from", "by") or (person.cue in ("owner", POSSESSOR) and beside):
            return True
    verbs = [t.start for t in line.triggers if t.verb and t.measure == level.measure]
    before = [p.mention for p in people if verbs and p.mention.end <= verbs[-1]]
    return bool(before) and side in before[-1].sides and verbs[-1] - before[-1].end < 30


def _floor(line: Line, level: Level, carried: Carried | None) -> int:
    """Where the words of a level may begin: after those of the figure before it, with what is
    joined to it ("exports of $5 billion to Japan and imports of ...")."""
    if not carried or carried.sentence != line.sentence.index or carried.end > level.anchor[0]:
        return 0
    joints = list(_JOINT.finditer(line.text, carried.end, level.anchor[0]))
    return joints[-1].start() if joints else carried.end


def _renamed(line: Line, level: Level, carried: Carried) -> Sides:
    """The sides carried, but for one that is named anew ("and 6.3 million from Russia")."""
    rule = measure_rules("en")[level.rule]
    amount = level.amount
    window = (max(amount.start - NAME_REACH, carried.end), amount.end + NAME_REACH)
    stop = next((a.start for a in line.amounts if a.start > amount.end), len(line.text))
    people = placed(line, (window[0], min(window[1], stop)), (amount.start, amount.end))
    known = {carried.sides.ref, carried.sides.counterpart}
    fresh = [p for p in people if p.side not in known]
    for person in fresh:
        if person.cue in rule.counterpart and person.cue not in ("subject", "object"):
            return Sides(carried.sides.ref, person.side)
        if person.cue in rule.ref and person.cue not in ("subject", "object"):
            return Sides(person.side, carried.sides.counterpart)
    return carried.sides


def _completed(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    """The sides, with a missing one taken from what is mutual, carried or implied."""
    if sides.whole:
        return sides
    if level.strict:
        return _pronominal(line, level, sides, memory)
    if level.measure == "trade":
        return _trading(line, level, sides, memory)
    carried = memory.near(line)
    home = memory.outlet
    if level.measure == "aid" and home in line.page.parties and _only_receives(sides, home):
        return Sides(home, sides.counterpart)
    if level.measure == "tariff_rate":
        return _levied(line, sides, memory)
    if sides.ref is None and sides.counterpart is None:
        return _unnamed(line, level, memory)
    if is_person_count(level):
        return filled(line, sides) if is_mutual(line) else sides
    if level.measure in _FILLED and pair_of(line):
        return sides if _by_another(level, sides, memory) else filled(line, sides)
    if carried and carried.sentence == line.sentence.index and (sides.ref or sides.counterpart):
        sides = with_carried(sides, carried.sides)
        if sides.whole:
            return sides
    if level.measure in TRADED and sides.ref and _of_their_trade(line, level):
        return Sides(sides.ref, _only_other(line, sides.ref))
    if level.measure in TRADED and sides.ref is None:
        return Sides(_only_other(line, sides.counterpart), sides.counterpart)
    if level.measure == "trade_balance" and pair_of(line):
        return filled(line, sides)
    related = carried is not None and {carried.sides.ref, carried.sides.counterpart} >= {
        sides.ref or sides.counterpart
    }
    if is_mutual(line) or (related and _leans(line, level)) or says_its(line, level.anchor[0]):
        return filled(line, sides)
    return sides


_OF_THEIR = re.compile(
    r"\b(?:accounts? for|accounted for|takes?|took|absorb(?:s|ed)|bought|buys|supplie[sd]"
    r"|provide[sd]"
    r"|made up|makes up|represent(?:s|ed))\b"
)


def _of_their_trade(line: Line, level: Level) -> bool:
    """ "China accounts for $21 billion of Chile's copper exports"."""
    of = line.text.startswith(" of ", level.amount.end) and level.anchor[0] > level.amount.end
    return of and bool(_OF_THEIR.search(line.text, 0, level.amount.start))


_PRONOUN = re.compile(
    r"\b(?:it|its|there|them|their|we|us|our|"
    r"the (?:country|island|kingdom|nation|republic|emirate"
    r"|government|president|ambassador|(?:\w+ )?minister))\b",
    re.IGNORECASE,
)


def _only_receives(sides: Sides, home: str | None) -> bool:
    """Whether only the receiver is named, on the page of a government that gives."""
    return sides.ref is None and sides.counterpart not in (None, home)


def _by_another(level: Level, sides: Sides, memory: Memory) -> bool:
    """Whether, told by one government, the other one gives without a word of to whom."""
    home = memory.outlet
    return level.measure == "aid" and home is not None and sides.ref not in (None, home)


def _levied(line: Line, sides: Sides, memory: Memory) -> Sides:
    """A tariff with the side that is not named: of the page's two, of the tariff told before, or
    of the government that speaks."""
    earlier = memory.by_measure.get("tariff_rate")
    if sides.ref or sides.counterpart:
        told = filled(line, sides)
        home = memory.outlet
        if not told.whole and told.ref is None and home not in (None, told.counterpart):
            return Sides(home, told.counterpart)  # "products of India shall be subject to a duty"
        if told.whole or earlier is None or sides.ref:
            return told
        return Sides(earlier.sides.ref, sides.counterpart)
    if earlier and line.sentence.index - earlier.sentence <= 2:
        return earlier.sides
    home = memory.outlet
    return Sides(home, other_party(line, home)) if home else sides


def _pronominal(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    """The missing side where a pronoun stands for it."""
    if not _PRONOUN.search(line.text):
        return sides
    carried = memory.near(line)
    if carried and (sides.ref or sides.counterpart):
        found = with_carried(sides, carried.sides)
        if found.whole:
            return found
    return filled(line, sides) if sides.ref or sides.counterpart else sides


def _only_other(line: Line, side: str | None) -> str | None:
    """The one other country of the sentence, else the other party: "exports to Cambodia" are
    those of whoever else is spoken of."""
    named = {s for m in line.mentions if len(m.sides) == 1 for s in m.sides} - {side}
    return named.pop() if len(named) == 1 else other_party(line, side)


def _leans(line: Line, level: Level) -> bool:
    """Whether the words hang on a figure before them ("of which Vietnam's exports ...")."""
    return bool(_OF_WHICH.search(line.text[: level.amount.start])) or level.anchor[0] < 40


def _trading(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    pair = pair_of(line)
    named = _named_with(line, level)
    if is_mutual(line):
        pairs = [m.sides for m in line.mentions if m.kind == "both" and len(m.sides) == 2]
        if pairs:
            return Sides(*pairs[-1])
        if pair and (not named or named & set(pair)):
            return Sides(*pair)
        return Sides(*sorted(named)) if len(named) == 2 else sides
    carried = memory.near(line)
    if carried and not named:
        return carried.sides
    if len(named) == 1 and pair and named & set(pair) and not _OF_ALL.search(line.text):
        return filled(line, Sides(None, next(iter(named))))
    if not named and pair and not _OF_ALL.search(line.text):
        return Sides(*pair)  # "Trade was $8.5 billion": on a page about two, theirs
    return sides


def _named_with(line: Line, level: Level) -> set[str]:
    """The sides named between the commas around a level and its measure's words."""
    first = min(level.anchor[0], level.amount.start)
    last = max(level.anchor[1], level.amount.end)
    start = line.text.rfind(",", 0, first) + 1
    stop = line.text.find(",", last)
    stop = len(line.text) if stop < 0 else stop
    inside = [m for m in line.mentions if start <= m.start < stop and len(m.sides) == 1]
    return {m.sides[0] for m in inside if not _COMPARED.search(line.text[first : m.start])}


def _unnamed(line: Line, level: Level, memory: Memory) -> Sides:
    """No side is named: those carried from the figure before, of the same or a kin measure, or
    from further back on a page about two."""
    nobody = Sides(None, None)
    if level.measure in ("aid", "loan") and memory.outlet in line.page.parties:
        return Sides(memory.outlet, other_party(line, memory.outlet))
    carried = memory.near(line)
    if carried and carried.measure == level.measure:
        return carried.sides
    told = _flow_before(line) if level.measure in _FLOWS else None
    if told:
        return told
    if carried and level.measure in _OF_KIN.get(carried.measure, ()):
        return carried.sides
    if third_side(line):
        return nobody
    if level.measure in TRADED:
        return _in_the_books(line, level, memory)
    earlier = memory.by_measure.get(level.measure)
    if earlier and pair_of(line) and level.measure in _FILLED:
        return earlier.sides
    return nobody


_FLOWS = ("exports", "imports")


def _flow_before(line: Line) -> Sides | None:
    """Who sells and buys by the sentence before ("Ghana sells cocoa to the Netherlands. Exports
    reached ..."), where it has no figure of its own."""
    if not line.sentence.index:
        return None
    before = Line(line.page, line.page.sentences[line.sentence.index - 1])
    rules = measure_rules("en")
    for match in before.sentence.of_kind(VERB_KIND, TRANSFER_KIND):
        rule = rules[match.key]
        if rule.measure in _FLOWS and not rule.moves and not before.amounts:
            sides = read_sides(before, rule, (match.start, match.end), match.start)
            if sides.whole:
                return sides
    return None


def _in_the_books(line: Line, level: Level, memory: Memory) -> Sides:
    """ "exports of $13 billion and imports of $138 billion": of the side whose trade was told
    before, else of the one that the title names first."""
    pair = pair_of(line)
    carried = memory.near(line)
    if pair is None or carried is None or carried.measure not in _BOOKED:
        return Sides(None, None)
    if _OF_ALL.search(line.text) or {carried.sides.ref, carried.sides.counterpart} != set(pair):
        return Sides(None, None)
    if memory.books and memory.books.ref in pair:
        return memory.books
    title = line.page.title
    first = next((m.sides[0] for m in title.mentions if len(m.sides) == 1), None) if title else None
    return Sides(first, other_party(line, first))
