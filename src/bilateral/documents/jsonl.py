"""JSON Lines in the corpus form in (id, url, title, published, outlet, language, text), one
draft a line out, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bilateral.documents.draft import Draft
from bilateral.documents.input import Input
from bilateral.documents.published import publication
from bilateral.errors import DocumentError
from bilateral.language.tidy import tidy
from bilateral.model import Skip

MEDIA_TYPE = "application/x-ndjson"
_TEXTS = ("text", "content", "body", "maintext")


def recognise(head: bytes) -> bool:
    """Whether the first line is an object with a text in it."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    return any(b'"%s"' % name.encode() in first for name in _TEXTS)


def read(source: Input) -> Iterator[Draft | Skip]:
    """A draft for each line; a line that is none is a skip that names its number."""
    for number, line in enumerate(source.lines(), 1):
        if line.strip(b"\xef\xbb\xbf \r\n\t"):
            try:
                yield _from_line(line, f"{source.name}:{number}")
            except DocumentError as error:
                yield Skip(f"{source.name}:{number}", error.what, error.next_step)


def _from_line(line: bytes, where: str) -> Draft:
    try:
        data = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise DocumentError("is not JSON", where=where, next_step="Mend the line") from error
    return draft(data, where, line)


def draft(data: Any, where: str, line: bytes | None = None) -> Draft:
    """The draft of one object. Raises DocumentError where it holds no text."""
    text = _text(data)
    if not text:
        raise DocumentError(
            "holds no text", where=where, next_step='Give each object a "text" in words'
        )
    return Draft(
        text=tidy(text),
        title=_string(data, "title", "headline"),
        outlet=_string(data, "outlet", "source", "site_name"),
        section=_string(data, "section"),
        byline=_string(data, "byline", "author"),
        published=_date(_string(data, "published", "date", "date_published")),
        language=_string(data, "language", "lang"),
        url=_string(data, "url"),
        content=line or json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"),
    )


def _text(data: Any) -> str:
    return (_string(data, *_TEXTS) or "") if isinstance(data, dict) else ""


def _string(data: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = data.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _date(value: str | None) -> str | None:
    return publication(value) if value else None
