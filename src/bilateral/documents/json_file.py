"""One JSON value in, written over several lines or a list of articles, one draft an article out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bilateral.documents import jsonl
from bilateral.documents.draft import Draft
from bilateral.documents.input import Input
from bilateral.errors import DocumentError
from bilateral.model import Skip

MEDIA_TYPE = "application/json"
_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:(?:\[\s*)?\{\s*"[\w .@:$-]{1,80}"\s*:|\[\s*\]\s*$)')
_LISTS = ("articles", "items", "results", "documents", "data")
"""Names under which a list of articles stands in an object."""


def recognise(head: bytes) -> bool:
    """Whether it opens as an object with a name in it, or as a list of such."""
    return _OPENING.match(head) is not None


def read(source: Input) -> Iterator[Draft | Skip]:
    """A draft for each article; one that holds no text is a skip that names its place.

    Raises DocumentError where the whole is not JSON, or holds no article.
    """
    articles = _articles(_value(source))
    if not articles:
        raise DocumentError(
            "holds no article", where=source.name, next_step='Give each object a "text" in words'
        )
    for number, article in enumerate(articles, 1):
        where = f"{source.name}:{number}" if len(articles) > 1 else source.name
        try:
            yield jsonl.draft(article, where)
        except DocumentError as error:
            yield Skip(where, error.what, error.next_step)


def _value(source: Input) -> Any:
    try:
        return json.loads(source.content().decode("utf-8-sig", "replace"))
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"is not JSON: {error.msg} in line {error.lineno}, character {error.colno}",
            where=source.name,
            next_step="Mend the file, or save the article as text",
        ) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            "is not JSON", where=source.name, next_step="Save the article as text"
        ) from error


def _articles(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    return [value] if inner is None else inner
