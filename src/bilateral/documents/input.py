"""An open file, pipe or fetched page in; its first bytes, all of it or its lines out, each
within a limit, so that no input is held in memory that is too large to be a document."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from bilateral.errors import DocumentError

MOST_BYTES = 20 * 1024 * 1024
"""The largest document that is read, and the longest line of a corpus, in bytes."""

HEAD_BYTES = 64 * 1024


@dataclass(slots=True)
class Input:
    """One input: `name` as given, `stream` open for reading, `head` its first bytes.

    `url` is the address it came from and `charset` what the server declared.
    """

    name: str
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None
    limit: int = MOST_BYTES
    head: bytes = field(init=False)
    _content: bytes | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.head = self._take(HEAD_BYTES)

    def content(self) -> bytes:
        """All bytes. Raises DocumentError where there are more than `limit`."""
        if self._content is None:
            rest = self._take(self.limit + 1 - len(self.head))
            if len(self.head) + len(rest) > self.limit:
                raise self._too_large()
            self._content = self.head + rest
        return self._content

    def lines(self) -> Iterator[bytes]:
        """One line after the other, without its end; only one is held at a time."""
        pending = self.head
        while True:
            *whole, pending = pending.split(b"\n")
            yield from whole
            if len(pending) > self.limit:
                raise self._too_large()
            piece = self._take(HEAD_BYTES)
            if not piece:
                break
            pending = self._extended(pending, piece) if b"\n" not in piece else pending + piece
        if pending:
            yield pending

    def unpacked(self) -> Input:
        """The same input without its gzip wrapping."""
        packed = cast(
            BinaryIO, gzip.GzipFile(fileobj=io.BufferedReader(_Rest(self.head, self.stream)))
        )
        return Input(self.name, packed, self.url, self.charset, self.limit)

    def _extended(self, pending: bytes, piece: bytes) -> bytes:
        """A line that goes on over several pieces, joined once and not at every piece."""
        parts, size = [pending, piece], len(pending) + len(piece)
        while b"\n" not in parts[-1] and size <= self.limit:
            more = self._take(HEAD_BYTES)
            if not more:
                break
            parts.append(more)
            size += len(more)
        return b"".join(parts)

    def _take(self, size: int) -> bytes:
        """Up to `size` bytes; a pipe may give them in pieces."""
        parts: list[bytes] = []
        missing = size
        while missing > 0:
            try:
                piece = self.stream.read(missing)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise DocumentError(
                    "the gzip data is broken", where=self.name, next_step="Fetch or pack it again"
                ) from error
            if not piece:
                break
            parts.append(piece)
            missing -= len(piece)
        return b"".join(parts)

    def _too_large(self) -> DocumentError:
        return DocumentError(
            f"is larger than {self.limit // (1024 * 1024)} MB",
            where=self.name,
            next_step="Split it into articles, or give it as JSON Lines",
        )


class _Rest(io.RawIOBase):
    """The bytes already taken, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
