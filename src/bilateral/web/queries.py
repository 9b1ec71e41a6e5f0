"""The record in, what pages show out: the only module of the pages that asks the record.

Everything else in this room works on what these functions give, so that a faster way to the
same answer has one place to go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, or_, select

from bilateral.checking.figures import Judge
from bilateral.checking.statistics.periods import span, written
from bilateral.checking.statistics.values import OfficialValue, official_values, periods_known
from bilateral.checking.verdicts import Verdict
from bilateral.errors import RecordError
from bilateral.model import Actor, Document, Event, Figure, Statement
from bilateral.record import Record, schema
from bilateral.record.entries import Entry, entry
from bilateral.record.follow_up import Followed
from bilateral.record.following import followed
from bilateral.record.indexing import Pair
from bilateral.record.pages import Choice as Wanted
from bilateral.record.pages import Row, counts, latest, made, row_of, rows, shown, told_in
from bilateral.record.relationship import relationship as view_of
from bilateral.record.review import Explanation, explain
from bilateral.record.search.finding import Found
from bilateral.record.series import FigureGroup
from bilateral.record.store import PairCount
from bilateral.web import windows
from bilateral.web.filters import Filters
from bilateral.web.seen import Seen, whole
from bilateral.web.views.timeline import PAGE, Chosen, choose, pages_of


def pairs(record: Record, limit: int, offset: int = 0) -> list[PairCount]:
    """The pairs that the record knows, the best documented first, some of them."""
    table = schema.pairs
    order = (table.c.documents.desc(), table.c.a, table.c.b)
    query = select(table).where(table.c.documents > 0).order_by(*order)
    with record.reading() as connection:
        found = list(connection.execute(query.limit(limit).offset(offset)))
    return [
        PairCount(
            (row.a, row.b),
            row.documents,
            counts(record, (row.a, row.b), "entries")["entries"],
            row.latest or None,
        )
        for row in found
    ]


def relationship(record: Record, pair: Pair, as_of: str, page: str = "") -> Seen:
    """A pair on a day: everything, or of a large pair what the page called `page` shows."""
    if windows.large(record, pair):
        key = (pair, as_of, page)
        return once(record, pair, key, lambda: windows.window(record, pair, as_of, page))
    return once(record, pair, (pair, as_of), lambda: whole(view_of(record, pair, as_of)))


MOST_KEPT = 256
"""Answers that are kept between requests, until something of their pair changes."""

T = TypeVar("T")
Stamp = tuple[object, ...]
_kept: WeakKeyDictionary[Record, dict[tuple[object, ...], tuple[Stamp, object]]]
_kept = WeakKeyDictionary()


def once(record: Record, pair: Pair, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What `make` gives, or what it gave when the pair was as it is now."""
    stamp = _stamp(record, pair)
    kept = _kept.setdefault(record, {})
    found = kept.pop(key, None)
    if found is None or found[0] != stamp:
        found = (stamp, make())
    kept[key] = found  # at the end: what was not asked for longest goes first
    while len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    return found[1]  # type: ignore[return-value]


def _stamp(record: Record, pair: Pair) -> Stamp:
    """What changes whenever anything of a pair does: its counts, and people's last words."""
    with record.reading() as connection:
        return tuple(connection.execute(_STAMP, {"a": pair[0], "b": pair[1]}).one())


def _stamp_query() -> Select[Any]:
    """One question, since it is asked for every page; only what an index tells at once."""
    told, said, judged = schema.tallies, schema.corrections, schema.judgements
    filed, fixed = schema.pair_documents, schema.runs

    def of_pair(table: Table, value: ColumnElement[Any]) -> Select[Any]:
        return select(value).where(table.c.a == bindparam("a"), table.c.b == bindparam("b"))

    sums = [of_pair(told, func.sum(told.c.n)).where(told.c.topic == topic) for topic in _COUNTED]
    # The machine's judgements come with documents, which are counted; one column each, for the
    # index.
    by_people = [
        select(value).where(judged.c.verdict == verdict, judged.c.origin == "person")
        for value in (func.count(), func.max(judged.c.id))
        for verdict in ("same", "different", "unsure")
    ]
    queries = [
        *sums,
        of_pair(filed, func.count()),
        of_pair(filed, func.min(filed.c.document)),
        of_pair(filed, func.max(filed.c.document)),
        select(func.count(said.c.id)),
        select(func.max(said.c.id)),
        *by_people,
        select(func.max(fixed.c.id)),
        select(func.max(fixed.c.finished)),
        select(func.sum(fixed.c.reread)),
    ]
    return select(*(query.scalar_subquery().label(f"n{i}") for i, query in enumerate(queries)))


_COUNTED = ("statements", "entries", "year", "cooperation", "tension")
_STAMP = _stamp_query()


def events(record: Record, view: Seen, filters: Filters, page: int) -> Chosen:
    """One page of a pair's events that the filters leave."""
    if view.sizes.whole:
        return choose(view.events, filters, page)
    shown, fitting = windows.events(record, view.pair, view.as_of, filters, page, PAGE)
    counts = {name: fitting.counts[column] for name, column in windows.COLUMNS.items()}
    return Chosen(shown, fitting.found, min(page, pages_of(fitting.found)), counts)


def knows(record: Record, pair: Pair) -> bool:
    """Whether the record says anything of a pair, on whatever day."""
    table = schema.statement_pairs
    query = select(table.c.statement).where(table.c.a == pair[0], table.c.b == pair[1]).limit(1)
    with record.reading() as connection:
        return connection.execute(query).first() is not None


def latest_events(record: Record, as_of: str, limit: int) -> list[tuple[Pair, Document, Event]]:
    """The events of all pairs with the latest days until `as_of`, each once."""
    found = latest(record, Event.kind, as_of, limit)
    told = shown(record, found)
    out = []
    for row in found:
        document, statement = told[row.entry]
        if isinstance(statement, Event):
            out.append((row.pair, document, statement))
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


def shown_by(record: Record, name: str) -> str | None:
    """The statement that the entry called so shows."""
    row = row_of(record, name)
    return row.shown if row else None


def statement_of_profile(record: Record, profile: str) -> str | None:
    """The first statement that is merged by this profile."""
    rows = schema.statements
    query = select(rows.c.id).where(rows.c.profile == profile).order_by(rows.c.id).limit(1)
    with record.reading() as connection:
        found: str | None = connection.execute(query).scalar()
        return found


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


def pairs_of_documents(record: Record, documents: Sequence[str]) -> list[Pair]:
    """The pairs that any of these documents says something of."""
    table = schema.pair_documents
    query = select(table.c.a, table.c.b).where(table.c.document.in_(documents)).distinct()
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


PEOPLE = 120
"""People and bodies of a large pair that are shown: those whom most documents name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body as the documents of a pair name it; days are ISO 8601."""

    entry: str
    name: str
    country: str | None
    roles: tuple[str, ...]
    documents: int
    sources: int
    first_told: str | None
    last_told: str | None


def people(record: Record, view: Seen) -> list[Named]:
    """The people and bodies that the documents of a pair name, the most often named first."""
    choice = Wanted(Actor.kind, told_until=view.as_of)
    limit = 100_000 if view.sizes.whole else PEOPLE
    found = rows(record, view.pair, choice, order="documents", limit=limit).items
    if not view.sizes.whole:
        told = shown(record, found)
        return [_named_once(row, told[row.entry][1]) for row in found if row.entry in told]
    entries = made(record, view.pair, [row.entry for row in found], as_of=view.as_of)
    return [_named(entries[row.entry]) for row in found if row.entry in entries]


def _named(item: Entry[Actor]) -> Named:
    roles = Counter(role for actor in item.statements for role in actor.roles)
    return Named(
        entry=item.id,
        name=max((actor.name for actor in item.statements), key=len),
        country=item.statement.country,
        roles=tuple(role for role, _ in roles.most_common(3)),
        documents=len(item.documents),
        sources=item.sources,
        first_told=(item.first_told or "")[:10] or None,
        last_told=(item.told or "")[:10] or None,
    )


def _named_once(row: Row, told: Statement) -> Named:
    """By the telling that a large pair's list shows."""
    assert isinstance(told, Actor)
    days = (row.first_told[:10] or None, row.told[:10] or None)
    roles = told.roles[:3]
    return Named(row.entry, told.name, told.country, roles, row.documents, row.sources, *days)


def stories(record: Record, documents: Sequence[Document]) -> dict[str, str]:
    """The story of each document: copies of one text share one."""
    return record.stories([d.id for d in documents])


# Entries


def explanation(record: Record, name: str) -> Explanation | None:
    """Why the statements of an entry are one; None for what is not merged by judgement."""
    try:
        return explain(record, name, MOST_JUDGEMENTS)
    except RecordError:
        return None


def entry_of(record: Record, told: Sequence[tuple[Document, Statement]], name: str) -> Entry[Any]:
    """The entry of statements that are one thing."""
    return entry(told, record.stories([d.id for d, _ in told]), name)


MOST_JUDGEMENTS = 200
"""Judgements on one entry that its page shows."""


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry called by its name or by one of its statements: the relationship it belongs to,
    its statements in one, the group of figures around it, and what became of it."""

    view: Seen | None
    entry: Entry[Any]
    explanation: Explanation | None
    group: FigureGroup | None = None
    followed: Followed | None = None


def find_entry(record: Record, name: str, as_of: str) -> FoundEntry | None:
    """The entry called `name`, as it stands on a day; None when nothing is called so."""
    place = windows.entry_row(record, name)
    if place is None:
        return _elsewhere(record, name)
    pair, entry_name = place
    view = relationship(record, pair, as_of, "entry")
    told = told_in(record, entry_name, pair, limit=1)
    names = {name, entry_name, *(s.id for _, s in told)}
    found = _in_view(view, names) if view.sizes.whole else None
    found = found or _alone(record, view, entry_name)
    if found is None:
        return None
    return replace(found, explanation=explanation(record, entry_name))


def _alone(record: Record, view: Seen, name: str) -> FoundEntry | None:
    """An entry read by itself, of a large pair or told later than the day."""
    found = made(record, view.pair, [name]).get(name)
    if found is None:
        return None
    group = windows.group_of(found, record.stories([d.id for d in found.documents]))
    became = followed(record, view.pair, [found], view.as_of).get(name)
    return FoundEntry(view, group.shown if group else found, None, group, became)


def _elsewhere(record: Record, name: str) -> FoundEntry | None:
    """What is of no pair: the entry of a judgement, or a statement that is no longer in force."""
    kept, rows_of = schema.profiles, schema.statements
    entry_name = select(kept.c.entry).where(or_(kept.c.id == name, kept.c.entry == name)).limit(1)
    with record.reading() as connection:
        found = connection.execute(entry_name).scalar()
        own = select(rows_of.c.id).join(kept, kept.c.id == rows_of.c.profile)
        members = list(connection.execute(own.where(kept.c.entry == found)).scalars())
    try:
        told = [statement_called(record, member) for member in members or [name]]
    except RecordError:
        return None
    item = entry_of(record, told, found or name)
    return FoundEntry(None, item, explanation(record, found) if found else None)


def _in_view(view: Seen, names: set[str]) -> FoundEntry | None:
    became = {f.entry.id: f for f in view.followed}
    promises = [f.entry for f in view.followed]
    entries: list[Entry[Any]] = [*view.events, *view.ladder, *view.commitments, *promises]
    for item in [*entries, *view.areas]:
        if item.id in names or any(s.id in names for s in item.statements):
            return FoundEntry(view, item, None, followed=became.get(item.id))
    for group in view.figures:
        for value in group.values:
            if any(s.id in names for s in value.statements):
                return FoundEntry(view, value, None, group=group)
    return None


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
