"""A server on loopback whose answers a test writes itself."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from tests.loopback import Answer, reachable, serving


class Site:
    """Pages by their path, and how often each was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.address = ""

    def page(self, path: str, body: bytes, media_type: str = "text/html; charset=utf-8") -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", media_type)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        return self.answer(path, answer)

    def redirect(self, path: str, to: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", to)
            handler.end_headers()

        return self.answer(path, answer)

    def answer(self, path: str, answer: Answer) -> str:
        self.pages[path] = answer
        return self.address + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    reachable(monkeypatch)
    found = Site()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        found.asked.append(handler.path)
        page = found.pages.get(handler.path)
        if page:
            page(handler)
        else:
            handler.send_error(404)

    with serving(answer) as found.address:
        yield found
