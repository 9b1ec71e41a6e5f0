"""What was touched in a transaction in, all views in step with it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from bilateral.record import schema
from bilateral.record.indexing import Pair
from bilateral.record.search import index
from bilateral.record.search.index import DOCUMENT, Searched, statement_words
from bilateral.record.views.summaries import Key, keys_of, summarise
from bilateral.record.views.tallies import (
    apply,
    count_pairs,
    file_documents,
    of_entry,
    tally,
)
from bilateral.record.views.tellings import AT_ONCE, Filed, filed, parts, tell

_touched, _statements = schema.touched, schema.statements
_documents, _tellings = schema.documents, schema.tellings

Progress = Callable[[int, int], None]
"""Called with how many of how many documents are done."""


def pending(connection: Connection) -> bool:
    """Whether something was touched since the views were last in step."""
    return connection.execute(select(_touched.c.name).limit(1)).first() is not None


def refresh(connection: Connection) -> None:
    """Bring all views into step with what was touched, and touch nothing more."""
    names: dict[str, set[str]] = defaultdict(set)
    for what, name in connection.execute(select(_touched.c.what, _touched.c.name)):
        names[what].add(name)
    if not names:
        return
    connection.execute(delete(_touched))
    entries, owners = _tell(connection, names["statement"] | _statements_of(connection, names))
    owners |= names["document"]
    entries |= _shown_as(connection, names["statement"])
    pairs = _count(connection, entries) | file_documents(connection, owners)
    count_pairs(connection, pairs)
    _index_documents(connection, owners)


def _tell(connection: Connection, statements: set[str]) -> tuple[set[Key], set[str]]:
    """Bring tellings into step; the entries and the documents whose tellings changed."""
    entries: set[Key] = set()
    owners: set[str] = set()
    for part in parts(statements):
        told = filed(connection, part)
        changed = tell(connection, part, told)
        for row in (*changed.gone, *changed.come):
            entries.add((row["entry"], row["a"], row["b"]))
            owners.add(row["document"])
        _index_statements(connection, part, told)
    return entries, owners


def _shown_as(connection: Connection, statements: Collection[str]) -> set[Key]:
    """The entries of statements that were touched themselves: what a person corrects may change
    what the entry shows, and leave its tellings as they are."""
    columns = (_tellings.c.entry, _tellings.c.a, _tellings.c.b)
    out: set[Key] = set()
    for part in parts(statements):
        query = select(*columns).where(_tellings.c.statement.in_(part))
        out |= {(row[0], row[1], row[2]) for row in connection.execute(query)}
    return out


def _statements_of(connection: Connection, names: Mapping[str, set[str]]) -> set[str]:
    """The statements of the profiles and documents that were touched."""
    out: set[str] = set()
    for what, column in (("profile", _statements.c.profile), ("document", _statements.c.document)):
        for part in parts(names.get(what, ())):
            query = select(_statements.c.id).where(column.in_(part))
            out |= set(connection.execute(query).scalars())
    return out


def _count(connection: Connection, entries: Collection[Key]) -> set[Pair]:
    gone, come = summarise(connection, entries)
    changes = tally([(of_entry(row), 1) for row in come] + [(of_entry(row), -1) for row in gone])
    apply(connection, changes)
    return {(row["a"], row["b"]) for row in (*gone, *come)}


def _index_statements(connection: Connection, names: Sequence[str], told: list[Filed]) -> None:
    items = [searched_statement(item) for item in told]
    index.forget(connection, set(names) - {item.name for item in items})
    index.index(connection, items)


def searched_statement(told: Filed) -> Searched:
    """What a statement is found by."""
    statement, pairs = told.statement, tuple(sorted(told.pairs))
    body = statement_words(statement)
    return Searched(statement.id, statement.kind, told.document.id, pairs, "", body)


def _index_documents(connection: Connection, names: Iterable[str]) -> None:
    for part in parts(names):
        items = searched_documents(connection, part)
        index.forget(connection, set(part) - {item.name for item in items})
        index.index(connection, items)


def searched_documents(connection: Connection, names: list[str]) -> list[Searched]:
    """What these documents are found by, those that are in force."""
    filed_under = schema.pair_documents
    columns = (_documents.c.id, _documents.c.title, _documents.c.text)
    in_force = and_(_documents.c.superseded_by.is_(None), _documents.c.withdrawn.is_(None))
    pairs: dict[str, list[Pair]] = defaultdict(list)
    query = select(filed_under.c.document, filed_under.c.a, filed_under.c.b)
    for name, a, b in connection.execute(query.where(filed_under.c.document.in_(names))):
        pairs[name].append((a, b))
    rows = connection.execute(select(*columns).where(_documents.c.id.in_(names), in_force)).all()
    return [
        Searched(d, DOCUMENT, d, tuple(sorted(pairs[d])), title or "", body)
        for d, title, body in rows
    ]


def empty(connection: Connection) -> None:
    """Take everything out of the views."""
    index.empty(connection)
    for table in schema.VIEWS:
        if table is not schema.search_words:
            connection.execute(delete(table))


def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Make all views anew, in the caller's transaction, some documents at a time."""
    empty(connection)
    total = connection.execute(select(func.count()).select_from(_documents)).scalar_one()
    done = 0
    pairs: set[Pair] = set()
    for names in in_order(connection, _documents.c.id):
        _tell(connection, _statements_of(connection, {DOCUMENT: set(names)}))
        pairs |= file_documents(connection, names)
        _index_documents(connection, names)
        done += len(names)
        if progress:
            progress(done, total)
    # An entry is summed up once, when all that tells it is there.
    for names in in_order(connection, _tellings.c.entry):
        pairs |= _count(connection, keys_of(connection, names))
    count_pairs(connection, pairs)


def in_order(connection: Connection, column: ColumnElement[str]) -> Iterator[list[str]]:
    """The different values of a column, some at a time."""
    last = ""
    while True:
        query = select(column).where(column > last).distinct().order_by(column).limit(AT_ONCE)
        names = list(connection.execute(query).scalars())
        if not names:
            return
        yield names
        last = names[-1]
