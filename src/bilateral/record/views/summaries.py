"""Entries whose tellings changed in, their rows in `entries` out, counted in the store.

What an entry shows and how many sources it has is what `record.entries.entry` says of the same
statements under the default policy; a test holds the two together. It is counted by the store,
so that an entry of ten thousand tellings costs four queries and no memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, tuple_

from bilateral.knowledge.plover import intensity, quad_code, roots
from bilateral.language.edtf import bounds
from bilateral.model import Actor, Area, Commitment, Event, Figure, Statement, Status
from bilateral.record import schema
from bilateral.record.entries import DISPUTED, SINGLE, SUPPORTED
from bilateral.record.intervals import agree
from bilateral.record.series import MANY
from bilateral.record.sources import components
from bilateral.record.views.tellings import AT_ONCE, GROUP, Filed, Row, filed, parts

MOST_VALUES = 40
"""Values of one group of figures that are held against each other."""

COUNTED = ("occurred", "planned", "proposed")
"""States of an event that counts in its month: a plan and a proposal are acts in words."""

_t = schema.tellings
_entries = schema.entries

Key = tuple[str, str, str]
"""Entry and pair."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the tellings of an entry of a pair come to."""

    documents: int
    statements: int
    told: str
    first_told: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What lists are sorted and chosen by, as the statement shown has it."""

    code: str = ""
    day: str = ""
    form: str = ""
    activity: str = ""
    side: str = ""
    first: str = ""
    last: str = ""
    month: str = ""
    quad: int = 0
    score: int = 0
    contexts: str = ""
    actors: str = ""


def shape(statement: Statement, told: str, first_told: str) -> Shape:
    """The columns that the statement shown gives; `told` is the day of the latest telling."""
    match statement:
        case Event():
            return _event(statement, told)
        case Status():
            return _status(statement, told, first_told)
        case Figure():
            return _figure(statement, told)
        case Commitment():
            return _commitment(statement, told)
        case Area():
            return Shape(code=statement.code, form=statement.stance, day=told)
        case Actor():
            return Shape(code=statement.country or "", side=statement.country or "", day=told)
    raise TypeError(statement)


def _commitment(commitment: Commitment, told: str) -> Shape:
    first, last = bounds(commitment.due)
    return Shape(
        code=commitment.strength,
        form=commitment.strength,
        day=told,
        side=",".join(sorted(commitment.by)),
        first=first or "",
        last=last or "",
    )


def _event(event: Event, told: str) -> Shape:
    first, last = bounds(event.date)
    within = first and last and first[:7] == last[:7]
    counts = within and event.event_type in roots() and event.state in COUNTED
    return Shape(
        code=event.event_type,
        day=first or told,
        form=event.state,
        activity=event.activity,
        side=",".join(sorted(event.source)),
        first=first or "",
        last=last or "",
        month=(first or "")[:7] if counts else "",
        quad=quad_code(event.event_type) if event.event_type in roots() else 0,
        score=int(intensity(event.event_type, event.mode) * 1000) if counts else 0,
        contexts=",".join(sorted(set(event.contexts))),
        actors="\n".join(_names(event)),
    )


MOST_LETTERS = 300
"""Letters of a name; what is longer is none, and an index could not hold it."""


def _names(event: Event) -> list[str]:
    plain = (" ".join(name.split()) for name in event.actors)
    return sorted({name for name in plain if 0 < len(name) <= MOST_LETTERS})


def _status(status: Status, told: str, first_told: str) -> Shape:
    first, last = bounds(status.date)
    step = bool(status.date) or status.change != "described"
    day = (first or first_told) if step else told
    return Shape(code=status.level, form=status.change, day=day, first=first or "", last=last or "")


def _figure(figure: Figure, told: str) -> Shape:
    first, last = bounds(figure.time_period or figure.as_of)
    return Shape(
        code=figure.measure,
        day=first or told[:4],
        form=figure.nature or "",
        side=figure.ref_area or "",
        first=first or "",
        last=last or "",
    )


def summarise(connection: Connection, keys: Collection[Key]) -> tuple[list[Row], list[Row]]:
    """Make the rows of these entries of pairs anew; (the rows that went, the rows that came)."""
    gone: list[Row] = []
    come: list[Row] = []
    for part in parts(keys):
        before, now = kept_rows(connection, part), made_rows(connection, part)
        went = [row for key, row in before.items() if now.get(key) != row]
        came = [row for key, row in now.items() if before.get(key) != row]
        _replace(connection, went, came)
        gone += went
        come += came
    return gone, come


def keys_of(connection: Connection, names: Collection[str]) -> list[Key]:
    """The entries called so, with each pair that they are told of or kept under."""
    found: set[Key] = set()
    for table in (_t, _entries):
        columns = (table.c.entry, table.c.a, table.c.b)
        query = select(*columns).where(table.c.entry.in_(names)).distinct()
        found |= {(row[0], row[1], row[2]) for row in connection.execute(query)}
    return sorted(found)


def kept_rows(connection: Connection, keys: list[Key]) -> dict[Key, Row]:
    """The rows of these entries as they are kept."""
    columns = tuple_(_entries.c.entry, _entries.c.a, _entries.c.b)
    query = select(_entries).where(columns.in_(keys))
    rows = (dict(row) for row in connection.execute(query).mappings())
    return {(row["entry"], row["a"], row["b"]): row for row in rows}


def _replace(connection: Connection, gone: list[Row], come: list[Row]) -> None:
    columns = tuple_(_entries.c.a, _entries.c.b, _entries.c.entry)
    for start in range(0, len(gone), AT_ONCE):
        keys = [(row["a"], row["b"], row["entry"]) for row in gone[start : start + AT_ONCE]]
        connection.execute(delete(_entries).where(columns.in_(keys)))
    if come:
        connection.execute(insert(_entries), come)
    _file_people(connection, gone, come)


def _file_people(connection: Connection, gone: list[Row], come: list[Row]) -> None:
    """Who takes part in these events, each with all that the events are chosen by."""
    table = schema.participants
    columns = tuple_(table.c.entry, table.c.a, table.c.b)
    for part in parts((row["entry"], row["a"], row["b"]) for row in gone if row["actors"]):
        connection.execute(delete(table).where(columns.in_(part)))
    if rows := people_of(come):
        connection.execute(insert(table), rows)


def people_of(rows: Iterable[Row]) -> list[Row]:
    """The rows of `participants` that these of `entries` make."""
    own = [column.name for column in schema.participants.c if column.name != "actor"]
    return [
        {**{name: row[name] for name in own}, "actor": actor}
        for row in rows
        for actor in row["actors"].splitlines()
    ]


def made_rows(connection: Connection, keys: list[Key]) -> dict[Key, Row]:
    """The rows of these entries as their tellings have them."""
    told = _counted(connection, keys)
    sources = _sources(connection, keys)
    figures = [key for key in keys if key[0].startswith(GROUP)]
    values = _values(connection, figures) if figures else {}
    shown = _shown(connection, keys, values)
    statements = _statements(connection, shown, values)
    out = {}
    for key, counts in told.items():
        statement, standing = shown[key]
        if statement not in statements:
            continue  # what tells it is no longer in force
        row = _row(key, counts, sources[key], statements[statement].statement)
        disagree = _disputed(
            [statements[v] for v in values.get(key, {}).values() if v in statements]
        )
        row["amounts"] = len(values.get(key, {}))
        row["state"] = DISPUTED if disagree else row["state"]
        out[key] = {**row, "shown": statement, "standing": standing}
    return out


def _row(key: Key, counts: Told, sources: int, statement: Statement) -> Row:
    entry, a, b = key
    return {
        "a": a,
        "b": b,
        "entry": entry,
        "kind": statement.kind,
        **asdict(counts),
        "sources": sources,
        "state": SUPPORTED if sources > 1 else SINGLE,
        **asdict(shape(statement, counts.told[:10], counts.first_told[:10])),
    }


_KEY = (_t.c.entry, _t.c.a, _t.c.b)


def _among(keys: list[Key]) -> ColumnElement[bool]:
    """The tellings of these entries; a person is told of in many pairs, and only those of the
    pairs that were touched are looked at."""
    return tuple_(*_KEY).in_(keys)


def _counted(connection: Connection, keys: list[Key]) -> dict[Key, Told]:
    query = (
        select(
            *_KEY,
            func.count(func.distinct(_t.c.document)),
            func.count(),
            func.coalesce(func.max(_t.c.published), ""),
            func.coalesce(func.min(_t.c.published), ""),
        )
        .where(_among(keys))
        .group_by(*_KEY)
    )
    return {(row[0], row[1], row[2]): Told(*row[3:]) for row in connection.execute(query)}


def _sources(connection: Connection, keys: list[Key]) -> dict[Key, int]:
    """How many independent sources each entry has: publishers, those counting as one that
    printed one text."""
    wanted = _among(keys)
    query = select(*_KEY, _t.c.publisher).where(wanted).distinct()
    publishers: dict[Key, set[str]] = defaultdict(set)
    for e, a, b, publisher in connection.execute(query):
        publishers[e, a, b].add(publisher)
    common: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    shared = (
        select(*_KEY, _t.c.story)
        .where(wanted)
        .group_by(*_KEY, _t.c.story)
        .having(func.count(func.distinct(_t.c.publisher)) > 1)
        .subquery()
    )
    same = and_(*(_t.c[c.name] == shared.c[c.name] for c in (*_KEY, _t.c.story)))
    query = select(*_KEY, _t.c.story, _t.c.publisher).join(shared, same).distinct()
    for row in connection.execute(query):
        common[row.entry, row.a, row.b].append((row.story, row.publisher))
    return {key: components(found, common[key]) for key, found in publishers.items()}


_ORDER = (
    _t.c.rank,
    _t.c.exactness.desc(),
    func.coalesce(_t.c.published, "9999"),
    _t.c.document,
    _t.c.statement,
)
"""The statement that stands first in this order is shown, as `record.entries.entry` does it."""


def _values(connection: Connection, keys: list[Key]) -> dict[Key, dict[str, str]]:
    """The values of groups of figures, each with the first statement that tells it; the one that
    a group shows stands first: by whose word, then by how many tell it."""
    number = func.row_number().over(partition_by=(*_KEY, _t.c.value), order_by=_ORDER)
    wanted = and_(_among(keys), _t.c.kind == Figure.kind)
    ranked = select(*_KEY, _t.c.value, _t.c.statement, _t.c.rank, number.label("n")).where(wanted)
    first = ranked.subquery()
    counted = (
        select(
            *_KEY,
            _t.c.value,
            func.count(func.distinct(_t.c.publisher)).label("told"),
            func.min(_t.c.statement).label("name"),
        )
        .where(wanted)
        .group_by(*_KEY, _t.c.value)
        .subquery()
    )
    same = and_(*(first.c[c.name] == counted.c[c.name] for c in (*_KEY, _t.c.value)))
    columns = [first.c[c.name] for c in _KEY]
    query = (
        select(*columns, first.c.value, first.c.statement)
        .join(counted, same)
        .where(first.c.n == 1)
        .order_by(first.c.rank, counted.c.told.desc(), counted.c.name)
    )
    out: dict[Key, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(query).all():
        out[row[0], row[1], row[2]][row[3]] = row[4]
    return out


def _shown(
    connection: Connection, keys: list[Key], values: Mapping[Key, Mapping[str, str]]
) -> dict[Key, tuple[str, str]]:
    """The statement that each entry shows, and its standing."""
    number = func.row_number().over(partition_by=_KEY, order_by=_ORDER)
    ranked = select(*_KEY, _t.c.statement, _t.c.standing, _t.c.kind, number.label("n"))
    first = ranked.where(_among(keys)).subquery()
    query = select(first).where(first.c.n == 1)
    out = {(r.entry, r.a, r.b): (r.statement, r.standing) for r in connection.execute(query)}
    chosen = {key: next(iter(found.values())) for key, found in values.items()}
    query = select(_t.c.statement, _t.c.standing).where(_t.c.statement.in_(set(chosen.values())))
    standings = {row.statement: row.standing for row in connection.execute(query)}
    return {**out, **{key: (name, standings[name]) for key, name in chosen.items()}}


def _statements(
    connection: Connection,
    shown: Mapping[Key, tuple[str, str]],
    values: Mapping[Key, Mapping[str, str]],
) -> dict[str, Filed]:
    names = {name for name, _ in shown.values()}
    for found in values.values():
        names.update(found.values())
    return {item.statement.id: item for part in parts(names) for item in filed(connection, part)}


def _disputed(told: list[Filed]) -> bool:
    """Whether two values of a group of figures cannot both be true."""
    figures = [item.statement for item in told if isinstance(item.statement, Figure)]
    if len(figures) < 2 or figures[0].measure in MANY:
        return False
    if not (figures[0].time_period or figures[0].as_of):
        return False
    return any(not agree(one, other) for one, other in combinations(figures[:MOST_VALUES], 2))
