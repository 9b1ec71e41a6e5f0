"""A page in, the actors that it tells out."""

from __future__ import annotations

from bilateral.model import Actor
from bilateral.reading.page import Page


def read_actors(page: Page) -> list[Actor]:
    """The actors of `page` in the order of their words, as `resolve` found them."""
    return list(page.actors)
