"""WARC (plain, gzip) in; a record a page out, as Common Crawl's news archive holds them.

An archive is cut near every `PIECE` bytes: a unit's first record is the first that begins in it,
found by the signs that a record (or the gzip member it is packed in) begins with.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from bilateral.bulk.places import open_at
from bilateral.bulk.units import Item, Record, Unit
from bilateral.documents.input import MOST_BYTES
from bilateral.errors import BilateralError

PIECE = 32 * 1024 * 1024
_MEMBER, _PLAIN, _BETWEEN = b"\x1f\x8b\x08", b"WARC/", b"\r\n\r\nWARC/"
_READ = ("html", "xml", "text/plain", "pdf", "json", "wordprocessingml")
_WINDOW = 1 << 20
_OK = 200


def recognise(name: str, head: bytes) -> bool:
    """By its first bytes, packed or not."""
    return head.startswith(_PLAIN) or (head.startswith(_MEMBER) and _opens_record(head))


def units(item: Item) -> Iterator[Unit]:
    for start in range(0, max(item.size, 1), PIECE):
        stop = min(start + PIECE, item.size)
        yield Unit("warc", item.uri, item.stamp, stop - start, start, stop)


def records(unit: Unit) -> Iterator[Record]:
    """The pages that begin in the unit. Where the archive is broken, one record says so and the
    next that is whole is looked for."""
    with open_at(unit.uri) as stream:
        position = first_record(stream, unit.start)
        while position is not None and position < unit.stop:
            broken = yield from _run(stream, unit, position)
            if broken is None:
                return
            source = f"{unit.uri}@{broken}"
            yield Record(source, b"", fault="the archive is broken here", done=broken - unit.start)
            position = first_record(stream, broken + 1)


def _run(stream: BinaryIO, unit: Unit, start: int) -> Generator[Record, None, int | None]:
    """The pages from `start` on; gives back where the archive is broken, None at its end."""
    archive = _archive()
    stream.seek(start)
    position = start
    try:
        for record in archive.ArchiveIterator(
            stream, parse_http=True, auto_decode="all", strict_mode=False
        ):
            position = record.stream_pos
            if position >= unit.stop:
                return None
            yield from _page(record, unit, position)
    except (OSError, ValueError, EOFError):
        return position
    return None


def _page(record: Any, unit: Unit, position: int) -> Iterator[Record]:
    """The page of a record; none for requests, pictures and what the server refused."""
    kinds = _archive().WarcRecordType
    done = position - unit.start
    if record.record_type not in (kinds.response, kinds.resource, kinds.conversion):
        return
    headers = record.http_headers if record.is_http_parsed else None
    if headers is not None and headers.status_code not in (None, _OK):
        return
    media = (
        record.http_content_type if headers is not None else record.headers.get("Content-Type")
    ) or ""
    if media and not any(kind in media for kind in _READ):
        return
    source = f"{unit.uri}@{position}"
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    content = record.reader.read(MOST_BYTES + 1)
    page = "html" in media or (not media and content.lstrip()[:1] == b"<")
    charset = record.http_charset if headers is not None else None
    yield Record(source, content, url, charset, page=page, done=done)


def first_record(stream: BinaryIO, start: int) -> int | None:
    """The offset of the first record that begins at or after `start`, None when none does."""
    stream.seek(0)
    packed = stream.read(3) == _MEMBER
    sign, skip = (_MEMBER, 0) if packed else (_BETWEEN, len(_BETWEEN) - len(_PLAIN))
    if start == 0:
        return 0
    base = start if packed else max(0, start - skip)
    overlap = b""
    stream.seek(base)
    while piece := stream.read(_WINDOW):
        window = overlap + piece
        at = window.find(sign)
        while at != -1:
            found = base - len(overlap) + at + skip
            if not packed or _record_at(stream, found):
                return found
            at = window.find(sign, at + 1)
        overlap = window[-(len(sign) - 1) :]
        base += len(piece)
        stream.seek(base)
    return None


def _record_at(stream: BinaryIO, position: int) -> bool:
    """Whether the gzip member at `position` holds a record: the sign alone comes up by chance."""
    stream.seek(position)
    return _opens_record(stream.read(4096))


def _opens_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64).startswith(_PLAIN)
    except zlib.error:
        return False


def _archive() -> Any:
    try:
        from fastwarc import warc
    except ImportError as error:
        raise BilateralError(
            "web archives need fastwarc, which is not installed",
            next_step="Install it with: pip install 'bilateral[bulk]'",
        ) from error
    return warc
