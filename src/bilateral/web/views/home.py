"""The pairs of the record in, the home page's view out."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.record import Record
from bilateral.web import queries


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair: its code (`USA-VNM`), its address and how much is known of it."""

    code: str
    href: str
    sides: tuple[str, str]
    documents: int
    counts: dict[str, int]
    latest: str | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    pairs: tuple[PairLine, ...]


def home(record: Record) -> HomeView:
    """The pairs of the record."""
    lines = [
        PairLine(
            "-".join(p.pair), f"/r/{'-'.join(p.pair)}", p.pair, p.documents, p.counts, p.latest
        )
        for p in queries.pairs(record)
    ]
    return HomeView(tuple(lines))
