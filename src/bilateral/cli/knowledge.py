"""`bilateral knowledge`: the rules and the examples beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli.common import SOME_SKIPPED, line, wrong_use

app = typer.Typer(help="The rules that read, and the examples beside them.", no_args_is_help=True)


@app.command("test")
def test(
    topic: Annotated[
        list[str] | None, typer.Argument(help="Topics, as events/en; all when none is named.")
    ] = None,
) -> None:
    """Run the examples beside the rules: each must read what it says, or nothing."""
    from bilateral.reading.examples import check, examples, topics

    known = topics()
    unknown = [name for name in topic or [] if name not in known]
    if unknown:
        wrong_use(f"no topic {unknown[0]!r} with examples. There are: {', '.join(known)}")
    failed = 0
    for name in topic or known:
        failures = list(check(name))
        failed += len(failures)
        number = sum(1 for _ in examples(name))
        line(f"{name}: {number} examples, {len(failures)} failed")
        for failure in failures:
            line(f"  {failure.where} {failure.rule}: {failure.message}")
    if failed:
        raise typer.Exit(SOME_SKIPPED)


@app.command("update")
def update(
    table: Annotated[
        str | None, typer.Argument(help="The table, as holders/holders.csv; none lists them all.")
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(help="A CSV file with rows of your own for it.")
    ] = None,
) -> None:
    """Add rows of your own to what is known: office-holders, outlets, names, terms.

    They are checked first, and kept in a folder of yours: the package is not touched.
    """
    from bilateral.knowledge import updating

    if table is None:
        for name, columns in updating.tables():
            line(f"{name}: {', '.join(columns)}")
    elif file is None:
        wrong_use("name the CSV file with the rows: bilateral knowledge update TABLE FILE")
    else:
        number, place = updating.update(table, file)
        line(f"{number} new rows in {place}")


@app.callback()
def _group() -> None:
    pass
