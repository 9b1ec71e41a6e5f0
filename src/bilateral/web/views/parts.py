"""Entries, documents and quotes in, the small typed parts that all pages are made of out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bilateral.checking.wording import country
from bilateral.model import Actor, Area, Commitment, Document, Event, Figure, Statement, Status
from bilateral.publishing.wording import area_name, level, names, words
from bilateral.record.entries import SINGLE, SUPPORTED, Entry
from bilateral.record.sources import byname, publisher
from bilateral.web.wording import titled, when


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a page names it: its address, title, outlet, day, language and kind."""

    id: str
    href: str
    title: str
    outlet: str
    published: str | None
    language: str | None
    source_kind: str | None
    publisher: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list.

    `text` are the words of the statement shown, `label` what kind of thing it is, `when` EDTF
    (None: not told, then `told` is the day of the first report), `state` is empty where the
    entry simply stands.
    """

    id: str
    kind: str
    href: str
    label: str
    text: str
    language: str | None
    when: str | None
    told: str | None
    sides: str
    people: tuple[str, ...]
    outlet: str
    documents: int
    sources: int
    state: str
    why: str | None


def query(**wanted: str | None) -> str:
    """`?a=b` of what is not empty, or nothing."""
    kept = {name: value for name, value in wanted.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def paper(document: Document) -> Paper:
    """A document as a page names it."""
    return Paper(
        id=document.id,
        href=f"/d/{document.id[:16]}",
        title=document.title or document.name,
        outlet=byname(document),
        published=document.published[:10] if document.published else None,
        language=document.language,
        source_kind=document.source_kind,
        publisher=publisher(document),
    )


def entry_href(name: str, asked: str | None = None) -> str:
    """The address of an entry, or of the entry of a statement."""
    return f"/e/{name}{query(as_of=asked)}"


def line(item: Entry[Any], asked: str | None = None) -> Line:
    """An entry of any kind as a line of a list."""
    statement = item.statement
    shown = _shown_in(item)
    plain_state = item.state.name in (SUPPORTED, SINGLE)
    return Line(
        id=item.id,
        kind=statement.kind,
        href=entry_href(item.id, asked),
        label=label(statement),
        text=text(statement),
        language=shown.language,
        when=getattr(statement, "date", None) or getattr(statement, "due", None),
        told=(item.first_told or "")[:10] or None,
        sides=sides(statement),
        people=getattr(statement, "actors", ()),
        outlet=byname(shown),
        documents=len(item.documents),
        sources=item.sources,
        state="" if plain_state else item.state.name,
        why=item.state.why,
    )


def _shown_in(item: Entry[Any]) -> Document:
    """The document of the statement that an entry shows."""
    for document, statement in zip(item.told_in, item.statements, strict=True):
        if statement is item.statement:
            return document
    return item.documents[0]


def label(statement: Statement) -> str:
    """What kind of thing a statement tells: `visit, planned`; `pledged`; `exports`."""
    match statement:
        case Event():
            state = "" if statement.state == "occurred" else f", {statement.state}"
            name = statement.activity if statement.activity != "other" else statement.event_type
            return f"{words(name).lower()}{state}"
        case Commitment():
            return statement.strength
        case Figure():
            return words(statement.measure)
        case Status():
            return statement.change
        case Area():
            return statement.stance
        case Actor():
            return area_name(statement.country) if statement.country else "of no country told"
    return statement.kind


def text(statement: Statement) -> str:
    """The words of a statement: its quote, what is promised, the value told."""
    match statement:
        case Commitment():
            return statement.content
        case Figure():
            return figure_words(statement)
        case Status():
            return statement.label
        case Area():
            return words(statement.code)
    return quote(statement).strip(" ,;:") or getattr(statement, "name", "")


_MEASURES = {
    "trade": "Trade of {} and {}",
    "exports": "Exports of {} to {}",
    "imports": "Imports of {} from {}",
    "trade_balance": "Trade balance of {} with {}",
    "fdi_inward_stock": "Investment in {} from {}",
    "fdi_inward_flow": "New investment in {} from {}",
    "fdi_inward_projects": "Investment projects in {} from {}",
    "fdi_outward_stock": "Investment of {} in {}",
    "fdi_outward_flow": "New investment of {} in {}",
    "fdi_outward_projects": "Investment projects of {} in {}",
}


def figure_words(figure: Figure) -> str:
    """What a figure measures and how much: Exports of Vietnam to the United States: over
    100 billion USD, 2022."""
    sides = [country(figure.ref_area), country(figure.counterpart_area)]
    plain = titled(figure.measure) + ", {} – {}"
    what = _MEASURES.get(figure.measure, plain).format(*sides)
    scope = f" ({figure.scope})" if figure.scope else ""
    period = when(figure.time_period or figure.as_of)
    return f"{what}{scope}: {level(figure)}" + (f", {period}" if period else "")


def quote(statement: Statement) -> str:
    """The first words that a statement stands on, on one line."""
    return " ".join(statement.evidence[0].quote.split()) if statement.evidence else ""


def sides(statement: Statement) -> str:
    """Who acts toward whom: Vietnam → United States."""
    match statement:
        case Event():
            one, other = statement.source, statement.recipient
        case Commitment():
            one, other = statement.by, statement.to
        case Figure():
            return f"{_area(statement.ref_area)} – {_area(statement.counterpart_area)}"
        case Status():
            return " – ".join(map(area_name, statement.parties))
        case _:
            return ""
    acting, toward = names(one), names(other)
    if set(one) == set(other):
        return acting
    return f"{acting} → {toward}" if acting and toward else acting or toward


def _area(code: str | None) -> str:
    return area_name(code) if code else "not told"


def newest(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Documents, the latest first."""
    return tuple(sorted(papers, key=lambda p: (p.published or "", p.id), reverse=True))
