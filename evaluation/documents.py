"""Labels and readings in: which reading is of which article, and which document fields are wrong.

A reading is known by its file name, id, address, text or title, in that order of trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from evaluation.gold import GoldArticle

Json = Mapping[str, Any]

SAME_TEXT = 0.6
"""Share of five-word runs in common from which two texts are one article."""


@dataclass(frozen=True)
class DocumentFault:
    """A field of the document that was read wrong."""

    field: str
    gold: Any
    read: Any


def plain(value: Any) -> str:
    """Words only: no case, no difference of quotes and spaces."""
    return " ".join(re.findall(r"\w+", str(value or "").casefold()))


def _same_byline(gold: Any, read: Any) -> bool:
    return plain(gold).removeprefix("by ") == plain(read).removeprefix("by ")


def _same_day(gold: Any, read: Any) -> bool:
    """Equal as far as the label goes: a day, or a day and minute."""
    if not gold or not read:
        return not gold and not read
    return str(read).replace(" ", "T").startswith(str(gold).replace(" ", "T"))


def _same_text(gold: Any, read: Any) -> bool:
    return plain(gold) == plain(read)


FIELDS: dict[str, Callable[[Any, Any], bool]] = {
    "title": _same_text,
    "section": _same_text,
    "byline": _same_byline,
    "published": _same_day,
    "language": _same_text,
    "parties": lambda gold, read: set(gold or ()) == set(read or ()),
}


def document_fields(article: GoldArticle) -> tuple[str, ...]:
    """The document fields that the label gives."""
    return tuple(name for name in FIELDS if name in article.document)


def document_faults(article: GoldArticle, document: Json) -> tuple[DocumentFault, ...]:
    """The fields that the label gives and the document has otherwise."""
    return tuple(
        DocumentFault(name, article.document[name], document.get(name))
        for name in document_fields(article)
        if not FIELDS[name](article.document[name], document.get(name))
    )


def pair_readings(articles: Sequence[GoldArticle], readings: Sequence[Json]) -> list[Json | None]:
    """The reading of each article, in their order; None where there is none.

    One reading serves one article. The surest sign is tried on all articles before the next.
    """
    free = dict(enumerate(readings))
    found: list[Json | None] = [None] * len(articles)
    for sign in (_by_path, _by_file_name, _by_id, _by_url, _by_text, _by_title):
        for i, article in enumerate(articles):
            if found[i] is None and free:
                scores = {j: sign(article, r.get("document") or {}) for j, r in free.items()}
                best = max(scores, key=lambda j: scores[j])
                found[i] = free.pop(best) if scores[best] > 0 else None
    return found


def _file_of(document: Json) -> PurePosixPath:
    return PurePosixPath(str(document.get("file") or "").replace("\\", "/"))


def _by_path(article: GoldArticle, document: Json) -> float:
    """One path ends on the other, folder and all."""
    left = (_file_of(article.document) if "file" in article.document else _demo_path(article)).parts
    right = _file_of(document).parts
    length = min(len(left), len(right))
    return float(length if length > 1 and left[-length:] == right[-length:] else 0)


def _by_file_name(article: GoldArticle, document: Json) -> float:
    left = _file_of(article.document).name or _demo_path(article).name
    right = _file_of(document)
    return float(bool(right.name) and (right.name == left or right.stem == article.name))


def _demo_path(article: GoldArticle) -> PurePosixPath:
    return PurePosixPath(article.name.removeprefix("demo/") if article.group == "demo" else "")


def _by_id(article: GoldArticle, document: Json) -> float:
    return float(bool(document.get("id")) and article.document.get("id") == document["id"])


def _by_url(article: GoldArticle, document: Json) -> float:
    url = article.document.get("url") or (article.row or {}).get("url")
    return float(bool(url) and url == document.get("url"))


def _by_text(article: GoldArticle, document: Json) -> float:
    text = document.get("text")
    if not text:
        return 0.0
    if not article.text:
        return _quotes_held(article, text)
    if text == article.text:
        return 2.0
    likeness = _likeness(article.text, text)
    return likeness if likeness >= SAME_TEXT else 0.0


def _by_title(article: GoldArticle, document: Json) -> float:
    return float(bool(article.title) and plain(article.title) == plain(document.get("title")))


def _likeness(left: str, right: str) -> float:
    a, b = _runs(left), _runs(right)
    return len(a & b) / max(min(len(a), len(b)), 1)


@cache
def _runs(text: str) -> frozenset[str]:
    words = plain(text).split()
    return frozenset(" ".join(words[i : i + 5]) for i in range(len(words) - 4))


def _quotes_held(article: GoldArticle, text: str) -> float:
    """The share of the label's quotes that stand in the text, when that is most of them."""
    labels = [item for items in article.required.values() for item in items]
    quotes = [plain(e["quote"]) for i in labels for e in i.get("evidence") or () if e.get("quote")]
    words = plain(text)
    held = sum(quote in words for quote in quotes)
    return held / len(quotes) if held * 2 > len(quotes) else 0.0
