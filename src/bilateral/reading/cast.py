"""Titles and names in, the people of one page out: each once, however often and however called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from bilateral.knowledge.holders import Tenure, people, tenures_of
from bilateral.knowledge.offices import name_words, offices
from bilateral.reading.names import (
    Name,
    full_name,
    plain,
    short_names,
)
from bilateral.reading.page import Sentence
from bilateral.reading.titles import COUNTERPART, Title, office

SPOUSE = "spouse"


@dataclass(slots=True)
class Individual:
    """One person of the page. `offices` are codes, `roles` the words for them as written,
    `known` the key of the person in the table of office-holders."""

    name: str
    country: str | None
    sentence: Sentence
    start: int
    end: int
    offices: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    known: str | None = None
    female: bool | None = None

    @property
    def kinds(self) -> set[str]:
        return {office(code).kind for code in self.offices}

    @property
    def sector(self) -> str:
        """PLOVER's sector of the first office that has one."""
        named = (office(code).sector for code in self.offices)
        return next((sector for sector in named if sector != "UNK"), "GOV")


class Cast:
    """The people of one page, as they come up."""

    def __init__(self, day: date | None) -> None:
        self.day = day
        self.people: list[Individual] = []

    def named(
        self, sentence: Sentence, title: Title, name: Name, country: str | None
    ) -> Individual:
        """The person with this title and name, new or met before."""
        _part_spouse(title)
        words = tuple(w for w in name.words if w not in name_words("suffix"))
        person = self.find(words, title.codes, country)
        if person is None:
            person = self._new(sentence, title, name, country)
        self._learn(person, title, name, country)
        return person

    def known(
        self, sentence: Sentence, key: str, start: int, end: int, name: str | None = None
    ) -> Individual:
        """The office-holder of a key, named without a title; `name` where only an office is."""
        for person in self.people:
            if person.known == key:
                return person
        entry = people()[key]
        met = self.find(tuple(entry.person.split(" ")), country=entry.country)
        if met and met.known is None and " " in met.name:
            met.known = key
            return met
        listed = name or _listed(tuple(sentence.text[start:end].split(" ")), key)
        person = Individual(listed, entry.country, sentence, start, end, known=key)
        person.female = _female(key)
        self._give_office(person, key)
        self.people.append(person)
        return person

    def _give_office(self, person: Individual, key: str) -> None:
        """The office held on the day, else the one the person is known for."""
        held = [row for row in tenures_of(key) if self.day and row.covers(self.day)]
        held = [row for row in held if _is_main(row)] or held
        for row in held or [max(tenures_of(key), key=_standing)]:
            entry = office(row.office)
            past = self.day is not None and not held and row.since < self.day.isoformat()
            person.offices.append(row.office)
            person.roles.append(f"former {entry.forms[0]}" if past else entry.forms[0])

    def find(
        self, words: tuple[str, ...], codes: tuple[str, ...] = (), country: str | None = None
    ) -> Individual | None:
        """Who on this page so far is called `words`."""
        wanted = _tokens(words)
        found = [p for p in self.people if _same_name(wanted, len(words), p)]
        if not found and codes and len(wanted) == 1:
            found = [p for p in self.people if _is_part(wanted, p, codes, country)]
        found = [p for p in found if not (country and p.country and p.country != country)]
        if codes:
            found = [p for p in found if (SPOUSE in p.kinds) == (SPOUSE in _kinds(set(codes)))]
        if len(found) > 1:
            held = [p for p in found if set(codes) & set(p.offices)]
            found = held or found
        return found[-1] if found else None

    def _new(self, sentence: Sentence, title: Title, name: Name, country: str | None) -> Individual:
        key = holder_key(name.words, title, country, self.day)
        listed = _listed(name.words, key)
        person = Individual(listed, country, sentence, title.start, title.end, known=key)
        if key:
            person.country = country or people()[key].country
            person.female = _female(key)
        self.people.append(person)
        return person

    def _learn(self, person: Individual, title: Title, name: Name, country: str | None) -> None:
        """What this naming adds: the full name, a country, an office."""
        if len(name.words) > 1 and " " not in person.name:
            person.name = _listed(name.words, person.known)
        person.country = person.country or country
        if name.honorific in name_words("female"):
            person.female = True
        for part, role in zip(title.offices, map(_lowered, title.roles), strict=True):
            if COUNTERPART not in part and not set(part) & set(person.offices):
                if not any(_says(role, known) for known in person.roles):
                    person.roles.append(role)
                person.offices.extend(code for code in part if code not in person.offices)


def _part_spouse(title: Title) -> None:
    """Leave the spouse's title with the spouse ("President and First Lady Dr. Biden")."""
    parts = list(zip(title.offices, title.roles, strict=True))
    own = [(codes, role) for codes, role in parts if SPOUSE not in _kinds(set(codes))]
    if own and len(own) < len(parts):
        title.offices = [codes for codes, _ in own]
        title.roles = [role for _, role in own]


def _is_part(
    wanted: set[str], person: Individual, codes: tuple[str, ...], country: str | None
) -> bool:
    """Whether one word of the name is said with the person's country or office ("counterpart
    Jiechi", "Crown Prince Salman")."""
    same = person.country == country if country else bool(set(codes) & set(person.offices))
    return same and len(_own_tokens(person.name)) > 1 and wanted <= _own_tokens(person.name)


def _lowered(role: str) -> str:
    """A role as written, not shouted as in the transcript of a meeting."""
    return role.title() if role.isupper() and len(role) > 4 else role


def _says(role: str, known: str) -> bool:
    """Whether the words of a role stand in one known ("Secretary" of "Secretary of State")."""
    return set(role.lower().split()) <= set(known.lower().split())


def _same_name(wanted: set[str], count: int, person: Individual) -> bool:
    own = _own_tokens(person.name)
    if count == 1 or len(wanted) == 1:
        return bool(wanted & _short_tokens(person.name, person.country)) or wanted == own
    if len(own) == 1:
        return own <= wanted
    shared = wanted & own
    return len(shared) >= 2 and shared in (wanted, own)


@lru_cache(maxsize=1 << 12)
def _own_tokens(name: str) -> set[str]:
    return _tokens(name.split(" "))


@lru_cache(maxsize=1 << 12)
def _short_tokens(name: str, country: str | None) -> set[str]:
    return _tokens(short_names(name, country))


def _tokens(words: Iterable[str]) -> set[str]:
    """The parts of names for comparing: hyphens part, initials and particles do not count."""
    parts = (plain(part) for word in words for part in _HYPHEN.split(word))
    return {part for part in parts if len(part) > 1 and part not in name_words("particle")}


_HYPHEN = re.compile(r"[-‑ ]")


def _listed(words: tuple[str, ...], key: str | None) -> str:
    """The name an actor is listed under: as written, but for initials, suffix and bare surname,
    where the table of office-holders knows the usual form."""
    written = full_name(words)
    if key is None:
        return written
    clipped = " " not in written or any(w.endswith(".") for w in written.split(" "))
    return people()[key].person if clipped or words != tuple(written.split(" ")) else written


def _female(key: str) -> bool | None:
    gender = people()[key].gender
    return gender == "f" if gender else None


_HEADS = ("head_of_state", "head_of_government", "party_leader")


def _standing(row: Tenure) -> tuple[bool, str]:
    return office(row.office).kind in _HEADS, row.since


def _is_main(row: Tenure) -> bool:
    """Whether it is the office that the press names, and no second one in a party."""
    return office(row.office).kind in (*_HEADS, "foreign_minister")


def _name_tokens(words: Iterable[str]) -> frozenset[str]:
    """The words of a full name for comparing, without initials and "Jr."."""
    kept = (w for w in words if w not in name_words("suffix") and len(w.rstrip(".")) > 1)
    return frozenset(plain(part) for word in kept for part in _HYPHEN.split(word))


@cache
def _by_full_name() -> dict[frozenset[str], tuple[str, ...]]:
    out: dict[frozenset[str], tuple[str, ...]] = {}
    for key, person in people().items():
        for form in (person.person, *person.aliases):
            tokens = _name_tokens(form.split(" "))
            if len(tokens) > 1 or " " not in form:
                out[tokens] = tuple(dict.fromkeys((*out.get(tokens, ()), key)))
    return out


@cache
def _by_short_name() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for key, person in people().items():
        for form in (person.person, *person.aliases, *filter(None, [person.short])):
            for short in short_names(form, person.country):
                word = plain(short)
                out[word] = tuple(dict.fromkeys((*out.get(word, ()), key)))
    return out


def holder_key(
    words: tuple[str, ...], title: Title, country: str | None, day: date | None
) -> str | None:
    """The office-holder meant by a name after a title, None where it is nobody in the table."""
    words = tuple(w for w in words if w not in name_words("suffix"))
    tokens = _name_tokens(words)
    if len(words) == 2 and (len(words[0].rstrip(".")) == 1 or words[0].lower() in ("al", "el")):
        words = words[1:]
    keys = _by_full_name().get(tokens, ()) if len(tokens) > 1 else ()
    if len(words) == 1 and not keys:
        keys = _in_office(words[0], day)
    surely = bool(keys) and SPOUSE not in _kinds(_codes(title))
    if not keys and len(words) == 1:
        keys = _by_short_name().get(plain(words[0]), ())
    fitting = [key for key in keys if not country or key.startswith(country + ":")]
    ranked = [(_fit(key, title, day), key) for key in fitting]
    ranked = [item for item in ranked if surely or item[0] > 0]
    return max(ranked)[1] if ranked else None


def _in_office(word: str, day: date | None) -> tuple[str, ...]:
    """Who is meant by a bare name that is enough in the press ("Secretary Blinken")."""
    found = _by_bare_name().get(plain(word), ())
    if day is None:
        return found
    return tuple(k for k in found if any(row.covers(day) for row in tenures_of(k)))


@cache
def _by_bare_name() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for key, person in people().items():
        if person.short:
            out[plain(person.short)] = (*out.get(plain(person.short), ()), key)
    return out


def _fit(key: str, title: Title, day: date | None) -> float:
    """How well a person's tenures fit a title on a day: 0 where no tenure is of that office."""
    best = 0.0
    wanted = _codes(title)
    for tenure in tenures_of(key):
        if tenure.office in wanted or office(tenure.office).kind in _kinds(wanted):
            best = max(best, _nearness(tenure, title.former, day))
    return best


def _codes(title: Title) -> set[str]:
    if title.deputy:
        return {f"deputy_{code}" for code in title.codes} & set(offices("en"))
    return set(title.codes)


def _kinds(codes: set[str]) -> set[str]:
    return {offices("en")[code].kind for code in codes if code in offices("en")}


def _nearness(tenure: Tenure, former: bool, day: date | None) -> float:
    if day is None:
        return 0.5 + int(tenure.since[:4]) / 10000
    if tenure.covers(day):
        return 0.4 if former else 1.0
    if tenure.since > day.isoformat():
        return 0.01
    gap = day.year - int((tenure.until or tenure.since)[:4])
    return max(0.02, (0.9 if former else 0.6) - gap / 100)
