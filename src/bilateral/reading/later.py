"""Lines in; surnames, given names, offices and pronouns in them resolved to people named before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from bilateral.knowledge.holders import has_office, office_holder, people
from bilateral.knowledge.letters import without_marks
from bilateral.knowledge.offices import BOTH, name_words
from bilateral.reading.bodies import body_mentions
from bilateral.reading.cast import Cast, Individual
from bilateral.reading.context import Context, Draft, Line
from bilateral.reading.mentions import polite_start, title_country, whole_name
from bilateral.reading.names import short_names
from bilateral.reading.page import Mention
from bilateral.reading.titles import Title, office

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_ADMINISTRATION = re.compile(
    r"(?:[-–][A-Z][a-z]+)? ?(?:[Aa]dministration|government|cabinet|team|era)\b"
)

LEAST_FIRST = 4
"""Letters that a first name has at least to stand for a person alone."""

Aliases = dict[str, list[Individual]]


def call_again(lines: Sequence[Line], context: Context) -> None:
    """Resolve the later mentions of the people of the page, and find its bodies."""
    aliases = _aliases(context.cast)
    automaton = _automaton([name for name in aliases if len(name) > 1])
    named = _named([without_marks(line.sentence.text) for line in lines], automaton)
    recent = _Recent()
    previous: Line | None = None
    for line, spans in zip(lines, named, strict=True):
        if spans:
            _short_mentions(line, spans, aliases, recent)
        if line.titles:
            _office_mentions(line, context, list(recent))
        if line.matches:
            body_mentions(line, context)
        if line.drafts or (previous and previous.drafts):
            _pronouns(line, previous)
        if line.drafts:
            recent.add(line)
        previous = line


class _Recent:
    """The people mentioned so far, each once, the last mentioned last."""

    def __init__(self) -> None:
        self._people: dict[int, Individual] = {}

    def add(self, line: Line) -> None:
        for draft in line.people:
            if draft.person:
                self._people.pop(id(draft.person), None)
                self._people[id(draft.person)] = draft.person

    def __iter__(self) -> Iterator[Individual]:
        return iter(self._people.values())

    def __reversed__(self) -> Iterator[Individual]:
        return reversed(self._people.values())


def _aliases(cast: Cast) -> Aliases:
    """What each person may be called later on."""
    out: Aliases = {}
    for person in cast.people:
        names = [person.name, *short_names(person.name, person.country)]
        if person.known:
            names += short_names(people()[person.known].person, person.country)
        for name in dict.fromkeys(map(without_marks, names)):
            out.setdefault(name, []).append(person)
            if name[0].islower():
                out.setdefault(name[0].upper() + name[1:], []).append(person)
            if len(name) > 3:
                out.setdefault(name.upper(), []).append(person)
    for person in cast.people:
        first = _first_word(person)
        if first and first not in out:
            out[first] = [person]
    return out


def _first_word(person: Individual) -> str | None:
    """The first word of a name, by which the press of some countries goes on ("Tuilaepa")."""
    words = person.name.split(" ")
    if len(words) < 2 or len(words[0]) < LEAST_FIRST or not words[0].isalpha():
        return None
    return None if words[0] in name_words("also_a_word") else without_marks(words[0])


def _automaton(forms: Sequence[str]) -> AhoCorasick | None:
    """What finds all names at once: built faster than a regular expression, and far faster."""
    return AhoCorasick(forms, matchkind=MatchKind.Standard) if forms else None


def _named(texts: Sequence[str], automaton: AhoCorasick | None) -> list[list[tuple[int, int]]]:
    """Where the names stand in each of `texts` as whole words, the longest where one begins,
    none overlapping."""
    out: list[list[tuple[int, int]]] = [[] for _ in texts]
    if automaton is None:
        return out
    # One call for all lines: a name goes over no break, and each call has its price.
    joined = "\n".join(texts)
    found = automaton.find_matches_as_indexes(joined, overlapping=True)
    index, base, last = 0, 0, 0
    for start, end in sorted(((s, e) for _, s, e in found), key=_longest_first):
        while start >= base + len(texts[index]):
            base += len(texts[index]) + 1
            index += 1
        if start >= last and _edge(joined, start) and _edge(joined, end):
            out[index].append((start - base, end - base))
            last = end
    return out


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _edge(text: str, offset: int) -> bool:
    """Whether a word begins or ends at `offset`."""
    return _of_word(text[offset - 1 : offset]) != _of_word(text[offset : offset + 1])


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _short_mentions(
    line: Line, spans: Sequence[tuple[int, int]], aliases: Aliases, recent: _Recent
) -> None:
    text = line.sentence.text
    for start, end in spans:
        called = without_marks(text[start:end])
        if line.taken(start, end) or not whole_name(text, start, end):
            continue
        person = _latest(aliases[called], recent)
        if person.name.startswith(f"{called} ") and _named_country(line, start, end):
            continue
        start = polite_start(text, start)
        line.countries = [m for m in line.countries if m.end <= start or m.start >= end]
        line.add(_person_or_government(text, start, end, person))


def _named_country(line: Line, start: int, end: int) -> bool:
    """Whether a first name is the name of a country or a place here ("Israel" Katz)."""
    return any(m.start < end and start < m.end for m in line.countries)


def _person_or_government(text: str, start: int, end: int, person: Individual) -> Draft:
    """A person, or with "administration" behind the government of the country."""
    office_of = _ADMINISTRATION.match(text, end)
    if office_of:
        end = office_of.end()
        return Draft(start, end, "body", text[start:end], person.country, sector="GOV")
    return Draft(start, end, "person", text[start:end], person.country, person)


def _latest(meant: Sequence[Individual], recent: _Recent) -> Individual:
    if len(meant) > 1:
        for person in reversed(recent):
            if any(person is other for other in meant):
                return person
    return meant[0]


def _office_mentions(line: Line, context: Context, recent: Sequence[Individual]) -> None:
    for title in line.titles:
        if title.name or line.taken(title.start, title.end):
            continue
        before = [d.person for d in line.people if d.person and d.start < title.start]
        person = _office_person(title, context, [*recent, *before])
        country = title.country or (person.country if person else None)
        country = country or _country_of_office(title, context, line)
        if country is None:
            continue
        if person is None:
            person = _holder_of_the_day(title, country, line, context)
        text = line.sentence.text[title.start : title.end]
        line.add(Draft(title.start, title.end, "office", text, country, person))


def _country_of_office(title: Title, context: Context, line: Line) -> str | None:
    """The country of an office without a name: the publishing government's own first."""
    if context.outlet and _own_office(title, context) and title.article == "the":
        return context.outlet
    return title_country(title, context, line)


def _office_person(
    title: Title, context: Context, recent: Sequence[Individual]
) -> Individual | None:
    """Who of the cast the office means: the last mentioned who has it."""
    if title.article in ("a", "an") or title.former:
        return None
    country = title.country
    if country is None and _own_office(title, context):
        country = context.outlet
    there = [*reversed(recent), *context.cast.people]
    if country:
        there = [person for person in there if person.country == country]
    if not there:
        return None
    codes = frozenset(title.codes)
    kinds = frozenset(office(code).kind for code in codes)
    exact = (p for p in there if not codes.isdisjoint(p.offices) and _has_rank(p, title, kinds))
    return next(exact, None) or next(
        (p for p in there if not kinds.isdisjoint(p.kinds) and _has_rank(p, title, kinds)), None
    )


def _own_office(title: Title, context: Context) -> bool:
    """Whether it is an office of the government that publishes: the United States has a president
    and no prime minister."""
    return any(has_office(context.outlet, code) for code in _OWN.intersection(title.codes))


_OWN = frozenset({"president", "vice_president", "prime_minister"})
"""Offices that a government means its own by when it publishes."""


def _has_rank(person: Individual, title: Title, kinds: frozenset[str]) -> bool:
    """Whether a person of the cast is in office, as a deputy or not as the title says."""
    former, deputy = _rank(tuple(person.roles))
    if former:
        return False
    if any(kind.startswith("deputy") for kind in kinds):
        return True
    return title.deputy == deputy


@lru_cache(maxsize=1 << 12)
def _rank(roles: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether these roles are of somebody out of office, and of a deputy."""
    lowered = [role.lower() for role in roles]
    former = any(role.startswith(("former", "ex-")) for role in lowered)
    return former, any(role.startswith(("deputy", "vice")) for role in lowered)


def _holder_of_the_day(
    title: Title, country: str, line: Line, context: Context
) -> Individual | None:
    """The office-holder of the day, where the words mean one person."""
    day = context.cast.day
    if day is None or title.article in ("a", "an") or title.former or title.deputy:
        return None
    for code in title.codes:
        found = office_holder(country, code, day)
        if found:
            return context.cast.known(
                line.sentence, found.key, title.start, title.end, found.person
            )
    return None


def _pronouns(line: Line, previous: Line | None) -> None:
    text = line.sentence.text
    for found in _PRONOUN.finditer(text):
        person = _meant_by(found[0].lower() == "she", found.start(), line, previous)
        if person and not line.taken(*found.span()):
            start, end = found.span()
            line.add(Draft(start, end, "pronoun", found[0], person.country, person))


def _meant_by(female: bool, start: int, line: Line, previous: Line | None) -> Individual | None:
    """The person nearest before in the sentence, else the first one of the sentence before."""
    here = [d.person for d in line.people if d.start < start and not d.possessive]
    there = [d.person for d in previous.people] if previous else []
    for person in [*reversed(here), *there]:
        if person and person.female in (None, female):
            return person
    return None


def both_mentions(line: Line, sides: tuple[str, ...]) -> list[Mention]:
    """Words for all parties in the line ("the two countries", "bilateral")."""
    text = line.sentence.text
    out = []
    for match in line.matches.get(BOTH, ()):
        name = text[match.start].isupper() and match.start > 0 and not line.headline
        if not name:
            named = _pair(line, sides) if match.key == "2" and len(sides) > 2 else sides
            words = text[match.start : match.end]
            out.append(Mention(match.start, match.end, "both", named, words))
    return out


def _pair(line: Line, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Of more than two parties the two that the sentence names."""
    named = {code for m in line.countries for code in m.sides if code in sides}
    named |= {d.country for d in line.drafts if d.country in sides and d.country}
    return tuple(sorted(named)) if len(named) == 2 else sides
