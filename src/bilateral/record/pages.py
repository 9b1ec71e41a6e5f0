"""A pair and a place in a list in, one page of entries out, whatever the size of the record.

Lists are read from `entries` along an index and go on where the last page ended (`after`), so
the thousandth page costs what the first does. What a page shows is made from its own entries'
statements by `record.entries.entry`, as everywhere.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from bilateral.errors import RecordError
from bilateral.knowledge.policies import DEFAULT
from bilateral.model import Document, Statement
from bilateral.model.contract import document_from_json
from bilateral.record import schema
from bilateral.record.entries import Entry, entry
from bilateral.record.indexing import Pair
from bilateral.record.store import Record
from bilateral.record.views.tellings import Filed, filed, parts

T = TypeVar("T")


class NoPlaceError(RecordError):
    """A mark that is no place in a list."""

    def __init__(self, mark: str) -> None:
        super().__init__(f"{mark!r} is no place in a list", next_step="Begin at its first page")


MOST_TOLD = 12
"""Tellings of one entry that a list reads; the counts are of all of them."""

_e, _t = schema.entries, schema.tellings

ORDERS = {"day": _e.c.day, "documents": _e.c.documents}
"""What a list of entries may be sorted by."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a pair as lists show it; the columns are those of `entries`.

    `day` is what lists are sorted by, `told` and `first_told` the days of the latest and the
    earliest document, `form` the state of an event, a strength or a change of status, `side` who
    acts, promises or is measured, `first` and `last` when it was so or is due. Days are ISO 8601
    or empty.
    """

    a: str
    b: str
    entry: str
    kind: str
    code: str
    day: str
    told: str
    first_told: str
    state: str
    sources: int
    documents: int
    statements: int
    amounts: int
    shown: str
    standing: str
    form: str
    activity: str
    side: str
    first: str
    last: str
    month: str
    quad: int
    score: int

    @property
    def pair(self) -> Pair:
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items of a list in order; `after` names the place where the next page begins, None at the
    end."""

    items: tuple[T, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries of a kind are wanted; what is None or empty is left open.

    `since` and `until` bound the day (ISO 8601), `side` is a country that acts, promises or is
    measured alone, `told_until` keeps to what was first told until that day.
    """

    kind: str
    code: str | None = None
    form: str | None = None
    state: str | None = None
    activity: str | None = None
    side: str | None = None
    since: str | None = None
    until: str | None = None
    told_until: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        out = [_e.c.kind == self.kind]
        for name in ("code", "form", "state", "activity", "side"):
            if (value := getattr(self, name)) is not None:
                out.append(_e.c[name] == value)
        if self.since:
            out.append(_e.c.day >= self.since)
        if self.until:
            out.append(_e.c.day <= self.until)
        if self.told_until:
            out.append(_e.c.first_told < _next_day(self.told_until))
        return out


def told_until(record: Record, pair: Pair, day: str) -> str | None:
    """`day`, or None where nothing of the pair was told later: what every entry meets need not
    be looked up in each."""
    filed_under = schema.pair_documents
    query = (
        select(filed_under.c.published)
        .where(filed_under.c.a == pair[0], filed_under.c.b == pair[1])
        .order_by(filed_under.c.published.desc())
        .limit(1)
    )
    with record.reading() as connection:
        latest = connection.execute(query).scalar()
    return day if latest is not None and latest >= _next_day(day) else None


def _next_day(day: str) -> str:
    """A text after all days and times that begin so."""
    return f"{day[:10]}~"


def rows(
    record: Record,
    pair: Pair,
    choice: Choice,
    *,
    order: str = "day",
    ascending: bool = False,
    limit: int = 50,
    after: str | None = None,
    names: Sequence[str] | None = None,
) -> Page[Row]:
    """One page of the entries of a pair, by their day or by how many documents tell them; of
    those called `names` where these are given."""
    column = ORDERS[order]
    conditions = [_e.c.a == pair[0], _e.c.b == pair[1], *choice.conditions()]
    if names is not None:
        conditions.append(_e.c.entry.in_(names))
    if after:
        place = from_mark(after, int if order == "documents" else str)
        conditions.append(_beyond(column, place, ascending=ascending))
    by = (column, _e.c.entry) if ascending else (column.desc(), _e.c.entry.desc())
    query = select(_e).where(*conditions).order_by(*by).limit(limit + 1)
    with record.reading() as connection:
        found = [_row(row) for row in connection.execute(query).mappings()]
    page = tuple(found[:limit])
    last = page[-1] if len(found) > limit else None
    return Page(page, to_mark(getattr(last, order), last.entry) if last else None)


def _row(row: RowMapping) -> Row:
    return Row(**{field.name: row[field.name] for field in fields(Row)})


def _beyond(
    column: ColumnElement[Any], place: list[Any], *, ascending: bool
) -> ColumnElement[bool]:
    """What stands after a place in a list; said in two ways, the first for the index."""
    value, name = place
    if ascending:
        return and_(column >= value, or_(column > value, _e.c.entry > name))
    return and_(column <= value, or_(column < value, _e.c.entry < name))


def to_mark(*place: str | int) -> str:
    """The mark of a place in a list: the value it is sorted by, and a name."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def from_mark(mark: str, kind: type) -> list[Any]:
    """The place of a mark: a value of this kind that the list is sorted by, and a name."""
    try:
        padded = mark + "=" * (-len(mark) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded))
        value, name = found
        fits = type(value) is kind and type(name) is str
        if not fits or not json.dumps(found, ensure_ascii=False).encode() or _too_large(value):
            raise ValueError(mark)
    except (ValueError, TypeError, RecursionError):
        raise NoPlaceError(mark) from None
    return [value, name]


def _too_large(value: str | int) -> bool:
    return isinstance(value, int) and not -(2**62) < value < 2**62


def latest(record: Record, kind: str, until: str, limit: int = 20) -> list[Row]:
    """The entries of all pairs with the latest days until `until`; one of several pairs once."""
    query = (
        select(_e)
        .where(_e.c.kind == kind, _e.c.day <= until)
        .order_by(_e.c.day.desc(), _e.c.entry.desc(), _e.c.a, _e.c.b)
    )
    out: dict[str, Row] = {}
    with record.reading() as connection:
        # A thing of six countries has fifteen pairs.
        for row in connection.execute(query.limit(limit * 15)).mappings():
            out.setdefault(row["entry"], _row(row))
    return list(out.values())[:limit]


def row_of(record: Record, name: str, pair: Pair | None = None) -> Row | None:
    """The row of an entry, in this pair or in the first of its pairs."""
    query = select(_e).where(_e.c.entry == name).order_by(_e.c.a, _e.c.b).limit(1)
    if pair:
        query = query.where(_e.c.a == pair[0], _e.c.b == pair[1])
    with record.reading() as connection:
        row = connection.execute(query).mappings().first()
    return _row(row) if row else None


# What entries say


def made(
    record: Record,
    pair: Pair,
    names: Sequence[str],
    *,
    as_of: str | None = None,
    policy: str = DEFAULT,
) -> dict[str, Entry[Any]]:
    """These entries of a pair in full, from documents published until `as_of`.

    Of an entry with more than MOST_TOLD tellings those are read that come first by the policy
    kept; `Row` has the counts of all. Documents come without their texts.
    """
    out = {}
    for name, group in tellings(record, pair, names, as_of=as_of).items():
        stories = {item.document.id: item.story for item in group}
        told = [(item.document, item.statement) for item in group]
        out[name] = entry(told, stories, name, policy)
    return out


def tellings(
    record: Record, pair: Pair, names: Sequence[str], *, as_of: str | None = None
) -> dict[str, list[Filed]]:
    """What tells each of these entries, as `made` reads it; those that nothing tells are left
    out."""
    with record.reading() as connection:
        told = _first_told(connection, pair, names)
        found = {
            item.statement.id: item
            for part in parts({name for group in told.values() for name in group})
            for item in filed(connection, part)
            if _known(item.document, as_of)
        }
    groups = {n: [found[s] for s in told.get(n, ()) if s in found] for n in names}
    return {name: group for name, group in groups.items() if group}


def _known(document: Document, as_of: str | None) -> bool:
    return not as_of or not document.published or document.published[:10] <= as_of


def _first_told(
    connection: Connection, pair: Pair, names: Sequence[str]
) -> Mapping[str, list[str]]:
    """The statements of each entry, at most MOST_TOLD, those that may be shown first."""
    out: dict[str, list[str]] = {name: [] for name in names}
    for part in parts(set(names)):
        found = connection.execute(
            _first(connection.dialect.name), {"a": pair[0], "b": pair[1], "names": part}
        )
        for row in found:
            out[row.entry].append(row.statement)
    return out


@cache
def _first(store: str) -> Select[tuple[str, str]]:
    """One look into the index for each entry: a window over all would read every telling.

    PostgreSQL looks once an entry only when it is told so (LATERAL, which SQLite does not have);
    of the other form it makes a test of every telling of the pair against every entry.
    """
    own = _t.alias("own")
    a: BindParameter[str] = bindparam("a")
    b: BindParameter[str] = bindparam("b")
    first = (
        select(own.c.statement, own.c.rank, own.c.exactness)
        .where(own.c.entry == _e.c.entry, own.c.a == a, own.c.b == b)
        .order_by(own.c.rank, own.c.exactness.desc())
        .limit(MOST_TOLD)
        .correlate(_e)
    )
    if store == "postgresql":
        told: FromClause = first.lateral("first")
        joined = _e.join(told, true())
    else:
        told = _t
        of_entry = _t.c.statement.in_(first.with_only_columns(own.c.statement))
        joined = _e.join(_t, and_(_t.c.a == a, _t.c.b == b, of_entry))
    return (
        select(_e.c.entry, told.c.statement)
        .select_from(joined)
        .where(_e.c.entry.in_(bindparam("names", expanding=True)), _e.c.a == a, _e.c.b == b)
        .order_by(_e.c.entry, told.c.rank, told.c.exactness.desc())
    )


def shown(record: Record, names: Sequence[Row]) -> dict[str, tuple[Document, Statement]]:
    """The statement that each of these rows shows, with its document, by the entry's name."""
    with record.reading() as connection:
        found = {
            item.statement.id: item
            for part in parts({row.shown for row in names})
            for item in filed(connection, part)
        }
    return {
        row.entry: (found[row.shown].document, found[row.shown].statement)
        for row in names
        if row.shown in found
    }


def told_in(
    record: Record, name: str, pair: Pair, *, limit: int = 50, offset: int = 0
) -> list[tuple[Document, Statement]]:
    """The tellings of an entry in the order of publication, some of them."""
    query = (
        select(_t.c.statement)
        .where(_t.c.entry == name, _t.c.a == pair[0], _t.c.b == pair[1])
        .order_by(func.coalesce(_t.c.published, "9999"), _t.c.document, _t.c.statement)
        .limit(limit)
        .offset(offset)
    )
    with record.reading() as connection:
        names = list(connection.execute(query).scalars())
        found: dict[str, Filed] = {
            item.statement.id: item for part in parts(names) for item in filed(connection, part)
        }
    return [(found[n].document, found[n].statement) for n in names if n in found]


# Counts


def counts(record: Record, pair: Pair, *topics: str) -> dict[str, dict[str, int]]:
    """Counts of a pair by topic and key; see `record.views` for the topics."""
    table = schema.tallies
    query = select(table.c.topic, table.c.key, table.c.n).where(
        table.c.a == pair[0], table.c.b == pair[1], table.c.topic.in_(topics)
    )
    out: dict[str, dict[str, int]] = {topic: {} for topic in topics}
    with record.reading() as connection:
        # All at once: a large pair has thousands.
        for topic, key, number in connection.execute(query).all():
            out[topic][key] = number
    return out


def documents(
    record: Record,
    pair: Pair,
    *,
    until: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page[Document]:
    """One page of the documents that say something of a pair, latest first, without texts; those
    published until a day where one is named."""
    filed_under, table = schema.pair_documents, schema.documents
    conditions = [filed_under.c.a == pair[0], filed_under.c.b == pair[1]]
    if until:
        conditions.append(filed_under.c.published < _next_day(until))
    if after:
        day, name = from_mark(after, str)
        conditions.append(filed_under.c.published <= day)
        conditions.append(or_(filed_under.c.published < day, filed_under.c.document < name))
    query = (
        select(*(c for c in table.c if c.name != "text"))
        .join(filed_under, filed_under.c.document == table.c.id)
        .where(*conditions)
        .order_by(filed_under.c.published.desc(), filed_under.c.document.desc())
        .limit(limit + 1)
    )
    with record.reading() as connection:
        found = [
            document_from_json({**row, "text": ""}) for row in connection.execute(query).mappings()
        ]
    page = tuple(found[:limit])
    last = page[-1] if len(found) > limit else None
    return Page(page, to_mark(last.published or "", last.id) if last else None)
