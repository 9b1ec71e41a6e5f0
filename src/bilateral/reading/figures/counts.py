"""A count in its sentence in, the people, projects or goods given that it counts out."""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.knowledge.measures import COUNTED_KIND, VERB_KIND
from bilateral.language.numbers import Amount
from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.page import Mention

WEAK_REACH = 60
PEOPLE_REACH = 40
DESCENT_REACH = 80
_DESCENT = re.compile(r"\s+(?:heritage|ancestry|descent|roots|origins?|ancestors)\b")
NUMBER_REACH = 70
PERSONS = frozenset({"visitors", "students", "workers", "community", "troops"})
_SOLD = re.compile(
    r"\b(?:sold|sells?|bought|buys?|purchas\w+|order(?:s|ed)|exports?|exported|imports?|imported)\b"
)
_GIVEN = re.compile(
    r"\b(?:donat\w+|aid|assistance|provid\w+|relief|grant\w*|gifts?|humanitarian|sent|sends?"
    r"|sending"
    r"|deliver\w*|giv\w+|gave|handed|shar(?:ed?|ing)|contribut\w+|pledg\w+|receiv\w+"
    r"|suppl(?:y|ied|ies))\b",
    re.IGNORECASE,
)
_FIRED = re.compile(
    r"\b(?:fir(?:ed|ing)|launch(?:ed|es|ing)|attack\w*|struck|str(?:ikes?|iking)|shot|intercept\w*"
    r"|bomb\w*)\b"
)
_OF_MANY = re.compile(
    r"\b(?:one|two|three|\d) (?:in|out of) (?:every )?(?:two|three|four|five|six|ten|\d+) |"
    r"\b(?:[Oo]f|[Oo]ut of|[Ii]n|[Aa]mong|[Ff]or) every"
    r" (?:\d|one|single|two|three|four|five|ten|hundred|thousand)"
)
_OF_ALL_NATIONS = re.compile(r"\b(?:foreign|international|overseas|non-EU)\b")
_OF_ITS = re.compile(r"\s+of (?:its|their)(?: own)?\s+")
_UNIT = re.compile(
    r"[\s-]+(?:strong |member |man |troop |soldier |[a-z]+ ){0,2}"
    r"(battalion|contingent|troops?|soldiers?|brigade|detachment)\b"
)
_STRONG = re.compile(r"(?:-strong)?[\s-]+(?:~+\s+)?(?:[a-z]+\s+)?(?:community|diaspora|troops?)\b")
_PEOPLE = re.compile(
    r"\s+(?:are\s+|were\s+)?(?:(?:ethnic|young|other)\s+)?(?:(?:people|persons|citizens"
    r"|nationals|men|women)\s+)?"
    r"(?:(?:of|from)\s+(?:the\s+)?)?"
)
_HOME = re.compile(
    r"\b(?:home to|hosts?|hosting|hosted|houses|counts?|counted|registered|recorded)\s+"
    r"(?:\w+\s+){0,2}$"
)
_AMONG_ITS = re.compile(
    r"\s+(?:among|as) (?:its|their|the) (?:foreign )?(visitor|student|worker)s\b"
)
_SHARE = re.compile(
    r"\s+of\s+~+(?:['’]s)?\s+(?:[a-z]+\s+)?(students|workers|visitors|tourists|residents"
    r"|immigrants|migrants)\b"
)
_MAKE_UP = re.compile(r"\b(?:make up|made up|are|were|account for|accounted for)\s+(?:\w+\s+)?$")
_EMPLOYS = re.compile(
    r"\b(?:employs?|employed|employing|hires?|hired|recruit(?:s|ed)?)\s+(?:\w+\s+){0,2}$"
)
_OF_THINGS = re.compile(
    r"\s+(?!(?:people|citizens|nationals|residents|migrants|in|at|on|and|who|with|as|from|of|to"
    r"|by|each"
    r"|every|last|this|among|living|working|studying|whose|but|abroad|there|now|today)\b)[a-z]"
)
_VACCINE = re.compile(r"\s+(?:[A-Za-z]+(?:-\d+)?\s+){1,3}")
_COME_FROM = re.compile(r"\s+(?:are|were|come|came|hail|hailed)\s+from\b")
_ARE = re.compile(r"\s+(?:are|were|come|came)\s")
_NUMBERS = re.compile(
    r"\b(?:at|number(?:s|ed|ing)?|is|was|were|are|to|reach(?:ed)?|exceed(?:s|ed)|total(?:s|led"
    r"|ed)?|from"
    r"|counts?|comprises?|put at|estimated|strong|past|above|below|topped|passed|hit"
    r"|climbed|rose|fell)\s*(?:(?:an?|the|some)\s+)*$"
)
_INVEST = re.compile(
    r"\binvest|\bFDI\b|\bcapital\b|\bpoured\b|\binto\s+\S+\s+projects", re.IGNORECASE
)


def counted(line: Line, amount: Amount) -> Level | None:
    """What a count counts: by its noun, by where the people are from, by the words before it."""
    if _OF_MANY.search(line.text):
        return None  # "of every ten tourists, two are Armenians"
    return (
        _by_noun(line, amount)
        or _troops(line, amount)
        or _demonym(line, amount)
        or _made_up(line, amount)
        or _numbered(line, amount)
    )


def is_person_count(level: Level) -> bool:
    return level.measure in PERSONS


def _by_noun(line: Line, amount: Amount) -> Level | None:
    """A count of persons or projects by the noun it counts."""
    end = amount.noun_end or amount.end
    strong = _STRONG.match(line.unnamed(amount.end))
    if strong:
        end = amount.end + strong.end()
    for match in line.sentence.of_kind(COUNTED_KIND):
        if amount.end <= match.start <= end and match.end >= end - 1:
            if _OF_ALL_NATIONS.search(line.text, amount.end, match.start):
                return None  # "of the 300,000 foreign students"
            if match.key == "aid" and (_is_type(line, amount) or not _is_given(line, amount)):
                return None
            built = "contractor" in line.text[: amount.start]
            if match.key == "fdi_inward_projects" and (built or not _INVEST.search(line.text)):
                return None
            if match.key == "community":
                return _doing(line, amount, match.end) or Level(
                    amount, match.key, (match.start, match.end)
                )
            return Level(amount, match.key, (match.start, match.end))
        nations = amount.end < match.start and not line.unnamed(amount.end, match.start).strip("~ ")
        if nations and match.key in PERSONS:  # "hosts 39,000 U.S. service members"
            return Level(amount, match.key, (match.start, match.end))
        far = match.key == "aid" and _VACCINE.fullmatch(line.between(amount.end, match.start))
        if far and _is_given(line, amount):
            noun = line.text[match.start : match.end].lower()
            told = replace(amount, noun=noun, noun_end=match.end)
            return Level(told, match.key, (match.start, match.end))
        if _OF_ITS.fullmatch(line.between(amount.end, max(match.start, amount.end))):
            return Level(amount, match.key, (match.start, match.end))
    return None


def _troops(line: Line, amount: Amount) -> Level | None:
    """ "contributed a 700-strong battalion to UNMISS", "has 1,100 soldiers serving with UNIFIL"."""
    found = _UNIT.match(line.text, amount.end)
    if found is None or not (line.mission or len(line.mentions) > 1):
        return None
    return Level(amount, "troops", (found.start(1), found.end(1)))


_TYPE = re.compile(r"\b[A-Z][a-z]+ $")


def _is_type(line: Line, amount: Amount) -> bool:
    """Whether a number belongs to a name ("Leopard 2 tanks")."""
    name = _TYPE.search(line.text, 0, amount.start)
    if name is None or not name.start():
        return False
    return not any(m.start <= name.start() < m.end for m in line.mentions)


def _is_given(line: Line, amount: Amount) -> bool:
    """Whether goods that are counted are given, not sold."""
    if _SOLD.search(line.text) or _FIRED.search(line.text):
        return False
    return bool(_GIVEN.search(line.text[: (amount.noun_end or amount.end) + WEAK_REACH]))


def _is_year(words: str) -> bool:
    """Whether a bare number can be a year: "the 2024 Kenya state visit" counts no Kenyans."""
    return len(words) == 4 and words.isdecimal() and "1900" <= words <= "2100"


def _demonym(line: Line, amount: Amount) -> Level | None:
    """ "300,000 Nepalis work in Malaysia": people by where they are from, and what they do."""
    people = [
        m
        for m in line.mentions
        if m.start >= amount.end
        and m.kind in ("adjective", "country")
        and _PEOPLE.fullmatch(line.between(amount.end, m.start))
    ]
    if not people or people[0].sides == () or _is_year(line.text[amount.start : amount.end]):
        return None
    level = (
        _doing(line, amount, people[0].end)
        or _done_before(line, amount, people[0].end)
        or _housed(line, amount, people[0].end)
    )
    if level is None:
        return _descended(line, amount, people[0])
    return replace(level, origin=people[0].sides[0])


def _descended(line: Line, amount: Amount, people: Mention) -> Level | None:
    """ "Over 30 million Americans claim Irish heritage": people of one country, from another."""
    for mention in line.mentions:
        near = people.end < mention.start < people.end + DESCENT_REACH
        if near and mention.kind == "adjective" and _DESCENT.match(line.text, mention.end):
            level = Level(amount, "community", (people.end, mention.end))
            return replace(level, origin=mention.sides[0], host=people.sides[0])
    return None


def _doing(line: Line, amount: Amount, end: int) -> Level | None:
    """What the people that are counted do, as said after them: work, study, live."""
    for verb in line.sentence.of_kind(VERB_KIND):
        if end <= verb.start <= end + PEOPLE_REACH and verb.key in PERSONS:
            return Level(amount, verb.key, (amount.end, verb.end))
    return None


def _made_up(line: Line, amount: Amount) -> Level | None:
    """ "Chinese make up 38,000 of Italy's foreign students"."""
    share = _SHARE.match(line.unnamed(amount.end))
    first = amount.start if amount.bound_start is None else amount.bound_start
    verb = _MAKE_UP.search(line.text, 0, first) if share else None
    if share is None or verb is None:
        return None
    here = [m for m in line.mentions if len(m.sides) == 1]
    origin = next((m for m in reversed(here) if m.end <= verb.start()), None)
    host = next((m for m in here if m.start >= amount.end), None)
    if origin is None or host is None:
        return None
    end = amount.end + share.end()
    counted = next((m for m in line.sentence.of_kind(COUNTED_KIND) if m.end == end), None)
    if counted is None:
        return None
    anchor = (amount.end + share.start(1), end)
    return Level(amount, counted.key, anchor, origin=origin.sides[0], host=host.sides[0])


def _done_before(line: Line, amount: Amount, end: int) -> Level | None:
    """ "In Kuwait live about 680,000 Egyptians"."""
    first = amount.start if amount.bound_start is None else amount.bound_start
    for verb in line.sentence.of_kind(VERB_KIND):
        near = 0 < first - verb.end <= len(" by ") and verb.key in PERSONS
        if near and not _OF_THINGS.match(line.text, end):
            return Level(amount, verb.key, (verb.start, end))
    return None


def _housed(line: Line, amount: Amount, end: int) -> Level | None:
    """ "Ireland is home to 20,000 Brazilians", "of its students, 4,000 are Ukrainians"."""
    if _OF_THINGS.match(line.text, end):
        return None  # "home to 5,500 U.S. companies"
    first = amount.start if amount.bound_start is None else amount.bound_start
    employs = _EMPLOYS.search(line.text[:first])
    if employs:
        return Level(amount, "workers", (employs.start(), end))
    home = _HOME.search(line.text[:first])
    named = _AMONG_ITS.match(line.text, end)
    if home and named:
        return Level(amount, f"{named.group(1)}s", (home.start(), end))
    if home:
        return Level(amount, "community", (home.start(), end))
    before = [m for m in line.sentence.of_kind(COUNTED_KIND) if m.end <= first]
    among = [m for m in before if m.key in PERSONS and first - m.end < NUMBER_REACH]
    if among and _ARE.match(line.text, amount.end):
        return Level(amount, among[-1].key, (among[-1].start, among[-1].end))
    return None


def _numbered(line: Line, amount: Amount) -> Level | None:
    """ "The number of Filipinos in Qatar stands at 236,000", "the diaspora numbers 1.4 million"."""
    if amount.kind == "count" and amount.noun not in ("people", "persons", "members"):
        return None
    first = amount.start if amount.bound_start is None else amount.bound_start
    for match in reversed(line.sentence.of_kind(COUNTED_KIND)):
        gap = line.text[match.end : first]
        aside = gap.endswith(", ") and line.text.count("umber of", 0, match.start)
        told = aside or _NUMBERS.search(gap) or _COME_FROM.match(line.text, amount.end)
        if match.end <= first and len(gap) < NUMBER_REACH and told:
            return Level(amount, match.key, (match.start, match.end))
    for mention in line.mentions:
        back = line.text[max(0, mention.start - 12) : mention.start]
        gap = line.between(mention.end, max(first, mention.end))
        if back.endswith("number of ") and mention.end <= first and _NUMBERS.search(gap):
            return _doing(line, amount, mention.end) or Level(
                amount, "community", (mention.start, mention.end)
            )
    return None
