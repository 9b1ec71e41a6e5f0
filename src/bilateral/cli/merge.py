"""`bilateral merge`: why reports are one entry, and a person's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import RecordOption, existing, line

if TYPE_CHECKING:
    from bilateral.record.review import Explanation, Judgement

app = typer.Typer(
    help="Why reports are one entry, and a person's word on it.", no_args_is_help=True
)

WhoOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who says so.")]
WhyOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]
Statement = Annotated[
    str, typer.Argument(metavar="STATEMENT", help="A statement's id.", show_default=False)
]


@app.command("list")
def list_(
    record: RecordOption = None,
    limit: Annotated[int, typer.Option(help="Rows of each list; 0 for all.", min=0)] = 20,
) -> None:
    """List what waits for a person, the likeliest first, and what people judged."""
    from bilateral.record import Record
    from bilateral.record.review import by_people, explain, waiting

    with Record(existing(record)) as kept:
        asked = list(waiting(kept, limit))
        for question in asked:
            line(f"{question.verdict}, {question.score:g} points:")
            for end in (question.one, question.other):
                line(f"  {_told(explain(kept, end))}")
        said = by_people(kept)
        if not asked and not said:
            line("nothing waits, and nobody judged anything yet")
        for judgement in said[-limit:] if limit else said:
            line(_said(judgement))


@app.command("explain")
def explain_(
    entry: Annotated[
        str,
        typer.Argument(metavar="ENTRY", help="An entry's or a statement's id.", show_default=False),
    ],
    record: RecordOption = None,
) -> None:
    """Say why an entry is one: its reports, and what speaks for each merge."""
    from bilateral.record import Record
    from bilateral.record.review import explain

    with Record(existing(record)) as kept:
        found = explain(kept, entry)
    line(f"{found.entry}: {len(found.told)} statements")
    for item in found.told:
        quote = item.statement.evidence[0].quote if item.statement.evidence else ""
        day = (item.document.published or "")[:10]
        line(f"  {item.statement.id}  {item.document.name}, {day}: “{' '.join(quote.split())}”")
    for head, judgements in (("merged", found.inside), ("left out", found.outside)):
        for judgement in judgements:
            line(f"{head}: {_said(judgement)}")
            for reason in judgement.reasons():
                line(f"    {reason}")


@app.command("same")
def same(
    one: Statement,
    other: Statement,
    record: RecordOption = None,
    who: WhoOption = None,
    why: WhyOption = None,
) -> None:
    """Say that two statements tell the same thing."""
    from bilateral.record import Record
    from bilateral.record.review import SAME, judge

    with Record(existing(record)) as kept:
        line(_done(judge(kept, SAME, one, [other], who=who, why=why)))


@app.command("split")
def split_(
    statement: Statement,
    record: RecordOption = None,
    who: WhoOption = None,
    why: WhyOption = None,
) -> None:
    """Take a statement out of its entry: it tells something else."""
    from bilateral.record import Record
    from bilateral.record.review import split

    with Record(existing(record)) as kept:
        line(_done(split(kept, statement, who=who, why=why)))


@app.command("undo")
def undo_(
    judgement: Annotated[
        str,
        typer.Argument(metavar="JUDGEMENT", help="The name it was given.", show_default=False),
    ],
    record: RecordOption = None,
) -> None:
    """Take back what a person said; the entries are again exactly what they were."""
    from bilateral.record import Record
    from bilateral.record.review import undo

    with Record(existing(record)) as kept:
        undo(kept, judgement)
    line(f"{judgement}: undone")


def _done(act: str) -> str:
    return f"{act}: kept. Take it back: bilateral merge undo {act}"


def _told(found: Explanation) -> str:
    first = found.told[0]
    quote = first.statement.evidence[0].quote if first.statement.evidence else ""
    more = f" and {len(found.told) - 1} more" if len(found.told) > 1 else ""
    return f"{first.statement.id}  {first.document.name}{more}: “{' '.join(quote.split())}”"


def _said(judgement: Judgement) -> str:
    if judgement.origin == "machine":
        return f"{judgement.verdict}, {judgement.score:g} points, by the machine"
    by = f" by {judgement.who}" if judgement.who else " by a person"
    because = f": {judgement.why}" if judgement.why else ""
    return f"{judgement.act}  {judgement.verdict}{by} on {(judgement.made or '')[:10]}{because}"
