"""The columns of the tables that CSV, Excel and Parquet share: one table a kind, one more for the
documents. The codebook prints them with what each holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from bilateral.knowledge.plover import intensity, quad_code
from bilateral.model import Document, Event
from bilateral.publishing.cells import Cell, Column, Kind
from bilateral.publishing.export.source import Item
from bilateral.publishing.ledger import equivalents
from bilateral.record.sources import byname

ItemColumn = Column[Item]

SEPARATOR = "; "
"""Between the items of a list in one cell."""


def _of(name: str, about: str, kind: Kind = "text") -> ItemColumn:
    """A field of the statement that the entry shows, as the contract has it."""
    return Column(name, kind, lambda item: _cell(getattr(item.statement, name)), about)


def _column(name: str, cell: Callable[[Item], Any], about: str, kind: Kind = "text") -> ItemColumn:
    return Column(name, kind, lambda item: _cell(cell(item)), about)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple | list):
        return SEPARATOR.join(str(part) for part in value) or None
    if value is None or isinstance(value, str | int | Decimal):
        return value
    return str(value)


def _quote(item: Item) -> str:
    return " ... ".join(evidence.quote for evidence in item.statement.evidence)


def _shown_in(item: Item) -> Document:
    """The document of the statement that the entry shows."""
    told = zip(item.entry.told_in, item.entry.statements, strict=True)
    return next(document for document, statement in told if statement.id == item.statement.id)


def _first(name: str) -> Callable[[Item], Any]:
    return lambda item: getattr(item.statement.evidence[0], name)


def _change(name: str) -> Callable[[Item], Any]:
    return lambda item: getattr(item.statement.change, name, None)


_HEAD = (
    _column("id", lambda i: i.entry.id, "The entry; with --statements the statement"),
    _column("entry", lambda i: i.of, "The merged entry that it belongs to"),
    _column(
        "pairs",
        lambda i: ["-".join(pair) for pair in i.pairs],
        "The pairs of countries that it is about",
    ),
)
_TAIL = (
    _of("speaker", "Who says so in the text; empty where the outlet does"),
    _column("state_of_entry", lambda i: i.entry.state.name, "How it stands among its sources"),
    _column("sources", lambda i: i.entry.sources, "Independent sources", "integer"),
    _column("documents", lambda i: len(i.entry.documents), "Articles that tell it", "integer"),
    _column("statements", lambda i: len(i.entry.statements), "Statements of it", "integer"),
    _column("word_of", lambda i: i.entry.standing, "Whose word is shown, by the policy"),
    _column(
        "differences",
        lambda i: [f"{k}: {' / '.join(v)}" for k, v in i.entry.differences().items()],
        "Fields in which the statements differ, with all values",
    ),
    _column("first_told", lambda i: i.entry.first_told, "Publication of the earliest article"),
    _column("last_told", lambda i: i.entry.told, "Publication of the latest article"),
    _column("quote", _quote, "The words of the statement shown"),
    _column("quote_in", _first("field"), "text or title"),
    _column("quote_start", _first("start"), "First code point of the words", "integer"),
    _column("quote_end", _first("end"), "Code point behind the words", "integer"),
    _of("rule", "The rule that read it"),
    _column("document_id", lambda i: _shown_in(i).id, "The article of the words"),
    _column("outlet", lambda i: byname(_shown_in(i)), "Who published it"),
    _column("url", lambda i: _shown_in(i).url, "Where"),
    _column(
        "document_ids", lambda i: [d.id for d in i.entry.documents], "All articles that tell it"
    ),
)

_EVENT = (
    _of("date", "When, EDTF"),
    _of("date_text", "The words that say when"),
    _of("event_type", "PLOVER 2.0 root"),
    _of("mode", "Mode of the root"),
    _of("contexts", "PLOVER contexts"),
    _column("quad_code", lambda i: quad_code(i.statement.event_type), "PLOVER quad", "integer"),
    _column("intensity", lambda i: _intensity(i.statement), "PLOVER intensity", "decimal"),
    _of("activity", "What kind of act, finer than the root"),
    _of("source", "Countries or bodies that act"),
    _of("recipient", "Countries or bodies that are dealt with"),
    _of("actors", "People and bodies named"),
    _of("place", "Where, as told"),
    _of("state", "occurred, planned, proposed, cancelled or denied"),
    _of("historical", "1 where told as background", "integer"),
)
_FIGURE = (
    _column("group", lambda i: i.group, "Figures of one measure, pair, period and scope share it"),
    _of("measure", "What is measured"),
    _of("ref_area", "Whose"),
    _of("counterpart_area", "With whom"),
    _of("obs_value", "The value, exact", "decimal"),
    _of("obs_value_high", "The upper end of a range", "decimal"),
    _of("unit_measure", "ISO 4217, percent, rank, or a noun"),
    _of("bound", "exact, about, nearly, over, under, at_least, at_most or range"),
    _of("significant_digits", "Digits stated", "integer"),
    _of("time_period", "Of which period, EDTF"),
    _of("time_period_text", "The words that say of which period"),
    _of("as_of", "At which day, of a position, EDTF"),
    _column("change_value", _change("value"), "By how much it moved", "decimal"),
    _column("change_unit", _change("unit"), "percent, percentage_points, times or a currency"),
    _column("change_direction", _change("direction"), "up, down or flat"),
    _column("change_base_period", _change("base_period"), "Against which period, EDTF"),
    _of("out_of", "Of how many, of a rank", "integer"),
    _of("scope", "What the figure is limited to"),
    _of("nature", "observed, target, forecast or pledged"),
    _of("product_scope", "goods, services or goods_and_services"),
    _of("valuation", "registered, disbursed, customs, fob or cif"),
    _of("reporter", "Whose statistics"),
    _of("caveat", "What the text warns of"),
    _column("equivalents", lambda i: equivalents(i.statement), "The amount in other currencies"),
)
_STATUS = (
    _of("date", "Since when, EDTF"),
    _of("date_text", "The words that say when"),
    _of("level", "The rung"),
    _of("label", "What it is called"),
    _of("parties", "Between whom"),
    _of("change", "established, upgraded, lowered, severed, restored or described"),
)
_COMMITMENT = (
    _of("strength", "agreed, pledged, planned, proposed or hoped"),
    _of("by", "Who promises"),
    _of("to", "To whom"),
    _of("content", "What, in the words of the text"),
    _of("areas", "Fields"),
    _of("due", "Until when, EDTF"),
    _of("due_text", "The words that say until when"),
)
_AREA = (
    _of("code", "The field of cooperation"),
    _of("stance", "priority, ongoing, planned or mentioned"),
)
_ACTOR = (
    _of("name", "As first told in full"),
    _of("country", "ISO 3166-1 alpha-3, or IGO, NGO"),
    _of("roles", "Offices as told"),
    _of("sector", "PLOVER sector"),
)

COLUMNS: dict[str, tuple[ItemColumn, ...]] = {
    "actor": (*_HEAD, *_ACTOR, *_TAIL),
    "figure": (*_HEAD, *_FIGURE, *_TAIL),
    "status": (*_HEAD, *_STATUS, *_TAIL),
    "event": (*_HEAD, *_EVENT, *_TAIL),
    "commitment": (*_HEAD, *_COMMITMENT, *_TAIL),
    "area": (*_HEAD, *_AREA, *_TAIL),
}
"""Kind to the columns of its table."""


def _field(name: str, about: str) -> Column[Document]:
    return Column(name, "text", lambda document: getattr(document, name), about)


DOCUMENTS: tuple[Column[Document], ...] = (
    _field("id", "SHA-256 of the text at first reading"),
    _field("title", "Title"),
    _field("outlet", "Outlet"),
    _field("source_kind", "official, state_media, wire, independent or reprint"),
    _field("byline", "Author"),
    _field("published", "ISO 8601"),
    _field("language", "ISO 639-1"),
    Column("parties", "text", lambda d: _cell(d.parties), "The countries that it is about"),
    _field("url", "Address"),
    Column("file", "text", lambda d: d.name if d.file else None, "Name of the file, no folders"),
    Column("characters", "integer", lambda d: len(d.text), "Code points of the text"),
)
"""The table of articles; their texts stay with their owners."""


def _intensity(event: Event) -> Decimal:
    return intensity(event.event_type, event.mode)


def names(columns: Iterable[Column[Any]]) -> list[str]:
    """The names of columns in their order."""
    return [column.name for column in columns]
