"""A document in, a page out: sentences, every known phrase in one pass, and who is meant."""

from __future__ import annotations

from datetime import date
from functools import cache

from bilateral.knowledge.kept import made
from bilateral.knowledge.matching import Match, Matcher, spellings
from bilateral.knowledge.phrases import all_phrases
from bilateral.language.sentences import sentence_spans
from bilateral.model import Document
from bilateral.reading import frames
from bilateral.reading.nations import PHRASE_KIND as COUNTRY
from bilateral.reading.nations import survey
from bilateral.reading.page import Page, Sentence
from bilateral.reading.who import KINDS, resolve


@cache
def matcher(language: str) -> Matcher:
    """The automaton over the phrases of every topic in `language`."""
    return Matcher.of(made(f"phrases-{language}", lambda: spellings(all_phrases(language))))


def annotate(document: Document, *, whole: bool = True) -> Page:
    """The page of `document`, with matches, mentions and parties in place.

    Unless the `whole` page is wanted, of one without two parties only the words for somebody are
    looked at, which is a fifth of what is known.
    """
    by_frames = frames.language_of(document)
    known = matcher(by_frames or "en")
    fields = [_Field(document.text, "text", sentence_spans(document.text), known)]
    if document.title:
        fields.insert(0, _Field(document.title, "title", [(0, len(document.title))], known))
    sentences: list[Sentence] = []
    for field in fields:
        sentences.extend(field.sentences(len(sentences)))
    page = Page(document, tuple(sentences), reference=reference_day(document.published))
    if by_frames:
        frames.resolve(page, by_frames)
    else:
        resolve(page)
    if whole or len(page.parties) > 1:
        everything = [matches for field in fields for matches in field.matches()]
        for sentence, matches in zip(sentences, everything, strict=True):
            sentence.matches = matches
    return page


def surely_named(text: str) -> set[str]:
    """The countries that an English text names by words that mean nothing else: one pass, and
    neither sentences nor people, so that it costs a tenth of a page."""
    hits = matcher("en").pass_over(text)
    hits.take(_COUNTRY_ALONE)
    (found,) = hits.within([(0, len(text))])
    return set(survey([{COUNTRY: found}]).counts)


_COUNTRY_ALONE = frozenset({COUNTRY})


class _Field:
    """The title or the text: where its sentences stand, and what one pass over it has hit."""

    def __init__(self, text: str, name: str, spans: list[tuple[int, int]], known: Matcher) -> None:
        self._text, self._name, self._spans = text, name, spans
        self._hits = known.pass_over(text)

    def sentences(self, first: int) -> list[Sentence]:
        """The sentences, with the words for somebody in each; `first` is the first's number."""
        self._hits.take(KINDS)
        found = zip(self._spans, self._hits.within(self._spans), strict=True)
        return [
            Sentence(number, self._name, start, end, self._text[start:end], matches)
            for number, ((start, end), matches) in enumerate(found, first)
        ]

    def matches(self) -> list[tuple[Match, ...]]:
        """All that is known in each sentence."""
        self._hits.take(KINDS, among=False)
        return self._hits.within(self._spans)


def reference_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time."""
    return date.fromisoformat(published[:10]) if published else None
