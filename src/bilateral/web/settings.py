"""What a server is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bilateral.documents.input import MOST_BYTES
from bilateral.web.access.limits import Buckets


def _today() -> str:
    return date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one client may do what: forms sent; failed sign-ins, of one client and of one
    name there. `body` is the most bytes of a request, `files` and `links` those of one adding,
    `file_mb` the most of one file."""

    forms: Buckets = field(default_factory=lambda: Buckets(60, 1.0))
    sign_in: Buckets = field(default_factory=lambda: Buckets(10, 30.0))
    sign_in_as: Buckets = field(default_factory=lambda: Buckets(5, 60.0))
    body: int = 64 * 1024 * 1024
    files: int = 50
    links: int = 50
    file_mb: int = MOST_BYTES // (1024 * 1024)


@dataclass(frozen=True, slots=True)
class Settings:
    """`today` gives the day (ISO 8601) that a page shows when no other is asked for.

    `sign_in` asks everybody to; without it whoever reaches the server is `person`, who may do
    everything. `loopback` says that the server is reached from this computer alone. `hosts` are
    the names by which it may be asked (None: any). `allow_private` lets links lead into private
    networks.
    """

    today: Callable[[], str] = _today
    sign_in: bool = False
    loopback: bool = True
    person: str = "this computer"
    hosts: frozenset[str] | None = None
    allow_private: bool = False
    session: timedelta = timedelta(hours=12)
    limits: Limits = field(default_factory=Limits)
