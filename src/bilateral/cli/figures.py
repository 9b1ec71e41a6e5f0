"""`bilateral figures`: the ledger of numbers that articles claim."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bilateral.cli.common import (
    AllowPrivateOption,
    Inputs,
    OutletOption,
    PublishedOption,
    check_day,
    completed,
    not_itself,
    report_skips,
    say,
    show,
    wrong_use,
)

if TYPE_CHECKING:
    from rich.table import Table

    from bilateral.model import Skip
    from bilateral.publishing.ledger import Claim

Writer = Callable[["Iterable[Claim]", TextIO], int]


class Format(StrEnum):
    """How the ledger is written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SDMX_CSV = "sdmx-csv"


def command(
    inputs: Inputs,
    format: Annotated[Format, typer.Option(help="How the ledger is written.")] = Format.TABLE,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file, not to standard output."),
    ] = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Print every number that measures a relation, one row a claim.

    Nothing is stored. The counts of documents and figures go to standard error.
    """
    check_day(published)
    _check_out(format, out)
    for source in inputs:
        not_itself(out, source)
    run = Run(published, outlet, allow_private)
    written = _write(format, out, run.claims(inputs))
    say(run.counts(written, out))
    report_skips(run.skips)


@dataclass
class Run:
    """The articles of one run, read one by one, and what there was of each."""

    published: str | None
    outlet: str | None
    allow_private: bool
    documents: int = 0
    without_figures: int = 0
    skips: list[Skip] = field(default_factory=list)

    def claims(self, inputs: Iterable[str]) -> Iterator[Claim]:
        """Every figure of every document, in the order of the inputs."""
        from bilateral.documents import load
        from bilateral.model import Skip
        from bilateral.publishing.ledger import claims
        from bilateral.reading import read

        for source in inputs:
            for item in load(
                source,
                published=self.published,
                outlet=self.outlet,
                allow_private=self.allow_private,
            ):
                if isinstance(item, Skip):
                    self.skips.append(item)
                    continue
                reading = read(item)
                self.documents += 1
                self.without_figures += not reading.figures
                yield from claims(reading)

    def counts(self, written: int, out: Path | None) -> str:
        """The run in one line for a person."""
        where = f" written to {out}" if out else ""
        figures = "figure" if written == 1 else "figures"
        documents = "document" if self.documents == 1 else "documents"
        parts = [f"{written:,} {figures} of {self.documents:,} {documents}{where}"]
        if self.without_figures:
            parts.append(f"{self.without_figures:,} with none")
        if self.skips:
            parts.append(f"{len(self.skips):,} skipped")
        return ", ".join(parts)


def _check_out(format: Format, out: Path | None) -> None:
    if format is Format.PARQUET and out is None:
        wrong_use("a Parquet file is not for the screen. Name one: --out figures.parquet")
    if format is Format.TABLE and out is not None:
        wrong_use("a table is for the screen. For a file name a format: --format csv")
    if out is not None and not out.parent.is_dir():
        wrong_use(f"--out {out}: there is no folder {out.parent}. Make it first")


def _write(format: Format, out: Path | None, rows: Iterable[Claim]) -> int:
    if format is Format.TABLE:
        return _show(rows)
    if format is Format.PARQUET:
        from bilateral.publishing.parquet import write_parquet

        with completed(out or Path()) as path:
            return write_parquet(rows, path)
    if out is None:
        return _writer(format)(rows, sys.stdout)
    with completed(out) as path, path.open("w", encoding="utf-8", newline="") as stream:
        return _writer(format)(rows, stream)


def _writer(format: Format) -> Writer:
    from bilateral.publishing.ledger import write_csv, write_jsonl
    from bilateral.publishing.sdmx import write_sdmx_csv

    return {
        Format.CSV: write_csv,
        Format.JSONL: write_jsonl,
        Format.SDMX_CSV: write_sdmx_csv,
    }[format]


def _show(rows: Iterable[Claim]) -> int:
    found = list(rows)
    if found:
        show(_table(found))
    return len(found)


def _table(rows: Iterable[Claim]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from bilateral.publishing.wording import level, measure

    table = Table(box=None, padding=(0, 1, 1, 0))
    for name, ratio in (("figure", 4), ("value", 2), ("when", 1), ("said by", 2)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        figure = row.figure
        what = Text(measure(figure)).append(f"\n“{row.quote}”", style="dim")
        when = figure.time_period or figure.as_of or figure.time_period_text or figure.as_of_text
        nature = "" if figure.nature == "observed" else f"\n{figure.nature}"
        said = "\n".join(filter(None, (figure.speaker, row.document.outlet or row.document.name)))
        table.add_row(what, Text(level(figure) + nature), when or "", Text(said))
    return table
