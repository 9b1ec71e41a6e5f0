"""Rows of entries that went and came in, counts by pair brought into step out.

A count changes by what changed, and is never counted anew: `rebuild` and `verify` do that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Insert, RowMapping, and_, delete, func, insert, or_, select

from bilateral.model import KINDS, Event
from bilateral.record import schema
from bilateral.record.indexing import Pair
from bilateral.record.views.tellings import AT_ONCE, Row, parts

_tallies, _pairs = schema.tallies, schema.pairs
_entries, _filed = schema.entries, schema.pair_documents

FACETS = ("code", "activity", "form", "side", "contexts")
"""What events are chosen by beside their days and people; all five are counted together."""
FACETS_APART = "|"

Count = tuple[str, str, str, str]
"""Pair, topic and key."""


def of_entry(row: Row) -> Iterable[tuple[Count, int]]:
    """What an entry counts for."""
    a, b, kind = row["a"], row["b"], row["kind"]
    yield (a, b, "entries", kind), 1
    yield (a, b, "statements", kind), row["statements"]
    yield (a, b, f"state:{kind}", row["state"]), 1
    for column, topic in (("code", "told"), ("form", "form"), ("side", "side")):
        if row[column]:
            yield (a, b, f"{topic}:{kind}", row[column]), 1
    if kind == Event.kind:
        yield (a, b, "facets", FACETS_APART.join(row[column] for column in FACETS)), 1
        for actor in row["actors"].splitlines():
            yield (a, b, "actor:event", actor), 1
    if row["month"]:
        yield (a, b, f"quad{row['quad']}", row["month"]), 1
        topic = "cooperation" if row["score"] > 0 else "tension"
        if row["score"]:
            yield (a, b, topic, row["month"]), row["score"]


def of_document(row: Row) -> Iterable[tuple[Count, int]]:
    """What a document counts for in a pair."""
    a, b = row["a"], row["b"]
    yield (a, b, "publisher", row["publisher"]), 1
    yield (a, b, "year", row["published"][:4]), 1


def tally(counts: Iterable[tuple[Iterable[tuple[Count, int]], int]]) -> Counter[Count]:
    """The sum of what came (1) and what went (-1)."""
    out: Counter[Count] = Counter()
    for items, sign in counts:
        for key, n in items:
            out[key] += sign * n
    return out


def apply(connection: Connection, changes: Counter[Count]) -> None:
    """Add these to the counts; one that comes to nothing goes."""
    rows: list[Row] = [
        {"a": a, "b": b, "topic": topic, "key": key, "n": n}
        for (a, b, topic, key), n in sorted(changes.items())
        if n
    ]
    if not rows:
        return
    connection.execute(_adding(connection), rows)
    for start in range(0, len(rows), AT_ONCE):
        here = [
            and_(
                _tallies.c.a == row["a"],
                _tallies.c.b == row["b"],
                _tallies.c.topic == row["topic"],
                _tallies.c.key == row["key"],
            )
            for row in rows[start : start + AT_ONCE]
            if row["n"] < 0
        ]
        if here:
            connection.execute(delete(_tallies).where(or_(*here), _tallies.c.n == 0))


def _adding(connection: Connection) -> Insert:
    # The two stores say it alike, each through a type of its own; what is not used is not loaded.
    name = "sqlite" if connection.dialect.name == "sqlite" else "postgresql"
    kind: Any = import_module(f"sqlalchemy.dialects.{name}")
    made = kind.insert(_tallies)
    added: Insert = made.on_conflict_do_update(
        index_elements=["a", "b", "topic", "key"], set_={"n": _tallies.c.n + made.excluded.n}
    )
    return added


def file_documents(connection: Connection, names: Collection[str]) -> set[Pair]:
    """Bring the documents of pairs into step; the pairs that gained or lost one are returned."""
    touched: set[Pair] = set()
    changes: Counter[Count] = Counter()
    for part in parts(names):
        before, now = kept_documents(connection, part), made_documents(connection, part)
        gone = [row for key, row in before.items() if now.get(key) != row]
        come = [row for key, row in now.items() if before.get(key) != row]
        _replace(connection, gone, come)
        changes.update(tally([(of_document(r), 1) for r in come]))
        changes.subtract(tally([(of_document(r), 1) for r in gone]))
        touched |= {(row["a"], row["b"]) for row in (*gone, *come)}
    apply(connection, changes)
    return touched


def kept_documents(connection: Connection, names: list[str]) -> dict[tuple[str, str, str], Row]:
    """The rows of these documents as they are kept."""
    query = select(_filed).where(_filed.c.document.in_(names))
    return _by_key(connection.execute(query).mappings())


def made_documents(connection: Connection, names: list[str]) -> dict[tuple[str, str, str], Row]:
    """The rows of these documents as their tellings have them."""
    told = schema.tellings
    query = (
        select(
            told.c.a,
            told.c.b,
            told.c.document,
            func.coalesce(func.max(told.c.published), "").label("published"),
            func.max(told.c.publisher).label("publisher"),
            func.count().label("statements"),
        )
        .where(told.c.document.in_(names))
        .group_by(told.c.a, told.c.b, told.c.document)
    )
    return _by_key(connection.execute(query).mappings())


def _by_key(rows: Iterable[RowMapping]) -> dict[tuple[str, str, str], Row]:
    made = (dict(row) for row in rows)
    return {(row["a"], row["b"], row["document"]): row for row in made}


def _replace(connection: Connection, gone: list[Row], come: list[Row]) -> None:
    by_pair: dict[Pair, list[str]] = defaultdict(list)
    for row in gone:
        by_pair[row["a"], row["b"]].append(row["document"])
    for (a, b), documents in sorted(by_pair.items()):
        here = and_(_filed.c.a == a, _filed.c.b == b, _filed.c.document.in_(documents))
        connection.execute(delete(_filed).where(here))
    if come:
        connection.execute(insert(_filed), come)


def count_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Bring the rows of these pairs into step: how many documents, and the last day told of."""
    for a, b in sorted(pairs):
        here = and_(_tallies.c.a == a, _tallies.c.b == b)
        by_topic = select(func.coalesce(func.sum(_tallies.c.n), 0)).where(here)
        documents = connection.execute(by_topic.where(_tallies.c.topic == "year")).scalar_one()
        connection.execute(delete(_pairs).where(_pairs.c.a == a, _pairs.c.b == b))
        if documents:
            latest = _latest(connection, a, b)
            row = {"a": a, "b": b, "documents": documents, "latest": latest}
            connection.execute(insert(_pairs).values(row))


def _latest(connection: Connection, a: str, b: str) -> str:
    """The last day that an entry of the pair has; one look into the index for each kind."""
    days = [
        select(_entries.c.day)
        .where(_entries.c.a == a, _entries.c.b == b, _entries.c.kind == kind)
        .order_by(_entries.c.day.desc())
        .limit(1)
        .scalar_subquery()
        for kind in KINDS
    ]
    return max(day or "" for day in connection.execute(select(*days)).one())
