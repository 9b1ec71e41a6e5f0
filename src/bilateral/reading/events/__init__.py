"""A page in, the events that it tells out."""

from __future__ import annotations

from bilateral.model import Event
from bilateral.reading.events.telling import PageTeller
from bilateral.reading.page import Page

__all__ = ["read_events"]


def read_events(page: Page) -> list[Event]:
    """The events of `page` in the order of their words: acts of one party toward another.

    A second telling of the same visit, meeting or call gives no event of its own.
    """
    return PageTeller(page).events() if len(page.parties) > 1 else []
