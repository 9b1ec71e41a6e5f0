"""Sentences in, mentions of people, offices and bodies out, each resolved to who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bilateral.knowledge.holders import PERSON, office_holder, people
from bilateral.knowledge.offices import BODY, BOTH, Body, bodies, name_words
from bilateral.reading.cast import Cast, Individual
from bilateral.reading.names import WORD, Name, short_names
from bilateral.reading.nations import Countries, country_mentions, word_before
from bilateral.reading.page import Mention, Sentence
from bilateral.reading.titles import Title, office, read_titles

ORGANISATION = "organisation"


@dataclass(slots=True)
class Draft:
    """A mention of a person or body before it is known who becomes an actor."""

    start: int
    end: int
    kind: str
    text: str
    country: str | None = None
    person: Individual | None = None
    body: str | None = None
    sector: str | None = None
    possessive: bool = False


@dataclass(slots=True)
class Line:
    """One sentence as it is worked on."""

    sentence: Sentence
    countries: list[Mention]
    titles: list[Title]
    drafts: list[Draft] = field(default_factory=list)

    def taken(self, start: int, end: int) -> bool:
        return any(d.start < end and start < d.end for d in self.drafts)

    def add(self, draft: Draft) -> None:
        text = self.sentence.text
        draft.possessive = text[draft.end : draft.end + 2] in ("'s", "’s")
        self.drafts.append(draft)


@dataclass(slots=True)
class Page2:
    """What the passes over a page share."""

    cast: Cast
    countries: Countries
    outlet: str | None


def is_title_case(text: str) -> bool:
    """Whether a line is written as a headline, most of its words in capitals."""
    words = [w for w in text.split() if w[:1].isalpha() and len(w) > 3]
    capitals = sum(w[:1].isupper() for w in words)
    return len(words) > 2 and capitals >= 0.75 * len(words) and not text.endswith(".")


def lines_of(sentences: Iterable[Sentence], shared: Page2) -> list[Line]:
    """The sentences with their countries and with every person who is named in full or by title.

    Headlines are read last: there only names that the text knows can be told from other words.
    """
    lines = []
    late = []
    for sentence in sentences:
        shared.countries.title_case = is_title_case(sentence.text)
        countries = country_mentions(sentence, shared.countries)
        line = Line(sentence, countries, read_titles(sentence, countries))
        lines.append(line)
        late.append(line) if shared.countries.title_case else name_people(line, shared)
    for line in late:
        for title in line.titles:
            _trim(title, shared)
        name_people(line, shared)
    return lines


def _trim(title: Title, shared: Page2) -> None:
    """Cut the name in a headline to the longest beginning that the page knows."""
    if title.name is None or title.name.end != title.end:
        return
    words = title.name.words
    for count in range(len(words), 0, -1):
        if shared.cast.find(words[:count], title.codes, title.country):
            lost = sum(len(w) + 1 for w in words[count:])
            end = title.end - lost
            title.name = Name(title.name.start, end, words[:count], title.name.honorific)
            title.end = end
            return


def name_people(line: Line, shared: Page2) -> None:
    """Put everyone who is named in full or by title in `line` on the cast."""
    for title in line.titles:
        if title.name:
            country = title.country or title_country(title, shared)
            person = shared.cast.named(line.sentence, title, title.name, country)
            text = line.sentence.text[title.start : title.end]
            line.add(Draft(title.start, title.end, "person", text, person.country, person))
    for match in line.sentence.matches:
        if match.kind == PERSON and not line.taken(match.start, match.end):
            if _whole_name(line.sentence.text, match.start, match.end):
                _add_known(line, shared, match.key, match.start, match.end)


def _whole_name(text: str, start: int, end: int) -> bool:
    """Whether the name is not part of a longer one ("Hunter Biden")."""
    before = word_before(text, start)
    if before[:1].isupper() and not before.isupper() and start - len(before) > 1:
        if before.rstrip(".") not in name_words("never") and before not in name_words("polite"):
            return False
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return not (
        after
        and after[0][0].isupper()
        and after[0].rstrip(".") not in name_words("never")
        and " " not in text[start:end]
    )


def _add_known(line: Line, shared: Page2, key: str, start: int, end: int) -> None:
    if " " not in line.sentence.text[start:end] and not _current(key, shared):
        return
    person = shared.cast.known(line.sentence, key, start, end)
    text = line.sentence.text[start:end]
    line.add(Draft(start, end, "person", text, person.country, person))


def _current(key: str, shared: Page2) -> bool:
    """Whether a bare surname can be this person on the day: in office, or within ten years."""
    from bilateral.knowledge.holders import tenures_of

    day = shared.cast.day
    if day is None or any(p.known == key for p in shared.cast.people):
        return True
    rows = tenures_of(key)
    first = min(row.since[:4] for row in rows)
    last = max((row.until or "9999")[:4] for row in rows)
    return int(first) - 1 <= day.year <= int(last) + 10


def title_country(title: Title, shared: Page2) -> str | None:
    """The country of an office that alone has it, or that is meant by default on this page."""
    for code in title.codes:
        entry = office(code)
        if len(entry.countries) == 1:
            return entry.countries[0]
        if entry.default and (
            shared.countries.counts[entry.default] or shared.outlet == entry.default
        ):
            return entry.default
    return None


# Later mentions


def call_again(lines: Sequence[Line], shared: Page2) -> None:
    """Resolve surnames, given names, offices and pronouns to those already on the cast."""
    aliases = _aliases(shared.cast)
    pattern = _pattern(aliases)
    recent: list[Individual] = []
    previous: Line | None = None
    for line in lines:
        if pattern:
            _short_mentions(line, pattern, aliases, recent)
        _office_mentions(line, shared, recent)
        _body_mentions(line, shared)
        _pronouns(line, previous)
        line.drafts.sort(key=lambda d: d.start)
        recent.extend(d.person for d in line.drafts if d.person)
        previous = line


def _aliases(cast: Cast) -> dict[str, list[Individual]]:
    out: dict[str, list[Individual]] = {}
    for person in cast.people:
        names = short_names(person.name, person.country)
        if person.known:
            names += short_names(people()[person.known].person, person.country)
        for name in {*names, person.name}:
            out.setdefault(name, []).append(person)
            if name.isascii() and len(name) > 3:
                out.setdefault(name.upper(), []).append(person)
    return {name: list(dict.fromkeys(map(id, who)).keys()) and who for name, who in out.items()}


def _pattern(aliases: dict[str, list[Individual]]) -> re.Pattern[str] | None:
    forms = sorted((a for a in aliases if len(a) > 1), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b") if forms else None


def _short_mentions(
    line: Line,
    pattern: re.Pattern[str],
    aliases: dict[str, list[Individual]],
    recent: Sequence[Individual],
) -> None:
    text = line.sentence.text
    for found in pattern.finditer(text):
        start, end = found.span()
        if line.taken(start, end) or not _whole_name(text, start, end):
            continue
        person = _latest(aliases[found[0]], recent)
        before = word_before(text, start)
        if before in name_words("polite"):
            start -= len(before) + 1
        _drop_countries(line, start, end)
        line.add(Draft(start, end, "person", text[start:end], person.country, person))


def _drop_countries(line: Line, start: int, end: int) -> None:
    line.countries = [m for m in line.countries if m.end <= start or m.start >= end]


def _latest(people: Sequence[Individual], recent: Sequence[Individual]) -> Individual:
    for person in reversed(recent):
        if person in people:
            return person
    return people[0]


def _office_mentions(line: Line, shared: Page2, recent: Sequence[Individual]) -> None:
    for title in line.titles:
        if title.name or line.taken(title.start, title.end):
            continue
        person = _office_person(title, shared, [*recent, *_people_before(line, title.start)])
        country = title.country or (person.country if person else title_country(title, shared))
        if country is None:
            continue
        if person is None:
            person = _holder(title, country, line, shared)
        text = line.sentence.text[title.start : title.end]
        line.add(Draft(title.start, title.end, "office", text, country, person))


def _people_before(line: Line, start: int) -> list[Individual]:
    return [d.person for d in line.drafts if d.person and d.start < start]


def _office_person(
    title: Title, shared: Page2, recent: Sequence[Individual]
) -> Individual | None:
    """Who of the cast the office means: the last mentioned who has it."""
    if title.article in ("a", "an") or title.former:
        return None
    country = title.country
    if country is None and shared.outlet and _own(title):
        country = shared.outlet
    for exact in (True, False):
        for person in [*reversed(recent), *shared.cast.people]:
            if country and person.country != country:
                continue
            if _holds(person, title, exact):
                return person
    return None


def _own(title: Title) -> bool:
    return bool({"president", "vice_president", "prime_minister"} & set(title.codes))


def _holds(person: Individual, title: Title, exact: bool) -> bool:
    codes = set(title.codes)
    if title.deputy != any("eputy" in role or "ice" in role for role in person.roles) and not exact:
        return False
    if any(role.lower().startswith(("former", "ex-")) for role in person.roles):
        return False
    if exact:
        return bool(codes & set(person.offices))
    return bool({office(code).kind for code in codes} & person.kinds)


def _holder(title: Title, country: str, line: Line, shared: Page2) -> Individual | None:
    """The office-holder of the day, where the words mean one person."""
    day = shared.cast.day
    if day is None or title.article in ("a", "an") or title.former or title.deputy:
        return None
    for code in title.codes:
        found = office_holder(country, code, day)
        if found:
            person = shared.cast.known(line.sentence, found.key, title.start, title.end)
            person.name = found.person
            if code not in person.offices:
                person.offices.append(code)
                person.roles.append(title.roles[0])
            return person
    return None


def _body_mentions(line: Line, shared: Page2) -> None:
    known = bodies("en")
    country_to = {m.end: m for m in line.countries}
    country_at = {m.start: m for m in line.countries}
    for match in line.sentence.matches:
        if match.kind != BODY or line.taken(match.start, match.end):
            continue
        draft = _body(line.sentence.text, match.start, match.end, known[match.key], country_to, country_at)
        if draft.country or match.key in _ALWAYS:
            line.add(draft)


_ALWAYS: frozenset[str] = frozenset()


def _body(
    text: str,
    start: int,
    end: int,
    body: Body,
    country_to: dict[int, Mention],
    country_at: dict[int, Mention],
) -> Draft:
    """A body with the country beside it: before it, in its name, or after "of"."""
    name = text[start:end]
    first, last, country = start, end, None
    before = start - 1
    for cut in (0, 2, 1):
        owner = country_to.get(before - cut)
        if owner and text[owner.end : before] in ("", "'s", "’s", "'", "’"):
            first, country = owner.start, owner.sides[0]
            break
    of = re.match(r" of (?:the )?", text[end : end + 8])
    if country is None and of and end + of.end() in country_at:
        owner = country_at[end + of.end()]
        if owner.kind != "adjective":
            last, country = owner.end, owner.sides[0]
    if country is None and start in country_at:
        country = country_at[start].sides[0]
    if country is None and len(body.countries) == 1:
        country = body.countries[0]
    shown = re.sub(r"^the ", "", name)
    return Draft(first, last, "body", text[first:last], country, None, shown, body.sector)


_PRONOUN = re.compile(r"\b([Hh]e|[Ss]he)\b")


def _pronouns(line: Line, previous: Line | None) -> None:
    for found in _PRONOUN.finditer(line.sentence.text):
        person = _meant_by(found[1].lower() == "she", found.start(), line, previous)
        if person and not line.taken(*found.span()):
            line.add(Draft(*found.span(), "pronoun", found[1], person.country, person))


def _meant_by(female: bool, start: int, line: Line, previous: Line | None) -> Individual | None:
    """The person nearest before in the sentence, else the first one of the sentence before."""
    here = [d.person for d in line.drafts if d.person and d.start < start and not d.possessive]
    there = [d.person for d in sorted(previous.drafts, key=lambda d: d.start) if d.person] if previous else []
    for person in [*reversed(here), *there]:
        if person.female in (None, female):
            return person
    return None


def both_mentions(line: Line, sides: tuple[str, ...]) -> list[Mention]:
    """Words for all parties in the line ("the two countries", "bilateral")."""
    text = line.sentence.text
    out = []
    for match in line.sentence.matches:
        if match.kind == BOTH:
            count = int(match.key)
            named = _pair(line, match.start, sides) if count == 2 and len(sides) > 2 else sides
            out.append(
                Mention(match.start, match.end, "both", named, text[match.start : match.end])
            )
    return out


def _pair(line: Line, start: int, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Of more than two parties the two that the sentence names."""
    named = {code for m in line.countries for code in m.sides if code in sides}
    named |= {d.country for d in line.drafts if d.country in sides and d.country}
    return tuple(sorted(named)) if len(named) == 2 else sides
