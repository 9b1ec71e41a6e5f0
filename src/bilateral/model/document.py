"""A document: one article as it will be read, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes a document came from, kept so that evidence outlives the page.

    `sha256` is the hash of `content` in hexadecimal; `media_type` as found from the content.
    """

    content: bytes
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    `id` is the SHA-256 of `text` in hexadecimal. `text` is tidied: offsets of evidence count
    Unicode code points in it (or in `title`). `published` is an ISO 8601 date or date-time,
    `language` an ISO 639-1 code, `parties` ISO 3166-1 alpha-3 codes in alphabetical order,
    found by reading. Exactly one of `file` and `url` names the input, as it was given.
    """

    id: str
    text: str
    title: str | None = None
    file: str | None = None
    url: str | None = None
    outlet: str | None = None
    source_kind: str | None = None
    section: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    view_count: int | None = None
    parties: tuple[str, ...] = ()
    original: Original | None = None

    @property
    def source(self) -> str:
        """The input as it was given: a file, an address, or else the id."""
        return self.file or self.url or self.id

    @property
    def name(self) -> str:
        """What a person calls this document: its file without the folders, its address, or the
        start of its id."""
        return (PurePath(self.file).name if self.file else self.url) or self.id[:12]


@dataclass(frozen=True, slots=True)
class Skip:
    """An input that could not be read, and why: `reason` is one line for a person."""

    source: str
    reason: str
    next_step: str | None = None
