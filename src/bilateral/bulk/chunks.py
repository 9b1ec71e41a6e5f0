"""A unit in, chunks of what became of its records out, packed and ready to be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bilateral.bulk.inputs import records_of
from bilateral.bulk.step import understand
from bilateral.bulk.units import Chunk, Dropped, Json, Kept, Outcome, Record, SetAside, Unit

RECORDS, BYTES = 256, 16 * 1024 * 1024
"""Records in one chunk and their size, whichever comes first: what is done again, at most, after
a kill, and what a worker holds at once."""


@dataclass(frozen=True, slots=True)
class Options:
    """How records are read: seconds for one, and whether the original bytes are kept."""

    limit: float = 20.0
    originals: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """A unit to read from the record number `start` on; `poison` are records by number that
    ended a worker before, with the reason."""

    unit: Unit
    start: int = 0
    poison: tuple[tuple[int, str], ...] = ()


class Watch:
    """Where a worker stands; a watchdog in another process overrides this to see it."""

    def at(self, record: int) -> None:
        """The record of this number comes next; -1 while the archive itself is read."""


def chunks_of(task: Task, options: Options, watch: Watch | None = None) -> Iterator[Chunk]:
    """The chunks of a unit from the task's start to the unit's end, one after the other."""
    watch = watch or Watch()
    watch.at(-1)
    poison = dict(task.poison)
    records = islice(enumerate(records_of(task.unit)), task.start, None)
    position = task.start
    while piece := _piece(records):
        position = piece[-1][0] + 1
        yield _chunk(piece, poison, options, watch, position)
        watch.at(-1)
    yield Chunk(position, task.unit.size)


def _piece(records: Iterator[tuple[int, Record]]) -> list[tuple[int, Record]]:
    piece: list[tuple[int, Record]] = []
    size = 0
    for number, record in records:
        piece.append((number, record))
        size += len(record.content)
        if len(piece) == RECORDS or size >= BYTES:
            break
    return piece


def _chunk(
    piece: list[tuple[int, Record]],
    poison: dict[int, str],
    options: Options,
    watch: Watch,
    stop: int,
) -> Chunk:
    chunk = Chunk(stop, piece[-1][1].done)
    lines = _Lines()
    for number, record in piece:
        watch.at(number)
        chunk.read += 1
        if number in poison:
            chunk.aside.append(SetAside(record.source, poison[number]))
            continue
        (outcomes,) = understand([record], options.limit, originals=options.originals)
        for outcome in outcomes:
            _count(outcome, chunk, lines)
    chunk.documents, chunk.statements = lines.packed()
    return chunk


def _count(outcome: Outcome, chunk: Chunk, lines: _Lines) -> None:
    match outcome:
        case Kept():
            chunk.kept += 1
            lines.add(outcome)
        case Dropped():
            chunk.dropped[outcome.reason] = chunk.dropped.get(outcome.reason, 0) + 1
        case SetAside():
            chunk.aside.append(outcome)


class _Lines:
    """Rows of both tables as JSON Lines."""

    def __init__(self) -> None:
        self._documents: list[str] = []
        self._statements: list[str] = []

    def add(self, kept: Kept) -> None:
        self._documents.append(_line(kept.document))
        self._statements.extend(_line(row) for row in kept.statements)

    def packed(self) -> tuple[bytes, bytes]:
        import zstandard

        packer = zstandard.ZstdCompressor(level=1)
        documents, statements = (
            packer.compress("".join(rows).encode("utf-8", "replace")) if rows else b""
            for rows in (self._documents, self._statements)
        )
        return documents, statements


def _line(row: Json) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
