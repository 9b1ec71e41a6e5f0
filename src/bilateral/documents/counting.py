"""The inputs that a person gives in; each file of them, and how many documents to expect, out.

This is for progress bars: a guess that costs little, never what decides what is read.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from bilateral.documents import jsonl
from bilateral.documents.sources import walk

_PIECE = 1024 * 1024


def expand(inputs: Iterable[str]) -> Iterator[str]:
    """The inputs with each folder that holds files replaced by the files below it."""
    for source in inputs:
        files = [str(path) for path in walk(Path(source))] if Path(source).is_dir() else []
        yield from files or [source]


def expected(source: str) -> int:
    """How many documents `source` seems to hold: the lines of a corpus, else one."""
    path = Path(source)
    if not path.is_file():
        return 1
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
            stream.seek(0)
            return _documents(cast(BinaryIO, gzip.open(stream)) if packed else stream)
    except (OSError, EOFError):
        return 1


def _documents(stream: BinaryIO) -> int:
    piece = stream.read(_PIECE)
    if not jsonl.recognise(piece[:4096]):
        return 1
    lines = 0
    last = b""
    while piece:
        lines += piece.count(b"\n")
        last = piece
        piece = stream.read(_PIECE)
    return lines + (not last.endswith(b"\n"))
