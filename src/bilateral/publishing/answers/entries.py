"""A pair and what is wanted of it in, a page of entries, or one with all that tells it, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select

from bilateral.model import Commitment, Document, Event, Statement
from bilateral.publishing.answers.wanted import Wanted
from bilateral.record import Record, schema
from bilateral.record.entries import SUPERSEDED, Entry, State
from bilateral.record.follow_up import KEPT, Followed
from bilateral.record.following import followed
from bilateral.record.indexing import Pair
from bilateral.record.pages import Page, Row, made, row_of, rows, told_in
from bilateral.record.search.finding import entries_with


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a pair as it stands on a day.

    `row` is its row among the lists; `entry` is made from its first tellings, `documents` and
    `statements` count all of them; `followed` is what became of a plan, promise or proposal.
    """

    row: Row
    entry: Entry[Any]
    documents: int
    statements: int
    first_told: str | None
    last_told: str | None
    followed: Followed | None = None

    @property
    def statement(self) -> Any:
        """The statement that the entry shows."""
        return self.entry.statement

    @property
    def shown_in(self) -> Document:
        """The document of the statement shown."""
        told = zip(self.entry.told_in, self.entry.statements, strict=True)
        return next(d for d, s in told if s.id == self.entry.statement.id)


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement of an entry, with the document it stands in."""

    document: Document
    statement: Statement


def listed(
    record: Record,
    pair: Pair,
    wanted: Wanted,
    *,
    limit: int = 50,
    after: str | None = None,
    ascending: bool = False,
) -> Page[Listed]:
    """One page of a pair's entries, latest first; `after` is the mark of the page before.

    Of words that very many statements hold, those added latest are looked through.
    """
    names = _with_words(record, pair, wanted)
    page = rows(
        record,
        pair,
        wanted.choice(),
        ascending=ascending,
        limit=limit,
        after=after,
        names=names,
    )
    return Page(tuple(_made(record, pair, page.items, wanted.as_of)), page.after)


def _with_words(record: Record, pair: Pair, wanted: Wanted) -> list[str] | None:
    if not wanted.words or not wanted.words.strip():
        return None
    with record.reading() as connection:
        return entries_with(connection, wanted.words, wanted.kind, pair)


def _made(record: Record, pair: Pair, found: Sequence[Row], as_of: str) -> list[Listed]:
    entries = made(record, pair, [row.entry for row in found], as_of=as_of)
    told = [(row, entries[row.entry]) for row in found if row.entry in entries]
    became = follow(record, pair, [item for _, item in told], as_of)
    return [_standing(row, item, as_of, became.get(item.id)) for row, item in told]


def follow(
    record: Record, pair: Pair, entries: Sequence[Entry[Any]], as_of: str
) -> dict[str, Followed]:
    """What became of plans and promises until a day, by the entry's name."""
    kinds = (Event, Commitment)
    plans = [item for item in entries if isinstance(item.statement, kinds)]
    return followed(record, pair, plans, as_of) if plans else {}


def _standing(row: Row, item: Entry[Any], as_of: str, became: Followed | None) -> Listed:
    """The entry with its counts and its state on the day: the record's own where all of it was
    told by then."""
    documents, statements = len(item.documents), len(item.statements)
    first, last = item.first_told, item.told
    if row.told[:10] <= as_of:
        item = replace(item, sources=row.sources, state=State(row.state, row.sources))
        documents, statements = row.documents, row.statements
        first, last = row.first_told or None, row.told or None
    if became and became.state in (KEPT, SUPERSEDED) and became.steps:
        item = item.in_state(SUPERSEDED, became.steps[-1].what)
    return Listed(row, item, documents, statements, first, last, became)


def called(record: Record, name: str, as_of: str, pair: Pair | None = None) -> Listed | None:
    """The entry called so, or of the statement called so, on a day; None where there is none."""
    row = row_of(record, name, pair) or _of_statement(record, name, pair)
    if row is None:
        return None
    found = _made(record, row.pair, [row], as_of)
    return found[0] if found else None


def _of_statement(record: Record, name: str, pair: Pair | None) -> Row | None:
    table, kept = schema.tellings, schema.statements
    # A figure stands in the group of its quantity, and goes by the name of its value too.
    query = (
        select(table.c.entry, table.c.a, table.c.b)
        .join(kept, kept.c.id == table.c.statement)
        .where(or_(table.c.statement == name, kept.c.profile == name))
        .order_by(table.c.a, table.c.b)
        .limit(1)
    )
    if pair:
        query = query.where(table.c.a == pair[0], table.c.b == pair[1])
    with record.reading() as connection:
        row = connection.execute(query).first()
    return row_of(record, row.entry, (row.a, row.b)) if row else None


def evidence(
    record: Record, item: Listed, as_of: str, *, limit: int = 50, offset: int = 0
) -> tuple[list[Telling], int | None]:
    """Some tellings of an entry in the order of publication, and where the next ones begin."""
    found = told_in(record, item.row.entry, item.row.pair, limit=limit + 1, offset=offset)
    known = [
        Telling(document, statement)
        for document, statement in found[:limit]
        if not document.published or document.published[:10] <= as_of
    ]
    return known, offset + limit if len(found) > limit else None
