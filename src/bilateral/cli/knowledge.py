"""`bilateral knowledge`: the rules and the examples beside them."""

from __future__ import annotations

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


@app.callback()
def _group() -> None:
    pass
