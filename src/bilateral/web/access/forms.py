"""A form in, refused unless one of our own pages sent it to the visitor who was shown it.

Every visitor has a cookie with a random key: that of their session, or one of no meaning where
nobody signs in. The word in each form is made from it and cannot be made without it (a double
submit that is bound to the session).
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request

FIELD = "form_key"
HEADER = "X-Form-Key"


def key_of(cookie: str) -> str:
    """The word that a form carries for the visitor with this cookie."""
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()


async def checked_form(request: Request) -> None:
    """Refuses a form without the visitor's word; a program with a token needs none."""
    if request.state.by_token:
        return
    given = request.headers.get(HEADER)
    if given is None:
        told = (await request.form()).get(FIELD)
        given = told if isinstance(told, str) else ""
    if not hmac.compare_digest(given.encode(), key_of(request.state.cookie).encode()):
        raise HTTPException(
            403, "This form is no longer good: load its page again, then send it once more."
        )


def writing_router() -> APIRouter:
    """A router all of whose forms are checked."""
    return APIRouter(dependencies=[Depends(checked_form)], include_in_schema=False)


def local(address: str | None, otherwise: str = "/") -> str:
    """An address of these pages that may be gone to, or another one."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and address.isprintable()
    return address if plain and "\\" not in address else otherwise
