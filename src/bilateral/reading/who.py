"""A page in; who is meant by its words is written on its sentences, and its parties found."""

from __future__ import annotations

from bilateral.reading.page import Page


def resolve(page: Page) -> None:
    """Put the mentions on each sentence of `page`, and its parties on the page."""
