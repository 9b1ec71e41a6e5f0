"""The first bytes of an input in, the reader for its kind out: the registry of kinds.

A kind is one module with `recognise(head) -> bool`, `read(input) -> Iterator[Draft | Skip]`
and `MEDIA_TYPE`. To add one, write the module and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bilateral.documents import docx, feed, html, json_file, jsonl, pdf, plain
from bilateral.documents.draft import Draft
from bilateral.documents.input import Input
from bilateral.errors import DocumentError
from bilateral.model import Skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: how its first bytes look and what reads it."""

    name: str
    media_type: str
    recognise: Callable[[bytes], bool]
    read: Callable[[Input], Iterator[Draft | Skip]]


KINDS: tuple[Kind, ...] = (
    Kind("pdf", pdf.MEDIA_TYPE, pdf.recognise, pdf.read),
    Kind("docx", docx.MEDIA_TYPE, docx.recognise, docx.read),
    Kind("feed", feed.MEDIA_TYPE, feed.recognise, feed.read),
    Kind("jsonl", jsonl.MEDIA_TYPE, jsonl.recognise, jsonl.read),
    Kind("json", json_file.MEDIA_TYPE, json_file.recognise, json_file.read),
    Kind("html", html.MEDIA_TYPE, html.recognise, html.read),
    Kind("text", plain.MEDIA_TYPE, plain.recognise, plain.read),
)
"""Every kind, the surest signs first: plain text is what nothing else is."""


_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document", "Save it as DOCX or text"),
    (b"{\\rtf", "rich text (RTF)", "Save it as DOCX or text"),
    (b"\x89PNG", "a picture", "Run it through text recognition (OCR) first"),
    (b"\xff\xd8\xff", "a picture", "Run it through text recognition (OCR) first"),
    (b"GIF8", "a picture", "Run it through text recognition (OCR) first"),
    (b"SQLite format 3", "a database", "Give the articles themselves"),
    (b"WARC/", "a web archive", "Read it with: bilateral bulk"),
)
"""Things that are recognised, but not read, and what to do with them."""


def kind_of(source: Input) -> Kind:
    """The kind of an input by its content. Raises DocumentError where it is none of them."""
    if not source.head.strip():
        raise DocumentError("is empty", where=source.name, next_step="Check how it was saved")
    for sign, name, next_step in _OTHERS:
        if source.head.startswith(sign):
            raise DocumentError(f"is {name}", where=source.name, next_step=next_step)
    for kind in KINDS:
        if kind.recognise(source.head):
            return kind
    raise DocumentError(
        "is not text, a web page, PDF, DOCX, feed, JSON or JSON Lines",
        where=source.name,
        next_step="Convert it to one of these",
    )
