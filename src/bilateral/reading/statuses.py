"""A page in, the statuses that it tells out."""

from __future__ import annotations

from bilateral.model import Status
from bilateral.reading.page import Page


def read_statuses(page: Page) -> list[Status]:
    """The statuses of `page` in the order of their words."""
    return []
