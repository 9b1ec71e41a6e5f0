"""The command line: one file a command. Heavy imports wait inside the command that needs them."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from bilateral import __version__
from bilateral.cli import (
    add,
    brief,
    bulk,
    changes,
    check,
    code,
    codebook,
    demo,
    export,
    figures,
    knowledge,
    listing,
    mcp,
    merge,
    read,
    record,
    remove,
    search,
    second,
    serve,
    show,
    statistics,
    watch,
)
from bilateral.cli.common import WRONG_USE, say
from bilateral.cli.plain import Command, Group
from bilateral.errors import BilateralError, is_closed, is_full

_AS_PROGRAM = "program"
"""What `main` hands over: only a program of its own keeps anything from one run to the next."""

app = typer.Typer(
    name="bilateral",
    cls=Group,
    help="Reads foreign-relations news and keeps the record of a relationship of two countries.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawn help would load rich, and --help must answer at once
)

app.command("read", cls=Command)(read.command)
app.command("add", cls=Command)(add.command)
app.command("figures", cls=Command)(figures.command)
app.command("check", cls=Command)(check.command)
app.command("code", cls=Command)(code.command)
app.command("brief", cls=Command)(brief.command)
app.command("watch", cls=Command)(watch.command)
app.command("search", cls=Command)(search.command)
app.command("show", cls=Command)(show.command)
app.command("list", cls=Command)(listing.command)
app.command("changes", cls=Command)(changes.command)
app.command("remove", cls=Command)(remove.command)
app.command("mcp", cls=Command)(mcp.command)
app.command("export", cls=Command)(export.command)
app.command("codebook", cls=Command)(codebook.command)
app.command("demo", cls=Command)(demo.command)
app.add_typer(bulk.app, name="bulk")
app.add_typer(second.app, name="second")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(merge.app, name="merge")
app.add_typer(record.app, name="record")
app.add_typer(serve.app, name="serve")
app.add_typer(statistics.app, name="statistics")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"bilateral {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.obj == _AS_PROGRAM:
        from bilateral.knowledge.kept import keep_between_runs

        keep_between_runs()


def main() -> None:
    """Run the command line; a fault a person can mend is one line and exit code 2."""
    # What is loaded at a start stays: looking through it again and again for what could go costs
    # a tenth of a short run.
    gc.set_threshold(100_000, 50, 100)
    try:
        app(obj=_AS_PROGRAM)
    except BilateralError as error:
        say(str(error))
        sys.exit(WRONG_USE)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if not (is_full(error) or is_closed(error)):
            raise
        say(_disk(error))
        sys.exit(WRONG_USE)


def _disk(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if is_full(error):
        return f"{where}the disk is full. Make room and give the same command again"
    return f"{where}may not be read or written. Allow it, or name another place"
