"""The matches of one sentence in, who stands in it out: titles with names, bodies, countries.

A title comes first, then its country, then the name: "Thủ tướng Nhật Bản Kishida Fumio".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bilateral.knowledge.countries.names import NOT_A_COUNTRY, PHRASE_KIND, read_key
from bilateral.knowledge.frames import bodies, grammar, offices, pair_forms
from bilateral.knowledge.holders import PERSON, people, surname_countries
from bilateral.knowledge.letters import without_marks
from bilateral.knowledge.matching import Match
from bilateral.knowledge.offices import BODY, BOTH, OFFICE
from bilateral.model import Actor
from bilateral.reading.frames.words import small, word_pattern
from bilateral.reading.page import Mention, Sentence

PERSON_RULE, BODY_RULE = "actors.frames.person", "actors.frames.body"
MOST_NAME_WORDS = 6
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_UNLISTED = ("government", "side", "people", "presidency")


@dataclass(slots=True)
class Person:
    """Somebody named in the text."""

    name: str
    country: str | None
    offices: list[str]
    roles: list[str]
    sentence: Sentence
    start: int
    end: int


@dataclass(slots=True)
class Cast:
    """Who has come up so far, in one document. `foreign` is the country named last that is not
    the home of the language, `last` the person named last."""

    language: str
    day: date | None
    people: list[Person] = field(default_factory=list)
    bodies: dict[str, Actor] = field(default_factory=dict)
    foreign: str | None = None
    last: str | None = None

    def find(self, name: str, country: str | None) -> Person | None:
        """Who of the people so far is called so."""
        wanted = _plain(name)
        for person in reversed(self.people):
            have = _plain(person.name)
            same = wanted == have[: len(wanted)] or wanted == have[-len(wanted) :]
            if same and (country is None or person.country in (None, country)):
                return person
        return None

    def holding(self, codes: list[str], country: str | None) -> Person | None:
        """Who was named last with one of these offices (of this country)."""
        for person in reversed(self.people):
            if set(codes) & set(person.offices) and country in (None, person.country):
                return person
        return None


def _plain(name: str) -> list[str]:
    return without_marks(name).lower().split()


@dataclass(slots=True)
class Area:
    """A country or bloc named in a sentence."""

    start: int
    end: int
    code: str
    kind: str


def areas_of(sentence: Sentence, language: str) -> list[Area]:
    """The countries (and the European Union) that a sentence names, and pairs of them."""
    words = small(language)
    out = []
    for match in sentence.of_kind(PHRASE_KIND):
        key = read_key(match.key)
        if key.code == NOT_A_COUNTRY or words.before(sentence.text, match.start, "not_a_side"):
            continue
        out.append(Area(match.start, match.end, key.code, key.kind))
    return sorted([*out, *_pairs(sentence.text, language, out)], key=lambda a: a.start)


def _pairs(text: str, language: str, known: list[Area]) -> list[Area]:
    """Both countries of "Việt - Mỹ"."""
    forms = pair_forms(language)
    if not forms or not any(dash in text for dash in "-–"):
        return []
    either = "|".join(map(re.escape, forms))
    out = []
    for match in re.finditer(rf"(?<![\w-])({either})\s?[-–]\s?({either})(?![\w-])", text):
        for group in (1, 2):
            start, end = match.span(group)
            if not any(area.start < end and start < area.end for area in known):
                out.append(Area(start, end, forms[match[group]], "short"))
    return out


class Reader:
    """Reads who stands in the sentences of one document, from the first to the last."""

    def __init__(self, language: str, day: date | None, sentences: Sequence[Sentence]) -> None:
        self.language = language
        self.home = grammar(language).home
        self.at_home = any(
            area.code == self.home for line in sentences for area in areas_of(line, language)
        )
        self.words = small(language)
        self.cast = Cast(language, day)

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """Who stands in `sentence`, in the order of the words, none over another."""
        self.text, self.sentence = sentence.text, sentence
        self.areas = areas_of(sentence, self.language)
        self.area_at = {area.start: area for area in self.areas if area.kind != "bloc"}
        self.blocs_at = {area.start for area in self.areas if area.kind == "bloc"}
        self.office_at = _first(sentence.of_kind(OFFICE))
        self.body_at = _first(sentence.of_kind(BODY))
        found: list[Mention] = []
        both = sentence.of_kind(BOTH)
        for start in sorted(self.office_at):
            if any(m.start < start < m.end for m in both):
                continue
            if not found or start >= found[-1].end:
                title = self._title(start)
                if title:
                    found.append(title)
        found += self._bare_names(found)
        found += self._pronouns(found)
        found += self._bodies(found)
        found += [
            Mention(a.start, a.end, _kind(a), (a.code,), self.text[a.start : a.end])
            for a in self.areas
            if a.kind != "bloc" and not _over(found, a.start, a.end)
        ]
        found.sort(key=lambda m: m.start)
        named = [m.actor for m in found if m.kind == "person"]
        self.cast.last = named[0] if named else self.cast.last
        for mention in found:
            for side in mention.sides:
                self.cast.foreign = side if side != self.home else self.cast.foreign
        return found

    # Titles

    def _title(self, start: int) -> Mention | None:
        codes: list[str] = []
        end, country = start, None
        at: int | None = start
        roles = []
        while at is not None and at in self.office_at:
            codes.append(self.office_at[at].key)
            end = self.office_at[at].end
            roles.append(self.text[at:end])
            at = self._next_office(end)
        end = self._open_portfolio(end)
        country, end = self._country(end)
        end = self._host(end)
        name = self._name(end)
        if name is None:
            return self._unnamed(start, end, codes, country)
        name_start, name_end = name
        country = country or self._country_after(name_end)
        person = self._person(name_start, name_end, codes, roles, country, start)
        sides = (person.country,) if person.country else ()
        text = self.text[start:name_end]
        return Mention(start, name_end, "person", sides, text, actor=person.name)

    def _next_office(self, end: int) -> int | None:
        """Where a second office of the same person begins."""
        joint = self.words.at(self.text, end, "title_joint")
        at = end if joint is None else joint
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        return at if joint is not None and at in self.office_at else None

    def _open_portfolio(self, end: int) -> int:
        """Past words in capitals between a title and its country ("Chủ tịch Hạ viện Mỹ")."""
        if not self.words.before(self.text, end, "open_title"):
            return end
        at = end
        for _ in range(5):
            while at < len(self.text) and self.text[at] == " ":
                at += 1
            if at in self.area_at:
                return at - 1
            word = _WORD.match(self.text, at)
            if word is None:
                break
            at = word.end()
        return end

    def _country(self, end: int) -> tuple[str | None, int]:
        """The country behind a title, and where it ends; a body in between belongs to it."""
        at = self._skip(end)
        if at in self.body_at:
            end = self.body_at[at].end
            at = self._skip(end)
        of = self.words.at(self.text, end, "title_of")
        while of is not None and of not in self.area_at:
            further = self._skip(of)
            if further in self.area_at:
                of = further
                break
            of = self.words.at(self.text, of, "title_of")
        at = of if of is not None else at
        area = self.area_at.get(at)
        return (area.code, area.end) if area else (None, end)

    def _host(self, end: int) -> int:
        """Past the country an ambassador is sent to ("Đại sứ Hoa Kỳ tại Việt Nam")."""
        at = self.words.at(self.text, end, "host")
        area = self.area_at.get(self._skip(at)) if at is not None else None
        if area is None:
            return end
        after = self._skip(area.end)
        return area.end if self.text[after : after + 1].isupper() else end

    def _country_after(self, end: int) -> str | None:
        """The country of "Bộ trưởng X của Pháp"."""
        of = self.words.at(self.text, end, "title_of")
        area = self.area_at.get(self._skip(of)) if of is not None else None
        return area.code if area else None

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        return at

    def _name(self, end: int) -> tuple[int, int] | None:
        """The run of words in capitals behind a title."""
        if self.text[end : end + 1] != " ":
            return None
        at = first = end + 1
        last, count = first, 0
        while count < MOST_NAME_WORDS:
            word = _WORD.match(self.text, at)
            if word is None or not word[0][0].isupper() or self._stops(at, count):
                break
            last, count = word.end(), count + 1
            if self.text[last : last + 1] != " ":
                break
            at = last + 1
        while last > first and self.text[last - 1] in ".-'’":
            last -= 1
        return (first, last) if count else None

    def _stops(self, at: int, count: int) -> bool:
        if at in self.office_at or at in self.body_at or at in self.blocs_at:
            return True
        area = self.area_at.get(at)
        return area is not None and (count < 2 or " " in self.text[area.start : area.end])

    def _person(
        self, start: int, end: int, codes: list[str], roles: list[str], country: str | None, at: int
    ) -> Person:
        name = self.text[start:end]
        person = self.cast.find(name, country)
        if person is None:
            country = country or self._country_of_name(start, end, codes)
            person = Person(name, country, [], [], self.sentence, at, end)
            self.cast.people.append(person)
        person.country = person.country or country
        if len(name) > len(person.name):
            person.name = name
        person.offices += [code for code in codes if code not in person.offices]
        person.roles += [role for role in roles if role not in person.roles]
        return person

    def _country_of_name(self, start: int, end: int, codes: list[str]) -> str | None:
        """Whose official somebody is when the words do not say."""
        known = self._known(start, end)
        if known:
            return known
        held = [offices(self.language)[code].countries for code in codes]
        alone = next((countries[0] for countries in held if len(countries) == 1), None)
        if self.at_home and self._is_home_name(self.text[start:end]):
            return self.home
        return alone or self.cast.foreign

    def _known(self, start: int, end: int) -> str | None:
        for match in self.sentence.of_kind(PERSON):
            if start <= match.start and match.end <= end:
                return people()[match.key].country
        return None

    def _is_home_name(self, name: str) -> bool:
        first = without_marks(name.split()[0]).lower()
        own = self.home in surname_countries().get(first, ())
        return own and len(name.split()) > 1

    def _unnamed(
        self, start: int, end: int, codes: list[str], country: str | None
    ) -> Mention | None:
        """An office without a name: the person named with it before, else its holder's country."""
        if all(offices(self.language)[code].title_only for code in codes):
            return None
        person = self.cast.holding(codes, country or self.home) or self.cast.holding(codes, country)
        side = country or (person.country if person else None) or self.home
        text = self.text[start:end]
        name = person.name if person else None
        return Mention(start, end, "office", (side,) if side else (), text, actor=name)

    # Names alone, bodies

    def _bare_names(self, taken: list[Mention]) -> list[Mention]:
        out = []
        for match in self.sentence.of_kind(PERSON):
            name = self.text[match.start : match.end]
            if _over(taken, match.start, match.end):
                continue
            country = people()[match.key].country
            person = self.cast.find(name, country)
            if person is None and " " not in name:
                continue
            if person is None:
                person = Person(name, country, [], [], self.sentence, match.start, match.end)
                self.cast.people.append(person)
            sides = (person.country,) if person.country else ()
            start = self._polite(match.start)
            mention = Mention(start, match.end, "person", sides, name, actor=person.name)
            out.append(mention)
        return [*out, *self._polite_names([*taken, *out])]

    def _polite(self, start: int) -> int:
        word = self.words.before(self.text, start, "honorific")
        return self.text.lower().rfind(word, 0, start) if word else start

    def _polite_names(self, taken: list[Mention]) -> list[Mention]:
        """ "ông Biden", of somebody named before."""
        pattern = word_pattern(grammar(self.language).of("honorific"), r"(?<!\w){} (?=[^\W\d_])")
        out = []
        for match in pattern.finditer(self.text) if pattern else ():
            name = self._name(match.end() - 1)
            if name is None or _over(taken, *name):
                continue
            person = self.cast.find(self.text[name[0] : name[1]], None)
            if person and person.country:
                words = self.text[match.start() : name[1]]
                sides = (person.country,)
                out.append(
                    Mention(match.start(), name[1], "person", sides, words, actor=person.name)
                )
        return out

    def _pronouns(self, taken: list[Mention]) -> list[Mention]:
        """ "Ông" at the start of a sentence: the first person of the sentence before."""
        end = self.words.at(self.text, 0, "pronoun")
        person = self.cast.find(self.cast.last, None) if self.cast.last and end else None
        if person is None or end is None or not person.country or _over(taken, 0, end):
            return []
        if not self.text[self._skip(end) : self._skip(end) + 1].islower():
            return []
        mention = Mention(0, end, "pronoun", (person.country,), self.text[:end], actor=person.name)
        return [mention]

    def _bodies(self, taken: list[Mention]) -> list[Mention]:
        out = []
        for start, match in sorted(self.body_at.items()):
            if _over(taken, start, match.end):
                continue
            at = self._skip(match.end)
            of = self.words.at(self.text, match.end, "title_of")
            area = self.area_at.get(at) or (self.area_at.get(self._skip(of)) if of else None)
            if area is None or _over(taken, area.start, area.end):
                if match.key in _UNLISTED or not self._speaks(match.end):
                    continue
                out.append(self._body(match, match.end, self.home, listed=False))
                continue
            listed = match.key not in _UNLISTED and self._is_subject(start)
            out.append(self._body(match, area.end, area.code, listed=listed))
        return out

    def _speaks(self, end: int) -> bool:
        return self.words.at(self.text, end, "said") is not None

    def _is_subject(self, start: int) -> bool:
        return not self.words.before(self.text, start, "preposition")

    def _body(self, match: Match, end: int, country: str, *, listed: bool) -> Mention:
        name = self.text[match.start : end]
        if listed and name not in self.cast.bodies:
            self.cast.bodies[name] = Actor(
                evidence=(self.sentence.evidence(match.start, end),),
                rule=BODY_RULE,
                name=name,
                country=country,
                sector=bodies(self.language)[match.key].sector,
            )
        actor = name if listed else None
        return Mention(match.start, end, "body", (country,), name, actor=actor)


def _kind(area: Area) -> str:
    return "capital" if area.kind == "capital" else "country"


def _first(matches: list[Match]) -> dict[int, Match]:
    return {match.start: match for match in matches}


def _over(mentions: list[Mention], start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in mentions)


def actors_of(cast: Cast, parties: tuple[str, ...]) -> tuple[Actor, ...]:
    """The people and bodies of the parties."""
    found = [
        Actor(
            evidence=(person.sentence.evidence(person.start, person.end),),
            rule=PERSON_RULE,
            name=person.name,
            country=person.country,
            roles=tuple(person.roles),
            sector=_sector(cast.language, person),
        )
        for person in cast.people
        if person.country in parties
    ]
    return (*found, *(actor for actor in cast.bodies.values() if actor.country in parties))


def _sector(language: str, person: Person) -> str:
    known = offices(language)
    return next((known[code].sector for code in person.offices if code in known), "GOV")
