"""Figures in, SDMX-CSV 2.0 out: each entry an observation by the statement that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bilateral.publishing.export.flat import counted
from bilateral.publishing.export.job import Job
from bilateral.publishing.ledger import Claim
from bilateral.publishing.sdmx import write_sdmx_csv


def write(job: Job, path: Path) -> None:
    """The file, whole."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_sdmx_csv(_claims(job), stream)


def _claims(job: Job) -> Iterator[Claim]:
    for item in counted(job, "figure"):
        told = zip(item.entry.told_in, item.entry.statements, strict=True)
        yield next(Claim(d, figure) for d, figure in told if figure.id == item.statement.id)
