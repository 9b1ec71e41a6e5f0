"""A request in, who sends it out, and what role its address asks for."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.record import Record
from bilateral.record.accounts import (
    ADMIN,
    EDITOR,
    READER,
    ROLES,
    user_of_session,
    user_of_token,
)

LOOKING = frozenset(["GET", "HEAD", "OPTIONS"])
OPEN = ("/static/", "/sign-in")
"""What anybody may ask for."""

ADMINISTERED = ("/users", "/remove", "/restore")
"""Where only an admin goes."""

READING_POSTS = ("/mcp", "/api/", "/sign-out")
"""Addresses to which a reader may send something: it is answered, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: their name as it stands with what they do, and their role."""

    name: str
    role: str
    signed_in: bool = False

    def may(self, role: str) -> bool:
        """Whether they may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def needed(method: str, path: str) -> str | None:
    """The role that a request asks for, None for what is open to anybody; a page's twin in JSON
    is the page."""
    path = path.removesuffix(".json")
    if _under(path, OPEN):
        return None
    if _under(path, ADMINISTERED):
        return ADMIN
    if method in LOOKING or (method == "POST" and _under(path, READING_POSTS)):
        return READER
    return EDITOR


def _under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == p.rstrip("/") or path.startswith(f"{p.rstrip('/')}/") for p in places)


def of_session(record: Record, key: str) -> Visitor | None:
    """Who signed in with the key of this cookie."""
    found = user_of_session(record, key)
    return Visitor(found.name, found.role, signed_in=True) if found else None


def of_token(record: Record, token: str) -> Visitor | None:
    """Whom the program that sends this token acts for."""
    found = user_of_token(record, token)
    return Visitor(found.name, found.role) if found else None
