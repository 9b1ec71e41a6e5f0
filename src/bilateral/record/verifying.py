"""A record in, what is wrong in it out; nothing is changed.

Each check looks at all rows it speaks of: the file itself, quotes against texts, originals
against their hashes, what merging keeps, the index of search, and every view against what it
is made from.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, text

from bilateral.knowledge.policies import DEFAULT, policy
from bilateral.record import schema
from bilateral.record.merge.profiles import blocks, profile_from_json
from bilateral.record.search import index
from bilateral.record.store import Record
from bilateral.record.views.refresh import (
    in_order,
    pending,
    searched_documents,
    searched_statement,
)
from bilateral.record.views.summaries import kept_rows, keys_of, made_rows, people_of
from bilateral.record.views.tallies import (
    kept_documents,
    made_documents,
    of_document,
    of_entry,
    tally,
)
from bilateral.record.views.tellings import filed, rows

SHOWN = 20
"""Faults of one check that are told in words; all are counted."""

_documents, _statements = schema.documents, schema.statements
_evidence, _profiles = schema.evidence, schema.profiles


@dataclass(slots=True)
class Check:
    """What was looked at, how much of it, and the faults: the first in words, all in number."""

    name: str
    looked_at: int = 0
    number: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, what: str) -> None:
        self.number += 1
        if len(self.faults) < SHOWN:
            self.faults.append(what)


def verify(record: Record) -> list[Check]:
    """All checks, in the order in which a fault in one explains those in the next."""
    with record.reading() as connection:
        return [check(connection) for check in CHECKS]


# The store


def _store(connection: Connection) -> Check:
    check = Check("store")
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text(f"PRAGMA integrity_check({SHOWN})")):
            check.looked_at += 1
            if said != "ok":
                check.fault(str(said))
    return check


def _pointers(connection: Connection) -> Check:
    """Rows that point at rows that are not there."""
    check = Check("pointers")
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            child, parent = key.parent, key.column
            other = parent.table.alias()
            lost = child.is_not(None) & ~select(other).where(other.c[parent.name] == child).exists()
            for (value,) in connection.execute(select(child).where(lost)):
                check.fault(f"{table.name}.{child.name} names {value}, which is not there")
        check.looked_at += connection.execute(select(func.count()).select_from(table)).scalar_one()
    return check


# What documents say


def _originals(connection: Connection) -> Check:
    check = Check("originals")
    table = schema.originals
    streamed = connection.execution_options(yield_per=50)
    for row in streamed.execute(select(table.c.sha256, table.c.content)):
        check.looked_at += 1
        try:
            found = hashlib.sha256(zlib.decompress(row.content)).hexdigest()
        except zlib.error as error:
            found = str(error)
        if found != row.sha256:
            check.fault(f"the bytes of {row.sha256[:12]} are others than were kept: {found[:12]}")
    return check


def _quotes(connection: Connection) -> Check:
    check = Check("quotes")
    for names in in_order(connection, _documents.c.id):
        query = (
            select(_documents.c.text, _documents.c.title, _evidence)
            .join(_statements, _statements.c.id == _evidence.c.statement)
            .join(_documents, _documents.c.id == _statements.c.document)
            .where(_documents.c.id.in_(names))
        )
        for row in connection.execute(query):
            check.looked_at += 1
            whole = (row.title or "") if row.field == "title" else row.text
            if whole[row.start : row.end] != row.quote:
                check.fault(f"{row.statement}: {row.quote[:60]!r} does not stand at {row.start}")
    return check


def _evidence_of_statements(connection: Connection) -> Check:
    """Every statement has its words, and they are those of its content."""
    check = Check("evidence")
    for names in in_order(connection, _statements.c.id):
        quotes: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        query = select(_evidence).where(_evidence.c.statement.in_(names))
        for row in connection.execute(query.order_by(_evidence.c.position)):
            quotes[row.statement].append((row.field, row.start, row.end, row.quote))
        query_of = select(_statements.c.id, _statements.c.content)
        for row in connection.execute(query_of.where(_statements.c.id.in_(names))):
            check.looked_at += 1
            told = [(e["in"], e["start"], e["end"], e["quote"]) for e in row.content["evidence"]]
            if told != quotes[row.id]:
                check.fault(f"{row.id}: its words are others in `evidence` than in its content")
            elif not told:
                check.fault(f"{row.id}: has no words")
    return check


# What merging keeps


def _merging(connection: Connection) -> Check:
    check = Check("merging")
    of_profile = _statements.c.profile == _profiles.c.id
    other = _profiles.alias()
    known = select(_profiles.c.id).where(of_profile).exists()
    used = select(_statements.c.id).where(of_profile).exists()
    named = select(other.c.id).where(other.c.id == _profiles.c.entry).exists()
    for query, what in (
        (select(_statements.c.id).where(_statements.c.profile.is_not(None), ~known), "no profile"),
        (select(_profiles.c.id).where(~used), "no statement"),
        (select(_profiles.c.id).where(~named), "no entry"),
    ):
        for (name,) in connection.execute(query):
            check.fault(f"{name}: {what} of its name is there")
    for names in in_order(connection, _profiles.c.id):
        _filed(connection, check, names)
    return check


def _filed(connection: Connection, check: Check, names: list[str]) -> None:
    """Whether profiles are filed under the blocks that the rules of today give."""
    filed_under: dict[str, set[str]] = defaultdict(set)
    query = select(schema.blocks).where(schema.blocks.c.profile.in_(names))
    for row in connection.execute(query):
        filed_under[row.profile].add(row.block)
    query_of = select(_profiles.c.id, _profiles.c.content).where(_profiles.c.id.in_(names))
    for row in connection.execute(query_of):
        check.looked_at += 1
        if filed_under[row.id] != blocks(profile_from_json(row.content))[0]:
            check.fault(f"{row.id}: is filed under other blocks than the rules of today give")


# Views


def _touched(connection: Connection) -> Check:
    check = Check("views in step")
    if pending(connection):
        check.fault("something changed under the views and waits; it is put right when opened")
    return check


def _tellings(connection: Connection) -> Check:
    check = Check("tellings")
    table, ranks = schema.tellings, policy(DEFAULT)
    for names in in_order(connection, _statements.c.id):
        told = filed(connection, names)
        query = select(table).where(table.c.statement.in_(names))
        kept = {_key(dict(row)): dict(row) for row in connection.execute(query).mappings()}
        made = {_key(row): row for item in told for row in rows(item, ranks)}
        check.looked_at += len(names)
        for key in _different(kept, made):
            check.fault(f"{key[0]}: its telling of {key[1]} and {key[2]} is out of step")
    return check


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["statement"], row["a"], row["b"]


def _different(one: dict[Any, Any], other: dict[Any, Any]) -> Iterator[Any]:
    return (key for key in sorted({*one, *other}) if one.get(key) != other.get(key))


def _entries(connection: Connection) -> Check:
    check = Check("entries")
    for column in (schema.tellings.c.entry, schema.entries.c.entry):
        for names in in_order(connection, column):
            keys = keys_of(connection, names)
            kept, made = kept_rows(connection, keys), made_rows(connection, keys)
            check.looked_at += len(kept)
            for key in _different(kept, made):
                check.fault(f"{key[0]} of {key[1]} and {key[2]} is out of step")
    return check


def _people(connection: Connection) -> Check:
    check = Check("people of events")
    table, faults = schema.participants, set()
    for column in (schema.entries.c.entry, table.c.entry):
        for names in in_order(connection, column):
            query = select(table).where(table.c.entry.in_(names))
            kept = {tuple(row.values()) for row in connection.execute(query).mappings()}
            rows_of = select(schema.entries).where(schema.entries.c.entry.in_(names))
            made = people_of(dict(row) for row in connection.execute(rows_of).mappings())
            check.looked_at += len(made)
            columns = table.columns.keys()
            faults |= kept ^ {tuple(row[name] for name in columns) for row in made}
    for a, b, actor, entry, *_ in sorted(faults):
        check.fault(f"{actor} in {entry} of {a} and {b} is out of step")
    return check


def _counts(connection: Connection) -> Check:
    check = Check("counts")
    table, documents = schema.tallies, schema.pair_documents
    for names in in_order(connection, _documents.c.id):
        filed_under, made = kept_documents(connection, names), made_documents(connection, names)
        for key in _different(filed_under, made):
            check.fault(f"document {key[2][:12]} of {key[0]} and {key[1]} is out of step")
    streamed = connection.execution_options(yield_per=1000)
    counts: Counter[Any] = Counter()
    for rows_of, table_of in ((of_entry, schema.entries), (of_document, documents)):
        every = (dict(row) for row in streamed.execute(select(table_of)).mappings())
        counts.update(tally((rows_of(row), 1) for row in every))
    kept = {(r.a, r.b, r.topic, r.key): r.n for r in connection.execute(select(table))}
    check.looked_at = len(kept)
    for key in _different(kept, {key: n for key, n in counts.items() if n}):
        check.fault(f"{' '.join(key)} is {kept.get(key, 0)}, and should be {counts[key]}")
    return check


def _search(connection: Connection) -> Check:
    check = Check("search")
    table = schema.search_words
    for names in in_order(connection, _documents.c.id):
        _searched(connection, check, names, searched_documents(connection, names))
    for names in in_order(connection, _statements.c.id):
        told = (searched_statement(item) for item in filed(connection, names))
        _searched(connection, check, names, told)
    missing = (
        "SELECT name FROM search_words WHERE id NOT IN (SELECT id FROM search_index_docsize)"
        if connection.dialect.name == "sqlite"
        else "SELECT name FROM search_words WHERE vector IS NULL"
    )
    for (name,) in connection.execute(text(missing)):
        check.fault(f"{name}: its words are not in the index")
    strays = ~select(_documents.c.id).where(_documents.c.id == table.c.document).exists()
    for (name,) in connection.execute(select(table.c.name).where(strays)):
        check.fault(f"{name}: is in the index, and not in the record")
    return check


def _searched(
    connection: Connection, check: Check, names: list[str], items: Iterable[index.Searched]
) -> None:
    table = schema.search_words
    query = select(table.c.name, table.c.digest).where(table.c.name.in_(names))
    kept = {row.name: row.digest for row in connection.execute(query)}
    made = {item.name: item.digest() for item in items}
    check.looked_at += len(made)
    for name in _different(kept, made):
        check.fault(f"{name}: what it is found by is out of step")


CHECKS: tuple[Callable[[Connection], Check], ...] = (
    _store,
    _pointers,
    _originals,
    _quotes,
    _evidence_of_statements,
    _merging,
    _touched,
    _tellings,
    _entries,
    _people,
    _counts,
    _search,
)
