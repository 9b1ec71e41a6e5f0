"""What a server is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def _today() -> str:
    return date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Settings:
    """`today` gives the day (ISO 8601) that a page shows when no other is asked for."""

    today: Callable[[], str] = _today
