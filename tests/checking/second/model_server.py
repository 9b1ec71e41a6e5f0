"""A model server on loopback that says what a test wants, and misbehaves when told to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.loopback import serving

Answer = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request and the way to answer it."""

    asked: dict[str, Any]
    headers: dict[str, str]
    number: int
    _handler: BaseHTTPRequestHandler

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self._handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.send_header("Content-Length", str(len(body)))
        self._handler.end_headers()
        self._handler.wfile.write(body)

    def say(self, text: str, **usage: Any) -> None:
        message = {"role": "assistant", "content": text}
        self.send(json.dumps({"choices": [{"message": message}], "usage": usage}).encode())

    def drip(self, seconds: float) -> None:
        """Begin an answer and send a byte now and then, for that long."""
        self._handler.send_response(200)
        self._handler.end_headers()
        ends = time.monotonic() + seconds
        try:
            while time.monotonic() < ends:
                self._handler.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            return

    def flood(self, size: int) -> None:
        """Send more than anybody wants."""
        self._handler.send_response(200)
        self._handler.end_headers()
        try:
            for _ in range(size // 65536 + 1):
                self._handler.wfile.write(b"x" * 65536)
        except OSError:
            return


@dataclass
class Running:
    """The server's address, and what it was asked."""

    base: str
    asked: list[Exchange] = field(default_factory=list)


@contextmanager
def model_server(answer: Answer) -> Iterator[Running]:
    """A server whose every request `answer` answers."""
    running = Running("")

    def asked(handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        exchange = Exchange(
            json.loads(body), dict(handler.headers.items()), len(running.asked), handler
        )
        running.asked.append(exchange)
        answer(exchange)

    with serving(asked) as address:
        running.base = f"{address}/v1"
        yield running


def statements(*items: dict[str, Any]) -> str:
    """What a model that behaves says."""
    return json.dumps({"statements": list(items)})
