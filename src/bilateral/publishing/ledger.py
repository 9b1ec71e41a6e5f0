"""Figures with their documents in; the ledger of claimed numbers, one row a claim, out.

A row says who claims what of whom, for when, how exactly, in which words of which document.
Written as CSV, as JSON Lines (a flat object a row) and, in rooms beside this one, as Parquet
and SDMX-CSV. Every writer gives the number of rows written; none leaves a row out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from bilateral.model import Document, Evidence, Figure, Reading
from bilateral.publishing.cells import (
    Cell,
    Column,
    Kind,
    in_full,
    write_columns,
    write_objects,
)


class Claim(NamedTuple):
    """One figure as one document tells it."""

    document: Document
    figure: Figure

    @property
    def first(self) -> Evidence:
        """The first of the words it came from; a statement never lacks them."""
        return self.figure.evidence[0]

    @property
    def quote(self) -> str:
        """All the words it came from."""
        return " ... ".join(evidence.quote for evidence in self.figure.evidence)


def claims(reading: Reading) -> Iterator[Claim]:
    """The figures of a reading, each with its document."""
    for figure in reading.figures:
        yield Claim(reading.document, figure)


def equivalents(figure: Figure) -> str | None:
    """The same amount in other currencies, as "346000000 USD; 1000 EUR"."""
    told = (f"{in_full(second.obs_value)} {second.unit_measure}" for second in figure.equivalents)
    return "; ".join(told) or None


def _of_figure(name: str, kind: Kind = "text") -> Column[Claim]:
    return Column(name, kind, lambda claim: getattr(claim.figure, name))


def _of_change(name: str, kind: Kind = "text") -> Column[Claim]:
    def cell(claim: Claim) -> Cell:
        found: Cell = getattr(claim.figure.change, name, None)
        return found

    return Column(f"change_{name}", kind, cell)


COLUMNS: tuple[Column[Claim], ...] = (
    _of_figure("id"),
    _of_figure("measure"),
    _of_figure("ref_area"),
    _of_figure("counterpart_area"),
    _of_figure("obs_value", "decimal"),
    _of_figure("obs_value_high", "decimal"),
    _of_figure("unit_measure"),
    _of_figure("bound"),
    _of_figure("significant_digits", "integer"),
    _of_figure("time_period"),
    _of_figure("time_period_text"),
    _of_figure("as_of"),
    _of_figure("as_of_text"),
    _of_change("value", "decimal"),
    _of_change("unit"),
    _of_change("direction"),
    _of_change("base_period"),
    _of_figure("out_of", "integer"),
    _of_figure("scope"),
    _of_figure("nature"),
    _of_figure("product_scope"),
    _of_figure("valuation"),
    _of_figure("reporter"),
    _of_figure("speaker"),
    _of_figure("caveat"),
    Column("equivalents", "text", lambda claim: equivalents(claim.figure)),
    Column("quote", "text", lambda claim: claim.quote),
    Column("quote_in", "text", lambda claim: claim.first.field),
    Column("quote_start", "integer", lambda claim: claim.first.start),
    Column("quote_end", "integer", lambda claim: claim.first.end),
    _of_figure("rule"),
    Column("document_id", "text", lambda claim: claim.document.id),
    Column("document", "text", lambda claim: claim.document.source),
    Column("title", "text", lambda claim: claim.document.title),
    Column("outlet", "text", lambda claim: claim.document.outlet),
    Column("published", "text", lambda claim: claim.document.published),
)


def write_csv(rows: Iterable[Claim], stream: TextIO) -> int:
    """CSV with a header; numbers in full and exact, text that a spreadsheet would run inert."""
    return write_columns(COLUMNS, rows, stream)


def write_jsonl(rows: Iterable[Claim], stream: TextIO) -> int:
    """One flat JSON object a line; numbers plain."""
    return write_objects(COLUMNS, rows, stream)
