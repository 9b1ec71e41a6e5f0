"""Plain words in, a document out."""

from __future__ import annotations

import hashlib

from bilateral.model import Document


def from_text(
    text: str,
    title: str | None = None,
    published: str | None = None,
) -> Document:
    """A document of `text`; `published` is an ISO 8601 date or date-time."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=digest, text=text, title=title, published=published)
