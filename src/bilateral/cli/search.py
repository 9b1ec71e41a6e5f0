"""`bilateral search`: what the record holds with these words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import RecordOption, existing, line, pair_of, wrong_use

if TYPE_CHECKING:
    from bilateral.record.store import Found

KINDS = ("document", "event", "figure", "status", "commitment", "area", "actor")


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All must be there; "in quotation marks" together; -not; begin*.',
            show_default=False,
        ),
    ],
    record: RecordOption = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=f"Only {', '.join(KINDS)}.")
    ] = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Only what is about these two countries."),
    ] = None,
    limit: Annotated[int, typer.Option(help="Most hits to print.", min=1)] = 20,
    offset: Annotated[int, typer.Option(help="Hits to leave out before them.", min=0)] = 0,
) -> None:
    """Search titles, texts, quotes and the wording of entries; case and accents do not count.

    A word that begins with - goes after --, as in: bilateral search -- trade -goods
    """
    if kind is not None and kind not in KINDS:
        wrong_use(f"--kind {kind}: there are {', '.join(KINDS)}")
    from bilateral.record import Record

    typed = " ".join(f'"{word}"' if " " in word.strip() else word for word in words)
    sides = pair_of(*pair) if pair else None
    with Record(existing(record)) as kept:
        found = kept.search(typed, limit, kind=kind, pair=sides, offset=offset)
        counts = kept.search_counts(typed, sides)
        name = kept.name
    for item in found:
        _print(item)
    if not found:
        line(f"{name} holds nothing with these words")
        return
    line(", ".join(f"{n:,} {what}" for what, n in sorted(counts.items())))


def _print(item: Found) -> None:
    where = ", ".join(filter(None, (item.outlet, (item.published or "")[:10])))
    line(f"{item.kind}  {item.title or item.document[:12]}" + (f" ({where})" if where else ""))
    line(f"    {' '.join(item.snippet.marked().split())}")
