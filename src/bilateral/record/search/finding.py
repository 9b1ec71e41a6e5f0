"""Words of a person in, the documents and statements that hold them out, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from bilateral.record import schema
from bilateral.record.indexing import Pair
from bilateral.record.search.index import DOCUMENT, kind_facet, pair_facet
from bilateral.record.search.queries import Query, understood
from bilateral.record.search.tokens import placed

RANKED = 1000
"""Of more hits than this the latest added come first; of fewer the best."""
WIDTH = 240
"""Characters of a snippet."""
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around a hit; `marks` are where the words looked for start and end in `text`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The text with a sign before and after each word looked for; not for HTML, whose
        text must be escaped piece by piece."""
        out, at = [], 0
        for start, end in self.marks:
            out += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*out, self.text[at:]])

    __str__ = marked


@dataclass(frozen=True, slots=True)
class Found:
    """A document or a statement found by words.

    `id` is the id of the document or the statement, `kind` is `document` or the statement's
    kind, `entry` the entry in which a statement stands.
    """

    id: str
    kind: str
    document: str
    title: str | None
    published: str | None
    outlet: str | None
    snippet: Snippet
    entry: str | None = None
    pairs: tuple[Pair, ...] = ()


def find(
    connection: Connection,
    typed: str,
    *,
    kind: str | None = None,
    pair: Pair | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[Found]:
    """What holds all the words `typed`; see `queries` for what may be typed."""
    facets = [kind_facet(kind)] if kind else []
    query = understood(typed, [*facets, *([pair_facet(pair)] if pair else [])])
    if query is None or limit <= 0:
        return []
    rows = _hits(connection, query, limit, max(0, offset))
    return _told(connection, rows, query)


def count(connection: Connection, typed: str, pair: Pair | None = None) -> dict[str, int]:
    """How many of each kind hold the words `typed`; no kind is counted beyond RANKED."""
    query = understood(typed, [pair_facet(pair)] if pair else [])
    if query is None:
        return {}
    sql = f"SELECT kind, count(*) FROM ({_matching(connection)} LIMIT :most) AS hits GROUP BY kind"
    values = {"query": _written(connection, query), "most": RANKED}
    return {row[0]: row[1] for row in connection.execute(text(sql), values)}


def entries_with(connection: Connection, typed: str, kind: str, pair: Pair) -> list[str]:
    """The entries of this kind and pair of which a statement holds the words `typed`, from at
    most RANKED statements, the latest added."""
    query = understood(typed, [kind_facet(kind), pair_facet(pair)])
    if query is None:
        return []
    sqlite = connection.dialect.name == "sqlite"
    order = "search_index.rowid" if sqlite else "w.id"
    sql = (
        "SELECT DISTINCT t.entry FROM tellings t JOIN "
        f"({_matching(connection)} ORDER BY {order} DESC LIMIT :most) AS hits "
        "ON t.statement = hits.name WHERE t.a = :a AND t.b = :b"
    )
    values = {"query": _written(connection, query), "most": RANKED, "a": pair[0], "b": pair[1]}
    return [row[0] for row in connection.execute(text(sql), values)]


def _written(connection: Connection, query: Query) -> str:
    return query.in_sqlite() if connection.dialect.name == "sqlite" else query.in_postgresql()


def _matching(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return (
            "SELECT w.id, w.name, w.kind, w.document FROM search_index "
            "CROSS JOIN search_words w ON w.id = search_index.rowid "
            "WHERE search_index MATCH :query"
        )
    return (
        "SELECT w.id, w.name, w.kind, w.document FROM search_words w "
        "WHERE w.vector @@ CAST(:query AS tsquery)"
    )


def _hits(connection: Connection, query: Query, limit: int, offset: int) -> Sequence[Any]:
    """The rows of the hits: ranked where they are few enough to weigh all of them."""
    values = {
        "query": _written(connection, query),
        "limit": limit,
        "offset": offset,
        "most": RANKED + 1,
    }
    matching = _matching(connection)
    few = f"SELECT count(*) FROM ({matching} LIMIT :most) AS hits"
    ranked = connection.execute(text(few), values).scalar_one() <= RANKED
    if connection.dialect.name == "sqlite":
        order = "bm25(search_index, 0, 5, 1), w.name" if ranked else "search_index.rowid DESC"
    else:
        rank = "ts_rank(w.vector, CAST(:query AS tsquery), 1)"
        order = f"{rank} DESC, w.name" if ranked else "w.id DESC"
    sql = f"{matching} ORDER BY {order} LIMIT :limit OFFSET :offset"
    return connection.execute(text(sql), values).all()


def _told(connection: Connection, rows: Sequence[Any], query: Query) -> list[Found]:
    table = schema.documents
    columns = (table.c.id, table.c.title, table.c.published, table.c.outlet, table.c.text)
    wanted = select(*columns).where(table.c.id.in_({row.document for row in rows}))
    documents = {row.id: row for row in connection.execute(wanted)}
    told = [row.name for row in rows if row.kind != DOCUMENT]
    entries = _entries(connection, told)
    quotes = _quotes(connection, told)
    out = []
    for row in rows:
        document = documents[row.document]
        words = [document.text] if row.kind == DOCUMENT else quotes.get(row.name, [""])
        entry, pairs = entries.get(row.name, (None, ()))
        out.append(
            Found(
                id=row.name,
                kind=row.kind,
                document=row.document,
                title=document.title,
                published=document.published,
                outlet=document.outlet,
                snippet=snippet(words, query),
                entry=entry,
                pairs=pairs,
            )
        )
    return out


def _entries(
    connection: Connection, statements: Iterable[str]
) -> Mapping[str, tuple[str, tuple[Pair, ...]]]:
    table = schema.tellings
    query = (
        select(table.c.statement, table.c.entry, table.c.a, table.c.b)
        .where(table.c.statement.in_(list(statements)))
        .order_by(table.c.a, table.c.b)
    )
    out: dict[str, tuple[str, tuple[Pair, ...]]] = {}
    for row in connection.execute(query):
        before = out.get(row.statement, (row.entry, ()))[1]
        out[row.statement] = (row.entry, (*before, (row.a, row.b)))
    return out


def _quotes(connection: Connection, statements: Iterable[str]) -> Mapping[str, list[str]]:
    table = schema.evidence
    query = (
        select(table.c.statement, table.c.quote)
        .where(table.c.statement.in_(list(statements)))
        .order_by(table.c.statement, table.c.position)
    )
    out: dict[str, list[str]] = {}
    for row in connection.execute(query):
        out.setdefault(row.statement, []).append(row.quote)
    return out


def snippet(texts: Sequence[str], query: Query) -> Snippet:
    """The stretch of these texts with the most of the words looked for, the first of several."""
    best = (0, 0, "", [(0, 0)][:0])
    for body in texts:
        hits = _hits_in(body, query)
        for first in range(len(hits)):
            start = hits[first][1]
            inside = [hit for hit in hits[first:] if hit[2] <= start + WIDTH - _BEFORE]
            found = len({hit[0] for hit in inside})
            if found > best[0]:
                best = (found, start, body, [(hit[1], hit[2]) for hit in inside])
    found, start, body, marks = best
    if not found:
        body = texts[0] if texts else ""
    left = _word_start(body, max(0, start - _BEFORE)) if found else 0
    right = min(len(body), left + WIDTH)
    return Snippet(
        body[left:right],
        tuple((begin - left, end - left) for begin, end in marks if end <= right),
    )


_MOST_MARKED = 100


def _hits_in(body: str, query: Query) -> list[tuple[str, int, int]]:
    """The words of the query in a text: (word looked for, start, end)."""
    whole = {word for term in query.wanted for word in term.words}
    begins = tuple(term.words[-1] for term in query.wanted if term.begins)
    out = []
    for word, start, end in placed(body):
        key = word if word in whole else next((b for b in begins if word.startswith(b)), None)
        if key is not None:
            out.append((key, start, end))
            if len(out) == _MOST_MARKED:
                break
    return out


def _word_start(body: str, at: int) -> int:
    """The beginning of the first word at or after a place, unless it is far off."""
    if at == 0:
        return 0
    space = body.find(" ", at, at + 20)
    return space + 1 if space >= 0 else at
