"""Labelled articles and what was read from them in, precision, recall and F1 by kind out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.documents import DocumentFault, document_faults, document_fields
from evaluation.gold import SECTIONS, GoldArticle
from evaluation.matching import NOT_SCORED, Alignment, align

Json = dict[str, Any]

WHOLE_KINDS = ("figures", "events")
"""Kinds whose every field is scored for the bars; the others print it too, in brackets."""


@dataclass(frozen=True)
class Score:
    """Counts of one kind over some articles, and the ratios made of them.

    A ratio is None where there was nothing to read and nothing was read. `whole` is the F1 that
    remains when only statements with every scored field right count as right.
    """

    right: int = 0
    whole_right: int = 0
    missed: int = 0
    extra: int = 0
    neutral: int = 0

    @property
    def precision(self) -> float | None:
        return _ratio(self.right, self.right + self.extra)

    @property
    def recall(self) -> float | None:
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        return _ratio(2 * self.right, 2 * self.right + self.missed + self.extra)

    @property
    def whole(self) -> float | None:
        return _ratio(2 * self.whole_right, 2 * self.right + self.missed + self.extra)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.whole_right + other.whole_right,
            self.missed + other.missed,
            self.extra + other.extra,
            self.neutral + other.neutral,
        )

    def as_json(self) -> Json:
        return {
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.f1),
            "whole": _rounded(self.whole),
            "gold": self.right + self.missed,
            "right": self.right,
            "whole_right": self.whole_right,
            "missed": self.missed,
            "extra": self.extra,
            "optional": self.neutral,
        }


def _ratio(part: int, of: int) -> float | None:
    return part / of if of else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True)
class ArticleResult:
    """One labelled article beside its reading; `reading` is None when it was not read."""

    article: GoldArticle
    reading: Mapping[str, Any] | None
    alignments: Mapping[str, Alignment]
    fields: tuple[str, ...]
    field_faults: tuple[DocumentFault, ...]


def score_article(article: GoldArticle, reading: Mapping[str, Any] | None) -> ArticleResult:
    """Align every kind the article is labelled for; without a reading every label is missed."""
    given: Mapping[str, Any] = reading or {}
    return ArticleResult(
        article=article,
        reading=reading,
        alignments={
            section: align(section, article, given) if section in article.complete else NOT_SCORED
            for section in SECTIONS
        },
        fields=document_fields(article),
        field_faults=document_faults(article, given.get("document") or {}),
    )


def score(alignment: Alignment) -> Score:
    return Score(
        right=len(alignment.right),
        whole_right=sum(pair.whole for pair in alignment.right),
        missed=len(alignment.missed),
        extra=len(alignment.extra),
        neutral=len(alignment.neutral),
    )


@dataclass
class Scores:
    """The scores of a set of articles.

    `kinds` holds a score by kind; `fields` the right and the given number by document field;
    `negatives` how many articles hold nothing bilateral, `read_from_negatives` the statements
    read from them all the same.
    """

    articles: int = 0
    unread: list[str] = field(default_factory=list)
    kinds: dict[str, Score] = field(default_factory=lambda: dict.fromkeys(SECTIONS, Score()))
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    negatives: int = 0
    read_from_negatives: int = 0

    def as_json(self) -> Json:
        """One plain object: kinds first, then the document's fields and the counts."""
        return {
            **{section: found.as_json() for section, found in self.kinds.items()},
            "document": {
                name: {"accuracy": _rounded(right / given), "right": right, "given": given}
                for name, (right, given) in self.fields.items()
            },
            "negatives": {"articles": self.negatives, "read": self.read_from_negatives},
            "articles": self.articles,
            "unread": self.unread,
        }


def total(results: Iterable[ArticleResult]) -> Scores:
    """The scores of these articles together."""
    scores = Scores()
    for result in results:
        _count(result, scores)
    return scores


def _count(result: ArticleResult, scores: Scores) -> None:
    scores.articles += 1
    if result.reading is None:
        scores.unread.append(result.article.name)
    for section, alignment in result.alignments.items():
        scores.kinds[section] += score(alignment)
    wrong = {fault.field for fault in result.field_faults}
    for name in result.fields:
        right, given = scores.fields.get(name, (0, 0))
        scores.fields[name] = (right + (name not in wrong), given + 1)
    if result.article.negative:
        scores.negatives += 1
        scores.read_from_negatives += sum(len(a.extra) for a in result.alignments.values())
