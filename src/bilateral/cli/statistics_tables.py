"""Official values, ranks and holdings in, the tables of a terminal out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bilateral.checking.statistics import OfficialValue, Rank
from bilateral.knowledge.statistics import sources
from bilateral.publishing.wording import area_name, ordinal, words
from bilateral.record.official import Holding

_MILLION = Decimal(10) ** 6


def values_table(
    measure: str, sides: tuple[str, str], values: Sequence[OfficialValue]
) -> RenderableType:
    """One row a value, in millions; the series that stand behind them below, by number."""
    notes: dict[str, int] = {}
    title = f"{words(measure)}: {area_name(sides[0])} and {area_name(sides[1])}, million USD"
    table = _table(title, "period", "reporter", ">value", "source", "vintage", ">series")
    for value in values:
        number = notes.setdefault(_definition(value), len(notes) + 1)
        table.add_row(
            value.period,
            f"{value.reporter}{' mirror' if value.role == 'mirror' else ''}",
            f"{value.value / _MILLION:,.1f}",
            value.source,
            f"{value.vintage}{'' if value.current else ' (revised)'}",
            f"[{number}]",
        )
    lines = [Text(f"[{number}] {words}", style="dim") for words, number in notes.items()]
    return Group(table, *lines)


def _definition(value: OfficialValue) -> str:
    parts = (value.series, value.how, value.valuation and f"at {value.valuation}", value.licence)
    return "; ".join(part for part in parts if part)


def places_table(measure: str, sides: tuple[str, str], places: Sequence[Rank]) -> Table:
    """One row a period."""
    title = f"{words(measure)}: {area_name(sides[1])} among partners of {area_name(sides[0])}"
    table = _table(title, "period", ">place", ">of", ">m USD", "source", "vintage", "partners")
    for place in places:
        table.add_row(
            place.period,
            ordinal(place.rank),
            str(place.out_of),
            f"{place.value / _MILLION:,.1f}",
            place.source,
            place.vintage,
            place.partners,
        )
    return table


def holdings_table(held: Sequence[Holding]) -> Table:
    """What the record holds, one row a source, reporter and measure."""
    table = _table(
        "In the record",
        "source",
        "reporter",
        "measure",
        ">partners",
        ">values",
        "periods",
        "vintages",
    )
    for row in held:
        first, last = row.vintages[0], row.vintages[-1]
        table.add_row(
            row.source,
            row.reporter,
            words(row.measure),
            f"{row.partners:,}",
            f"{row.observations:,}",
            f"{row.first_period} to {row.last_period}",
            first if first == last else f"{first} to {last}",
        )
    return table


def sources_table() -> Table:
    """Where official figures come from and on what terms."""
    table = _table("Sources", "source", "what")
    table.add_column("quota", overflow="fold", ratio=1)
    table.add_column("terms", overflow="fold", ratio=1)
    for code, row in sources().items():
        table.add_row(code, row.name, row.quota or "none stated", row.licence)
    return table


def _table(title: str, *columns: str) -> Table:
    """A table without lines; a column whose name begins with > stands to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 1))
    for column in columns:
        right = column.startswith(">")
        table.add_column(column.lstrip(">"), justify="right" if right else "left")
    return table
