"""`bilateral remove`: withdraw an article that should not be relied on."""

from __future__ import annotations

from typing import Annotated

import typer

from bilateral.cli.common import RecordOption, existing, line


def command(
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="Its file, address or id.", show_default=False),
    ],
    record: RecordOption = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for the record.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Let it count again.")] = False,
) -> None:
    """Withdraw an article; nothing stands on it any more, and adding it again changes nothing.

    Its text stays in the record, so that it can be shown and taken back.
    """
    from bilateral.record import Record

    with Record(existing(record)) as kept:
        found = kept.document(document)
        if undo:
            kept.restore(found.id)
        else:
            kept.remove(found.id, why)
    line(f"{found.name}: {'counts again' if undo else 'withdrawn'}")
