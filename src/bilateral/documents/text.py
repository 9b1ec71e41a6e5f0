"""Plain words in, a document out."""

from __future__ import annotations

from bilateral.documents.draft import Draft, finish
from bilateral.documents.fields import take_fields
from bilateral.language.tidy import tidy
from bilateral.model import Document


def from_text(
    text: str,
    title: str | None = None,
    published: str | None = None,
) -> Document:
    """A document of `text`, tidied; `published` is an ISO 8601 date or date-time.

    What the text itself tells (title, section, byline, date) becomes fields and leaves the
    text, but nothing that is given is looked for again.
    """
    draft = draft_of_text(text, title)
    draft.published = published or draft.published
    return finish(draft)


def draft_of_text(text: str, title: str | None = None, address: str | None = None) -> Draft:
    """The draft of plain words: tidied, fields taken out."""
    return take_fields(tidy(text), title, address)
