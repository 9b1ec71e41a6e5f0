"""A level of investment with its sides in, its measure with the direction settled out.

Told of the host by default, of the investor where the investor owns the number; one investor's
plan is a deal, and what a government "invests" in another country is aid.
"""

from __future__ import annotations

import re

from bilateral.reading.figures.carried import FDI, Memory, filled, third_side
from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.figures.sides import Sides, is_mutual

_HAS = re.compile(
    r"\b(?:has|have|had|owns?|runs?|holds?)\s+(?:(?:put money|put capital|invested|money) (?:in"
    r"|into)\s+)?(?:(?:a|total|of|some|about|nearly|over|more|than"
    r"|around"
    r"|almost|already|now|just|only|as|many|still|today|currently|at|least|least)\s+)*$"
)
_HOLDS = re.compile(r"\b(?:holds?|held|holding|owns?|owned)\s+(?:[\w-]+\s+){0,3}$")
_STATE = re.compile(
    r"(?:\b(?:United States|U\.S\.|USAID|[Gg]overnment|[Aa]dministration|Agency|Department"
    r"|Corporation|[Ww]e|I|President)\b|\))[^.;]{0,60}$"
)
_PRIVATE = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|private|investors?|business(?:es)?|corporations)\b"
)
_NAMED_INVESTOR = re.compile(
    r"\b(?!The\b|And\b|In\b|It\b|We\b|But\b|They\b|He\b|This\b|President\b)"
    r"[A-Z][\w&.-]+(?:,[^,;]{1,60},)?"
    r"(?:['’]s?\s+(?:\w+\s+)?(?:announcement|plans?|decision|pledge|commitment|intention|offer"
    r"|promise))?"
    r"\s+(?:(?:will|would|has|had|have|also|plans? to|agreed to|is to|to|pledged to|intends to"
    r"|announced|said it would|is|are|already|recently|decided to|wants to)\s+){0,4}$"
)
_ANNOUNCED = re.compile(
    r"\b(?!President\b|Prime\b|Minister\b|It\b|He\b|She\b|They\b|We\b"
    r"|The\b)[A-Z][\w&.-]+\s+(?:has\s+|have\s+)?"
    r"(?:announced|unveiled|is planning|plans|is making|will make|made)\s+an?\s+(?:\w+\s+)?$"
)
_BY_INVESTOR = re.compile(r"\s+by\s+(?:the\s+)?[A-Z]\w+(?:,|\s+(?:in|into)\b)")


def investment(line: Line, level: Level, sides: Sides, memory: Memory) -> tuple[str, Sides]:
    """Investment with its direction: told of the host by default, of the investor where the
    investor has it abroad or the words before were told so."""
    measure = level.measure
    carried = memory.near(line)
    same = carried is not None and carried.sentence == line.sentence.index
    if carried and same and carried.measure.startswith(FDI) and _coordinate(line, level):
        outward = "outward" in carried.measure or "recipient" in carried.measure
        return _turned(measure, outward), carried.sides
    if "outward" in measure:
        return measure, filled(line, sides) if not sides.whole and is_mutual(line) else sides
    if not sides.whole and not third_side(line) and (sides.ref or sides.counterpart):
        sides = filled(line, sides)
    if not sides.whole:
        return measure, sides
    if _its_in(line, level) == sides.counterpart:
        return measure, Sides(sides.counterpart, sides.ref)
    if _is_state_aid(line, level, sides, memory):
        return "aid", Sides(sides.counterpart, sides.ref)
    if measure.endswith("stock") and _has_named_investor(line, level):
        return "deal_value", Sides(sides.counterpart, sides.ref)
    if (
        _held_abroad(line, level, sides)
        or _holds(line, level)
        or _told_by_owner(line, level, sides)
    ):
        return _turned(measure, True), Sides(sides.counterpart, sides.ref)
    return measure, sides


_ITS = re.compile(r"\b(?:its|their|the company['’]s|the firm['’]s)\s+(?:\w+\s+)?$")


def _its_in(line: Line, level: Level) -> str | None:
    """Where an investor has what is called its own ("bringing its total U.S. investments to")."""
    for mention in line.mentions:
        beside = 0 < level.anchor[0] - mention.end < 3 and mention.sides
        if beside and _ITS.search(line.text, max(0, mention.start - 40), mention.start):
            return mention.sides[0]
    return None


def _is_state_aid(line: Line, level: Level, sides: Sides, memory: Memory) -> bool:
    """Whether the money that is "invested" is a government's own, told by its own outlet."""
    if memory.outlet is None or sides.counterpart != memory.outlet:
        return False
    head = line.text[: level.anchor[0]]
    if not line.is_verb(level.anchor[0]):
        own = _AGENCY.search(head) and _is_plain(line, level)
        return bool(own) and not _PRIVATE.search(line.text)
    return bool(_STATE.search(head)) and not _PRIVATE.search(head[-80:])


_AGENCY = re.compile(
    r"\b(?:USAID|Department of State|State Department|Millennium Challenge|Embassy|Peace Corps"
    r"|[Aa]dministration|(?:U\.S\.|United States) [Gg]overnment|President [A-Z]\w+ announced"
    r"|Agency for International Development)\b"
)


def _is_plain(line: Line, level: Level) -> bool:
    """Whether the words are "investment" alone, and not foreign or direct investment."""
    words = line.text[level.anchor[0] : level.anchor[1]].lower()
    return words in ("investment", "investments")


def _has_named_investor(line: Line, level: Level) -> bool:
    """ "Toyota will invest $1 billion in Mexico": one investor's plan is a deal."""
    head = line.text[: level.anchor[0]]
    found = _NAMED_INVESTOR.search(head) if line.is_verb(level.anchor[0]) else None
    if found is None:
        announced = _ANNOUNCED.search(line.text[: level.amount.start])
        if announced:
            return _is_no_country(line, announced.start())
        by = _BY_INVESTOR.match(line.text, level.anchor[1])
        return bool(by) or any(0 < level.anchor[0] - c.end < 40 for c in line.companies)
    return _is_no_country(line, found.start())


def _is_no_country(line: Line, at: int) -> bool:
    inside = [m for m in line.mentions if m.start <= at < m.end]
    return all(m.kind in ("company", "body") for m in inside)


def _coordinate(line: Line, level: Level) -> bool:
    """Whether the amount hangs on the words before it ("with 1,340 projects and a capital of")."""
    head = line.text[max(0, level.anchor[0] - 50) : level.amount.start]
    return bool(
        re.search(
            r"\b(?:with|and|in|across|through|worth|totalling|totaling|capitalised at)\b|,", head
        )
    )


def _held_abroad(line: Line, level: Level, sides: Sides) -> bool:
    """ "Vietnam has 230 investment projects in the US"."""
    if not _HAS.search(line.text[: level.amount.start]) or level.amount.kind != "count":
        return False
    subject = line.mentions[0].sides if line.mentions else ()
    return sides.counterpart in subject


def _holds(line: Line, level: Level) -> bool:
    """ "Austrian firms hold investments of 6.8 billion euros in Slovakia"."""
    return bool(_HOLDS.search(line.text, 0, level.anchor[0]))


def _told_by_owner(line: Line, level: Level, sides: Sides) -> bool:
    """ "Ireland's direct investment in the United States was $343 billion"."""
    before = [m for m in line.mentions if m.end <= level.anchor[0]]
    if not before or not before[-1].possessive or before[-1].kind != "country":
        return False
    after = line.text[level.anchor[1] : level.anchor[1] + 4]
    near = level.anchor[0] - before[-1].end < 16
    return near and after == " in " and before[-1].sides == (sides.counterpart,)


def _turned(measure: str, outward: bool) -> str:
    return measure.replace("inward", "outward") if outward else measure.replace("outward", "inward")
