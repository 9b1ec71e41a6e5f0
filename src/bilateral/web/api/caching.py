"""Answers in, the same with an ETag out, or 304 where the asker has them already; HEAD as GET."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CACHE_CONTROL = "private, no-cache"
"""The record changes: what is kept must be asked about, which costs no more than 304."""


class Validators:
    """Puts an ETag on every answer to GET, and answers 304 to one who holds it.

    The tag is a weak one: the bytes may still be packed on their way.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        answer = _Answer()
        await self.app({**scope, "method": "GET"}, receive, answer.take)
        await answer.give(scope, send)


class _Answer:
    """An answer held until it is whole: pages are limited, so it is never large."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def give(self, scope: Scope, send: Send) -> None:
        headers = MutableHeaders(raw=list(self.start["headers"]))
        body = self.body
        if self.start["status"] == 200:
            tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            headers["ETag"] = tag
            headers["Cache-Control"] = CACHE_CONTROL
            if _holds(Headers(scope=scope).getlist("if-none-match"), tag):
                del headers["content-length"], headers["content-type"]
                self.start["status"], body = 304, b""
        else:
            headers["Cache-Control"] = "no-store"
        await send({**self.start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if _is_head(scope) else body})


def _is_head(scope: Scope) -> bool:
    return bool(scope["method"] == "HEAD")


def _holds(given: list[str], tag: str) -> bool:
    """Whether If-None-Match names the tag; weak and strong tags compare alike (RFC 9110)."""
    tags = {part.strip().removeprefix("W/") for value in given for part in value.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags
