"""Signing in and out: `/sign-in`, `/sign-out`."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from bilateral.record import Record
from bilateral.record.accounts import User, end_session, start_session, user
from bilateral.web.access.forms import local, writing_router
from bilateral.web.access.guard import client_of, cookie_name, set_cookie
from bilateral.web.access.passwords import matches
from bilateral.web.pages.common import TheRecord
from bilateral.web.settings import Limits
from bilateral.web.twins import answer, twinned

log = logging.getLogger(__name__)

router = APIRouter()
sending = writing_router()


@dataclass(frozen=True, slots=True)
class SignInView:
    """The form: where to go afterwards, and what was wrong with the last try."""

    next: str
    name: str
    fault: str | None


@twinned(router, "/sign-in")
def sign_in_page(request: Request, next: Annotated[str, Query()] = "/") -> Response:
    """The form for name and password."""
    if request.state.visitor.signed_in:
        return RedirectResponse(local(next), 303)
    return answer(request, "sign-in.html", SignInView(local(next), "", None))


@sending.post("/sign-in", response_model=None)
async def sign_in(
    request: Request,
    record: TheRecord,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Starts a session with a key of its own, whatever cookie came before."""
    limits: Limits = request.app.state.settings.limits
    client = client_of(request)
    as_name = f"{client} {name.strip().lower()[:200]}"
    wait = limits.sign_in.take(client) or limits.sign_in_as.take(as_name)
    if wait:
        log.warning("sign-in from %s waits after too many tries", client)
        return _again(request, name, next, f"Too many tries. Wait {wait} seconds.", 429, wait)
    found = await run_in_threadpool(_known, record, name.strip(), password)
    if found is None:
        log.warning("sign-in from %s failed", client)
        return _again(request, name, next, "This name and password do not go together.", 401)
    limits.sign_in.give_back(client)
    limits.sign_in_as.give_back(as_name)
    key = secrets.token_urlsafe(32)
    life = request.app.state.settings.session
    await run_in_threadpool(start_session, record, found.name, key, life)
    log.info("%s signed in from %s", found.name, client)
    response = RedirectResponse(local(next), 303)
    set_cookie(response, request, key)
    return response


def _known(record: Record, name: str, password: str) -> User | None:
    found = user(record, name)
    return found if matches(password, found.password if found else None) else None


def _again(
    request: Request, name: str, address: str, fault: str, status: int, wait: int = 0
) -> Response:
    view = SignInView(local(address), name[:200], fault)
    response = answer(request, "sign-in.html", view, status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@sending.post("/sign-out", response_model=None)
async def sign_out(request: Request, record: TheRecord) -> Response:
    """Ends the session here and in the record."""
    await run_in_threadpool(end_session, record, request.state.cookie)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(request), path="/")
    return response
