"""Readings and documents in, what rich draws of them in a terminal out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bilateral.model import (
    Commitment,
    Document,
    Event,
    Figure,
    Reading,
    Statement,
    Status,
)
from bilateral.publishing.wording import event_line, level, measure, names, words

COLOURS = {
    "actor": "cyan",
    "figure": "green",
    "status": "magenta",
    "event": "yellow",
    "commitment": "blue",
    "area": "dim",
}
"""Colour of each kind of statement in a marked text."""


_TITLES = {
    "Status": "status",
    "Events": "event",
    "Figures": "figure",
    "Commitments": "commitment",
    "Fields": "area",
    "People and bodies": "actor",
}
"""What stands under one another of an article, and the kind of statement it is."""


def reading_view(reading: Reading) -> RenderableType:
    """What `bilateral read` prints of one document."""
    document = reading.document
    lines: list[RenderableType] = [Panel(_heading(document), border_style="dim")]
    if len(document.parties) < 2:
        lines.append(Text("nothing on the relation of two countries", style="dim"))
        return Group(*lines)
    for kind, statements in _sections(reading):
        if statements:
            lines.append(_statements_table(kind, statements))
    return Group(*lines)


def _sections(reading: Reading) -> list[tuple[str, Sequence[Statement]]]:
    found = (
        reading.statuses,
        reading.events,
        reading.figures,
        reading.commitments,
        reading.areas,
        reading.actors,
    )
    return list(zip(_TITLES, found, strict=True))


def _heading(document: Document) -> Text:
    text = Text(document.title or document.name, style="bold")
    facts = [document.outlet, document.published, document.byline, names(document.parties)]
    text.append("\n" + "  ·  ".join(fact for fact in facts if fact), style="not bold dim")
    return text


def _statements_table(title: str, statements: Sequence[Statement]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 1))
    table.add_column("what", ratio=2, overflow="fold", no_wrap=False)
    table.add_column("words", ratio=3, style="dim", overflow="fold")
    table.show_header = False
    table.expand = True
    for statement in statements:
        quotes = " … ".join(evidence.quote for evidence in statement.evidence[:3])
        table.add_row(summary(statement), Text(f"“{quotes}”"))
    return table


def summary(statement: Statement) -> Text:
    """One statement in a line for a person."""
    text = Text()
    match statement:
        case Figure():
            period = statement.time_period or statement.as_of or ""
            text.append(measure(statement) + "\n").append(level(statement), style="green")
            text.append(f" {period}")
        case Status():
            text.append(statement.label, style="magenta")
            text.append(f" ({statement.change}) {statement.date or ''}")
        case Event():
            text.append(event_line(statement)).append(f" {statement.date or ''}".rstrip())
        case Commitment():
            text.append(f"{statement.strength}: ", style="blue").append(statement.content)
            text.append(f" (due {statement.due})" if statement.due else "")
        case _:
            text.append(_short(statement))
    if statement.speaker:
        text.append(f"\nsaid by {statement.speaker}", style="dim")
    return text


def _short(statement: Statement) -> str:
    code = getattr(statement, "code", None)
    if code:
        return f"{words(code)} ({getattr(statement, 'stance', '')})"
    roles = ", ".join(getattr(statement, "roles", ()))
    name, country = getattr(statement, "name", ""), getattr(statement, "country", None)
    return f"{name} ({country or '?'}){', ' + roles if roles else ''}"


def document_view(document: Document, statements: Sequence[Statement]) -> RenderableType:
    """An article with its statements highlighted in place, and the colours explained."""
    body = Text(document.text)
    for statement in statements:
        for evidence in statement.evidence:
            if evidence.field == "text":
                body.stylize(COLOURS[statement.kind], evidence.start, evidence.end)
    legend = Text("  ").join(
        Text(kind, style=colour) for kind, colour in COLOURS.items() if kind != "area"
    )
    parts: list[RenderableType] = [Panel(_heading(document), border_style="dim"), body, legend]
    for title, kind in _TITLES.items():
        if found := [statement for statement in statements if statement.kind == kind]:
            parts.append(_statements_table(title, found))
    return Group(*parts)
