"""Feeds on a server of this machine, a clock that a test turns, and a watcher between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bilateral.bulk.watching import Clock, Feed, Feeds, Polled, State, Watcher, Web
from bilateral.documents.fetch import Limits
from bilateral.record import Record
from tests.loopback import reachable, serving

CITIES = ("Hanoi", "Nairobi", "Lima", "Ankara", "Oslo", "Quito", "Dhaka", "Tunis")
Headers = dict[str, str]


def article(number: int) -> str:
    """A page with an article of its own."""
    city = CITIES[number % len(CITIES)]
    return (
        f"<html><head><title>Kenya and China meet in {city}</title></head><body><article>"
        f"<h1>Kenya and China meet in {city}</h1>"
        f"<p>{city.upper()}, May {number + 1}, 2014 - Kenya and China signed agreement number"
        f" {number + 2} on Sunday in {city}, worth $3.{number} billion, to build a railway.</p>"
        f"<p>President Uhuru Kenyatta met Chinese Premier Li Keqiang in {city}. Both sides said"
        " that bilateral trade would grow and that further talks would be held next year.</p>"
        "</article></body></html>"
    )


def rss(address: str, numbers: list[int], text: str = "") -> str:
    """A feed that lists these articles."""
    items = "".join(
        f"<item><title>Kenya and China meet in {CITIES[n % len(CITIES)]}</title>"
        f"<link>{address}/a{n}</link><guid>{n}</guid><description>{text}</description>"
        f"<pubDate>Mon, {n + 10:02} May 2014 08:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>'
        f"<link>{address}</link><description>News</description>{items}</channel></rss>"
    )


@dataclass
class Server:
    """Answers by path: a body, or a function that gives status, headers and body."""

    pages: dict[str, str | Callable[[Headers], tuple[int, Headers, str]]] = field(
        default_factory=dict
    )
    asked: list[tuple[str, Headers]] = field(default_factory=list)
    address: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str, headers: Headers) -> tuple[int, Headers, str]:
        self.asked.append((path, headers))
        found = self.pages.get(path)
        if found is None:
            return 404, {}, "nothing"
        return (200, {}, found) if isinstance(found, str) else found(headers)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    reachable(monkeypatch)
    made = Server()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        status, headers, body = made.answer(handler.path, dict(handler.headers))
        content = body.encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if "Content-Type" not in headers:
            handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    with serving(answer) as made.address:
        yield made


@dataclass
class Time:
    """A clock that stands still until somebody waits, and what was waited for."""

    at: float = 1_400_000_000.0
    waits: list[float] = field(default_factory=list)
    stop_after: int | None = None

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.wait)

    def wait(self, seconds: float) -> bool:
        if seconds:
            self.waits.append(seconds)
            self.at += seconds
        return self.stop_after is not None and len(self.waits) >= self.stop_after


class Desk:
    """A watcher over one server, made anew as often as a test likes: all it keeps is on disk."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server, self.time = server, Time()
        self.record_file, self.state_file = folder / "record.db", folder / "state.json"
        self.told: list[Polled] = []
        self.site_interval = 0.0

    def watcher(self, record: Record, *feeds: Feed) -> Watcher:
        listed = Feeds(feeds or (self.feed(),), self.site_interval)
        limits = Limits(connect=2.0, read=1.0, total=2.0)
        web = Web(self.time.clock(), self.site_interval, True, limits)
        state = State(self.state_file)
        return Watcher(record, listed, state, web, chance=Random(1), tell=self.told.append)

    def feed(self, path: str = "/feed", **options: Any) -> Feed:
        return Feed(self.server.address + path, **options)

    def once(self, *feeds: Feed) -> list[Polled]:
        """One round of a watcher that has just been started."""
        with Record(str(self.record_file)) as record:
            return self.watcher(record, *feeds).once()

    def state(self, path: str = "/feed") -> Any:
        return State(self.state_file).of(self.server.address + path)

    def titles(self) -> list[str]:
        with Record(str(self.record_file)) as record:
            return sorted(d.title or "" for d in record.documents())


@pytest.fixture
def desk(tmp_path: Path, server: Server) -> Desk:
    """A feed of three articles, and who watches it."""
    server.pages["/feed"] = rss(server.address, [0, 1, 2])
    for number in range(len(CITIES)):
        server.pages[f"/a{number}"] = article(number)
    return Desk(tmp_path, server)
