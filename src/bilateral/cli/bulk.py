"""`bilateral bulk`: read an archive into a data set, and ask that."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bilateral.cli.common import SOME_SKIPPED, line, progress, say, wrong_use

if TYPE_CHECKING:
    from bilateral.bulk.running import Progress, Run

_SHOWN = 20


class _ReadsByDefault(TyperGroup):
    """What is no command is an input: `bilateral bulk INPUT...` reads."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["read", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_ReadsByDefault,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Read archives of any size into a data set: bilateral bulk INPUT... --out FOLDER",
)


@app.command("read")
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="WARC, Parquet, JSON Lines, documents; folders, globs, s3:// addresses.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the data set goes.")],
    engine: Annotated[str, typer.Option(help="local (this machine's cores) or daft.")] = "local",
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Ray cluster for the daft engine.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes; by default one a core; 0 for none beside this one, unguarded.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[float, typer.Option(min=0.1, help="Seconds that one document may take.")] = 20,
    originals: Annotated[
        bool, typer.Option(help="Keep the bytes that each kept document came from.")
    ] = True,
) -> None:
    """Read archives of any size into a data set of what they say, and keep it on disk.

    It can be stopped at any moment; the same command goes on where it stood.
    """
    from bilateral.bulk.chunks import Options
    from bilateral.bulk.running import ENGINES, Plan, bulk

    if engine not in ENGINES or (ray and engine != "daft"):
        wrong_use(f"--engine {engine}: choose {' or '.join(ENGINES)}; --ray goes with daft")
    processes = (os.cpu_count() or 1) if workers is None else workers
    plan = Plan(engine, processes, ray, Options(limit, originals))
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        run = bulk(inputs, out, plan, _shown_on(bar, task))
    _report(run, out)


def _shown_on(bar: Any, task: Any) -> Callable[[Progress], None]:
    def show(now: Progress) -> None:
        words = f"{now.read:,} read, {now.kept:,} kept"
        # Bytes tell how long it takes still; what a person counts stands in the words.
        bar.update(task, description=words, completed=now.done // 1024, total=now.size // 1024)

    return show


def _report(run: Run, out: Path) -> None:
    rate = f", {run.read / run.seconds:,.0f} a second" if run.read and run.seconds else ""
    line(f"{out}: {run.read:,} records read in {run.seconds:,.0f} s{rate}")
    total = run.summary
    line(f"in all: {total.read:,} read, {total.kept:,} kept, {total.copies:,} copies")
    for reason, count in total.dropped.items():
        line(f"  skipped {count:,}: {reason}")
    if total.aside:
        line(f"  set aside {total.aside:,}: see them with: bilateral bulk aside {out}")
        raise typer.Exit(SOME_SKIPPED)


@app.command("aside")
def aside(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The data set.")]) -> None:
    """List the records that could not be understood, each with its reason."""
    from contextlib import closing

    from bilateral.bulk.dataset import WORKPLACE, is_dataset
    from bilateral.bulk.journal import Journal

    if not is_dataset(folder):
        wrong_use(f"{folder}: is no data set of bulk")
    with closing(Journal(folder / WORKPLACE, writing=False)) as journal:
        for item in journal.aside():
            line(f"{item.source}: {item.reason}")


@app.command("query")
def query(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The data set.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="The question.")],
    form: Annotated[str, typer.Option("--format", help="table, csv or jsonl.")] = "table",
) -> None:
    """Ask a data set in SQL, over documents, statements, events, figures, statuses, commitments,
    areas and actors."""
    from bilateral.bulk.query import asked

    writers = {"table": _as_table, "csv": _as_lines, "jsonl": _as_lines}
    if form not in writers:
        wrong_use(f"--format {form}: choose one of {', '.join(writers)}")
    with asked(folder, sql) as answer:
        writers[form](answer, form)


def _as_table(answer: Any, form: str) -> None:
    from rich.table import Table

    from bilateral.cli.common import show

    drawn = Table(*answer.columns)
    count = 0
    for row in answer.rows:
        count += 1
        if count <= _SHOWN:
            drawn.add_row(*("" if cell is None else str(cell) for cell in row))
    show(drawn)
    if count > _SHOWN:
        say(f"{_SHOWN} of {count:,} rows; see all with --format csv or jsonl")


def _as_lines(answer: Any, form: str) -> None:
    import sys

    from bilateral.publishing.tables import write_rows

    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    write_rows(rows, sys.stdout, form, answer.columns)
