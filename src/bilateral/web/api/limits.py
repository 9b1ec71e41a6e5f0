"""Requests in, the same out as long as their body is not too large."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bilateral.publishing.answers.checks import MOST_TEXT
from bilateral.web.api.problems import problem

MOST_BODY = 12 * MOST_TEXT + 100_000
"""Bytes of a request: JSON may write one character as twelve."""


class BodyLimit:
    """Refuses a body of more than MOST_BODY bytes, whether its length is told or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told[:20]) > MOST_BODY:
            await problem(413, _TOO_LARGE)(scope, receive, send)
            return
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BODY:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self.app(scope, limited, send)


_TOO_LARGE = f"The request holds more than {MOST_BODY:,} bytes."
