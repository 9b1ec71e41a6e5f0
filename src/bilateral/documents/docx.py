"""A Word document in, one draft out: paragraphs and tables in order, core properties."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from bilateral.documents.draft import Draft
from bilateral.documents.extras import needs
from bilateral.documents.fields import take_fields
from bilateral.documents.input import Input
from bilateral.errors import DocumentError
from bilateral.language.tidy import tidy, tidy_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_PARTS = 2_000
_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_RATIO = 200
_SMALL = 1024 * 1024
# Besides its own error zipfile lets through what reading a false table of contents ends in.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    struct.error,
)
_MOST_TITLE = 40


def recognise(head: bytes) -> bool:
    """Whether this is a zip archive: which sort of document is in it shows when it is opened."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read(source: Input) -> Iterator[Draft]:
    """The text of a DOCX. Raises DocumentError where it is none, broken, or a bomb."""
    with needs("docx"):
        import docx
    content = source.content()
    check_archive(content, source.name)
    try:
        document = docx.Document(io.BytesIO(content))
        lines = list(_lines(document))
        properties = document.core_properties
        told = {"title": properties.title, "language": properties.language}
        author = properties.author
    except (KeyError, AttributeError, SyntaxError, *_BROKEN) as error:
        raise _broken(source.name) from error
    heading = next((words for words, heading in lines if heading), None)
    draft = take_fields(tidy(_joined(lines)), heading)
    _complete(draft, told, author)
    yield draft


def check_archive(content: bytes, name: str) -> None:
    """Raises DocumentError for an archive that is no DOCX or is not safe to open: too many
    parts, too much when unpacked (as declared, and as found), or XML that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if not any(part.filename.startswith("word/") for part in parts):
                raise DocumentError(
                    "is an archive, not a Word document",
                    where=name,
                    next_step="Unpack it and give the files or the folder",
                )
            declared = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or declared > _MOST_UNPACKED:
                raise _bomb(name)
            _unpack(archive, parts, name)
    except _BROKEN as error:
        raise _broken(name) from error


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    """Unpacks every part once, in pieces, to see what it really holds."""
    total = 0
    for part in parts:
        size, start = 0, b""
        with archive.open(part) as stream:
            while piece := stream.read(_SMALL):
                start = start or piece[:4096]
                size += len(piece)
                total += len(piece)
                if total > _MOST_UNPACKED or (
                    size > _SMALL and size > _MOST_RATIO * max(part.compress_size, 1)
                ):
                    raise _bomb(name)
        if part.filename.endswith((".xml", ".rels")) and _declares(start):
            raise DocumentError(
                "its XML declares entities, which Word never does",
                where=name,
                next_step="Do not open it; ask the sender for a clean copy",
            )


def _declares(start: bytes) -> bool:
    plain = start.replace(b"\x00", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _bomb(name: str) -> DocumentError:
    return DocumentError(
        "unpacks to far more than a document holds",
        where=name,
        next_step="Do not open it; ask the sender for a clean copy",
    )


def _broken(name: str) -> DocumentError:
    return DocumentError(
        "the Word document is broken or encrypted",
        where=name,
        next_step="Open it in Word and save it again without a password",
    )


def _lines(document: Any) -> Iterator[tuple[str, bool]]:
    """Each paragraph and table row with whether it is the title of the document."""
    titled = False
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield _row(row), False
            continue
        words = block.text.strip()
        style = (block.style.name if block.style is not None else "") or ""
        heading = bool(re.fullmatch(r"(?:Title|Heading 1)", style)) and not titled
        heading = heading and 0 < len(words.split()) <= _MOST_TITLE
        titled = titled or heading
        if words:
            yield words, heading


def _joined(lines: list[tuple[str, bool]]) -> str:
    """Paragraphs apart from each other, rows of one table together."""
    text = ""
    for words, _ in lines:
        together = " | " in words and " | " in text.rsplit("\n", 1)[-1]
        text += ("\n" if together else "\n\n") + words
    return text


def _row(row: Any) -> str:
    """The cells of a row; one that is merged over several columns stands once."""
    cells: list[Any] = []
    for cell in row.cells:
        if not cells or cell._tc is not cells[-1]._tc:
            cells.append(cell)
    return " | ".join(" ".join(cell.text.split()) for cell in cells)


def _complete(draft: Draft, told: dict[str, str | None], author: str | None) -> None:
    """The file's own properties where the text tells nothing. Its dates are left: they tell
    when the file was made, not when the news was published."""
    title = tidy_line(told["title"] or "")
    if draft.title is None and len(title.split()) >= 3:
        draft.title = title
    language = (told["language"] or "")[:2].lower()
    draft.language = language if re.fullmatch(r"[a-z]{2}", language) else None
    if draft.byline is None and author and author.lower() not in ("python-docx", "author", "user"):
        draft.byline = tidy_line(author) or None
