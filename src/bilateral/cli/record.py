"""`bilateral record`: look after a record: copy it, back it up, check it, bring it up to date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import SOME_SKIPPED, RecordOption, existing, line

if TYPE_CHECKING:
    from bilateral.record.copying import Content

app = typer.Typer(
    help="Look after a record: copy, back up, check, bring up to date.", no_args_is_help=True
)


@app.command("info")
def info(record: RecordOption = None) -> None:
    """What the record is and how much it holds."""
    from bilateral.record import Record
    from bilateral.record.inspecting import inspect_record

    with Record(existing(record)) as kept:
        for name, value in inspect_record(kept).items():
            line(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")


@app.command("copy")
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A file or postgresql://", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="A new or empty one.", show_default=False)
    ],
) -> None:
    """Copy a record into an empty one, of the same store or the other, and compare the two."""
    from bilateral.record import Record, copying

    with Record(existing(source)) as given, Record(target) as taken:
        _print(copying.copy(given, taken))
        line(f"{taken.name} holds what {given.name} holds")


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.", show_default=False)],
    record: RecordOption = None,
) -> None:
    """Write the record as it is now into a new file; others may go on writing to it.

    The file is a record: name it with --record, or copy it back.
    """
    from bilateral.record import Record, copying

    with Record(existing(record)) as kept:
        _print(copying.backup(kept, file))
        line(f"{file} holds what {kept.name} held")


def _print(contents: Sequence[Content]) -> None:
    width = max(len(item.table) for item in contents)
    for item in contents:
        line(f"{item.table:<{width}}  {item.rows:>12,}  {item.digest}")


@app.command("verify")
def verify(record: RecordOption = None) -> None:
    """Check that nothing in the record is damaged or out of step; exit code 1 when something is."""
    from bilateral.record import Record
    from bilateral.record.verifying import SHOWN
    from bilateral.record.verifying import verify as verified

    with Record(existing(record)) as kept:
        checks = verified(kept)
    for check in checks:
        found = f"{check.number:,} faults" if check.number else "in order"
        line(f"{check.name}: {check.looked_at:,} looked at, {found}")
        for fault in check.faults:
            line(f"    {fault}")
        if check.number > SHOWN:
            line(f"    and {check.number - SHOWN:,} more")
    if any(check.number for check in checks):
        line("Views, merging and search are put right by: bilateral record rebuild")
        raise typer.Exit(SOME_SKIPPED)


@app.command("rebuild")
def rebuild(record: RecordOption = None) -> None:
    """Merge all articles anew by the rules of today and make all that pages read anew.

    What articles say and what people said stays as it is.
    """
    from bilateral.record import Record
    from bilateral.record.rebuilding import rebuild_record

    with Record(existing(record)) as kept:
        line(f"{kept.name}: made anew from {rebuild_record(kept):,} documents")


@app.command("migrate")
def migrate(
    record: RecordOption = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="FORM", help="An earlier form, for an earlier version."),
    ] = None,
) -> None:
    """Bring the record to the form of this version, or back to that of an earlier one.

    Every command brings an older record up to date by itself.
    """
    from bilateral.record import Record
    from bilateral.record.connect import shown
    from bilateral.record.upgrade import migrate as migrated

    address = existing(record)
    before, after = migrated(address, to)
    if to is None:
        Record(address).close()
    line(f"{shown(address)}: form {before} before, {after} now")
