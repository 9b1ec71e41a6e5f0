"""Sentences in; lines with their countries and with every person named in full or by title out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilateral.knowledge.holders import PERSON, tenures_of
from bilateral.knowledge.offices import name_words
from bilateral.reading.cast import Individual
from bilateral.reading.context import Context, Draft, Line
from bilateral.reading.names import WORD, Name
from bilateral.reading.nations import Matches, country_mentions, word_before
from bilateral.reading.page import Sentence
from bilateral.reading.titles import COUNTERPART, Title, office, read_titles

SURNAME_YEARS, FULL_NAME_YEARS = (1, 10), (10, 40)
"""Years before and after holding office in which a name means the office-holder."""


def lines_of(
    sentences: Sequence[Sentence], matches: Sequence[Matches], context: Context
) -> list[Line]:
    """The sentences with their countries and the people they introduce.

    Headlines are read last: there only names that the text knows can be told from other words.
    """
    lines = [_line(s, found, context) for s, found in zip(sentences, matches, strict=True)]
    told = [line for line in lines if line.matches]
    for line in told:
        if not _is_read_last(line):
            name_people(line, context)
    for line in told:
        if line.headline:
            for title in line.titles:
                _trim(title, context)
        if _is_read_last(line):
            name_people(line, context)
    return lines


def _is_read_last(line: Line) -> bool:
    return line.headline or line.sentence.field == "title"


def _line(sentence: Sentence, matches: Matches, context: Context) -> Line:
    if not matches:
        return Line(sentence, matches, [], [])
    headline = is_title_case(sentence.text)
    context.countries.title_case = headline
    countries = country_mentions(sentence, matches, context.countries)
    titles = read_titles(sentence, matches, countries)
    return Line(sentence, matches, countries, titles, headline)


def is_title_case(text: str) -> bool:
    """Whether a line is written as a headline, most of its words in capitals."""
    if text.endswith("."):
        return False
    words = [w for w in text.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) > 2 and sum(w[:1].isupper() for w in words) >= 0.75 * len(words)


def _trim(title: Title, context: Context) -> None:
    """Cut the name in a headline to the longest beginning that the page knows."""
    if title.name is None or title.end != title.name.end:
        return
    words = title.name.words
    for count in range(len(words), 0, -1):
        if context.cast.find(words[:count], title.codes, title.country):
            end = title.end - sum(len(word) + 1 for word in words[count:])
            title.name = Name(title.name.start, end, words[:count], title.name.honorific)
            title.end = end
            return


def name_people(line: Line, context: Context) -> None:
    """Put everyone who is named in full or by title in `line` on the cast."""
    for title in line.titles:
        if title.name:
            country = title.country or title_country(title, context, line)
            person = context.cast.named(line.sentence, title, title.name, country)
            if COUNTERPART in title.codes:
                _of_same_office(person, title, line)
            text = line.sentence.text[title.start : title.end]
            line.add(Draft(title.start, title.end, "person", text, person.country, person))
    for match in line.matches.get(PERSON, ()):
        start, end = match.start, match.end
        known = not line.taken(start, end)
        if known and whole_name(line.sentence.text, start, end):
            _add_known(line, context, match.key, start, end)


def _of_same_office(person: Individual, title: Title, line: Line) -> None:
    """Give a counterpart the office of whoever is named before it."""
    before = [d.person for d in line.people if d.person and d.end <= title.start]
    other = before[-1] if before and before[-1] is not person else None
    if other is None or set(person.offices) - {COUNTERPART}:
        return
    past = any(role.startswith(("former", "ex-")) for role in other.roles)
    if not past:
        person.offices = list(other.offices)
        person.roles = list(other.roles)


def whole_name(text: str, start: int, end: int) -> bool:
    """Whether the name is not part of a longer one ("Hunter Biden", "Ford Motor")."""
    before = word_before(text, start)
    inside = start - len(before) > 1 and before[:1].isupper() and not before.isupper()
    if inside and before.rstrip(".") not in name_words("never") | name_words("polite"):
        return False
    if _NAMED_AFTER.match(text, end):
        return False
    if " " in text[start:end] or text[end : end + 1] != " ":
        return True
    after = WORD.match(text, end + 1)
    return not (after and after[0][0].isupper() and after[0].rstrip(".") not in name_words("never"))


_NAMED_AFTER = re.compile(
    r" (?:[A-Z]\w+ ){0,2}(?:Awards?|Prize|Cent(?:er|re)|Library|Airport|Foundation|Institute|School"
    r"|Building|Bridge|Stadium|Hospital|Fellow(?:s|ship)|Memorial|Highway|Square|Street)\b"
)


def _add_known(line: Line, context: Context, key: str, start: int, end: int) -> None:
    text = line.sentence.text[start:end]
    if _current(key, context, " " in text):
        person = context.cast.known(line.sentence, key, start, end)
        start = polite_start(line.sentence.text, start)
        text = line.sentence.text[start:end]
        line.add(Draft(start, end, "person", text, person.country, person))


def polite_start(text: str, start: int) -> int:
    """Where a name with "Mr." before it begins."""
    before = word_before(text, start)
    return start - len(before) - 1 if before in name_words("polite") else start


def _current(key: str, context: Context, full: bool) -> bool:
    """Whether a name can be this person on the day: in office, or not long out of it; a full name
    for longer, as of someone not yet in office or long retired."""
    day = context.cast.day
    if day is None or any(person.known == key for person in context.cast.people):
        return True
    before, after = FULL_NAME_YEARS if full else SURNAME_YEARS
    rows = tenures_of(key)
    first = min(int(row.since[:4]) for row in rows)
    last = max(int((row.until or "9999")[:4]) for row in rows)
    return first - before <= day.year <= last + after


def title_country(title: Title, context: Context, line: Line) -> str | None:
    """The country of an office that alone has it, or that is meant by default on this page."""
    for code in title.codes:
        entry = office(code)
        if len(entry.countries) == 1:
            return entry.countries[0]
        if entry.default:
            return _named_here(entry.countries, line) or _usual(entry.default, context)
    return None


def _named_here(countries: Sequence[str], line: Line) -> str | None:
    """Of the countries that have the office the one whose people stand in the sentence."""
    here = [d.country for d in line.drafts] + [t.country for t in line.titles]
    found = {country for country in here if country in countries}
    return found.pop() if len(found) == 1 else None


def _usual(country: str, context: Context) -> str | None:
    known = context.countries.counts[country] or context.outlet == country
    return country if known else None
