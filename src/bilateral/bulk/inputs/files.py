"""Single documents (pages, PDF, DOCX, text, feeds) in; many of them make one unit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from bilateral.bulk.places import open_at
from bilateral.bulk.units import Item, Record, Unit
from bilateral.documents.input import MOST_BYTES

AT_ONCE = 500
"""Files in one unit."""


def recognise(name: str, head: bytes) -> bool:
    """Whatever is no archive is a document."""
    return True


def units(item: Item) -> Iterator[Unit]:
    yield unit([item])


def unit(items: Sequence[Item]) -> Unit:
    """One unit of several files."""
    stamps = hashlib.sha256("\0".join(item.stamp for item in items).encode()).hexdigest()
    return Unit(
        "files",
        items[0].uri,
        stamps,
        sum(item.size for item in items),
        names=tuple(item.uri for item in items),
    )


def records(unit: Unit) -> Iterator[Record]:
    done = 0
    for name in unit.names:
        try:
            with open_at(name) as stream:
                content = stream.read(MOST_BYTES + 1)
        except OSError as error:
            yield Record(name, b"", fault=(error.strerror or str(error)).lower(), done=done)
            continue
        done += len(content)
        yield Record(name, content, done=done)
