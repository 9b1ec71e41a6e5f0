"""`bilateral code`: a table of sentences coded by PLOVER."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import completed, not_itself, report_skips, say, wrong_use

if TYPE_CHECKING:
    from bilateral.publishing.coded import CodedTable


class Codebook(StrEnum):
    """Whose roots the sentences are given."""

    PLOVER = "plover"
    PLV = "plv"


def command(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help="CSV, TSV, JSON Lines or Parquet with the columns sentence, source, target.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="TABLE", help="Write to this table, not to standard output."),
    ] = None,
    codebook: Annotated[
        Codebook, typer.Option(help="PLOVER 2.0 or the 15 roots of its older codebook.")
    ] = Codebook.PLOVER,
    abstain: Annotated[
        bool, typer.Option("--abstain", help="Leave the code empty rather than guess.")
    ] = False,
) -> None:
    """Code each sentence of a table: what its source does to its target.

    Other columns are kept. Counts go to standard error.
    """
    from bilateral.publishing.coded import CodedTable
    from bilateral.publishing.tables import TableReader

    coded = CodedTable(TableReader(table), codebook.value, abstain)
    written = _write(coded, out)
    say(_counts(coded, written, out))
    report_skips(coded.skips)


def _write(coded: CodedTable, out: Path | None) -> int:
    from bilateral.publishing.tables import PARQUET, kind_of, write_rows, write_table

    if out is None:
        kind = coded.reader.kind
        if kind == PARQUET:
            wrong_use("a Parquet file is not for the screen. Name a table: --out coded.parquet")
        return write_rows(coded.rows(), sys.stdout, kind, tuple(coded.types))
    kind = kind_of(out)
    not_itself(out, coded.reader.path)
    if not out.parent.is_dir():
        wrong_use(f"--out {out}: there is no folder {out.parent}. Make it first")
    with completed(out) as path:
        return write_table(coded.rows(), path, kind, coded.types)


def _counts(coded: CodedTable, written: int, out: Path | None) -> str:
    """The run in one line for a person: the roots, the most frequent first."""
    rows = "row" if written == 1 else "rows"
    where = f" written to {out}" if out else ""
    order = sorted(coded.counts.items(), key=lambda item: (-item[1], item[0]))
    roots = [f"{root} {count:,}" for root, count in order if root]
    parts = [f"{written:,} {rows}{where}", *roots]
    if coded.counts.get(""):
        parts.append(f"{coded.counts['']:,} without a code")
    if coded.skips:
        parts.append(f"{len(coded.skips):,} skipped")
    return ", ".join(parts)
