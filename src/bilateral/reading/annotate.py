"""A document in, a page out: sentences, every known phrase in one pass, and who is meant."""

from __future__ import annotations

from datetime import date
from functools import cache

from bilateral.knowledge.matching import Matcher
from bilateral.knowledge.phrases import all_phrases
from bilateral.language.sentences import sentence_spans
from bilateral.model import Document
from bilateral.reading.page import Page, Sentence
from bilateral.reading.who import resolve


@cache
def matcher(language: str) -> Matcher:
    """The automaton over the phrases of every topic in `language`."""
    return Matcher(all_phrases(language))


def annotate(document: Document) -> Page:
    """The page of `document`, with matches, mentions and parties in place."""
    found = matcher("en")
    sentences: list[Sentence] = []
    if document.title:
        title = document.title
        sentences.append(Sentence(0, "title", 0, len(title), title, tuple(found.find(title))))
    sentences.extend(_sentences(document.text, found, len(sentences)))
    page = Page(document, tuple(sentences), reference=reference_day(document.published))
    resolve(page)
    return page


def reference_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time."""
    return date.fromisoformat(published[:10]) if published else None


def _sentences(text: str, found: Matcher, first: int) -> list[Sentence]:
    """The sentences of `text`, each with its own matches at offsets of its own."""
    spans = sentence_spans(text)
    own = found.find_within(text, spans)
    return [
        Sentence(number, "text", start, end, text[start:end], matches)
        for number, ((start, end), matches) in enumerate(zip(spans, own, strict=True), first)
    ]
