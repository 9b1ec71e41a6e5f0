"""A statement of a draft in, what the record tells of the same matter out.

The record is asked by pair, kind, code and time, never as a whole, so that a check costs the
same in a record of a hundred articles and of ten thousand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Text,
    and_,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from bilateral.language.edtf import bounds
from bilateral.model import Document, Event, Figure, Statement, Status
from bilateral.model.contract import document_from_json, statement_from_json
from bilateral.record import Record, schema
from bilateral.record.indexing import Pair
from bilateral.record.merge.anchors import Correction, corrections, with_correction

MOST = 150
"""Statements of one matter that are compared; the rest would say nothing new."""
YEARS_BACK = 5
"""How many years before a period are read with it."""
KINDRED = ("visit", "meeting")
"""Activities by which one tells what another tells by the other."""
RANK_YEARS = 4
"""How far back a rank is looked for: "now" is seldom said of anything older."""
_MIRRORED = {"exports": "imports", "imports": "exports"}

S = TypeVar("S", bound=Statement)
Told = list[tuple[Document, S]]


class Lookup:
    """The record as it was on a day, without the draft itself."""

    def __init__(self, record: Record, draft: Document, day: str) -> None:
        self.record = record
        self.draft = draft
        self.day = day
        self._documents: dict[str, Document] = {}
        self._stories: dict[str, str] = {}
        self._statements: dict[str, Statement | None] = {}
        self._figures: dict[tuple[object, ...], Told[Figure]] = {}
        self._of_books: dict[tuple[object, ...], dict[str, Told[Figure]]] = {}

    @cached_property
    def _copies(self) -> frozenset[str]:
        """The draft and the articles that are one text with it: they bear nothing out."""
        table = schema.documents
        own = select(table.c.id, table.c.story).where(table.c.id == self.draft.id)
        with self.record.reading() as connection:
            found = connection.execute(own).first()
            if found is None or found.story is None:
                return frozenset({self.draft.id})
            same = select(table.c.id).where(table.c.story == found.story)
            return frozenset({self.draft.id, *connection.scalars(same)})

    def figures(self, given: Figure, period: str | None) -> Told[Figure]:
        """Figures of the same measure, sides and period, from either side."""
        measures, sides = _same_flow(given.measure), _pairs(_sides(given))
        key = (frozenset(measures), tuple(sides), period)
        if key not in self._figures:
            self._figures[key] = self._told(Figure, sides, _of_period(measures, period))
        return self._figures[key]

    def of_any_time(self, given: Figure) -> Told[Figure]:
        """Figures of the same measure and sides, whatever their period: of deals and tariffs
        one article says when and another does not."""
        measures, sides = _same_flow(given.measure), _pairs(_sides(given))
        key = (frozenset(measures), tuple(sides), "any")
        if key not in self._figures:
            same = schema.statements.c.code.in_(sorted(measures))
            self._figures[key] = self._told(Figure, sides, same)
        return self._figures[key]

    def of_books(self, given: Figure, period: str) -> Told[Figure]:
        """Of those figures the ones that say whose number they are: few, where many are told.
        Those of the years before are read with them, since they are mostly asked for next."""
        measures, sides = _same_flow(given.measure), _pairs(_sides(given))
        known = self._of_books.setdefault((frozenset(measures), tuple(sides)), {})
        if period not in known:
            wanted = [p for p in _years_back(period) if p not in known]
            known |= {p: [] for p in wanted}
            rows = schema.statements
            said = (
                rows.c.content[name].as_string().is_not(None) for name in ("reporter", "speaker")
            )
            near = and_(
                rows.c.code.in_(sorted(measures)),
                rows.c.date.in_(wanted),
                schema.statement_pairs.c.first_day.in_([bounds(p)[0] for p in wanted]),
                or_(*said),
            )
            for document, f in self._told(Figure, sides, near, MOST * len(wanted)):
                known.setdefault(f.time_period or f.as_of or "", []).append((document, f))
        return known[period]

    def ranks(self, given: Figure) -> Told[Figure]:
        """The tellings of the same rank in the last years."""
        rows, pairs = schema.statements, schema.statement_pairs
        since = f"{int(self.day[:4]) - RANK_YEARS}{self.day[4:]}"
        same = and_(rows.c.code == given.measure, pairs.c.first_day >= since)
        found = self._told(Figure, _pairs(_sides(given)), same)
        return [(d, f) for d, f in found if (f.ref_area, f.scope) == (given.ref_area, given.scope)]

    def statuses(self, parties: Sequence[str]) -> Told[Status]:
        """Statuses of the pair that were given a day; of those of one level and day one."""
        rows, pairs = schema.statements, schema.statement_pairs
        sides = _pairs(parties)
        if not sides:
            return []
        one_of_each = (
            select(func.max(rows.c.id))
            .join(pairs, pairs.c.statement == rows.c.id)
            .where(_of_pairs(sides), pairs.c.kind == Status.kind, rows.c.date.is_not(None))
            .where(rows.c.document.not_in(self._copies))
            .group_by(rows.c.code, rows.c.date)
        )
        return self._told(Status, sides, rows.c.id.in_(one_of_each))

    def events(self, given: Event, first: str, last: str) -> Told[Event]:
        """Events of the type and sides of `given`, with one of its people where it names any,
        whose time begins between two days."""
        rows, pairs = schema.statements, schema.statement_pairs
        near = and_(
            rows.c.code == given.event_type,
            pairs.c.first_day >= first,
            pairs.c.first_day <= last,
            _tells_of(given),
        )
        return self._told(Event, _pairs([*given.source, *given.recipient]), near)

    def _told(
        self,
        kind: type[S],
        pairs: Sequence[Pair],
        condition: ColumnElement[bool],
        most: int = MOST,
    ) -> Told[S]:
        if not pairs:
            return []
        with self.record.reading() as connection:
            found = connection.execute(_query(kind.kind, pairs, condition, most)).all()
        out: Told[S] = []
        for name, content, key, *filed in found:
            document = self._documents.get(key) or self._of(key, filed)
            if not self._counts(document):
                continue
            if name not in self._statements:
                self._statements[name] = self._told_so(name, kind.kind, content)
            statement = self._statements[name]
            if isinstance(statement, kind):
                out.append((document, statement))
        return out

    def _told_so(self, name: str, kind: str, content: Any) -> Statement | None:
        """A statement as it stands today. SQLite hands its content over as text, so that what was
        read before is not taken apart again."""
        data = json.loads(content) if isinstance(content, str) else content
        return with_correction(statement_from_json(kind, data), self._corrections.get(name))

    def _counts(self, document: Document) -> bool:
        return document.id not in self._copies and (document.published or "")[:10] <= self.day

    @cached_property
    def _corrections(self) -> dict[str, Correction]:
        with self.record.reading() as connection:
            return corrections(connection)

    def _of(self, key: str, filed: Sequence[Any]) -> Document:
        """The document of a row, without its text."""
        story, *rest = filed
        values = dict(zip(_OF_DOCUMENTS, rest, strict=True))
        if isinstance(values["parties"], str):
            values["parties"] = json.loads(values["parties"])
        self._stories[key] = story or key
        self._documents[key] = document_from_json({**values, "id": key, "text": ""})
        return self._documents[key]

    def stories(self, documents: Iterable[Document]) -> dict[str, str]:
        """The story of each document: those that are one text have one name."""
        return {d.id: self._stories[d.id] for d in documents}


def _same_flow(measure: str) -> tuple[str, ...]:
    """The measures that name one flow, seen from either side."""
    if measure in _MIRRORED:
        return measure, _MIRRORED[measure]
    for one, other in (("_inward_", "_outward_"), ("_outward_", "_inward_")):
        if one in measure:
            return measure, measure.replace(one, other)
    return (measure,)


def _years_back(period: str) -> list[str]:
    """A period and the same months of the years before, as figures are kept by them."""
    years = {part[:4] for part in period.split("/")}
    if len(period) > len("2023-01/2023-10") or not all(year.isdecimal() for year in years):
        return [period]
    return [
        "/".join(f"{int(part[:4]) - n}{part[4:]}" for part in period.split("/"))
        for n in range(YEARS_BACK + 1)
    ]


def _of_period(measures: Sequence[str], period: str | None) -> ColumnElement[bool]:
    rows, pairs = schema.statements, schema.statement_pairs
    same = and_(rows.c.code.in_(sorted(measures)), rows.c.date == period)
    first = bounds(period)[0]
    return and_(same, pairs.c.first_day == first) if first else same


def _pairs(sides: Sequence[str]) -> list[Pair]:
    codes = sorted(set(sides))
    return [(a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]]


def _tells_of(event: Event) -> ColumnElement[bool]:
    """Rows whose content has the activity and one of the people, in any order of their names."""
    content = cast(schema.statements.c.content, Text)
    told_as = KINDRED if event.activity in KINDRED else (event.activity,)
    activity = or_(*(content.contains(f'"{name}"', autoescape=True) for name in told_as))
    words = sorted({word for name in event.actors for word in name.split() if len(word) > 1})
    if not words:
        return activity
    named = (content.contains(word, autoescape=True) for word in words)
    return and_(activity, or_(*named, content.contains('"actors": []', autoescape=True)))


def _sides(figure: Figure) -> list[str]:
    return [side for side in (figure.ref_area, figure.counterpart_area) if side]


def _of_pairs(sides: Sequence[Pair]) -> ColumnElement[bool]:
    pairs = schema.statement_pairs
    return or_(*(and_(pairs.c.a == a, pairs.c.b == b) for a, b in sides))


_OF_DOCUMENTS = (
    *("file", "url", "title", "outlet", "source_kind", "section", "published", "language"),
    *("view_count", "parties"),
)
"""What a source is named and weighed by: not the text."""


def _as_kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as the store keeps it: what it holds is taken apart where it is wanted."""
    return type_coerce(column, Text) if isinstance(column.type, JSON) else column


def _query(
    kind: str, sides: Sequence[Pair], condition: ColumnElement[bool], most: int
) -> Select[Any]:
    pairs, rows, table = schema.statement_pairs, schema.statements, schema.documents
    query = (
        select(
            rows.c.id,
            _as_kept(rows.c.content),
            table.c.id,
            table.c.story,
            *(_as_kept(table.c[name]) for name in _OF_DOCUMENTS),
        )
        .join(pairs, pairs.c.statement == rows.c.id)
        .join(table, table.c.id == rows.c.document)
        .where(_of_pairs(sides), pairs.c.kind == kind, condition)
        .where(table.c.superseded_by.is_(None), table.c.withdrawn.is_(None))
        .limit(most)
    )
    # What is about three countries stands once under each of their pairs.
    return query.distinct() if len(sides) > 1 else query
