"""An entry, a pair or a hit of a search in, the cells of its row in a table out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from bilateral.model import KINDS
from bilateral.model.tables import Cells
from bilateral.publishing.export.tally import PLURALS
from bilateral.record.entries import Entry
from bilateral.record.store import Found, PairCount

_COMMON = ("evidence", "id", "rule", "kind")
_LAST = (
    "support",
    "sources",
    "documents",
    "first_told",
    "last_told",
    "quote",
    "outlet",
    "title",
    "url",
    "entry",
    "rule",
)


def _own(kind: str) -> tuple[str, ...]:
    names = [f.name for f in fields(KINDS[kind]) if f.name not in _COMMON]
    return (*(n for n in names if n != "speaker"), "speaker")


COLUMNS: dict[str, tuple[str, ...]] = {
    **{kind: (*_own(kind), *_LAST) for kind in KINDS},
    "pair": ("pair", "documents", *(PLURALS[kind] for kind in KINDS), "latest"),
    "found": ("kind", "title", "outlet", "published", "words", "entry", "id", "document"),
}
"""The columns of a table by what its rows are."""


def entry_cells(kind: str) -> Callable[[Entry[Any]], Cells]:
    """What makes the row of an entry: the fields of the statement shown, then how it stands."""
    own = _own(kind)

    def cells(item: Entry[Any]) -> Cells:
        statement = item.statement
        told = zip(item.told_in, item.statements, strict=True)
        document = next(d for d, s in told if s.id == statement.id)
        return {
            **{name: _plain(getattr(statement, name)) for name in own},
            "support": str(item.state),
            "sources": item.sources,
            "documents": len(item.documents),
            "first_told": (item.first_told or "")[:10] or None,
            "last_told": (item.told or "")[:10] or None,
            "quote": " … ".join(e.quote for e in statement.evidence),
            "outlet": document.outlet,
            "title": document.title,
            "url": document.url,
            "entry": item.id,
            "rule": statement.rule,
        }

    return cells


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def pair_cells(item: PairCount) -> Cells:
    """The row of a pair."""
    counts = {f"{kind}s": item.counts.get(kind, 0) for kind in KINDS}
    return {
        "pair": "-".join(item.pair),
        "documents": item.documents,
        **counts,
        "latest": item.latest,
    }


def found_cells(item: Found) -> Cells:
    """The row of a hit; the words looked for stand between brackets."""
    return {
        "kind": item.kind,
        "title": item.title,
        "outlet": item.outlet,
        "published": item.published,
        "words": str(item.snippet),
        "entry": item.entry,
        "id": item.id,
        "document": item.document,
    }
