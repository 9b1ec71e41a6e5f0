"""A relationship as a page sees it: its entries, and how many there are of each in all.

Of a pair with little in the record the entries are all there are. Of one with much they are a
window, what is latest or most told, and `sizes` counts the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bilateral.model import Area
from bilateral.record.entries import Entry
from bilateral.record.relationship import Relationship
from bilateral.record.timeline import Month, by_month, fields_by_year


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much the record holds of a pair; `whole` says that a page sees all of it.

    `sources` are the independent ones, of a large pair all publishers.
    """

    documents: int
    sources: int
    events: int
    figures: int
    fields: int
    commitments: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of cooperation: its entry, and how many documents and sources tell it."""

    code: str
    entry: str
    documents: int
    sources: int
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Relationship):
    """A relationship with its sizes and with what is counted over all of it: cooperation and
    tension by month, the fields most told first, the documents of each year that tell one."""

    sizes: Sizes
    months: tuple[Month, ...]
    fields: tuple[Field, ...]
    by_year: Mapping[str, Mapping[str, int]]


def whole(view: Relationship) -> Seen:
    """A relationship of which everything is seen."""
    sizes = Sizes(
        documents=len(view.documents),
        sources=view.sources,
        events=len(view.events),
        figures=len(view.figures),
        fields=len(view.areas),
        commitments=len(view.followed),
        whole=True,
    )
    own = {field.name: getattr(view, field.name) for field in fields(Relationship)}
    told = tuple(_field(item) for item in view.areas)
    months, by_year = by_month(view), fields_by_year(view)
    return Seen(**own, sizes=sizes, months=months, fields=told, by_year=by_year)


def _field(item: Entry[Area]) -> Field:
    area = item.statement
    return Field(area.code, item.id, len(item.documents), item.sources, area.stance)
