"""Parquet with the columns of the corpus form (text or html, url, title, published, outlet,
language) in; a record a row out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bilateral.bulk.duck import connect, quoted
from bilateral.bulk.places import open_at
from bilateral.bulk.units import Item, Record, Unit
from bilateral.errors import BilateralError

ROWS = 20_000
"""Rows in one unit."""
_AT_ONCE = 256
_SIGN = b"PAR1"
_TEXTS = ("text", "content", "body", "maintext")
_FIELDS = (
    "title", "headline", "outlet", "source", "site_name", "section", "byline", "author",
    "published", "date", "date_published", "language", "lang", "url",
)  # fmt: skip


def recognise(name: str, head: bytes) -> bool:
    return head.startswith(_SIGN)


def units(item: Item) -> Iterator[Unit]:
    with _open(item.uri) as table:
        count = int(table.execute("SELECT count(*) FROM rows").fetchone()[0])
        _text_column(table, item.uri)
    for start in range(0, count, ROWS):
        stop = min(start + ROWS, count)
        size = item.size * (stop - start) // count
        yield Unit("parquet", item.uri, item.stamp, size, start, stop)


def records(unit: Unit) -> Iterator[Record]:
    with _open(unit.uri) as table:
        text, page = _text_column(table, unit.uri)
        names = [n for n in _FIELDS if n in _columns(table)]
        wanted = ", ".join([f'"{text}"', *(f'CAST("{n}" AS VARCHAR)' for n in names)])
        # A row has no place of its own but its number, so the order of the file is kept.
        rows = table.execute(
            f"SELECT {wanted} FROM rows LIMIT {unit.stop - unit.start} OFFSET {unit.start}"
        )
        number = unit.start
        while batch := rows.fetchmany(_AT_ONCE):
            for words, *fields in batch:
                number += 1
                done = unit.size * (number - unit.start) // max(1, unit.stop - unit.start)
                known = dict(zip(names, fields, strict=True))
                yield _record(f"{unit.uri}:{number}", words, known, page, done)


def _record(source: str, words: Any, known: dict[str, Any], page: bool, done: int) -> Record:
    if not words:
        return Record(source, b"", fault="the row holds no text", done=done)
    if page:
        content = words if isinstance(words, bytes) else str(words).encode("utf-8", "replace")
        charset = None if isinstance(words, bytes) else "utf-8"
        return Record(source, content, known.get("url"), charset, page=True, done=done)
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    line = json.dumps({**known, "text": words}, ensure_ascii=False)
    return Record(source, line.encode("utf-8", "replace"), done=done)


def _text_column(table: Any, where: str) -> tuple[str, bool]:
    """The column that holds the article, and whether it holds web pages."""
    names = _columns(table)
    found = next((n for n in _TEXTS if n in names), None)
    if found is None and "html" not in names:
        raise BilateralError(
            "has no column named text or html",
            where=where,
            next_step=f"Name one of its columns so; it has {', '.join(names)}",
        )
    return (found, False) if found else ("html", True)


def _columns(table: Any) -> list[str]:
    return [row[0] for row in table.execute("DESCRIBE rows").fetchall()]


def _open(uri: str) -> Any:
    """A connection in which `rows` is the table; an object in a store is copied here first."""
    connection = connect({"threads": 1, "preserve_insertion_order": True})
    from duckdb import Error

    try:
        path = uri if not uri.startswith("s3://") else _fetched(uri)
        connection.execute(f"CREATE VIEW rows AS SELECT * FROM read_parquet('{quoted(path)}')")
    except Error as error:
        connection.close()
        raise BilateralError(
            f"is no Parquet that can be read ({str(error).splitlines()[0]})", where=uri
        ) from error
    return connection


def _fetched(uri: str) -> str:
    """A copy of an object in a folder that goes when the program does: DuckDB reads files."""
    import atexit
    import shutil
    from pathlib import Path
    from tempfile import mkdtemp

    folder = mkdtemp(prefix="bilateral-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder) / "rows.parquet"
    with open_at(uri) as stream, copy.open("wb") as out:
        shutil.copyfileobj(stream, out, 1 << 20)
    return str(copy)
