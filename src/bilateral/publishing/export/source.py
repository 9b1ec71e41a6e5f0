"""A record and a selection in, the selected entries out, one after the other.

Entries are the same as in `record.relationship`: what judgements hold together, figures of one
value, fields of one pair. Rows stream from the store in order and only a few hundred statements,
or the figures of one pair and period, stand in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from bilateral.model import Document, Figure, Statement
from bilateral.model.contract import statement_from_json
from bilateral.publishing.export.documents import Documents
from bilateral.publishing.export.selection import Selection
from bilateral.publishing.export.tally import STATEMENTS, Tally
from bilateral.record import schema
from bilateral.record.entries import Entry, entry
from bilateral.record.indexing import Pair, filed
from bilateral.record.merge.anchors import Correction, corrections, with_correction
from bilateral.record.series import figure_groups

_rows, _documents = schema.statements, schema.documents
_pairs, _profiles = schema.statement_pairs, schema.profiles

_filed = _pairs.alias()
"""The pairs again, where it is only asked whether there is one."""

_AT_ONCE = 500
"""Statements fetched at once."""
_LAST = "9999"
"""Sorts behind every day."""

MERGED = ("actor", "status", "event", "commitment")
"""Kinds that are merged by judgements."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an export: an entry, the merged entry it belongs to (itself, unless statements
    are exported), the pairs it is about, and for figures the group of values it stands in."""

    entry: Entry[Any]
    of: str
    pairs: tuple[Pair, ...]
    group: str | None = None

    @property
    def statement(self) -> Any:
        return self.entry.statement


class _Told(NamedTuple):
    """A statement with its document, the key it is grouped by, and its merged entry."""

    key: tuple[str, ...]
    of: str
    document: Document
    statement: Statement


class Source:
    """The selected part of the record, read in one state of it; counts go to `tally`."""

    def __init__(self, connection: Connection, selection: Selection, tally: Tally) -> None:
        self._connection = connection
        self._selection = selection
        self._tally = tally
        self._said: dict[str, Correction] = corrections(connection)
        self.documents = Documents(connection, self._said)

    def items(self, kind: str) -> Iterator[Item]:
        """The entries of a kind in the order of their days."""
        self._count_out_of_force(kind)
        for item in self._items(kind):
            if self._selection.in_time(item.entry):
                yield item
            else:
                self._tally.leave_out(kind, "not between --since and --until")

    def told_of(self) -> Iterator[Document]:
        """The documents in force that say something of what is selected, in order."""
        query = select(_documents.c.id).where(self._in_force(), self._not_later())
        if self._selection.pair:
            query = query.where(_documents.c.id.in_(self._documents_of_pair()))
        order = (func.coalesce(_documents.c.published, _LAST), _documents.c.id)
        for batch in self._batches(query.order_by(*order)):
            self.documents.fetch([row[0] for row in batch])
            yield from (self.documents[row[0]] for row in batch)

    def count(self, kind: str) -> int:
        """How many statements of a kind are selected, before any is looked at."""
        query = select(func.count()).select_from(_rows).join(_documents)
        found = self._connection.execute(query.where(*self._where(kind)))
        return int(found.scalar_one())

    # Entries

    def _items(self, kind: str) -> Iterator[Item]:
        if self._selection.statements:
            yield from self._single(kind)
        elif kind == "figure":
            yield from self._figures()
        elif kind == "area":
            yield from self._areas()
        else:
            yield from self._merged(kind)

    def _single(self, kind: str) -> Iterator[Item]:
        if kind == "figure":
            # The group of a figure is found among those of its pair and period.
            for item in self._figures():
                for document, statement in _members(item.entry):
                    yield self._one(document, statement, item.of, item.group)
            return
        name = func.coalesce(_profiles.c.entry, "")
        day = func.coalesce(_rows.c.first_day, _LAST)
        query = self._query(kind, name).outerjoin(_profiles, _profiles.c.id == _rows.c.profile)
        for told in self._told(query.order_by(day, _rows.c.document, _rows.c.id), 1):
            yield self._one(told.document, told.statement, told.of)

    def _one(
        self, document: Document, statement: Statement, of: str, group: str | None = None
    ) -> Item:
        return self._item(self._entry([(document, statement)], statement.id), of, group)

    def _merged(self, kind: str) -> Iterator[Item]:
        name = func.coalesce(_profiles.c.entry, _rows.c.id)
        day = func.min(func.coalesce(_rows.c.first_day, _LAST)).over(partition_by=name)
        query = self._query(kind, name).outerjoin(_profiles, _profiles.c.id == _rows.c.profile)
        order = (day, name, func.coalesce(_documents.c.published, _LAST), _rows.c.id)
        for told in self._groups(self._told(query.order_by(*order), 1)):
            yield self._item(self._entry(told, told[0].of), told[0].of)

    def _areas(self) -> Iterator[Item]:
        keys = (_pairs.c.a, _pairs.c.b, _rows.c.code)
        query = self._query("area", *keys).join(_pairs, _pairs.c.statement == _rows.c.id)
        if self._selection.pair:
            query = query.where(*_of_pair(self._selection.pair))
        order = (*keys, func.coalesce(_rows.c.first_day, _LAST), _rows.c.id)
        for told in self._groups(self._told(query.order_by(*order), 3)):
            a, b, code = told[0].key
            name = f"area~{a}-{b}-{code}"
            made = self._entry(told, name)
            yield Item(made, name, ((a, b),))
        if not self._selection.pair:
            self._count_without_pair()

    def _figures(self) -> Iterator[Item]:
        """Figures of one pair and period at a time: those are what a group is made of."""
        told_in = func.substr(func.coalesce(_rows.c.first_day, _LAST), 1, 4)
        keys = (func.coalesce(_rows.c.date, told_in), _pairs.c.a, _pairs.c.b)
        query = self._query("figure", *keys)
        query = query.outerjoin(_pairs, _pairs.c.statement == _rows.c.id)
        order = (*keys, func.coalesce(_rows.c.first_day, _LAST), _rows.c.id)
        for told in self._groups(self._told(query.order_by(*order), 3)):
            figures = [(t.document, t.statement) for t in told if isinstance(t.statement, Figure)]
            stories = self.documents.stories(d.id for d, _ in figures)
            for group in figure_groups(figures, stories, self._selection.policy):
                for value in group.values:
                    stands = value.in_state(group.state.name, group.state.why)
                    shown = stands if group.disputed else value
                    yield self._item(shown, value.id, group.shown.id)

    def _entry(self, told: Sequence[_Told] | Sequence[Any], name: str) -> Entry[Any]:
        pairs = [(t.document, t.statement) if isinstance(t, _Told) else t for t in told]
        stories = self.documents.stories(document.id for document, _ in pairs)
        return entry(pairs, stories, name, self._selection.policy)

    @staticmethod
    def _item(made: Entry[Any], of: str, group: str | None = None) -> Item:
        places = {
            pair
            for document, statement in _members(made)
            for pair in filed(statement, document.parties).pairs
        }
        return Item(made, of, tuple(sorted(places)), group)

    # Rows

    def _query(self, kind: str, *keys: Any) -> Select[Any]:
        named = [key.label(f"key{n}") for n, key in enumerate(keys)]
        query = select(_rows.c.id, _rows.c.document, *named).join(
            _documents, _documents.c.id == _rows.c.document
        )
        return query.where(*self._where(kind))

    def _where(self, kind: str) -> tuple[ColumnElement[bool], ...]:
        conditions = [_rows.c.kind == kind, self._in_force(), self._not_later()]
        if self._selection.pair:
            conditions.append(self._about_pair())
        return tuple(conditions)

    @staticmethod
    def _in_force() -> ColumnElement[bool]:
        return and_(_documents.c.superseded_by.is_(None), _documents.c.withdrawn.is_(None))

    def _not_later(self) -> ColumnElement[bool]:
        """Documents published until the day that the record is seen from."""
        last = self._selection.as_of or _LAST
        day = func.substr(_documents.c.published, 1, 10)
        return or_(_documents.c.published.is_(None), day <= last)

    def _about_pair(self) -> ColumnElement[bool]:
        assert self._selection.pair
        return _filed_under(_of_pair(self._selection.pair, _filed))

    def _documents_of_pair(self) -> Select[Any]:
        assert self._selection.pair
        query = select(_rows.c.document).join(_pairs, _pairs.c.statement == _rows.c.id)
        return query.where(*_of_pair(self._selection.pair))

    def _batches(self, query: Select[Any]) -> Iterator[Sequence[Any]]:
        found = self._connection.execution_options(stream_results=True).execute(query)
        yield from found.partitions(_AT_ONCE)

    def _told(self, query: Select[Any], keys: int) -> Iterator[_Told]:
        """The statements of a query as people left them, each behind its keys."""
        for batch in self._batches(query):
            self.documents.fetch([row.document for row in batch])
            statements = self._statements([row.id for row in batch])
            for row in batch:
                statement = with_correction(statements[row.id], self._said.get(row.id))
                if statement is None:
                    self._tally.leave_out(
                        statements[row.id].kind, "rejected by a person", unit=STATEMENTS
                    )
                    continue
                key = tuple(str(row[2 + n] or "") for n in range(keys))
                yield _Told(key, key[0], self.documents[row.document], statement)

    def _statements(self, names: Sequence[str]) -> dict[str, Statement]:
        query = select(_rows.c.id, _rows.c.kind, _rows.c.content).where(_rows.c.id.in_(names))
        return {
            row.id: statement_from_json(row.kind, row.content)
            for row in self._connection.execute(query)
        }

    @staticmethod
    def _groups(told: Iterable[_Told]) -> Iterator[list[_Told]]:
        for _, group in groupby(told, key=attrgetter("key")):
            yield list(group)

    # Counts

    def _count_out_of_force(self, kind: str) -> None:
        conditions = [_rows.c.kind == kind]
        if self._selection.pair:
            conditions.append(self._about_pair())
        later = and_(self._in_force(), ~self._not_later())
        for reason, which in (
            ("in an article that was withdrawn or replaced", ~self._in_force()),
            ("in an article published after --as-of", later),
        ):
            query = select(func.count()).select_from(_rows).join(_documents)
            found = self._connection.execute(query.where(*conditions, which)).scalar_one()
            self._tally.leave_out(kind, reason, int(found), STATEMENTS)

    def _count_without_pair(self) -> None:
        alone = ~_filed_under(())
        query = select(func.count()).select_from(_rows).join(_documents)
        found = self._connection.execute(query.where(*self._where("area"), alone)).scalar_one()
        self._tally.leave_out("area", "in an article that is about no pair", int(found), STATEMENTS)


def _of_pair(pair: Pair, table: Any = _pairs) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.a == pair[0], table.c.b == pair[1]


def _filed_under(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether a statement is filed under a pair that fulfils the conditions."""
    same = _filed.c.statement == _rows.c.id
    return exists(select(_filed.c.statement).where(same, *conditions).correlate(_rows))


def _members(made: Entry[Any]) -> Iterator[tuple[Document, Any]]:
    return zip(made.told_in, made.statements, strict=True)
