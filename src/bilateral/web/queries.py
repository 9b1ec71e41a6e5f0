"""The record in, what pages show out: the only module of the pages that asks the record.

Everything else in this room works on what these functions give, so that a faster way to the
same answer has one place to go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from bilateral.checking.figures import Judge
from bilateral.checking.statistics.periods import span, written
from bilateral.checking.statistics.values import OfficialValue, official_values, periods_known
from bilateral.checking.verdicts import Verdict
from bilateral.errors import RecordError
from bilateral.model import Actor, Document, Event, Figure, Statement
from bilateral.record import Record, schema
from bilateral.record.entries import Entry, entry
from bilateral.record.follow_up import Followed
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship
from bilateral.record.relationship import relationship as view_of
from bilateral.record.review import Explanation, explain
from bilateral.record.search.finding import Found
from bilateral.record.series import FigureGroup
from bilateral.record.store import PairCount


def pairs(record: Record) -> list[PairCount]:
    """The pairs that the record knows, the best documented first."""
    return record.pairs()


def relationship(record: Record, pair: Pair, as_of: str) -> Relationship:
    """Everything about a pair on a day."""
    return view_of(record, pair, as_of)


def knows(record: Record, pair: Pair) -> bool:
    """Whether the record says anything of a pair, on whatever day."""
    table = schema.statement_pairs
    query = select(table.c.statement).where(table.c.a == pair[0], table.c.b == pair[1]).limit(1)
    with record.reading() as connection:
        return connection.execute(query).first() is not None


def latest_events(record: Record, as_of: str, limit: int) -> list[tuple[Pair, Document, Event]]:
    """The events of all pairs with the latest days until `as_of`; reports of one event count
    once, under the first of its pairs."""
    rows, pairs_of, kept = schema.statements, schema.statement_pairs, schema.profiles
    day = func.max(pairs_of.c.first_day)
    query = (
        select(func.min(rows.c.id), func.min(pairs_of.c.a), func.min(pairs_of.c.b), day)
        .join(pairs_of, pairs_of.c.statement == rows.c.id)
        .join(kept, kept.c.id == rows.c.profile)
        .where(pairs_of.c.kind == Event.kind, pairs_of.c.first_day <= as_of)
        .group_by(kept.c.entry)
        .order_by(day.desc(), kept.c.entry)
        .limit(limit)
    )
    with record.reading() as connection:
        found = [(name, (a, b)) for name, a, b, _ in connection.execute(query)]
    out = []
    for name, pair in found:
        document, statement = statement_called(record, name)
        if isinstance(statement, Event):
            out.append((pair, document, statement))
    return out


# Documents and statements


def document(record: Record, key: str) -> Document | None:
    """The document with this id, or whose id begins so; None when there is none."""
    try:
        return record.document(key)
    except RecordError:
        return None


def statements_of(record: Record, name: str) -> list[Statement]:
    """What one document says, in the order of its words."""
    return record.statements_of(name)


def entries_of(record: Record, statements: Sequence[Statement]) -> dict[str, str]:
    """The entry of each statement that judgements hold in one, by the statement's id."""
    rows, kept = schema.statements, schema.profiles
    names = [statement.id for statement in statements]
    query = select(rows.c.id, kept.c.entry).join(kept, kept.c.id == rows.c.profile)
    with record.reading() as connection:
        found = connection.execute(query.where(rows.c.id.in_(names)))
        return {row.id: row.entry for row in found}


def statement_called(record: Record, name: str) -> tuple[Document, Statement]:
    """The statement with this id and its document.

    Raises RecordError when the record holds none.
    """
    rows = schema.statements
    with record.reading() as connection:
        owner = connection.execute(select(rows.c.document).where(rows.c.id == name)).scalar()
    if owner is None:
        raise RecordError(f"holds no statement {name!r}", where=record.name)
    found = next(s for s in record.statements_of(owner) if s.id == name)
    return record.document(owner), found


def pairs_of(record: Record, statement: str) -> list[Pair]:
    """The pairs that a statement is about."""
    table = schema.statement_pairs
    query = select(table.c.a, table.c.b).where(table.c.statement == statement)
    with record.reading() as connection:
        return sorted((a, b) for a, b in connection.execute(query))


def pairs_of_document(record: Record, document: str) -> list[Pair]:
    """The pairs that a document says something of."""
    table, rows = schema.statement_pairs, schema.statements
    query = (
        select(table.c.a, table.c.b)
        .join(rows, rows.c.id == table.c.statement)
        .where(rows.c.document == document)
        .distinct()
    )
    with record.reading() as connection:
        return sorted((a, b) for a, b in connection.execute(query))


def copies_of(record: Record, document: str) -> list[Document]:
    """The other documents that are the same text."""
    table = schema.documents
    story = select(table.c.story).where(table.c.id == document).scalar_subquery()
    query = select(table.c.id).where(table.c.story == story, table.c.id != document)
    with record.reading() as connection:
        names = list(connection.execute(query.order_by(table.c.published)).scalars())
    return [record.document(name) for name in names]


def people(record: Record, pair: Pair, documents: Sequence[Document]) -> list[Entry[Actor]]:
    """The people and bodies that these documents of a pair name, one entry each."""
    known = {d.id: d for d in documents}
    names = record.entries(pair)
    stories = record.stories(list(known))
    told: dict[str, list[tuple[Document, Actor]]] = {}
    for owner, statement in record.statements(pair, Actor.kind):
        if owner in known and isinstance(statement, Actor):
            group = names.get(statement.id, statement.id)
            told.setdefault(group, []).append((known[owner], statement))
    return [entry(group, stories, name) for name, group in told.items()]


def stories(record: Record, documents: Sequence[Document]) -> dict[str, str]:
    """The story of each document: copies of one text share one."""
    return record.stories([d.id for d in documents])


# Entries


def explanation(record: Record, name: str) -> Explanation | None:
    """Why the entry or the entry of a statement called `name` is one; None where no judgement
    holds it together, as of figures and fields."""
    try:
        return explain(record, name)
    except RecordError:
        return None


def entry_of(record: Record, told: Sequence[tuple[Document, Statement]], name: str) -> Entry[Any]:
    """The entry of statements that are one thing."""
    return entry(told, record.stories([d.id for d, _ in told]), name)


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry called by its name or by one of its statements: the relationship it belongs to,
    its statements in one, the group of figures around it, and what became of it."""

    view: Relationship | None
    entry: Entry[Any]
    explanation: Explanation | None
    group: FigureGroup | None = None
    followed: Followed | None = None


def find_entry(record: Record, name: str, as_of: str) -> FoundEntry | None:
    """The entry called `name`, as it stands on a day; None when nothing is called so."""
    why = explanation(record, name)
    anchor = why.told[0].statement.id if why and why.told else name
    about = pairs_of(record, anchor)
    if not about and why is None:
        return None
    view = relationship(record, about[0], as_of) if about else None
    if view is not None:
        names = {why.entry, anchor} if why else {anchor}
        if found := _in_view(view, names, why):
            return found
    if why is None:
        return _later(record, anchor)
    told = [(t.document, t.statement) for t in why.told]
    return FoundEntry(view, entry_of(record, told, why.entry), why)


def _in_view(view: Relationship, names: set[str], why: Explanation | None) -> FoundEntry | None:
    followed = {f.entry.id: f for f in view.followed}
    promises = [f.entry for f in view.followed]
    entries: list[Entry[Any]] = [*view.events, *view.ladder, *view.commitments, *promises]
    for item in [*entries, *view.areas]:
        if item.id in names or any(s.id in names for s in item.statements):
            return FoundEntry(view, item, why, followed=followed.get(item.id))
    for group in view.figures:
        for value in group.values:
            if any(s.id in names for s in value.statements):
                return FoundEntry(view, value, why, group=group)
    return None


def _later(record: Record, name: str) -> FoundEntry | None:
    """A statement that is in nobody's view of the day: told later, or withdrawn since."""
    document, statement = statement_called(record, name)
    return FoundEntry(None, entry_of(record, [(document, statement)], name), None)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a statement: accept, reject or correct, and the fields changed."""

    act: str
    statement: str
    verdict: str
    fields: dict[str, Any]
    who: str | None
    made: str
    why: str | None


def corrections_of(record: Record, statements: Sequence[str]) -> list[Correction]:
    """What people said of these statements, the first first."""
    table = schema.corrections
    query = select(table).where(table.c.statement.in_(list(statements))).order_by(table.c.id)
    with record.reading() as connection:
        return [
            Correction(
                f"c{row.id}", row.statement, row.verdict, row.fields, row.who, row.made, row.why
            )
            for row in connection.execute(query)
        ]


# Official statistics


_judges: WeakKeyDictionary[Record, tuple[int, Judge]] = WeakKeyDictionary()


def verdict(record: Record, figure: Figure, told: str | None) -> Verdict:
    """What official statistics say of a figure told on a day.

    What was looked up serves until more statistics come in: a rank needs a whole table.
    """
    loads = schema.official_loads
    with record.reading() as connection:
        stamp = connection.execute(select(func.count()).select_from(loads)).scalar_one()
    kept = _judges.get(record)
    if kept is None or kept[0] != stamp:
        kept = _judges[record] = (stamp, Judge(record))
    return kept[1].judge(figure, told)


def yearly(
    record: Record, measure: str, ref_area: str, counterpart: str, until: str
) -> list[tuple[int, OfficialValue]]:
    """Each reporter's value of each year until a day, the newest vintage of each source."""
    found: list[tuple[int, OfficialValue]] = []
    for period in periods_known(measure, ref_area, counterpart, record):
        months = span(period)
        if months is None or len(written(months)) != 4 or period[:4] > until[:4]:
            continue
        values = official_values(measure, ref_area, counterpart, period, record)
        found.extend((int(period[:4]), v) for v in values if v.current and v.value != Decimal(0))
    return found


# Search


def search(record: Record, words: str, kind: str | None, limit: int, offset: int) -> list[Found]:
    """Documents and statements with these words, the best match first."""
    return record.search(words, limit, kind=kind, offset=offset) if words else []


def search_counts(record: Record, words: str) -> dict[str, int]:
    """How many of each kind hold these words."""
    return record.search_counts(words) if words else {}
