"""A record and a pair in, the brief on the relationship out.

Nothing asks a clock: the day is the one asked for, else that of the record's latest document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bilateral.checking.view import checked
from bilateral.errors import BilateralError, RecordError
from bilateral.knowledge.policies import DEFAULT
from bilateral.language.edtf import bounds
from bilateral.model import Actor, Document
from bilateral.publishing.brief.coming import coming_section
from bilateral.publishing.brief.commitments import commitments_section
from bilateral.publishing.brief.contacts import contacts_section
from bilateral.publishing.brief.contents import SECTIONS, Brief, Section
from bilateral.publishing.brief.fitting import fitted
from bilateral.publishing.brief.language import language
from bilateral.publishing.brief.making import Making
from bilateral.publishing.brief.matters import fields_section, irritants_section
from bilateral.publishing.brief.people import people_section
from bilateral.publishing.brief.quantities import Ledger
from bilateral.publishing.brief.state import state_section
from bilateral.publishing.brief.status import status_section
from bilateral.publishing.brief.trade import trade_section
from bilateral.record import Record, schema
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship, relationship


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief is asked to hold: `as_of` and `since` are ISO days, `sections` codes of
    SECTIONS (in whatever order; a brief keeps its own), `policy` whose word is shown."""

    as_of: str | None = None
    since: str | None = None
    sections: tuple[str, ...] = SECTIONS
    language: str = "en"
    policy: str = DEFAULT


def compose(record: Record, sides: Pair, wanted: Wanted | None = None) -> Brief:
    """The brief on two countries (ISO 3166-1 alpha-3), named in this order.

    Raises BilateralError for sections and languages that there are not, RecordError where the
    record holds nothing on the pair until the day.
    """
    wanted = wanted or Wanted()
    _check(wanted.sections)
    words = language(wanted.language)
    day = wanted.as_of or latest_day(record)
    view = _view(record, sides, day, wanted)
    actors = _actors(record, view)
    subtitle = "subtitle_since" if wanted.since else "subtitle"

    def make(shorter: int) -> Brief:
        making = Making(record, view, sides, wanted.since, words, actors, shorter)
        return _brief(making, wanted, subtitle)

    return fitted(make)


def _brief(making: Making, wanted: Wanted, subtitle: str) -> Brief:
    words, sides, day = making.language, making.sides, making.day
    return Brief(
        title=words.title("brief", a=words.name(sides[0]), b=words.name(sides[1])),
        subtitle=words.title(subtitle, day=words.day(day), since=words.day(wanted.since)),
        day=day,
        language=words.code,
        sections=tuple(_sections(making, wanted.sections)),
        basis=_basis(making),
        notes=words.title("notes"),
        page=words.labels["titles"]["page"],
    )


def latest_day(record: Record) -> str:
    """The day of the record's latest document. Raises RecordError where no document has one."""
    table = schema.documents
    kept = (table.c.superseded_by.is_(None), table.c.withdrawn.is_(None))
    with record.reading() as connection:
        latest = connection.execute(select(func.max(table.c.published)).where(*kept)).scalar()
    last = bounds(str(latest)[:10])[1] if latest else None
    if last is None:
        raise RecordError(
            "holds no article with a day",
            where=record.name,
            next_step="Name the day: --as-of 2024-09-30",
        )
    return last


def _check(sections: Sequence[str]) -> None:
    for code in sections:
        if code not in SECTIONS:
            raise BilateralError(
                f"a brief has no section {code!r}",
                next_step=f"Sections are {', '.join(SECTIONS)}",
            )


def _view(record: Record, sides: Pair, day: str, wanted: Wanted) -> Relationship:
    one, other = sorted(sides)
    view = relationship(record, (one, other), day, policy=wanted.policy)
    if not view.documents:
        raise RecordError(
            f"holds nothing on {one} and {other} until {day}",
            where=record.name,
            next_step="See what it holds: bilateral list",
        )
    return checked(record, view)


def _actors(record: Record, view: Relationship) -> list[tuple[Document, Actor]]:
    documents = {d.id: d for d in view.documents}
    return [
        (documents[owner], statement)
        for owner, statement in record.statements(view.pair, Actor.kind)
        if owner in documents and isinstance(statement, Actor)
    ]


def _sections(making: Making, wanted: Sequence[str]) -> list[Section]:
    ledger = Ledger(making)
    makers = {
        "state": lambda: state_section(making, ledger),
        "status": lambda: status_section(making),
        "contacts": lambda: contacts_section(making),
        "commitments": lambda: commitments_section(making),
        "trade": lambda: trade_section(making, ledger),
        "fields": lambda: fields_section(making),
        "irritants": lambda: irritants_section(making),
        "coming": lambda: coming_section(making),
        "people": lambda: people_section(making),
    }
    return [makers[code]() for code in SECTIONS if code in wanted]


def _basis(making: Making) -> str:
    view, words = making.view, making.language
    days = sorted(d.published[:10] for d in view.documents if d.published)
    return making.say(
        "basis",
        articles=words.count("articles", len(view.documents)),
        sources=words.count("sources", view.sources),
        first=words.day(days[0]) if days else "",
        last=words.day(days[-1]) if days else "",
    )
