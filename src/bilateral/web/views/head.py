"""A relationship in, what heads every page of its dossier out: names, day, status, sections."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.model import Status
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.web.seen import Seen, Sizes
from bilateral.web.views.parts import Line, line, query


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a dossier, with how much stands on it (None where a count says nothing)."""

    name: str
    title: str
    href: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a dossier: `sides` in the order of the address, `asked` the day in it, `whole`
    whether its pages show everything or, of a large pair, what is latest and most told."""

    code: str
    sides: Pair
    href: str
    canonical: str
    as_of: str
    asked: str | None
    status: Line | None
    status_since: str | None
    status_dated: bool
    documents: int
    sources: int
    sections: tuple[Section, ...]
    current: str
    whole: bool


SECTIONS = (
    ("", "Overview"),
    ("timeline", "Timeline"),
    ("figures", "Figures"),
    ("fields", "Fields"),
    ("commitments", "Commitments"),
    ("people", "People"),
    ("sources", "Sources"),
)


def head(view: Seen, sides: Pair, asked: str | None, current: str) -> Head:
    """The head of the page called `current` ("" for the overview)."""
    code = "-".join(sides)
    base = f"/r/{code}"
    tail = query(as_of=asked)
    path = f"/{current}" if current else ""
    status = view.status
    counts = _counts(view.sizes)
    sections = tuple(
        Section(name, title, f"{base}{'/' if name else ''}{name}{tail}", counts.get(name))
        for name, title in SECTIONS
    )
    return Head(
        code=code,
        sides=sides,
        href=base,
        canonical=f"/r/{'-'.join(sorted(sides))}{path}",
        as_of=view.as_of,
        asked=asked,
        status=line(status, asked) if status else None,
        status_since=_since(status) if status else None,
        status_dated=bool(status and status.statement.date),
        documents=view.sizes.documents,
        sources=view.sizes.sources,
        sections=sections,
        current=current,
        whole=view.sizes.whole,
    )


def _since(status: Entry[Status]) -> str | None:
    return status.statement.date or (status.first_told or "")[:10] or None


def _counts(sizes: Sizes) -> dict[str, int]:
    return {
        "timeline": sizes.events,
        "figures": sizes.figures,
        "fields": sizes.fields,
        "commitments": sizes.commitments,
        "sources": sizes.documents,
    }
