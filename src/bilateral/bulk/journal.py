"""What a run has done, on disk: a small SQLite file that a kill at any moment leaves whole.

A chunk counts from the moment its row is committed; its files lie there by then. Whatever lies
there without a row is written again, under the same name.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bilateral.bulk.disk import written
from bilateral.bulk.units import Chunk, SetAside, Unit
from bilateral.errors import BilateralError

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS units (
  id TEXT PRIMARY KEY, uri TEXT NOT NULL, size INTEGER NOT NULL,
  position INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS chunks (
  unit TEXT NOT NULL, stop INTEGER NOT NULL, read INTEGER NOT NULL, kept INTEGER NOT NULL,
  bytes INTEGER NOT NULL, batch INTEGER, PRIMARY KEY (unit, stop));
CREATE TABLE IF NOT EXISTS dropped (
  unit TEXT NOT NULL, stop INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (unit, stop, reason));
CREATE TABLE IF NOT EXISTS aside (
  unit TEXT NOT NULL, stop INTEGER NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, batch INTEGER NOT NULL) WITHOUT ROWID;
"""
SEALED, PLACED = "sealed", "placed"


@dataclass(frozen=True, slots=True)
class Summary:
    """What all runs on a data set came to; `aside` are the records that were set aside."""

    read: int
    kept: int
    copies: int
    dropped: dict[str, int]
    aside: int


class Journal:
    """The journal of the data set in `folder`, made when there is none.

    Without `writing` it is only read, which a folder that is closed to writing allows too.
    """

    def __init__(self, folder: Path, *, writing: bool = True) -> None:
        self.path = folder / "journal.db"
        with written(folder):
            self._open = sqlite3.connect(
                self._address(writing), timeout=30, isolation_level=None, uri=True
            )
            try:
                if writing:
                    self._open.execute("PRAGMA journal_mode=WAL")
                    self._open.execute("PRAGMA synchronous=FULL")
                    self._open.executescript(_TABLES)
                self._open.execute("SELECT count(*) FROM about").fetchone()
            except sqlite3.DatabaseError as error:
                self._open.close()
                if isinstance(error, sqlite3.OperationalError):
                    raise
                raise BilateralError(
                    f"the journal cannot be read ({error})",
                    where=str(self.path),
                    next_step="Start again in a new folder",
                ) from error

    def _address(self, writing: bool) -> str:
        # Where nothing can be written nobody else writes, and SQLite needs no lock of its own.
        closed = not writing and not os.access(self.path.parent, os.W_OK)
        options = "?immutable=1" if closed else "" if writing else "?mode=rw"
        return self.path.absolute().as_uri() + options

    def close(self) -> None:
        self._open.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with written(self.path.parent):
            self._open.execute("BEGIN IMMEDIATE")
            try:
                yield self._open
                self._open.execute("COMMIT")
            except BaseException:
                if self._open.in_transaction:  # SQLite ends it by itself when the disk is full.
                    self._open.execute("ROLLBACK")
                raise

    # What the data set is

    def agree(self, name: str, value: str) -> str:
        """The value that stands for `name`, which is `value` when nothing stood there."""
        self._open.execute("INSERT OR IGNORE INTO about VALUES (?, ?)", (name, value))
        return self.about(name) or value

    def about(self, name: str) -> str | None:
        """The value that stands for `name`, if any does."""
        row = self._open.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    # Units and chunks

    def plan(self, units: Iterable[Unit]) -> list[tuple[Unit, int]]:
        """The units that are not finished, each with the record to go on from."""
        left = []
        with self._writing() as db:
            for unit in units:
                db.execute(
                    "INSERT OR IGNORE INTO units (id, uri, size) VALUES (?, ?, ?)",
                    (unit.id, unit.uri, unit.size),
                )
                position, finished = db.execute(
                    "SELECT position, finished FROM units WHERE id = ?", (unit.id,)
                ).fetchone()
                if not finished:
                    left.append((unit, position))
        return left

    def bytes_done(self) -> dict[str, int]:
        """Unit by id to its bytes that were read already."""
        return dict(self._open.execute("SELECT id, done FROM units").fetchall())

    def add(self, unit: str, chunk: Chunk) -> None:
        """A chunk of a unit is done; one without records ends the unit."""
        size = len(chunk.documents) + len(chunk.statements)
        with self._writing() as db:
            db.execute(
                "UPDATE units SET position = ?, done = ?, finished = ? WHERE id = ?",
                (chunk.stop, chunk.done, int(not chunk.read), unit),
            )
            if not chunk.read:
                return
            db.execute(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, NULL)",
                (unit, chunk.stop, chunk.read, chunk.kept, size),
            )
            db.executemany(
                "INSERT INTO dropped VALUES (?, ?, ?, ?)",
                [(unit, chunk.stop, reason, n) for reason, n in chunk.dropped.items()],
            )
            db.executemany(
                "INSERT INTO aside VALUES (?, ?, ?, ?)",
                [(unit, chunk.stop, item.source, item.reason) for item in chunk.aside],
            )

    # Batches: chunks that become files of the data set together

    def waiting(self) -> tuple[list[tuple[str, int]], int]:
        """The chunks with something in them that are in no batch, and their bytes."""
        rows = self._open.execute(
            "SELECT unit, stop, bytes FROM chunks WHERE batch IS NULL AND kept > 0"
            " ORDER BY unit, stop"
        ).fetchall()
        return [(unit, stop) for unit, stop, _ in rows], sum(size for *_, size in rows)

    def next_batch(self) -> int:
        """The number that the next batch has."""
        row = self._open.execute("SELECT coalesce(max(id), 0) + 1 FROM batches").fetchone()
        return int(row[0])

    def seal(self, batch: int, chunks: Iterable[tuple[str, int]], documents: Iterable[str]) -> None:
        """The files of a batch lie ready; from here on they only have to be put in place."""
        with self._writing() as db:
            db.execute("INSERT INTO batches VALUES (?, ?)", (batch, SEALED))
            db.executemany(
                "UPDATE chunks SET batch = ? WHERE unit = ? AND stop = ?",
                [(batch, unit, stop) for unit, stop in chunks],
            )
            db.executemany(
                "INSERT INTO documents VALUES (?, ?)", [(name, batch) for name in documents]
            )

    def sealed(self) -> list[int]:
        """The batches that are not in place yet."""
        rows = self._open.execute("SELECT id FROM batches WHERE state = ? ORDER BY id", (SEALED,))
        return [row[0] for row in rows]

    def placed(self, batch: int) -> None:
        """The files of a batch are in place."""
        with self._writing() as db:
            db.execute("UPDATE batches SET state = ? WHERE id = ?", (PLACED, batch))

    def chunks_in(self, batch: int) -> list[tuple[str, int]]:
        """The chunks that a batch is made of."""
        rows = self._open.execute("SELECT unit, stop FROM chunks WHERE batch = ?", (batch,))
        return [(unit, stop) for unit, stop in rows]

    def known(self, documents: Sequence[str]) -> set[str]:
        """Those of `documents` (ids) that the data set holds."""
        with closing(self._open.cursor()) as cursor:
            found: set[str] = set()
            for start in range(0, len(documents), 500):
                some = documents[start : start + 500]
                marks = ",".join("?" * len(some))
                rows = cursor.execute(f"SELECT id FROM documents WHERE id IN ({marks})", some)
                found.update(row[0] for row in rows)
            return found

    # What it came to

    def summary(self) -> Summary:
        """The counts over all runs."""
        read, kept = self._open.execute(
            "SELECT coalesce(sum(read), 0), coalesce(sum(kept), 0) FROM chunks"
        ).fetchone()
        (unique,) = self._open.execute("SELECT count(*) FROM documents").fetchone()
        (waiting,) = self._open.execute(
            "SELECT coalesce(sum(kept), 0) FROM chunks WHERE batch IS NULL"
        ).fetchone()
        rows = self._open.execute(
            "SELECT reason, sum(count) FROM dropped GROUP BY reason ORDER BY 2 DESC, 1"
        )
        (aside,) = self._open.execute("SELECT count(*) FROM aside").fetchone()
        return Summary(
            read, unique + waiting, kept - unique - waiting, dict(rows.fetchall()), aside
        )

    def aside(self) -> Iterator[SetAside]:
        """Every record that was set aside, with its reason."""
        for source, reason in self._open.execute("SELECT source, reason FROM aside ORDER BY 1, 2"):
            yield SetAside(source, reason)
