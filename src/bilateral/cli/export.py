"""`bilateral export`: the record in the formats of other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    RecordOption,
    check_day,
    existing,
    nothing_on,
    pair_of,
    say,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.publishing.export import Selection
    from bilateral.record import Record


class Days(StrEnum):
    """Which day an act stands at in formats that need one."""

    TOLD = "told"
    NEAREST = "nearest"


FormatOption = Annotated[
    str, typer.Option(metavar="FORMAT", help="Which format; docs/exports.md says what each is.")
]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", help="Where to; its manifest beside it.")
]
PairOption = Annotated[
    tuple[str, str] | None, typer.Option(metavar="A B", help="One pair; else all.")
]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what is of this day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what is of this day or earlier.")
]
AsOfOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only from articles published until then.")
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(metavar="KIND", help="event, figure, status, commitment, area, actor."),
]
StatementsOption = Annotated[
    bool, typer.Option("--statements", help="What each article says, not merged.")
]
DaysOption = Annotated[
    Days, typer.Option(help="Acts whose day is not told: left out, or at the nearest.")
]
PolicyOption = Annotated[
    str, typer.Option(metavar="NAME", help="Whose word is shown where sources differ.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]


def command(
    format: FormatOption,
    out: OutOption,
    record: RecordOption = None,
    pair: PairOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    kind: KindOption = None,
    statements: StatementsOption = False,
    days: DaysOption = Days.TOLD,
    policy: PolicyOption = "default",
    force: ForceOption = False,
) -> None:
    """Write the record as PLOVER, POLECAT, GDELT, ICEWS, SDMX-CSV, CSV, Excel, Parquet, JSON-LD,
    FollowTheMoney, iCalendar or Atom, with a manifest beside it.

    Counts of what was written and left out go to standard error.
    """
    for day, option in ((since, "--since"), (until, "--until"), (as_of, "--as-of")):
        check_day(day, option)
    if since and until and since > until:
        wrong_use(f"--since {since} is after --until {until}")
    from bilateral.publishing.export import Selection, export, format_called

    format_called(format)
    selection = Selection(
        pair=pair_of(*pair) if pair else None,
        since=_day(since),
        until=_day(until),
        as_of=_day(as_of),
        kinds=_kinds(kind or []),
        statements=statements,
        policy=policy,
        days=days.value,
    )
    from bilateral.record import Record

    with Record(existing(record)) as kept:
        _check_pair(kept, selection)
        tally = export(kept, format, out, selection, force=force)
    for told in tally.lines(str(out)):
        say(told)


def _day(given: str | None) -> str | None:
    return given[:10] if given else None


def _kinds(given: list[str]) -> tuple[str, ...]:
    from bilateral.model import KINDS

    for kind in given:
        if kind not in KINDS:
            wrong_use(f"--kind {kind}: no such kind. Kinds are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in given)


def _check_pair(record: Record, selection: Selection) -> None:
    pair = selection.pair
    if pair and not any(known.pair == pair for known in record.pairs()):
        wrong_use(nothing_on(record, pair))
