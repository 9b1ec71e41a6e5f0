"""What a reader of one kind found in, a finished document out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bilateral.knowledge.outlets import outlet_at, outlet_named
from bilateral.language.identify import identify
from bilateral.language.tidy import tidy_line
from bilateral.model import Document, Original


@dataclass(slots=True)
class Draft:
    """A document in the making: fields as a reader of one kind found them.

    `text` is tidied. `reprint` says that the page names another as its source; `url` is the
    address of the article where that is not the input's own (an entry of a feed, a line of a
    corpus). `content` are the article's own bytes where the input holds several. `address` is
    where a page says that it stands: a saved page goes by it, so that a later copy of the page is
    found to be another version.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    section: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    view_count: int | None = None
    reprint: bool = False
    url: str | None = None
    address: str | None = None
    content: bytes | None = None


def finish(
    draft: Draft,
    *,
    file: str | None = None,
    url: str | None = None,
    original: Original | None = None,
) -> Document:
    """The document of `draft`; `file` or `url` names its input as it was given."""
    outlet, source_kind = _outlet(draft, url)
    return Document(
        id=hashlib.sha256(draft.text.encode("utf-8")).hexdigest(),
        text=draft.text,
        title=_line(draft.title),
        file=None if url else file,
        url=url or draft.address,
        outlet=outlet,
        source_kind=source_kind,
        section=_line(draft.section),
        byline=_line(draft.byline),
        published=draft.published,
        language=draft.language or identify(draft.text),
        view_count=draft.view_count,
        original=original,
    )


def original_of(content: bytes, media_type: str) -> Original:
    """The bytes a document came from, with their hash."""
    return Original(content, hashlib.sha256(content).hexdigest(), media_type)


def _outlet(draft: Draft, url: str | None) -> tuple[str | None, str | None]:
    """Name and kind of the source: as told, else by the address."""
    address = draft.url or url
    known = outlet_named(draft.outlet) if draft.outlet else None
    known = known or (outlet_at(address) if address else None)
    name = _line(draft.outlet) or (known.name if known else None)
    if draft.reprint and (known is None or known.source_kind == "independent"):
        return name, "reprint"
    return name, known.source_kind if known else None


def _line(text: str | None) -> str | None:
    return (tidy_line(text) or None) if text else None
