"""A page in; who is meant by its words is written on its sentences, and its parties found."""

from __future__ import annotations

from bilateral.knowledge import organisations
from bilateral.knowledge.holders import PERSON
from bilateral.knowledge.offices import BODY, BOTH, OFFICE, PORTFOLIO
from bilateral.knowledge.seats import COMBINING, government_of
from bilateral.reading.acting import actors_of
from bilateral.reading.cast import Cast
from bilateral.reading.context import Context, Draft, Line
from bilateral.reading.later import both_mentions, call_again
from bilateral.reading.mentions import lines_of
from bilateral.reading.nations import PHRASE_KIND as COUNTRY
from bilateral.reading.nations import by_kind, survey
from bilateral.reading.origin import place_people
from bilateral.reading.page import Mention, Page
from bilateral.reading.parties import find_parties

KINDS = frozenset(
    {COUNTRY, COMBINING, PERSON, OFFICE, PORTFOLIO, organisations.PHRASE_KIND, BODY, BOTH}
)
"""The kinds of phrases that stand for somebody."""


def resolve(page: Page) -> None:
    """Put the mentions on each sentence of `page`, and its parties and actors on the page."""
    outlet = government_of(page.document.outlet)
    matches = [by_kind(sentence) for sentence in page.sentences]
    context = Context(Cast(page.reference), survey(matches), outlet)
    lines = lines_of(page.sentences, matches, context)
    place_people(lines, context)
    call_again(lines, context)
    page.parties = find_parties(lines, outlet)
    page.actors = tuple(actors_of(lines, page.parties))
    listed = {actor.name for actor in page.actors}
    for line in lines:
        if line.drafts or line.matches:
            line.sentence.mentions = _mentions(line, page.parties, listed)


def _mentions(line: Line, parties: tuple[str, ...], listed: set[str]) -> tuple[Mention, ...]:
    """All mentions of a line in the order of their words; of two that overlap the longer."""
    if not line.drafts and not line.countries and BOTH not in line.matches:
        return ()
    own = [_finished(draft, listed) for draft in line.drafts]
    spans = [(m.start, m.end) for m in own]
    bare = line.countries
    if spans:
        bare = [m for m in bare if not any(s < m.end and m.start < e for s, e in spans)]
    found = [*own, *bare]
    if BOTH in line.matches:
        found += both_mentions(line, parties)
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)) if len(found) > 1 else found)


def _finished(draft: Draft, listed: set[str]) -> Mention:
    return Mention(
        draft.start,
        draft.end,
        draft.kind,
        (draft.country,) if draft.country else (),
        draft.text,
        actor=draft.name if draft.name in listed else None,
        possessive=draft.possessive,
    )
