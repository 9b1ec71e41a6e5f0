"""A relationship in, what rich draws of it in a terminal out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bilateral.publishing.wording import area_name, event_line, level, measure, names, words
from bilateral.record.entries import DISPUTED, SINGLE, SUPPORTED
from bilateral.record.findings import Finding
from bilateral.record.follow_up import Followed, counts
from bilateral.record.relationship import Entry, FigureGroup, Relationship
from bilateral.record.sources import byname
from bilateral.record.store import PairCount
from bilateral.record.timeline import by_month, called


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
    title = Text(" – ".join(area_name(code) for code in view.pair), style="bold")
    documents = f"{len(view.documents)} document{_plural(len(view.documents))}"
    sources = f"{view.sources} independent source{_plural(view.sources)}"
    title.append(f"\nas of {view.as_of}: {documents}, {sources}", style="not bold dim")
    return Group(
        Panel(title, border_style="dim"),
        _ladder(view),
        _events(view, limit),
        _course(view, limit),
        _figures(view.figures, limit),
        findings_section(view.findings, limit),
        _commitments(view, limit),
        followed_section(view.followed, limit),
        _areas(view, limit),
    )


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


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
    """The first outlet that told it, how many documents more, and how many are independent."""
    first = entry.documents[0]
    if len(entry.documents) == 1:
        return byname(first)
    sources = f"{entry.sources} source{'s' if entry.sources > 1 else ''}"
    return f"{byname(first)} +{len(entry.documents) - 1} ({sources})"


def _state(entry: Entry[Any]) -> Text:
    """What a reader must know before quoting an entry; nothing where it simply stands."""
    if entry.state.name in (SUPPORTED, SINGLE):
        return Text("")
    style = "bold red" if entry.state.name == DISPUTED else "dim"
    return Text(str(entry.state), style=style)


def _ladder(view: Relationship) -> RenderableType:
    steps = [e for e in view.ladder if e.statement.date or e.statement.change != "described"]
    columns = (("when", 3), ("what", 9), ("change", 3), ("told by", 4))
    section = Section("Status", len(steps), 0, *columns)
    for entry in steps:
        status = entry.statement
        style = "bold magenta" if entry is view.status else ""
        level_told = words(status.level)
        same = status.label.casefold() == level_told
        label = status.label if same else f"{status.label} ({level_told})"
        when = status.date or f"by {(entry.first_told or '')[:10]}"
        section.add(when, label, status.change, _told_by(entry), style=style)
    return Group(section, *(_called(view)))


def _called(view: Relationship) -> list[Text]:
    """What each side calls the relationship, in a line a side."""
    sides: dict[str | None, list[str]] = {}
    for name in called(view):
        sides.setdefault(name.side, []).append(f"{name.label} ({name.documents})")
    return [
        Text(f"  called by {area_name(side) if side else 'others'}: {', '.join(told)}", style="dim")
        for side, told in sides.items()
    ]


def _events(view: Relationship, limit: int) -> Section:
    columns = (("when", 3), ("what", 9), ("told by", 4), ("", 3))
    section = Section("Latest events", len(view.events), limit, *columns)
    for entry in view.events[: section.shown]:
        when = entry.statement.date or f"told {(entry.told or '')[:10]}"
        section.add(when, event_line(entry.statement), _told_by(entry), _state(entry))
    return section


def _course(view: Relationship, limit: int) -> Section:
    """Cooperation and tension by month, the latest months."""
    months = by_month(view)
    columns = (("month", 2), ("coop.", 2), ("tension", 2), ("events by quad class", 10))
    section = Section("Cooperation and tension (PLOVER)", len(months), limit, *columns)
    for month in months[::-1][: section.shown]:
        quads = ", ".join(
            f"{count} {name}" for name, count in zip(QUADS, month.quads, strict=True) if count
        )
        section.add(month.month, f"{month.cooperation}", f"{month.tension}", quads)
    return section


QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def _figures(groups: Sequence[FigureGroup], limit: int) -> Section:
    """Disputed groups first: they are what a reader must know before quoting."""
    ordered = sorted(
        groups, key=lambda g: (not g.disputed, -sum(len(e.documents) for e in g.values))
    )
    columns = (("what", 6), ("period", 3), ("values told", 8), ("", 3))
    section = Section("Figures", len(groups), limit, *columns)
    for group in ordered[: section.shown]:
        values = Text("\n").join(
            Text(
                f"{level(e.statement)} — {_told_by(e)}",
                style="bold" if e is group.shown and len(group.values) > 1 else "",
            )
            for e in group.values
        )
        flag = Text("disagree", style="bold red") if group.disputed else Text("")
        period = group.time_period or f"told {group.told_year or ''}"
        section.add(measure(group.shown.statement), period, values, flag)
    return section


def findings_section(found: Sequence[Finding], limit: int) -> Section:
    """What the figures say against each other, the most serious first."""
    columns = (("finding", 3), ("what", 13))
    section = Section("Figures against each other", len(found), limit, *columns)
    for item in found[: section.shown]:
        style = "dim" if item.kind in ("rounding", "revision") else "red"
        section.add(Text(words(item.kind), style=style), item.message)
    return section


def followed_section(followed: Sequence[Followed], limit: int) -> Section:
    """What became of plans, promises and proposals: those that are not simply open."""
    settled = [item for item in followed if item.state != "open"][::-1]
    numbers = ", ".join(f"{n} {state}" for state, n in counts(followed).items() if n)
    columns = (("told", 3), ("what", 8), ("", 3), ("then", 8))
    title = f"Follow-up: {numbers}" if numbers else "Follow-up"
    section = Section(title, len(settled), limit, *columns)
    for item in settled[: section.shown]:
        style = {"kept": "green", "overdue": "bold red"}.get(item.state, "dim")
        section.add(
            (item.entry.first_told or "")[:10],
            f"{item.kind}: “{quote_of(item.entry)}”",
            Text(item.state, style=style),
            _then(item),
        )
    return section


def _then(item: Followed) -> str:
    if not item.steps:
        return f"due {item.due}" if item.due else ""
    step = item.steps[0]
    return f"{step.what} {step.day or ''}: “{quote_of(step.entry)}”"


def quote_of(entry: Entry[Any]) -> str:
    """The words of the statement that an entry shows."""
    evidence = entry.statement.evidence
    return " ".join(evidence[0].quote.split()) if evidence else ""


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
