"""A page in, the areas that it tells out."""

from __future__ import annotations

from bilateral.model import Area
from bilateral.reading.page import Page


def read_areas(page: Page) -> list[Area]:
    """The areas of `page` in the order of their words."""
    return []
