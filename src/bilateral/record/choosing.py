"""What a reader wants of a pair's events in; how many there are, which, and what else might be
wanted out, at a page's cost however many there are.

Types, activities, states, sides and fields have few values, so that they are counted together:
one row for each combination that occurs (`facets` of the tallies; within a time or for a person
the store counts it along one index). From these every filter's numbers follow, each as if that
filter were left open. People are many: they have a table of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, case, func, literal_column, select

from bilateral.record import schema
from bilateral.record.indexing import Pair
from bilateral.record.store import Record
from bilateral.record.views.tallies import FACETS, FACETS_APART

MOST_NAMES = 100
"""People and bodies that are offered, those in most of the events first."""

_e, _p = schema.entries, schema.participants
_LISTS = ("side", "contexts")
"""Columns that hold several values with commas between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events are wanted; None is all. `since` and `until` bound when they were (ISO 8601,
    a day, month or year), `told_until` keeps to what was told until that day, `side` is one of
    those who act, `contexts` one of the fields."""

    code: str | None = None
    activity: str | None = None
    form: str | None = None
    side: str | None = None
    contexts: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    told_until: str | None = None


@dataclass(frozen=True, slots=True)
class Fitting:
    """The entries of one page, latest first; how many fit in all; and by filter how many there
    would be of each value, were that filter another."""

    names: tuple[str, ...]
    found: int
    counts: Mapping[str, Mapping[str, int]]


Combination = tuple[str, ...]
"""Values of FACETS."""


def fitting(record: Record, pair: Pair, wanted: Wanted, *, limit: int, offset: int = 0) -> Fitting:
    """One page of the events that fit, the last where there are not so many, and the numbers
    beside the filters."""
    with record.reading() as connection:
        asking = _Asking(connection, pair, wanted)
        counts = asking.counts()
        return Fitting(asking.names(limit, offset), asking.found, counts)


class _Asking:
    """One question to the store."""

    def __init__(self, connection: Connection, pair: Pair, wanted: Wanted) -> None:
        self._connection, self._pair, self._wanted = connection, pair, wanted
        self._combinations = self._counted()
        self.found = sum(n for c, n in self._combinations.items() if self._fits(c))

    def counts(self) -> dict[str, Mapping[str, int]]:
        out: dict[str, Mapping[str, int]] = {}
        for place, name in enumerate(FACETS):
            found: Counter[str] = Counter()
            for combination, n in self._combinations.items():
                if self._fits(combination, leave_out=name):
                    for value in _values(name, combination[place]):
                        found[value] += n
            out[name] = found
        return {**out, "actor": self._people()}

    def names(self, limit: int, offset: int) -> tuple[str, ...]:
        if not self.found:
            return ()
        offset = min(offset, (self.found - 1) // limit * limit)
        table: FromClause = _p if self._wanted.actor else _e
        query = (
            select(table.c.entry)
            .where(*self._conditions(table), *self._chosen(table))
            .order_by(table.c.day.desc(), table.c.entry.desc())
            .limit(limit)
            .offset(offset)
        )
        return tuple(self._connection.execute(query).scalars())

    def _counted(self) -> dict[Combination, int]:
        if not self._wanted.actor and not self._in_time(_e):
            return {tuple(k.split(FACETS_APART)): n for k, n in self._tallied("facets")}
        table: FromClause = _p if self._wanted.actor else _e
        columns = [table.c[name] for name in FACETS]
        query = select(*columns, func.count()).where(*self._conditions(table)).group_by(*columns)
        return {tuple(row[:-1]): row[-1] for row in self._connection.execute(query)}

    def _tallied(self, topic: str, most: int | None = None) -> Iterable[tuple[str, int]]:
        table = schema.tallies
        a, b = self._pair
        query = select(table.c.key, table.c.n).where(table.c.a == a, table.c.b == b)
        query = query.where(table.c.topic == topic).order_by(table.c.n.desc(), table.c.key)
        return [(row[0], row[1]) for row in self._connection.execute(query.limit(most))]

    def _people(self) -> dict[str, int]:
        """The people and bodies in most of the events that fit but for the person wanted."""
        chosen = self._chosen(_p)
        if not chosen and not self._in_time(_p):
            return dict(self._tallied("actor:event", MOST_NAMES))
        number = func.count().label("number")
        query = (
            select(_p.c.actor, number)
            .where(*self._of_pair(_p), *self._in_time(_p), *chosen)
            .group_by(_p.c.actor)
            .order_by(number.desc(), _p.c.actor)
            .limit(MOST_NAMES)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _conditions(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The pair, the time and the person."""
        out = [*self._of_pair(table), *self._in_time(table)]
        if self._wanted.actor:
            out.append(table.c.actor == self._wanted.actor)
        return out

    def _of_pair(self, table: FromClause) -> list[ColumnElement[bool]]:
        out = [table.c.a == self._pair[0], table.c.b == self._pair[1]]
        if table is _e:
            # In letters: an index of events alone serves no query that might ask for others.
            out.append(table.c.kind == literal_column("'event'"))
        return out

    def _in_time(self, table: FromClause) -> list[ColumnElement[bool]]:
        wanted, out = self._wanted, []
        if wanted.since:
            # What has no end ("2022/..") is looked for by its beginning.
            ends = case((table.c.last == "", table.c.first), else_=table.c.last)
            out += [table.c.first != "", ends >= wanted.since]
        if wanted.until:
            out += [table.c.first != "", table.c.first <= f"{wanted.until}~"]
        if wanted.told_until:
            out.append(table.c.first_told < f"{wanted.told_until}~")
        return out

    def _chosen(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The filters of FACETS; what a list holds is said by naming the lists that hold it."""
        out: list[ColumnElement[bool]] = []
        for place, name in enumerate(FACETS):
            value = getattr(self._wanted, name)
            if value and name in _LISTS:
                lists = {c[place] for c in self._lists() if value in _values(name, c[place])}
                out.append(table.c[name].in_(sorted(lists)))
            elif value:
                out.append(table.c[name] == value)
        return out

    def _lists(self) -> Iterable[Combination]:
        if self._wanted.actor:  # people are counted as if nobody were wanted
            return [tuple(key.split(FACETS_APART)) for key, _ in self._tallied("facets")]
        return self._combinations

    def _fits(self, combination: Combination, leave_out: str | None = None) -> bool:
        for place, name in enumerate(FACETS):
            value: Any = getattr(self._wanted, name)
            if value and name != leave_out and value not in _values(name, combination[place]):
                return False
        return True


def _values(name: str, told: str) -> Sequence[str]:
    """The values that an event has of a filter: several in a list, none in an empty one."""
    if name in _LISTS:
        return told.split(",") if told else ()
    return (told,)
