"""A line's matches in, the bodies that it names out, each with the country it belongs to."""

from __future__ import annotations

import re

from bilateral.knowledge.matching import Match
from bilateral.knowledge.offices import BODY, bodies
from bilateral.knowledge.organisations import PHRASE_KIND as ORGANISATION
from bilateral.knowledge.organisations import Organisation
from bilateral.knowledge.organisations import read_key as organisation_of
from bilateral.reading.context import Context, Draft, Line
from bilateral.reading.page import Mention

_OF = re.compile(r" (?:of|for) (?:the )?")
_THE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
REPORTERS = frozenset({"news_agency", "JRN"})


def body_mentions(line: Line, context: Context) -> None:
    """Add the bodies of `line` to its drafts."""
    for match in line.matches.get(ORGANISATION, ()):
        if not line.taken(match.start, match.end):
            _organisation(line, context, match)
    for match in line.matches.get(BODY, ()):
        if not line.taken(match.start, match.end):
            _government(line, match)


def _organisation(line: Line, context: Context, match: Match) -> None:
    entry = organisation_of(match.key)
    start, end, owner = _owner(line, match)
    if isinstance(entry, Organisation):
        country: str | None = entry.country
        start, end = match.start, match.end
    else:
        country = owner or _usual(entry.usual_country, context)
    if country is None and not match_capital(line, match):
        return
    text = line.sentence.text
    written = _THE.sub("", text[match.start : match.end])
    name = context.bodies.setdefault((match.key, country), written)
    sector = entry.sector if entry.sector not in ("IGO", "NGO") else None
    listed = None if entry.kind in REPORTERS or not written[0].isupper() else name
    line.add(Draft(start, end, "body", text[start:end], country, None, listed, sector))


def match_capital(line: Line, match: Match) -> bool:
    """Whether the body is written as a name."""
    return line.sentence.text[match.start].isupper()


def _usual(country: str | None, context: Context) -> str | None:
    """The country that has the body where the page has to do with it."""
    if country and (context.countries.counts[country] or context.outlet == country):
        return country
    return None


def _government(line: Line, match: Match) -> None:
    """ "The Kenyan government", "the government of Kenya", "Biden's administration"."""
    start, end, country = _owner(line, match)
    if country:
        text = line.sentence.text[start:end]
        line.add(Draft(start, end, "body", text, country, sector=bodies("en")[match.key].sector))


def _owner(line: Line, match: Match) -> tuple[int, int, str | None]:
    """Start and end of the body with its country, which stands before it, in it or after it."""
    text = line.sentence.text
    for mention in line.countries:
        if match.start <= mention.start < match.end:
            return match.start, match.end, mention.sides[0]
        between = text[mention.end : match.start]
        if mention.end < match.start and between in (" ", "'s ", "’s ", "' ", "’ "):
            return mention.start, match.end, mention.sides[0]
        if mention.kind != "adjective" and _follows(text, match.end, mention):
            return match.start, mention.end, mention.sides[0]
    return match.start, match.end, None


def _follows(text: str, end: int, mention: Mention) -> bool:
    of = _OF.match(text, end)
    return of is not None and of.end() == mention.start
