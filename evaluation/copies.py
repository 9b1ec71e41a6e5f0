"""A record with its views in, the same several times over out, multiplied in the store.

Events, statuses, promises and people of each copy are entries of their own; figures and fields
of all copies stand in the same groups, each told so many times more. It takes a fraction of what
reading and filing as many articles takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from bilateral.record import schema
from bilateral.record.search.index import Searched, index
from bilateral.record.views.refresh import in_order, searched_documents, searched_statement
from bilateral.record.views.tellings import filed

GROUPED = "('figure', 'area')"
"""Kinds whose entries are named by what they are about."""
TABLES = (
    "documents",
    "statements",
    "statement_pairs",
    "evidence",
    "profiles",
    "blocks",
    "tellings",
    "pair_documents",
)


def multiply(connection: Connection, times: int) -> None:
    """Make the record `times` as large as it is."""
    own = {name: list(schema.metadata.tables[name].columns.keys()) for name in TABLES}
    for number in range(1, times):
        for table, columns in own.items():
            values = ", ".join(
                _copied(table, column, number, connection.dialect.name) for column in columns
            )
            names = ", ".join(f'"{column}"' for column in columns)
            # The rows of copies end in a sign that those of the first have not.
            first = _FIRST.format(_KEYS[table])
            connection.execute(
                text(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {first}")
            )
        _copy_entries(connection, number)
    _count(connection, times)
    connection.execute(text("DELETE FROM touched"))
    for part in _searched(connection, times):
        index(connection, part)


_FIRST = "{} NOT LIKE '%~k_'"
_KEYS = {
    "documents": "id",
    "statements": "id",
    "statement_pairs": "statement",
    "evidence": "statement",
    "profiles": "id",
    "blocks": "profile",
    "tellings": "statement",
    "pair_documents": "document",
}
_DOCUMENT = "substr({}, 1, 60) || '~k{}'"
"""An id of a document keeps its length."""


def _copied(table: str, column: str, number: int, store: str) -> str:
    """What stands in a column of a copied row."""
    whole = f'"{column}"'
    if column in ("document", "story") or (table, column) == ("documents", "id"):
        return _DOCUMENT.format(whole, number)
    if column in ("statement", "profile") or (column == "id" and table != "documents"):
        return f"{whole} || '~k{number}'"
    if table == "profiles" and column == "entry":
        return f"entry || '~k{number}'"
    if table == "tellings" and column == "entry":
        return f"CASE WHEN kind IN {GROUPED} THEN entry ELSE entry || '~k{number}' END"
    if table == "statements" and column == "content":
        changed = f"replace(CAST(content AS TEXT), id, id || '~k{number}')"
        # SQLite keeps JSON as text, and would take the cast for one to a number.
        return f"CAST({changed} AS JSON)" if store == "postgresql" else changed
    return whole


def _copy_entries(connection: Connection, number: int) -> None:
    for table, which in ((schema.entries, f"kind NOT IN {GROUPED} AND"), (schema.participants, "")):
        columns = table.columns.keys()
        names = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(
            f"{column} || '~k{number}'" if column in ("entry", "shown") else f'"{column}"'
            for column in columns
        )
        connection.execute(
            text(
                f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} "
                f"WHERE {which} {_FIRST.format('entry')}"
            )
        )


def _count(connection: Connection, times: int) -> None:
    """What is counted, of figures and fields and in all."""
    connection.execute(
        text(
            f"UPDATE entries SET documents = documents * {times}, "
            f"statements = statements * {times} WHERE kind IN {GROUPED}"
        )
    )
    kinds = r"topic LIKE '%\:figure' OR topic LIKE '%\:area'"
    grouped = f"(topic = 'entries' AND key IN {GROUPED}) OR {kinds}"
    connection.execute(text(f"UPDATE tallies SET n = n * {times} WHERE NOT ({grouped})"))
    connection.execute(text(f"UPDATE pairs SET documents = documents * {times}"))


def _searched(connection: Connection, times: int) -> Iterator[list[Searched]]:
    """What the copies are found by."""
    documents, statements = schema.documents, schema.statements
    for column in (documents.c.id, statements.c.id):
        for names in in_order(connection, column):
            own = [name for name in names if "~k" not in name]
            if column is documents.c.id:
                yield [
                    _of_copy(item, number)
                    for item in searched_documents(connection, own)
                    for number in range(1, times)
                ]
            else:
                yield [
                    _of_copy(searched_statement(item), number)
                    for item in filed(connection, own)
                    for number in range(1, times)
                ]


def _of_copy(item: Searched, number: int) -> Searched:
    document = f"{item.document[:60]}~k{number}"
    name = document if item.name == item.document else f"{item.name}~k{number}"
    return Searched(name, item.kind, document, item.pairs, item.title, item.body)
