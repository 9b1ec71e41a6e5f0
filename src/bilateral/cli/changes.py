"""`bilateral changes`: what did the record learn of a pair since a day?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilateral.cli.common import RecordOption, check_day, existing, line, nothing_on, pair_of

if TYPE_CHECKING:
    from bilateral.record.changes import Changes
    from bilateral.record.entries import Entry


def command(
    one: Annotated[str, typer.Argument(metavar="A", help="A country.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.", show_default=False)],
    since: Annotated[str, typer.Option(metavar="DATE", help="The day to count from.")],
    record: RecordOption = None,
) -> None:
    """Say what came into the record of two countries on a day or later.

    Counted by when articles were added, not by when things happened.
    """
    check_day(since, "--since")
    from bilateral.checking.view import checked
    from bilateral.record import Record
    from bilateral.record.changes import changes

    pair = pair_of(one, other)
    with Record(existing(record)) as kept:
        if not kept.documents(pair):
            line(nothing_on(kept, pair))
            return
        found = changes(kept, pair, since, check=lambda view: checked(kept, view))
        for text in _lines(found):
            line(text)


def _lines(found: Changes) -> list[str]:
    from bilateral.record.sources import byname

    if not found.anything:
        return [f"Nothing new since {found.since}"]
    count = len(found.documents)
    out = [f"Since {found.since}: {count} document{'' if count == 1 else 's'}"]
    out += [f"gone: {byname(g.document)}, {g.why}" for g in found.gone]
    was, now = found.status
    if was != now:
        out.append(f"status: {was or 'unknown'}, now {now or 'unknown'}")
    out += [f"new {item.statement.kind}: {_entry(item)}" for item in found.entries]
    out += [f"now {g.now} sources (were {g.before}): {_entry(g.entry)}" for g in found.gained]
    out += [f"finding: {item.message}" for item in found.findings]
    out += [f"{item.kind} now {item.state}: {_entry(item.entry)}" for _, item in found.moved]
    return out


def _entry(entry: Entry[Any]) -> str:
    """One entry in a line, with the article that told it first."""
    from bilateral.cli.render import summary
    from bilateral.record.sources import byname

    first = entry.documents[0]
    what = " ".join(summary(entry.statement).plain.split())
    return f"{what} [{byname(first)}, {(first.published or '')[:10]}]"
