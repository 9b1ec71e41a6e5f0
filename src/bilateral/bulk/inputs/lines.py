"""JSON Lines (plain, gzip, Zstandard) in; a record a line out.

A plain file is cut at line ends near every `PIECE` bytes, so that many workers share it. A packed
one can only be read from its start and is one unit.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

from bilateral.bulk.places import open_at
from bilateral.bulk.units import TO_THE_END, Item, Record, Unit
from bilateral.documents import jsonl
from bilateral.documents.input import MOST_BYTES
from bilateral.errors import BilateralError

PIECE = 16 * 1024 * 1024
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_NAMES = (".jsonl", ".ndjson", ".jl")
_PACKED = 64 * 1024
_ENDINGS = ("", ".gz", ".zst", ".zstd")


def recognise(name: str, head: bytes) -> bool:
    """By its ending, or by its first line."""
    if name.lower().endswith(tuple(n + e for n in _NAMES for e in _ENDINGS)):
        return True
    return jsonl.recognise(head)


def units(item: Item) -> Iterator[Unit]:
    with open_at(item.uri) as stream:
        packed = stream.read(4).startswith((_GZIP, _ZSTD))
    if packed:
        yield Unit("lines", item.uri, item.stamp, item.size)
        return
    for start in range(0, max(item.size, 1), PIECE):
        stop = min(start + PIECE, item.size)
        yield Unit("lines", item.uri, item.stamp, stop - start, start, stop)


def records(unit: Unit) -> Iterator[Record]:
    with open_at(unit.uri) as raw:
        stream = _Counted(raw)
        head = raw.read(4)
        raw.seek(unit.start)
        try:
            if head.startswith((_GZIP, _ZSTD)):
                yield from _all(_unpacked(stream, head), stream, unit)
            else:
                yield from _piece(raw, unit)
        except (EOFError, OSError, zlib.error, _zstd_error()) as error:
            yield Record(
                unit.uri,
                b"",
                fault=f"the packed file is broken from here on ({error})",
                done=unit.size,
            )


def _piece(raw: BinaryIO, unit: Unit) -> Iterator[Record]:
    """The lines that begin in the piece: the first of them may begin before and belongs there."""
    position = unit.start
    if position:
        raw.seek(position - 1)
        position += len(_line(raw)) - 1
    while unit.stop == TO_THE_END or position < unit.stop:
        line = _line(raw)
        if not line:
            return
        done = position + len(line) - unit.start
        yield from _record(line, f"{unit.uri}@{position}", done)
        position += len(line)


def _all(stream: IO[bytes], counted: _Counted, unit: Unit) -> Iterator[Record]:
    number = 0
    while line := _line(stream):
        number += 1
        yield from _record(line, f"{unit.uri}:{number}", counted.count)


def _line(stream: IO[bytes]) -> bytes:
    """The next line whole; of one that is too long to be a document only the first part is held."""
    line = stream.readline(MOST_BYTES)
    rest = line
    while rest and not rest.endswith(b"\n") and len(rest) >= MOST_BYTES:
        rest = stream.readline(MOST_BYTES)
    return line


def _record(line: bytes, source: str, done: int) -> Iterator[Record]:
    if not line.strip(b"\xef\xbb\xbf \r\n\t"):
        return
    if len(line) >= MOST_BYTES and not line.endswith(b"\n"):
        yield Record(source, b"", fault="the line is too long to be a document", done=done)
    else:
        yield Record(source, line.rstrip(b"\r\n"), done=done)


def _unpacked(stream: _Counted, head: bytes) -> IO[bytes]:
    if head.startswith(_GZIP):
        return cast(IO[bytes], gzip.GzipFile(fileobj=cast(BinaryIO, stream)))
    return io.BufferedReader(_Zstandard(stream))


def _zstd_error() -> type[Exception]:
    try:
        from zstandard import ZstdError
    except ImportError:
        return EOFError
    return cast(type[Exception], ZstdError)


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._inner.read(len(buffer))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


class _Zstandard(io.RawIOBase):
    """A packed stream unpacked, frame by frame; one that ends within a frame is an EOFError."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._packed.read(_PACKED)
            if not piece:
                if self._frame is not None:
                    raise EOFError("it ends within a frame")
                return 0
            self._ready = self._unpacked(piece)
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpacked(self, piece: bytes) -> bytes:
        parts = []
        while piece:
            self._frame = self._frame or _new_frame()
            parts.append(self._frame.decompress(piece))
            piece = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
        return b"".join(parts)


def _new_frame() -> Any:
    try:
        from zstandard import ZstdDecompressor
    except ImportError as error:
        raise BilateralError(
            "files packed with Zstandard need zstandard, which is not installed",
            next_step="Install it with: pip install 'bilateral[bulk]'",
        ) from error
    return ZstdDecompressor().decompressobj()
