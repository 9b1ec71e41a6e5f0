"""Chunks in, a data set of Parquet files out, partitioned by pair and month; and read back.

    OUT/documents/pair=USA-VNM/month=2023-09/1-0.parquet
    OUT/statements/pair=USA-VNM/month=2023-09/1-0.parquet
    OUT/_bulk/        the journal, and chunks that wait

A document stands once, under the pair that most of its statements are about. A statement stands
under each of its pairs, in one row of them with `main` true: count those to count it once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from bilateral.bulk.disk import written
from bilateral.bulk.duck import connect, quoted
from bilateral.bulk.journal import Journal
from bilateral.bulk.units import Chunk
from bilateral.errors import BilateralError
from bilateral.knowledge.version import rules_version
from bilateral.model import Document, Original, Reading
from bilateral.model.contract import SECTIONS, document_from_json, statement_from_json

WORKPLACE = "_bulk"
BATCH_BYTES = 128 * 1024 * 1024
"""Packed bytes of chunks that become one batch of files while a run goes on."""

DOCUMENTS: dict[str, str] = {
    "id": "VARCHAR", "source": "VARCHAR", "file": "VARCHAR", "url": "VARCHAR", "title": "VARCHAR",
    "outlet": "VARCHAR", "source_kind": "VARCHAR", "section": "VARCHAR", "byline": "VARCHAR",
    "published": "VARCHAR", "language": "VARCHAR", "view_count": "BIGINT", "parties": "VARCHAR[]",
    "text": "VARCHAR", "original_sha256": "VARCHAR", "original_type": "VARCHAR",
    "original": "VARCHAR", "pair": "VARCHAR", "month": "VARCHAR",
}  # fmt: skip
STATEMENTS: dict[str, str] = {
    "id": "VARCHAR", "document": "VARCHAR", "kind": "VARCHAR", "code": "VARCHAR",
    "date": "VARCHAR", "first_day": "VARCHAR", "quote": "VARCHAR", "main": "BOOLEAN",
    "rule": "VARCHAR", "source": "VARCHAR", "content": "JSON", "pair": "VARCHAR",
    "month": "VARCHAR",
}  # fmt: skip
"""Columns of the two tables with their DuckDB types; `content` is the statement as in the
contract, `original` the bytes the document came from."""

_TABLES = ("documents", "statements")


def is_dataset(folder: Path) -> bool:
    """Whether `folder` is what `bilateral bulk` writes."""
    return (folder / WORKPLACE / "journal.db").is_file()


class Dataset:
    """The data set in `folder`, which is made when it is not there.

    Raises BilateralError where the folder holds other things, was read by other rules, or cannot
    be written to; what is done by then stays, and the next run goes on from it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._work = folder / WORKPLACE
        if folder.is_file():
            raise BilateralError(
                "is a file", where=str(folder), next_step="Name a new folder with --out"
            )
        if folder.exists() and not is_dataset(folder) and any(folder.iterdir()):
            raise BilateralError(
                "is not empty and no data set of bulk",
                where=str(folder),
                next_step="Name a new folder with --out",
            )
        with written(folder):
            (self._work / "chunks").mkdir(parents=True, exist_ok=True)
            self.journal = Journal(self._work)
            rules = self.journal.agree("rules", rules_version())
        if rules != rules_version():
            self.journal.close()
            raise BilateralError(
                f"was read by other rules ({rules}; these are {rules_version()})",
                where=str(folder),
                next_step="Read into a new folder, so that all of it is read alike",
            )

    def close(self) -> None:
        self.journal.close()

    # Chunks in

    def add(self, unit: str, chunk: Chunk) -> None:
        """Keep a chunk: its rows first, then the journal's word that they are there."""
        with written(self.folder):
            for table in _TABLES:
                if rows := getattr(chunk, table):
                    _write(self._chunk(unit, chunk.stop, table), rows)
            self.journal.add(unit, chunk)
        if chunk.kept and self.journal.waiting()[1] >= BATCH_BYTES:
            self.settle()

    def settle(self) -> None:
        """Put everything that waits in place."""
        with written(self.folder):
            for batch in self.journal.sealed():
                self._place(batch)
            waiting, _ = self.journal.waiting()
            if waiting:
                self._seal(waiting)

    def _chunk(self, unit: str, stop: int, table: str) -> Path:
        return self._work / "chunks" / f"{unit}-{stop}-{table}.jsonl.zst"

    # Chunks to Parquet

    def _seal(self, chunks: list[tuple[str, int]]) -> None:
        batch = self.journal.next_batch()
        ready = self._ready(batch)
        shutil.rmtree(ready, ignore_errors=True)  # What a run that was killed had begun.
        try:
            documents = self._fill(ready, batch, chunks)
        except Exception:
            shutil.rmtree(ready, ignore_errors=True)  # Room for what comes before it.
            raise
        self.journal.seal(batch, chunks, documents)
        self._place(batch)

    def _fill(self, ready: Path, batch: int, chunks: list[tuple[str, int]]) -> list[str]:
        """Write the files of a batch; the documents that are new in it."""
        ready.mkdir(parents=True)
        with self._connection() as db:
            for table, columns in zip(_TABLES, (DOCUMENTS, STATEMENTS), strict=True):
                files = [str(p) for c in chunks if (p := self._chunk(*c, table)).exists()]
                _load(db, table, columns, files)
            documents = self._new(db)
            _export(db, ready, batch)
        return documents

    def _new(self, db: Any) -> list[str]:
        """The documents that the data set does not hold yet; of copies the first source stays."""
        rows = db.execute("SELECT id, min(source) FROM documents GROUP BY id ORDER BY id")
        first = dict(rows.fetchall())
        for known in self.journal.known(list(first)):
            del first[known]
        db.execute("CREATE TABLE chosen (id VARCHAR, source VARCHAR)")
        if first:
            db.execute(
                "INSERT INTO chosen SELECT unnest($1::VARCHAR[]), unnest($2::VARCHAR[])",
                [list(first), list(first.values())],
            )
        return list(first)

    def _place(self, batch: int) -> None:
        """Move the files of a sealed batch to where they belong; again after a kill."""
        ready = self._ready(batch)
        for file in sorted(ready.rglob("*.parquet")):
            place = self.folder / file.relative_to(ready)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)
        for chunk in self.journal.chunks_in(batch):
            for table in _TABLES:
                self._chunk(*chunk, table).unlink(missing_ok=True)
        self.journal.placed(batch)
        shutil.rmtree(ready, ignore_errors=True)

    def _ready(self, batch: int) -> Path:
        return self._work / f"batch-{batch}"

    def _connection(self) -> Any:
        spill = self._work / "spill"
        spill.mkdir(exist_ok=True)
        return connect({"memory_limit": "600MB", "threads": 1, "temp_directory": str(spill)})


def _write(path: Path, content: bytes) -> None:
    """All of `content` under this name, or nothing."""
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # On a full disk half a file takes room from the rest.
        raise


def _load(db: Any, table: str, columns: dict[str, str], files: list[str]) -> None:
    names = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    db.execute(f"CREATE TABLE {table} ({names})")
    if files:
        db.execute(
            f"INSERT INTO {table} SELECT {', '.join(columns)} FROM read_json($1, columns = $2,"
            " format = 'newline_delimited', compression = 'zstd', maximum_object_size = 268435456)",
            [files, columns],
        )


def _export(db: Any, ready: Path, batch: int) -> None:
    """The rows of the chosen documents as Parquet under `ready`."""
    blob = "d.* REPLACE (from_base64(d.original) AS original)"
    joined = {
        "documents": f"SELECT {blob} FROM documents d JOIN chosen c USING (id, source)",
        "statements": "SELECT s.* FROM statements s JOIN chosen c"
        " ON s.document = c.id AND s.source = c.source",
    }
    for table, query in joined.items():
        (ready / table).mkdir()
        db.execute(
            f"COPY ({query} ORDER BY pair, month, id) TO '{quoted(str(ready / table))}'"
            " (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (pair, month),"
            f" FILENAME_PATTERN '{batch}-{{i}}', OVERWRITE_OR_IGNORE)"
        )


# ------------------------------------------------------------ reading it back


def items_of(folder: Path) -> Iterator[Reading | Document]:
    """What a record takes in: readings, or the documents alone where other rules read them, so
    that they are read again by those of today."""
    with closing(Journal(folder / WORKPLACE, writing=False)) as journal:
        fresh = journal.about("rules") == rules_version()
    for reading in readings(folder):
        yield reading if fresh else reading.document


def readings(folder: Path) -> Iterator[Reading]:
    """Every reading of the data set in `folder`, month by month."""
    with connect({"threads": 1}) as db:
        views(db, folder)
        months = [
            m for (m,) in db.execute("SELECT DISTINCT month FROM documents ORDER BY 1").fetchall()
        ]
        for month in months:
            rows = db.execute(_READINGS, [month])
            names = [column[0] for column in rows.description]
            while some := rows.fetchmany(200):
                for row in some:
                    yield _reading(dict(zip(names, row, strict=True)))


_READINGS = """
SELECT d.*, s.kinds, s.contents
FROM documents d
LEFT JOIN (
  SELECT document, list(kind ORDER BY id) AS kinds, list(content::VARCHAR ORDER BY id) AS contents
  FROM statements WHERE month = $1 AND main GROUP BY document
) s ON s.document = d.id
WHERE d.month = $1
ORDER BY d.id
"""


def _reading(row: dict[str, Any]) -> Reading:
    document = document_from_json({**row, "parties": row["parties"] or []})
    if row["original"] is not None:
        original = Original(bytes(row["original"]), row["original_sha256"], row["original_type"])
        document = replace(document, original=original)
    said: dict[str, list[Any]] = {key: [] for key in SECTIONS}
    section = {kind.kind: key for key, kind in SECTIONS.items()}
    for kind, content in zip(row["kinds"] or (), row["contents"] or (), strict=True):
        said[section[kind]].append(statement_from_json(kind, json.loads(content)))
    return Reading(document=document, **{key: tuple(items) for key, items in said.items()})


def views(db: Any, folder: Path) -> None:
    """Name the tables of the data set in a DuckDB connection."""
    for table, columns in zip(_TABLES, (DOCUMENTS, STATEMENTS), strict=True):
        files = folder / table / "*" / "*" / "*.parquet"
        if any((folder / table).glob("*/*/*.parquet")):
            source = f"read_parquet('{quoted(str(files))}', hive_partitioning = true,"
            source += " hive_types = {'pair': VARCHAR, 'month': VARCHAR})"
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM {source}")
        else:
            kinds = {**columns, "original": "BLOB"} if "original" in columns else columns
            names = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
            db.execute(f"CREATE TABLE {table} ({names})")
