"""A request in; it goes on to its page with who sends it, or is refused before anything runs.

Refused are: another host's name (against rebinding of DNS), a form from another site, too large
or too many requests, whoever has not signed in, and what a role may not do.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bilateral.record.accounts import ADMIN, READER
from bilateral.web.access.visitors import LOOKING, Visitor, needed, of_session, of_token
from bilateral.web.faults import fault
from bilateral.web.settings import Settings
from bilateral.web.twins import wants_json

NOBODY = Visitor("", READER)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further: a status of HTTP, the reason, and what to do."""

    status: int
    what: str
    next_step: str | None = None
    wait: int = 0


def cookie_name(request: Request) -> str:
    """The name of the visitor's cookie; a secure one can be set by no other site."""
    return "__Host-bilateral" if secure(request) else "bilateral"


def secure(request: Request) -> bool:
    """Whether the cookie goes over encrypted connections only."""
    settings: Settings = request.app.state.settings
    return request.url.scheme == "https" or not settings.loopback


def set_cookie(response: Response, request: Request, key: str) -> None:
    """Gives the visitor a key: for no script to read, and not sent along from other sites."""
    response.set_cookie(
        cookie_name(request), key, httponly=True, samesite="lax", secure=secure(request), path="/"
    )


class Guard:
    """Lets requests through with `state.visitor`, `state.cookie` and `state.by_token`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        known = request.cookies.get(cookie_name(request)) or ""
        await self._recognise(request, known)
        refused = _refused(request)
        if refused is not None:
            await self._refuse(request, refused)(scope, receive, send)
            return
        limited = _limited(receive, request.app.state.settings.limits.body)
        await self.app(scope, limited, _with_cookie(send, request, known))

    async def _recognise(self, request: Request, known: str) -> None:
        settings: Settings = request.app.state.settings
        record, state = request.app.state.record, request.state
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        state.cookie = known if len(known) >= 32 else secrets.token_urlsafe(32)
        state.by_token = False
        state.visitor = NOBODY if settings.sign_in else Visitor(settings.person, ADMIN)
        if not settings.sign_in or request.url.path.startswith("/static/"):
            return
        if kind.lower() == "bearer" and token:
            found = await run_in_threadpool(of_token, record, token.strip())
            state.by_token = found is not None
        else:
            found = await run_in_threadpool(of_session, record, known) if known else None
        state.visitor = found or NOBODY

    def _refuse(self, request: Request, refused: Refusal) -> Response:
        to_page = request.method == "GET" and not wants_json(request)
        if refused.status == 401 and to_page and not _for_programs(request):
            path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?next={quote(path, safe='')}", 303)
        response = (
            _problem(refused)
            if _for_programs(request)
            else fault(request, refused.status, refused.what, refused.next_step)
        )
        if refused.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        if refused.wait:
            response.headers["Retry-After"] = str(refused.wait)
        return response


def _problem(refused: Refusal) -> Response:
    """A refusal as programs read it (RFC 9457)."""
    told = {"title": refused.what, "status": refused.status, "detail": refused.next_step}
    return JSONResponse(told, refused.status, media_type="application/problem+json")


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/mcp"))


def _refused(request: Request) -> Refusal | None:
    return (
        _strange_host(request)
        or _from_elsewhere(request)
        or _too_large(request)
        or _too_often(request)
        or _not_allowed(request)
    )


def _strange_host(request: Request) -> Refusal | None:
    hosts = request.app.state.settings.hosts
    name = host_of(request.headers.get("host", ""))
    if hosts is None or name in hosts:
        return None
    return Refusal(
        421,
        f"This server does not go by the name {name!r}.",
        "Whoever runs it can allow the name: bilateral serve --allow-host NAME",
    )


def host_of(given: str) -> str:
    """The name in `name:port`, in small letters; an address of IPv6 without its brackets."""
    try:
        return (urlsplit(f"//{given}").hostname or "").lower()
    except ValueError:
        return ""


def _from_elsewhere(request: Request) -> Refusal | None:
    """A form that another site made a browser send."""
    if request.method in LOOKING:
        return None
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    own = origin is None or urlsplit(origin).netloc.lower() == request.headers["host"].lower()
    if own and site in ("same-origin", "none"):
        return None
    return Refusal(403, "This was sent from another site.", "Send it from the page itself.")


def _too_large(request: Request) -> Refusal | None:
    size = request.headers.get("content-length", "0")
    most = request.app.state.settings.limits.body
    if size.isdecimal() and int(size) <= most:
        return None
    return Refusal(413, _large(most), "Send fewer or smaller files, or use: bilateral add")


def _large(most: int) -> str:
    return f"That is more than {most // (1024 * 1024)} MB at once."


def _too_often(request: Request) -> Refusal | None:
    if request.method in LOOKING:
        return None
    wait = request.app.state.settings.limits.forms.take(client_of(request))
    return Refusal(429, "That is too much at once.", "Wait a moment.", wait) if wait else None


def client_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else "unknown"


def _not_allowed(request: Request) -> Refusal | None:
    role = needed(request.method, request.url.path)
    visitor: Visitor = request.state.visitor
    if role is None:
        return None
    if not visitor.name:
        return Refusal(401, "Only those who sign in see this.", "Sign in, or send a token.")
    if visitor.may(role):
        return None
    return Refusal(403, f"Only an {role} may do this, and {visitor.name} is a {visitor.role}.")


def _limited(receive: Receive, most: int) -> Receive:
    """The same request, until it has given more bytes than it may."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, _large(most))
        return message

    return counted


def _with_cookie(send: Send, request: Request, known: str) -> Send:
    """Gives whoever has no key yet one with the first page; pages are nobody else's to keep."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            page = headers.get("content-type", "").startswith("text/html")
            if page:
                headers.setdefault("Cache-Control", "private, no-cache")
            if page and request.state.cookie != known and "set-cookie" not in headers:
                carrier = Response()
                set_cookie(carrier, request, request.state.cookie)
                headers.append("set-cookie", carrier.headers["set-cookie"])
        await send(message)

    return sent
