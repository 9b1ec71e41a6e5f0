"""Evidence of a label in, the spans that it means in the text of a reading out.

A reading's offsets count in tidied text, a label's in the raw article, so a label is found by
its words: in the same place when the texts are one, else the nearest equal words, else the
most similar ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment

from evaluation.gold import GoldArticle

SIMILAR = 80.0
"""Least similarity, in percent, for words that tidying changed to count as the same."""

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})


class Span(NamedTuple):
    """A slice of the text (or of the title: `field`), in code points."""

    field: str
    start: int
    end: int


def overlap(left: Iterable[Span], right: Iterable[Span]) -> int:
    """How many code points the two share at most, taking any one span of each."""
    others = list(right)
    return max(
        (
            min(a.end, b.end) - max(a.start, b.start)
            for a in left
            for b in others
            if a.field == b.field
        ),
        default=0,
    )


def read_spans(statement: Mapping[str, Any]) -> tuple[Span, ...]:
    """The spans of a statement that was read."""
    return tuple(
        Span(item.get("in", "text"), item["start"], item["end"])
        for item in statement.get("evidence") or ()
    )


def gold_spans(
    article: GoldArticle, statement: Mapping[str, Any], document: Mapping[str, Any]
) -> tuple[Span, ...]:
    """The spans of a label's evidence in the text and title of `document`."""
    spans = (_locate(article, item, document) for item in statement.get("evidence") or ())
    return tuple(span for span in spans if span)


def _locate(
    article: GoldArticle, evidence: Mapping[str, Any], document: Mapping[str, Any]
) -> Span | None:
    field = evidence.get("in", "text")
    start, end = evidence.get("start"), evidence.get("end")
    text = document.get("text") or ""
    if field == "text" and start is not None and end is not None and text == article.text:
        return Span(field, start, end)
    quote = article.quote(evidence)
    if not quote.strip():
        return None
    title = document.get("title") or ""
    near = start / max(len(article.text), 1) * len(text) if article.text and start else 0.0
    fields = [("title", title), ("text", text)] if field == "title" else [("text", text)]
    if field == "text":
        fields.append(("title", title))
    exact = (_same_words(quote, name, content, near) for name, content in fields)
    similar = (_similar_words(quote, name, content) for name, content in fields)
    return next((span for span in (*exact, *similar) if span), None)


def _same_words(quote: str, field: str, content: str, near: float) -> Span | None:
    """The same words, whatever the spaces between them; nearest to `near` if they stand twice."""
    words = (re.escape(word) for word in quote.translate(_FOLD).split())
    found = re.finditer(r"\s+".join(words), content.translate(_FOLD))
    spans = [Span(field, match.start(), match.end()) for match in found]
    return min(spans, key=lambda span: abs(span.start - near), default=None)


def _similar_words(quote: str, field: str, content: str) -> Span | None:
    if len(content) < len(quote) / 2:
        return None
    best = partial_ratio_alignment(
        quote.translate(_FOLD), content.translate(_FOLD), score_cutoff=SIMILAR
    )
    return Span(field, best.dest_start, best.dest_end) if best else None
