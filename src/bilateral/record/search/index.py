"""Documents and statements in, their words in the index out, in the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text

from bilateral.model import Actor, Area, Commitment, Event, Figure, Statement, Status
from bilateral.record import schema
from bilateral.record.indexing import Pair
from bilateral.record.search.queries import facet_lexeme
from bilateral.record.search.tokens import words

DOCUMENT = "document"
"""What the kind of a document is among the kinds of statements."""
_AT_ONCE = 400
_LAST_PLACE = 16_383
"""Places of words beyond this one are one place, in PostgreSQL."""

_rows = schema.search_words


@dataclass(frozen=True, slots=True)
class Searched:
    """What a document or a statement is found by: `kind` and `pairs` narrow a search."""

    name: str
    kind: str
    document: str
    pairs: tuple[Pair, ...]
    title: str
    body: str

    @property
    def facets(self) -> list[str]:
        return [kind_facet(self.kind), *(pair_facet(pair) for pair in self.pairs)]

    def digest(self) -> str:
        """Changes when anything of it does."""
        parts = "\x1f".join([*self.facets, self.title, self.body])
        return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def kind_facet(kind: str) -> str:
    return f"kind{kind}"


def pair_facet(pair: Pair) -> str:
    return "pair" + "".join(pair).lower()


def wording(statement: Statement) -> str:
    """What a statement says in words that its quotes may lack."""
    match statement:
        case Event():
            parts = [statement.event_type, statement.activity, statement.place, *statement.actors]
        case Status():
            parts = [statement.label, statement.level, statement.change]
        case Commitment():
            parts = [statement.content, statement.strength, *statement.areas]
        case Actor():
            parts = [statement.name, *statement.roles]
        case Figure():
            parts = [statement.measure, statement.scope, statement.reporter, statement.caveat]
        case Area():
            parts = [statement.code]
        case _:
            parts = []
    return " ".join(part.replace("_", " ") for part in parts if part)


def statement_words(statement: Statement) -> str:
    """The wording and the quotes of a statement, as one text."""
    quotes = (item.quote for item in statement.evidence)
    return "\n".join([wording(statement), *quotes])


def index(connection: Connection, items: Iterable[Searched]) -> None:
    """Put these into the index, in place of what it had of them."""
    known: dict[str, Searched] = {item.name: item for item in items}
    digests = {name: item.digest() for name, item in known.items()}
    kept = _digests(connection, known)
    changed = sorted(name for name in known if kept.get(name) != digests[name])
    forget(connection, [name for name in changed if name in kept])
    rows = [
        {
            "name": name,
            "kind": known[name].kind,
            "document": known[name].document,
            "digest": digests[name],
        }
        for name in changed
    ]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(_rows), rows)
        _fill_sqlite(connection, known, changed)
    else:
        for row in rows:
            row["vector"] = vector(known[row["name"]])
        columns = "name, kind, document, digest, vector"
        values = ":name, :kind, :document, :digest, CAST(:vector AS tsvector)"
        connection.execute(text(f"INSERT INTO search_words ({columns}) VALUES ({values})"), rows)


def _digests(connection: Connection, names: Collection[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for part in _parts(sorted(names)):
        query = select(_rows.c.name, _rows.c.digest).where(_rows.c.name.in_(part))
        out.update({row.name: row.digest for row in connection.execute(query)})
    return out


def _fill_sqlite(connection: Connection, known: Mapping[str, Searched], names: list[str]) -> None:
    made = []
    for part in _parts(names):
        query = select(_rows.c.id, _rows.c.name).where(_rows.c.name.in_(part))
        for row in connection.execute(query):
            item = known[row.name]
            made.append(
                {
                    "id": row.id,
                    "facets": " ".join(item.facets),
                    "title": " ".join(words(item.title)),
                    "body": " ".join(words(item.body)),
                }
            )
    query_text = "INSERT INTO search_index(rowid, facets, title, body) "
    connection.execute(text(query_text + "VALUES (:id, :facets, :title, :body)"), made)


def vector(item: Searched) -> str:
    """A `tsvector` as PostgreSQL writes it; a word of the title weighs more."""
    places: dict[str, list[str]] = {}
    title = words(item.title)
    for at, word in enumerate(title, 1):
        places.setdefault(word, []).append(f"{min(at, _LAST_PLACE)}A")
    # A gap, so that no phrase runs from the title into the text.
    for at, word in enumerate(words(item.body), len(title) + 10):
        places.setdefault(word, []).append(str(min(at, _LAST_PLACE)))
    facets = (f"'{facet_lexeme(facet)}'" for facet in item.facets)
    return " ".join([*facets, *(f"'{word}':{','.join(at)}" for word, at in places.items())])


def forget(connection: Connection, names: Collection[str]) -> None:
    """Take these out of what is found.

    SQLite's index keeps their words, which lead to no row any more, until `record tidy` or a
    new form makes it anew: it could only take them out with the old words at hand.
    """
    for part in _parts(sorted(names)):
        connection.execute(delete(_rows).where(_rows.c.name.in_(part)))


def empty(connection: Connection) -> None:
    """Take everything out of the index."""
    connection.execute(delete(_rows))
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_index(search_index) VALUES ('delete-all')"))


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
