"""The people of a pair's documents and the tables of office-holders in, who is who out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bilateral.knowledge.holders import Tenure, on
from bilateral.publishing.wording import area_name, words
from bilateral.record.indexing import Pair
from bilateral.web.queries import Named
from bilateral.web.seen import Seen
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import entry_href

FIRST_OFFICES = (
    "general_secretary",
    "president",
    "vice_president",
    "prime_minister",
    "foreign_minister",
    "secretary_of_state",
    "defense_minister",
)
"""The order in which a desk names offices; the others follow by name."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office on the day, since when; `host` where an ambassador is."""

    name: str
    office: str
    since: str
    host: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person or body as the documents tell them."""

    id: str
    name: str
    href: str
    roles: tuple[str, ...]
    documents: int
    sources: int
    first_told: str | None
    last_told: str | None
    is_body: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One country's people: who is in office on the day, and who is named, most often first."""

    country: str
    name: str
    offices: tuple[Holder, ...]
    people: tuple[PersonRow, ...]
    bodies: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The people of a dossier: both sides, then everybody else."""

    head: Head
    sides: tuple[Side, ...]
    others: tuple[PersonRow, ...]


def people(view: Seen, named: Sequence[Named], sides: Pair, asked: str | None) -> PeopleView:
    """Who is named in a pair's documents, and who held office on the day of the view."""
    day = date.fromisoformat(view.as_of)
    made = tuple(_side(code, other, named, day, asked) for code, other in (sides, sides[::-1]))
    others = [e for e in named if e.country not in sides]
    return PeopleView(head(view, sides, asked, "people"), made, _rows(others, asked))


def _side(code: str, other: str, named: Sequence[Named], day: date, asked: str | None) -> Side:
    rows = _rows([e for e in named if e.country == code], asked)
    return Side(
        country=code,
        name=area_name(code),
        offices=_offices(on(day, code), other),
        people=tuple(r for r in rows if not r.is_body),
        bodies=tuple(r for r in rows if r.is_body),
    )


def _offices(tenures: Iterable[Tenure], other: str) -> tuple[Holder, ...]:
    """Of ambassadors only the one sent to the other side."""
    found = [t for t in tenures if t.host in (None, other)]
    found.sort(key=lambda t: (_place(t.office), t.office, t.since))
    return tuple(Holder(t.person, words(t.office), t.since, t.host) for t in found)


def _place(office: str) -> int:
    return FIRST_OFFICES.index(office) if office in FIRST_OFFICES else len(FIRST_OFFICES)


def _rows(found: Iterable[Named], asked: str | None) -> tuple[PersonRow, ...]:
    rows = [_row(item, asked) for item in found]
    return tuple(sorted(rows, key=lambda r: (-r.documents, r.name)))


def _row(item: Named, asked: str | None) -> PersonRow:
    return PersonRow(
        id=item.entry,
        name=item.name,
        href=entry_href(item.entry, asked),
        roles=item.roles,
        documents=item.documents,
        sources=item.sources,
        first_told=item.first_told,
        last_told=item.last_told,
        is_body=not item.roles,
    )
