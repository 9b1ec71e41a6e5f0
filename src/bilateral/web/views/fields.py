"""A relationship in, its fields of cooperation by year out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilateral.knowledge.areas import codes
from bilateral.publishing.wording import words
from bilateral.record.indexing import Pair
from bilateral.web.seen import Field, Seen
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import entry_href


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field with its documents, in all and by year (in the order of the view's years)."""

    code: str
    name: str
    context: str
    href: str
    documents: int
    sources: int
    stance: str
    by_year: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FieldsView:
    """The fields of a dossier, the most told first; `most` is the greatest count of a year."""

    head: Head
    years: tuple[str, ...]
    rows: tuple[FieldRow, ...]
    most: int


def fields(view: Seen, sides: Pair, asked: str | None) -> FieldsView:
    """The fields told in the documents of a view."""
    told = view.by_year
    years = tuple(told)
    rows = tuple(_row(item, told, asked) for item in view.fields)
    most = max((n for row in rows for n in row.by_year), default=0)
    return FieldsView(head(view, sides, asked, "fields"), years, rows, most)


def _row(item: Field, told: Mapping[str, Mapping[str, int]], asked: str | None) -> FieldRow:
    code = item.code
    known = codes().get(code)
    return FieldRow(
        code=code,
        name=words(code),
        context=words(known.context) if known else "",
        href=entry_href(item.entry, asked),
        documents=item.documents,
        sources=item.sources,
        stance=item.stance,
        by_year=tuple(counts.get(code, 0) for counts in told.values()),
    )
