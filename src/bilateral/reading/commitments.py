"""A page in, the commitments that it tells out."""

from __future__ import annotations

from bilateral.model import Commitment
from bilateral.reading.page import Page


def read_commitments(page: Page) -> list[Commitment]:
    """The commitments of `page` in the order of their words."""
    return []
