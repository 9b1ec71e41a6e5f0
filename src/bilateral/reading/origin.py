"""The people of a page whose country no word says in; the country that the page shows, out.

Only what is written counts: an unnamed official of a country told just before ("a senior
Vietnamese diplomat"), a colleague, or a family name of one of the two countries most named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bilateral.knowledge.holders import has_office, surname_countries
from bilateral.reading.cast import Individual
from bilateral.reading.context import Context, Line
from bilateral.reading.names import plain
from bilateral.reading.titles import office

MAIN = 3
"""Among how many of the most named countries of a page a family name may decide."""


OF_THE_OUTLET = frozenset({"adviser", "spokesperson", "senior_official", "legislator", "minister"})
"""Officials whose country a government's own item leaves out when they are its own."""


HEADS = frozenset({"head_of_state", "head_of_government", "foreign_minister", "speaker"})
"""Offices that a country has once, so that they are of the country being told about."""


def place_people(lines: Sequence[Line], context: Context) -> None:
    """Give a country to each person on the cast who has none and whom the page places."""
    main = [code for code, _ in context.countries.counts.most_common(MAIN)]
    for person in context.cast.people:
        if person.country is None:
            person.country = (
                _of_family(person, context.cast.people)
                or _announced(person, lines)
                or _by_name(person, main)
            )
        if person.country is None:
            person.country = _where_held(person, main[:2])
        if person.country is None and person.kinds & HEADS:
            person.country = _only_country(person, lines, main[:2])
        if person.country is None:
            person.country = (
                _colleague(person, lines, context)
                or _there(person, lines, context)
                or _of_delegation(person, lines)
            )
        if person.country is None and person.roles:
            person.country = _speaks_for(person, lines, main[:2])
        if person.country is None and person.kinds & OF_THE_OUTLET:
            person.country = context.outlet
    main = _most_told(lines, context)
    home = _dateline(lines, main)
    for person in context.cast.people:
        if person.country is None and person.roles:
            person.country = _facing(person, lines, main) or home
    for line in lines:
        for draft in line.drafts:
            if draft.person:
                draft.country = draft.person.country


def _most_told(lines: Sequence[Line], context: Context) -> list[str]:
    """The two countries most told of, by name and by their people."""
    told = Counter(m.sides[0] for line in lines for m in line.countries if m.sides)
    told.update(person.country for person in context.cast.people if person.country)
    return [code for code, _ in told.most_common(2)]


def _of_family(person: Individual, others: Sequence[Individual]) -> str | None:
    """The country of who has the same family name: "President Biden and First Lady Jill Biden"."""
    last = person.name.split(" ")[-1]
    if "spouse" not in person.kinds:
        return None
    return next((o.country for o in others if o.country and o.name.endswith(last)), None)


def _announced(person: Individual, lines: Sequence[Line]) -> str | None:
    """The country of an official told without a name in the two sentences before the naming."""
    index = person.sentence.index
    for line in lines:
        if index - 2 <= line.sentence.index < index:
            for title in line.titles:
                if title.country and not title.name and title.article in ("a", "an"):
                    return title.country
    return None


def _by_name(person: Individual, main: Sequence[str]) -> str | None:
    """The one of the page's main countries in which the family name is common."""
    words = person.name.split(" ")
    if len(words) < 2:
        return None
    for word in (words[0], words[-1]):
        found = [code for code in surname_countries().get(plain(word), ()) if code in main]
        if len(found) == 1:
            return found[0]
    return None


def _where_held(person: Individual, main: Sequence[str]) -> str | None:
    """The one of the page's two main countries that has the office ("Amir")."""
    where = {country for code in person.offices for country in office(code).countries}
    found = [code for code in main if code in where]
    if "monarch" in person.offices:
        found = [code for code in main if _may_have(code, person)]
    return found[0] if len(found) == 1 else None


def _only_country(person: Individual, lines: Sequence[Line], main: Sequence[str]) -> str | None:
    """The one of the page's two main countries that the sentence of the naming names before."""
    for line in lines:
        if line.sentence is person.sentence:
            before = {m.sides[0] for m in line.countries if m.start < person.start}
            before = {code for code in before if _may_have(code, person)}
            found = [code for code in main if code in before]
            return found[0] if len(found) == 1 else None
    return None


def _may_have(country: str, person: Individual) -> bool:
    """Whether a country can have the office: China has no king, the United States no premier."""
    for code, others in _INSTEAD.items():
        if code in person.offices and any(has_office(country, other) for other in others):
            return False
    return True


_PRESIDENTS = ("president", "president_of_state")
_INSTEAD = {
    "monarch": _PRESIDENTS,
    "amir": _PRESIDENTS,
    "sultan": _PRESIDENTS,
    "president": ("monarch",),
    "prime_minister": ("secretary_of_state", "chancellor"),
}
"""Offices beside which a country has not the one."""


def _colleague(person: Individual, lines: Sequence[Line], context: Context) -> str | None:
    """The country of the one before in a list of people: parted by semicolons, or in a list of
    office-holders of another country ("President Bongo, Foreign Minister Immongault")."""
    line = next((line for line in lines if line.sentence is person.sentence), None)
    before = [d for d in line.people if d.end <= person.start] if line else []
    if line is None or not before:
        return None
    between = line.sentence.text[before[-1].end : person.start]
    if ";" in between:
        return before[-1].country
    country = before[-1].country
    listed = person.roles and _LISTED.fullmatch(between) and country != context.outlet
    return country if listed and country and _may_have(country, person) else None


def _speaks_for(person: Individual, lines: Sequence[Line], main: Sequence[str]) -> str | None:
    """The one of the page's two main countries of which the person says what it does ("said that
    Norway would")."""
    line = next((line for line in lines if line.sentence is person.sentence), None)
    said = _SAID.match(line.sentence.text, person.end) if line else None
    if line is None or said is None:
        return None
    told = next((m for m in line.countries if m.start == said.end()), None)
    acts = told and _OWN_ACT.match(line.sentence.text, told.end)
    return told.sides[0] if told and acts and told.sides[0] in main else None


_SAID = re.compile(r",? (?:said|says|told reporters|announced|added|stressed)(?: that)?(?: the)? ")
_OWN_ACT = re.compile(r" (?:would|will|was ready|is ready|wants|wanted|hopes|hoped|had agreed)\b")


def _facing(person: Individual, lines: Sequence[Line], main: Sequence[str]) -> str | None:
    """The other one of the page's two main countries, where the sentence sets the person beside
    an official of the one ("signed with the Ambassador of Korea", "and his Chinese
    counterpart")."""
    line = next((line for line in lines if line.sentence is person.sentence), None)
    if line is None or len(main) != 2:
        return None
    others = {d.country for d in line.people if d.person is not person and d.country in main}
    others |= {t.country for t in line.titles if t.country in main and t.start != person.start}
    text = line.sentence.text
    partner = _COUNTERPART.match(text, person.end)
    if partner:
        others |= {m.sides[0] for m in line.countries if m.start == partner.end() and m.sides}
    others &= set(main)
    if len(others) != 1 or not (partner or _BESIDE.search(text)):
        return None
    rest = next(code for code in main if code not in others)
    return rest if _may_have(rest, person) else None


_BESIDE = re.compile(
    r"\b(?:spoke|speaks|sign(?:s|ed)|inked|met|meets|received|receives|hosted|welcomed|held talks"
    r"|talks with)\b"
)
_COUNTERPART = re.compile(r",? (?:and|with|met|meets) (?:his|her) ")


def _dateline(lines: Sequence[Line], main: Sequence[str]) -> str | None:
    """The one of the page's two main countries from whose capital the news is told
    ("ISLAMABAD – ")."""
    first = next((line for line in lines if line.sentence.field == "text"), None)
    opens = _DATELINE.match(first.sentence.text) if first else None
    if first is None or opens is None:
        return None
    where = next((m for m in first.countries if m.end <= opens.end()), None)
    return where.sides[0] if where and where.sides[0] in main else None


_DATELINE = re.compile(
    r"[A-Z][A-Z .’'-]{2,30}(?:, [A-Z][\w. ,]{2,30})?(?: \([^()]{2,40}\))? ?(?:[-–—:]|--)"
)
_LISTED = re.compile(r",? (?:and |as well as )?(?:the )?|, ")


def _there(person: Individual, lines: Sequence[Line], context: Context) -> str | None:
    """The country that opens the sentence ("In Ghana, he met with Vice President Bawumia")."""
    line = next((line for line in lines if line.sentence is person.sentence), None)
    first = line.countries[0] if line and line.countries else None
    if line is None or first is None or not person.roles or len(first.sides) != 1:
        return None
    opens = line.sentence.text[: first.start] in ("In ", "In the ", "While in ", "Also in ")
    met = _MET.search(line.sentence.text, first.end, person.start)
    return first.sides[0] if opens and met and first.sides[0] != context.outlet else None


def _of_delegation(person: Individual, lines: Sequence[Line]) -> str | None:
    """ "the Israeli delegation, led by National Security Adviser Hanegbi"."""
    line = next((line for line in lines if line.sentence is person.sentence), None)
    before = [m for m in line.countries if m.end <= person.start] if line else []
    if line is None or not before or len(before[-1].sides) != 1:
        return None
    between = line.sentence.text[before[-1].end : person.start]
    return before[-1].sides[0] if _LED.match(between) else None


_LED = re.compile(
    r"(?:[’']s)? (?:\w+ )?(?:side|delegation|team|officials|representatives|group|counterparts?"
    r"|administration|government|cabinet)\b[^.;]{0,80}$"
)
_MET = re.compile(r"\b(?:met|meets|talks|spoke|received|hosted|welcomed|joined)\b")
