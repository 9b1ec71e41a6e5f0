"""`bilateral show`: a relationship, or one document with its statements marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    RecordOption,
    check_day,
    existing,
    line,
    nothing_on,
    pair_of,
    show,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.record import Record


def command(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="A B | DOCUMENT",
            help="Two countries (any name or code), or a document's file, address or id.",
            show_default=False,
        ),
    ],
    record: RecordOption = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="The relationship as it was on that day.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Rows of each table; 0 for all.", min=0)] = 12,
    policy: Annotated[
        str, typer.Option(metavar="NAME", help="Whose word is shown where sources differ.")
    ] = "default",
) -> None:
    """Show the relationship of two countries, or one article with its statements in place."""
    check_day(as_of, "--as-of")
    from bilateral.record import Record

    if len(what) > 2:
        wrong_use(
            f"show takes two countries or one document, not {len(what)} words. "
            "Put a name of several words in quotation marks"
        )
    if len(what) == 2:
        pair_of(*what)
    with Record(existing(record)) as kept:
        if len(what) == 1:
            _show_document(kept, what[0])
        else:
            show_pair(kept, what[0], what[1], as_of, limit, policy)


def _show_document(record: Record, key: str) -> None:
    from bilateral.cli.render import document_view

    document = record.document(key)
    show(document_view(document, record.statements_of(document.id)))


def show_pair(
    record: Record, one: str, other: str, as_of: str | None, limit: int, policy: str = "default"
) -> None:
    """Print the relationship of two countries, each given by any name or code."""
    from datetime import date

    from bilateral.checking.view import checked
    from bilateral.cli.relationship import relationship_view
    from bilateral.record.relationship import relationship

    pair = pair_of(one, other)
    view = relationship(record, pair, as_of or date.today().isoformat(), policy=policy)
    if view.documents:
        show(relationship_view(checked(record, view), limit))
    else:
        line(nothing_on(record, pair, as_of))
