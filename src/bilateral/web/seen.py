"""A relationship as a page sees it: its entries, and how many there are of each in all.

Of a pair with little in the record the entries are all there are. Of one with much they are a
window, what is latest or most told, and `sizes` counts the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Relationship):
    """A relationship with its sizes and with what is counted over all of it: cooperation and
    tension by month, and the documents of each year that tell a field."""

    sizes: Sizes
    months: tuple[Month, ...]
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
    return Seen(**own, sizes=sizes, months=by_month(view), by_year=fields_by_year(view))
