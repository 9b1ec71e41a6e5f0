"""What a person gives in (files, folders, addresses, standard input), documents out.

Whatever cannot be read is a skip with its reason, and the others go on.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from bilateral.documents.draft import Draft, finish, original_of
from bilateral.documents.input import MOST_BYTES, Input
from bilateral.documents.kinds import Kind, kind_of
from bilateral.errors import DocumentError
from bilateral.knowledge.outlets import outlet_named
from bilateral.model import Document, Skip

STANDARD_INPUT = "-"
_GZIP = b"\x1f\x8b"
_MOST_WRAPPINGS = 2


def load(
    source: str | os.PathLike[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    limit: int = MOST_BYTES,
) -> Iterator[Document | Skip]:
    """The documents of a file, a folder (with all below it, sorted), an address (page or
    feed) or standard input ("-"), one after the other.

    `published` (ISO 8601) and `outlet` fill what an article does not tell itself. An address
    in a private network is fetched only with `allow_private`. `limit` is the size in bytes
    above which a document is skipped; a corpus in JSON Lines may be of any size.
    """
    for item in _load(os.fspath(source), allow_private, limit):
        yield _filled(item, published, outlet) if isinstance(item, Document) else item


def from_bytes(
    content: bytes, name: str, url: str | None = None, charset: str | None = None
) -> Iterator[Document | Skip]:
    """The documents in `content`, as they came from the place called `name` (and `url`);
    `charset` is what the server declared."""
    yield from _read(Input(name, io.BytesIO(content), url, charset), url=url)


def _load(source: str, allow_private: bool, limit: int) -> Iterator[Document | Skip]:
    if source == STANDARD_INPUT:
        yield from _read(Input(STANDARD_INPUT, sys.stdin.buffer, limit=limit))
    elif source.lower().startswith(("http://", "https://")):
        yield from _load_url(source, allow_private, limit)
    elif "://" in source and not Path(source).exists():
        yield Skip(source, "is not a web address", "Give one that starts with http:// or https://")
    else:
        yield from _load_path(Path(source), limit)


def _load_path(path: Path, limit: int) -> Iterator[Document | Skip]:
    if path.is_dir():
        found = False
        for file in walk(path):
            found = True
            yield from _load_file(file, limit)
        if not found:
            yield Skip(str(path), "the folder holds no files", "Give a folder with articles in it")
    else:
        yield from _load_file(path, limit)


def walk(folder: Path) -> Iterator[Path]:
    """The files below `folder` in the order of their paths; hidden ones are left out, and
    links to folders are not followed, so that no loop is walked twice."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def _load_file(path: Path, limit: int) -> Iterator[Document | Skip]:
    name = str(path)
    try:
        if not path.is_file():
            yield _not_a_file(path)
            return
        with path.open("rb") as stream:
            yield from _read(Input(name, stream, limit=limit))
    except DocumentError as error:
        yield Skip(name, error.what, error.next_step)
    except OSError as error:
        yield Skip(name, (error.strerror or str(error)).lower(), "Check the path and its rights")


def _not_a_file(path: Path) -> Skip:
    if path.is_symlink():
        return Skip(str(path), "is a link that leads nowhere", "Give the file itself")
    if path.exists():
        return Skip(str(path), "is not a regular file", "Give a file, a folder or an address")
    return Skip(str(path), "no such file", "Check the path")


def _load_url(url: str, allow_private: bool, limit: int) -> Iterator[Document | Skip]:
    from bilateral.documents.fetch import fetch

    try:
        page = fetch(url, allow_private=allow_private, limit=limit)
        stream = cast(BinaryIO, page.stream())
        yield from _read(Input(url, stream, page.url, page.charset, limit), url=url)
    except DocumentError as error:
        yield Skip(url, error.what, error.next_step)


def _read(source: Input, url: str | None = None) -> Iterator[Document | Skip]:
    """The documents of one input; what goes wrong in it is a skip."""
    try:
        source = _unwrapped(source)
        kind = kind_of(source)
        for item in kind.read(source):
            yield item if isinstance(item, Skip) else _finished(item, source, kind, url)
    except DocumentError as error:
        yield Skip(error.where or source.name, error.what, error.next_step)


def _unwrapped(source: Input) -> Input:
    for _ in range(_MOST_WRAPPINGS):
        if source.head.startswith(_GZIP):
            source = source.unpacked()
    return source


def _finished(draft: Draft, source: Input, kind: Kind, url: str | None) -> Document | Skip:
    if not any(character.isalnum() for character in draft.text):
        return Skip(source.name, "holds no text", "Check that the article is in it")
    content = draft.content if draft.content is not None else source.content()
    # An entry of a corpus or feed goes by its own address.
    own = (draft.url if draft.content is not None else None) or url
    return finish(draft, file=source.name, url=own, original=original_of(content, kind.media_type))


def _filled(document: Document, published: str | None, outlet: str | None) -> Document:
    """`document` with what was given for what it does not tell."""
    kind = document.source_kind
    if outlet and not document.outlet:
        known = outlet_named(outlet)
        kind = kind or (known.source_kind if known else None)
    return replace(
        document,
        published=document.published or published,
        outlet=document.outlet or outlet,
        source_kind=kind,
    )
