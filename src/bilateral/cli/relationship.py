"""A relationship in, what rich draws of it in a terminal out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bilateral.publishing.wording import area_name, event_line, level, measure, names, words
from bilateral.record.relationship import Entry, FigureGroup, Relationship
from bilateral.record.store import PairCount


def pairs_table(pairs: Sequence[PairCount]) -> Table:
    """What `bilateral list` prints."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("pair", "", "documents", "events", "figures", "statuses", "promises", "latest"):
        table.add_column(name, no_wrap=name != "", justify="left" if name in _WORDS else "right")
    for row in pairs:
        counts = [row.counts.get(k, 0) for k in ("event", "figure", "status", "commitment")]
        table.add_row(
            "–".join(row.pair),
            names(row.pair),
            f"{row.documents:,}",
            *(f"{count:,}" for count in counts),
            row.latest or "",
        )
    return table


_WORDS = ("pair", "", "latest")


def relationship_view(view: Relationship, limit: int) -> RenderableType:
    """What `bilateral show A B` prints: status, events, figures, promises, fields.

    At most `limit` rows of each, all where it is 0.
    """
    outlets = {document.outlet or document.name for document in view.documents}
    title = Text(" – ".join(area_name(code) for code in view.pair), style="bold")
    title.append(
        f"\nas of {view.as_of}: {len(view.documents)} documents, {len(outlets)} outlets",
        style="not bold dim",
    )
    return Group(
        Panel(title, border_style="dim"),
        _ladder(view),
        _events(view, limit),
        _figures(view.figures, limit),
        _commitments(view, limit),
        _areas(view, limit),
    )


class Section:
    """A titled table that holds at most so many rows and says how many there are."""

    def __init__(self, title: str, total: int, limit: int, *columns: tuple[str, int]) -> None:
        self.shown = min(limit, total) if limit else total
        more = f"  ({self.shown} of {total}; all: --limit 0)" if self.shown < total else ""
        self._title = Text(f"\n{title}{more}", style="bold")
        self._table = Table(box=None, padding=(0, 1), expand=True, header_style="dim")
        for name, ratio in columns:
            self._table.add_column(name, ratio=ratio, overflow="fold")

    def add(self, *cells: str | Text, style: str = "") -> None:
        """One row."""
        self._table.add_row(*cells, style=style)

    def __rich__(self) -> RenderableType:
        empty = Text("  nothing in the record", style="dim")
        return Group(self._title, self._table if self._table.row_count else empty)


def _told_by(entry: Entry[Any]) -> str:
    """The first outlet that told it, and how many documents more."""
    first = entry.documents[0]
    more = f" +{len(entry.documents) - 1}" if len(entry.documents) > 1 else ""
    return f"{first.outlet or first.name}{more}"


def _ladder(view: Relationship) -> Section:
    steps = [e for e in view.ladder if e.statement.date]
    columns = (("when", 2), ("what", 7), ("change", 2), ("told by", 4))
    section = Section("Status", len(steps), 0, *columns)
    for entry in steps:
        status = entry.statement
        style = "bold magenta" if entry is view.status else ""
        label = f"{status.label} ({words(status.level)})"
        section.add(status.date or "", label, status.change, _told_by(entry), style=style)
    return section


def _events(view: Relationship, limit: int) -> Section:
    columns = (("when", 3), ("what", 9), ("told by", 4))
    section = Section("Latest events", len(view.events), limit, *columns)
    for entry in view.events[: section.shown]:
        when = entry.statement.date or f"told {(entry.told or '')[:10]}"
        section.add(when, event_line(entry.statement), _told_by(entry))
    return section


def _figures(groups: Sequence[FigureGroup], limit: int) -> Section:
    """Disputed groups first: they are what a reader must know before quoting."""
    ordered = sorted(
        groups, key=lambda g: (not g.disputed, -sum(len(e.documents) for e in g.values))
    )
    columns = (("what", 6), ("period", 3), ("values told", 8), ("", 2))
    section = Section("Figures", len(groups), limit, *columns)
    for group in ordered[: section.shown]:
        values = "\n".join(f"{level(e.statement)} — {_told_by(e)}" for e in group.values)
        flag = Text("disagree", style="bold red") if group.disputed else Text("")
        first = group.values[0].statement
        section.add(measure(first), group.time_period or "", values, flag)
    return section


def _commitments(view: Relationship, limit: int) -> Section:
    columns = (("told", 2), ("by", 3), ("what", 9), ("due", 2))
    section = Section("Open commitments", len(view.commitments), limit, *columns)
    for entry in view.commitments[: section.shown]:
        commitment = entry.statement
        section.add(
            (entry.told or "")[:10],
            names(commitment.by),
            f"{commitment.strength}: {commitment.content}",
            commitment.due or commitment.due_text or "",
        )
    return section


def _areas(view: Relationship, limit: int) -> Section:
    columns = (("field", 4), ("documents", 12))
    section = Section("Fields of cooperation", len(view.areas), limit, *columns)
    for entry in view.areas[: section.shown]:
        section.add(words(entry.statement.code), f"{len(entry.documents)}")
    return section
