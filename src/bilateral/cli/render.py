"""Readings, documents and relationships in, what rich draws of them in a terminal out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import short_name
from bilateral.model import (
    Change,
    Commitment,
    Document,
    Event,
    Figure,
    Reading,
    Statement,
    Status,
)
from bilateral.record.relationship import Entry, FigureGroup, Relationship
from bilateral.record.store import PairCount

COLOURS = {
    "actor": "cyan",
    "figure": "green",
    "status": "magenta",
    "event": "yellow",
    "commitment": "blue",
    "area": "dim",
}
"""Colour of each kind of statement in a marked text."""

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_BOUNDS = {
    "nearly": "nearly ",
    "about": "about ",
    "over": "over ",
    "at_least": "at least ",
    "at_most": "up to ",
    "under": "under ",
}


def area_name(code: str) -> str:
    """A country by its short name; a bloc or another body by its code."""
    try:
        return short_name(code)
    except UnknownCountryError:
        return code


def names(codes: Iterable[str]) -> str:
    """Countries and blocs as a list for a person."""
    return ", ".join(area_name(code) for code in codes)


def words(code: str) -> str:
    """A code as a person reads it: `trade_partner_rank` is trade partner rank."""
    return code.replace("_", " ")


def number(value: Decimal, unit: str) -> str:
    """A value as a newspaper prints it: 88 billion USD, 7th, 12%."""
    if unit == "rank":
        return ordinal(int(value))
    if unit in ("percent", "%"):
        return f"{_plain(value)}%"
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {name} {unit}"
    return f"{_plain(value)} {words(unit)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def level(figure: Figure) -> str:
    """A figure's value with its bound and its change."""
    parts = []
    if figure.obs_value is not None:
        high = (
            f" to {number(figure.obs_value_high, figure.unit_measure)}"
            if figure.obs_value_high
            else ""
        )
        bound = _BOUNDS.get(figure.bound, "")
        parts.append(f"{bound}{number(figure.obs_value, figure.unit_measure)}{high}")
    if figure.out_of:
        parts.append(f"of {figure.out_of}")
    if figure.change:
        parts.append(change(figure.change))
    return " ".join(parts)


def change(moved: Change) -> str:
    """A change in brackets: (up 22% on 2023)."""
    value = "" if moved.value is None else f" {number(moved.value, moved.unit)}"
    base = f" on {moved.base_period}" if moved.base_period else ""
    return f"({moved.direction}{value}{base})"


def measure(figure: Figure | FigureGroup) -> str:
    """What is measured, and whose: exports, Vietnam to United States."""
    sides = [side for side in (figure.ref_area, figure.counterpart_area) if side]
    arrow = " – " if figure.measure == "trade" else " / "
    scope = f", {figure.scope}" if figure.scope else ""
    return f"{words(figure.measure)}: {arrow.join(area_name(s) for s in sides)}{scope}"


# One document


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
    return [
        ("Status", reading.statuses),
        ("Events", reading.events),
        ("Figures", reading.figures),
        ("Commitments", reading.commitments),
        ("Fields", reading.areas),
        ("People and bodies", reading.actors),
    ]


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
            text.append(event_line(statement))
        case Commitment():
            text.append(f"{statement.strength}: ", style="blue").append(statement.content)
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


def event_line(event: Event) -> str:
    """Who did what to whom, in what state: VISIT (CONSULT, planned): Kenya → China."""
    sides = names(event.source)
    if event.recipient:
        sides += f" → {names(event.recipient)}"
    state = "" if event.state == "occurred" else f", {event.state}"
    people = f"  [{', '.join(event.actors)}]" if event.actors else ""
    return f"{words(event.activity)} ({event.event_type}{state}): {sides}{people}"


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
    by_kind: dict[str, list[Statement]] = {}
    for statement in statements:
        by_kind.setdefault(statement.kind, []).append(statement)
    parts.extend(_statements_table(kind, found) for kind, found in by_kind.items())
    return Group(*parts)


# The record


def pairs_table(pairs: Sequence[PairCount]) -> Table:
    """What `bilateral list` prints."""
    table = Table("pair", "documents", "events", "figures", "statuses", "commitments", "latest")
    for row in pairs:
        counts = [row.counts.get(k, 0) for k in ("event", "figure", "status", "commitment")]
        table.add_row(
            f"{names(row.pair)} ({'–'.join(row.pair)})",
            f"{row.documents:,}",
            *(f"{count:,}" for count in counts),
            row.latest or "",
        )
    return table


def relationship_view(view: Relationship, limit: int) -> RenderableType:
    """What `bilateral show A B` prints: status, events, figures, promises, fields."""
    outlets = {document.outlet or document.name for document in view.documents}
    title = Text(" – ".join(area_name(code) for code in view.pair), style="bold")
    title.append(
        f"\nas of {view.as_of}: {len(view.documents)} documents, {len(outlets)} outlets",
        style="not bold dim",
    )
    return Group(
        Panel(title, border_style="dim"),
        _ladder_table(view),
        _events_table(view, limit),
        _figures_table(view.figures, limit),
        _commitments_table(view, limit),
        _areas_table(view, limit),
    )


def _table(title: str, *columns: str, shown: int, total: int) -> Table:
    more = f"  ({shown} of {total}; all: --limit 0)" if shown < total else ""
    table = Table(
        title=title + more, title_justify="left", title_style="bold", box=None, padding=(0, 1)
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cut(
    rows: Sequence[Entry[Event]] | Sequence[FigureGroup] | Sequence[Entry[Commitment]], limit: int
) -> int:
    return min(limit, len(rows)) if limit else len(rows)


def _told_by(entry: Entry[Statement]) -> str:
    first = entry.documents[0]
    outlet = first.outlet or first.name
    more = f" +{len(entry.documents) - 1}" if len(entry.documents) > 1 else ""
    return f"{outlet}{more}"


def _ladder_table(view: Relationship) -> Table:
    steps = [e for e in view.ladder if e.statement.date]
    table = _table(
        "Status", "when", "what", "change", "told by", shown=len(steps), total=len(steps)
    )
    current = view.status
    for entry in steps:
        status = entry.statement
        style = "bold magenta" if entry is current else ""
        label = f"{status.label} ({words(status.level)})"
        table.add_row(status.date or "", label, status.change, _told_by(entry), style=style)  # type: ignore[arg-type]
    if not steps:
        table.add_row("", "no dated status in the record", "", "")
    return table


def _events_table(view: Relationship, limit: int) -> Table:
    shown = _cut(view.events, limit)
    table = _table("Latest events", "when", "what", "told by", shown=shown, total=len(view.events))
    for entry in view.events[:shown]:
        event = entry.statement
        when = event.date or f"told {(entry.told or '')[:10]}"
        table.add_row(when, event_line(event), _told_by(entry))  # type: ignore[arg-type]
    return table


def _figures_table(groups: Sequence[FigureGroup], limit: int) -> Table:
    """Disputed groups first: they are what a reader must know before quoting."""
    ordered = sorted(
        groups, key=lambda g: (not g.disputed, -sum(len(e.documents) for e in g.values))
    )
    shown = _cut(ordered, limit)
    table = _table("Figures", "what", "period", "values told", "", shown=shown, total=len(groups))
    for group in ordered[:shown]:
        values = "\n".join(f"{level(e.statement)} — {_told_by(e)}" for e in group.values)  # type: ignore[arg-type]
        flag = Text("disagree", style="bold red") if group.disputed else Text("")
        table.add_row(measure(group), group.time_period or "", values, flag)
    return table


def _commitments_table(view: Relationship, limit: int) -> Table:
    shown = _cut(view.commitments, limit)
    table = _table(
        "Open commitments", "told", "by", "what", "due", shown=shown, total=len(view.commitments)
    )
    for entry in view.commitments[:shown]:
        commitment = entry.statement
        table.add_row(
            (entry.told or "")[:10],
            names(commitment.by),
            f"{commitment.strength}: {commitment.content}",
            commitment.due or commitment.due_text or "",
        )
    return table


def _areas_table(view: Relationship, limit: int) -> Table:
    shown = min(limit, len(view.areas)) if limit else len(view.areas)
    table = _table(
        "Fields of cooperation", "field", "documents", shown=shown, total=len(view.areas)
    )
    for entry in view.areas[:shown]:
        table.add_row(words(entry.statement.code), f"{len(entry.documents)}")
    return table
