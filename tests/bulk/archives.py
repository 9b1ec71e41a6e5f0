"""Small archives of every form, made of articles of our own."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILLER = (
    "The weather stayed dry along the coast, and the harvest of the inland farms was good. "
    "Shops in the old town reported more visitors than in the year before. "
)


@dataclass(frozen=True)
class Article:
    """One article for an archive."""

    title: str
    text: str
    published: str
    url: str

    def line(self) -> str:
        return json.dumps(
            {"title": self.title, "text": self.text, "published": self.published, "url": self.url}
        )

    def page(self) -> str:
        paragraphs = "".join(f"<p>{part}</p>" for part in self.text.split("\n"))
        menu = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("World", "Money", "Sport"))
        return (
            f"<!doctype html><html lang='en'><head><title>{self.title}</title>"
            f"<meta property='article:published_time' content='{self.published}'></head>"
            f"<body><nav><ul>{menu}</ul></nav><article><h1>{self.title}</h1>{paragraphs}"
            "</article><footer>All rights kept.</footer></body></html>"
        )


def bilateral(number: int) -> Article:
    """An article on Peru and Norway that no other number has."""
    day = f"2024-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return Article(
        f"Peru and Norway sign fisheries agreement number {number}",
        f"Peru and Norway signed agreement number {number} on fisheries in Lima on Tuesday, the "
        "foreign ministry of Peru said.\nThe foreign minister of Norway met President Dina "
        f"Boluarte in Lima. Trade between Peru and Norway reached ${number + 10} million in 2023."
        f"\n{_FILLER}",
        day,
        f"https://news.example/peru-norway/{number}",
    )


def domestic(number: int) -> Article:
    """An article about no two countries."""
    return Article(
        f"Harvest report number {number}",
        f"Report {number} was published.\n" + _FILLER * 4,
        "2024-03-04",
        f"https://news.example/harvest/{number}",
    )


def mixed(count: int) -> list[Article]:
    """Every third article is on a relation."""
    return [bilateral(n) if n % 3 == 0 else domestic(n) for n in range(count)]


def write_lines(articles: Iterable[Article], path: Path) -> Path:
    text = "".join(article.line() + "\n" for article in articles).encode()
    if path.suffix == ".gz":
        text = gzip.compress(text)
    if path.suffix == ".zst":
        import zstandard

        text = zstandard.compress(text)
    path.write_bytes(text)
    return path


def write_parquet(articles: Sequence[Article], path: Path, column: str = "text") -> Path:
    import duckdb

    with duckdb.connect() as db:
        db.execute(f"CREATE TABLE t (title VARCHAR, {column} VARCHAR, published DATE, url VARCHAR)")
        for a in articles:
            words = a.page() if column == "html" else a.text
            db.execute("INSERT INTO t VALUES (?, ?, ?, ?)", [a.title, words, a.published, a.url])
        db.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def record(
    url: str, body: bytes, media: str = "text/html; charset=utf-8", status: int = 200
) -> bytes:
    """One response as a crawler keeps it."""
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012d}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_info() -> bytes:
    body = b"software: a test\r\n"
    return (
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000abcd>\r\n"
        b"Content-Type: application/warc-fields\r\n"
        + f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def write_warc(articles: Iterable[Article], path: Path, extra: Sequence[bytes] = ()) -> Path:
    """Packed record by record when the name ends with .gz, as Common Crawl does."""
    parts = [warc_info(), *extra]
    parts += [record(a.url, a.page().encode()) for a in articles]
    pack: Any = gzip.compress if path.suffix == ".gz" else bytes
    out = io.BytesIO()
    for part in parts:
        out.write(pack(part))
    path.write_bytes(out.getvalue())
    return path
