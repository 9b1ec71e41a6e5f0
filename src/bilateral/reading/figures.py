"""A page in, the figures that it tells out."""

from __future__ import annotations

from bilateral.model import Figure
from bilateral.reading.page import Page


def read_figures(page: Page) -> list[Figure]:
    """The figures of `page` in the order of their words."""
    return []
