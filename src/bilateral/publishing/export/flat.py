"""Entries in, CSV or Parquet out: one kind as one file, several as a folder of one file a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from bilateral.model import KINDS, Document
from bilateral.publishing import cells, parquet
from bilateral.publishing.cells import Column, T
from bilateral.publishing.export.columns import COLUMNS, DOCUMENTS
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.source import Item
from bilateral.publishing.export.tally import PLURALS


class Writer(Protocol):
    """Writes one table as one file."""

    def __call__(self, columns: Sequence[Column[T]], items: Iterable[T], path: Path) -> int: ...


def write_csv(job: Job, path: Path) -> None:
    """CSV (RFC 4180, UTF-8)."""
    _write(job, path, _csv, "csv")


def write_parquet(job: Job, path: Path) -> None:
    """Parquet, through DuckDB."""
    _write(job, path, parquet.write_columns, "parquet")


def _write(job: Job, path: Path, writer: Writer, ending: str) -> None:
    kinds = job.selection.wanted(tuple(KINDS))
    if len(kinds) == 1:
        writer(COLUMNS[kinds[0]], counted(job, kinds[0]), path)
        return
    path.mkdir()
    for kind in kinds:
        writer(COLUMNS[kind], counted(job, kind), path / f"{PLURALS[kind]}.{ending}")
    writer(DOCUMENTS, counted_documents(job), path / f"documents.{ending}")


def counted(job: Job, kind: str) -> Iterator[Item]:
    """The entries of a kind, each counted as it is written."""
    for item in job.items(kind):
        job.wrote(item)
        yield item


def counted_documents(job: Job) -> Iterator[Document]:
    """The articles, each counted as it is written."""
    for document in job.source.told_of():
        job.tally.written["document"] += 1
        yield document


def _csv(columns: Sequence[Column[T]], items: Iterable[T], path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as stream:
        return cells.write_columns(columns, items, stream)
