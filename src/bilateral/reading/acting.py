"""The lines of a page in, its actors out: who acts or speaks, and not who is merely named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilateral.knowledge.offices import BOTH
from bilateral.model import Actor, Evidence
from bilateral.reading.cast import Individual
from bilateral.reading.context import Draft, Line

PERSON_RULE, BODY_RULE = "offices.person", "offices.body"

_VERB = re.compile(
    r"(?:[’']s)?,? (?:also |then |later |today |has |have |had |will |would |and |who |is |was "
    r"|did |again |\w+ly )*(?:[a-z]+(?:ed|s)|told|met|spoke|said|held|made|gave|took|led|sent|wrote"
    r"|paid|began|put|went|came|left|saw|thank|welcome|discuss|visit|travel|host|meet|speak)\b"
)
_PASSING = re.compile(
    r"\b(?:under|since|like|unlike|than|predecessor|successor|late|after|before|era|named for"
    r"|named after|anniversary of|honou?r of|memory of|death of|passing of) (?:the |then |then-)?$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"[’']s? (?:[\w-]+ ){0,3}(?:visit|trip|meeting|call|talks|remarks|speech|decision"
    r"|proposal|invitation|statement|announcement|travel|tour|offer|order|commitment|pledge|promise"
    r"|engagement|participation|request|agreement)s?\b"
)


def actors_of(lines: Sequence[Line], parties: Sequence[str]) -> list[Actor]:
    """The actors in the order of their first naming; those of countries that are no party left
    out, and bodies only where they act."""
    if len(parties) < 2:
        return []
    out: dict[str, Actor] = {}
    acting = _acting(lines, parties)
    for line in lines:
        for draft in sorted(line.drafts, key=lambda d: d.start):
            name = draft.name
            if name and name not in out and name in acting and _belongs(draft, parties):
                out[name] = _actor(name, line, draft)
    return list(out.values())


def _acting(lines: Sequence[Line], parties: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for line in lines:
        text = line.sentence.text
        for draft in line.drafts:
            if draft.person and (_person_acts(text, draft)):
                found.add(draft.person.name)
            elif draft.body and _body_acts(text, draft) and _toward(line, draft, parties):
                found.add(draft.body)
    return found


def _belongs(draft: Draft, parties: Sequence[str]) -> bool:
    """People of the parties; bodies of the parties and of no country."""
    if draft.person and draft.person.country not in parties:
        return False
    if draft.country in parties:
        return True
    return draft.person is None and draft.country in ("IGO", "NGO")


_MET = re.compile(
    r"\b(?:met|meets|meeting|talks|discussions?|dialogue|spoke|speaking) (?:\w+ )?with (?:the )?"
    r"(?:(?:leadership|leaders|head|members|representatives|officials) of (?:the )?)?$"
)


def _toward(line: Line, draft: Draft, parties: Sequence[str]) -> bool:
    """Whether the sentence names another party than the body's own country, or all of them; a
    body of a party that opens the sentence and says or does something speaks for its side."""
    if draft.country in parties and line.sentence.text[: draft.start] in ("", "The ", "But the "):
        return True
    named = {code for mention in line.countries for code in mention.sides}
    named |= {other.country for other in line.drafts if other.country and other is not draft}
    return BOTH in line.matches or any(code in named for code in parties if code != draft.country)


def _body_acts(text: str, draft: Draft) -> bool:
    if _VERB.match(text, draft.end) and not draft.possessive:
        return True
    return bool(_MET.search(text, max(0, draft.start - 60), draft.start))


_MET_OFFICE = re.compile(
    r"\b(?:met|meets|meeting|received|hosted|welcomed|told|thanked|called|talks|spoke|invited"
    r"|congratulated)(?: with| by| between| to)? (?:the |his |her |new )*$"
)


def _person_acts(text: str, draft: Draft) -> bool:
    """A person with a name acts unless the words only refer to somebody; an office or a pronoun
    when a verb follows."""
    if _VERB.match(text, draft.end) or _NOUN.match(text, draft.end):
        return True
    if draft.kind == "office":
        return bool(_MET_OFFICE.search(text, max(0, draft.start - 40), draft.start))
    if draft.kind != "person" or draft.possessive:
        return False
    return not _PASSING.search(text, max(0, draft.start - 30), draft.start)


def _actor(name: str, line: Line, draft: Draft) -> Actor:
    person = draft.person
    if person is None:
        evidence = line.sentence.evidence(draft.start, draft.end)
        return Actor(
            evidence=(evidence,),
            rule=BODY_RULE,
            name=name,
            country=draft.country,
            sector=draft.sector,
        )
    return Actor(
        evidence=(_naming(person),),
        rule=PERSON_RULE,
        name=name,
        country=person.country,
        roles=tuple(person.roles),
        sector=person.sector,
    )


def _naming(person: Individual) -> Evidence:
    return person.sentence.evidence(person.start, person.end)
