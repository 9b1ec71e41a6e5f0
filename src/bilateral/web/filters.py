"""What a reader wants of a timeline, and the values of an event that this is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from bilateral.model import Event
from bilateral.publishing.wording import area_name, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of a timeline is wanted; None is everything. `since` and `until` are ISO days, months
    or years; `side` is who acts, `field` a context of PLOVER."""

    since: str | None = None
    until: str | None = None
    type: str | None = None
    activity: str | None = None
    actor: str | None = None
    side: str | None = None
    field: str | None = None
    state: str | None = None

    def given(self) -> dict[str, str]:
        """The filters that are set."""
        found = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in found if value}


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its name and title, the values that an event has of it, a value in words."""

    name: str
    title: str
    values: Callable[[Event], Iterable[str]]
    named: Callable[[str], str]


FACETS = (
    Facet("type", "Type (PLOVER)", lambda e: [e.event_type], str),
    Facet("activity", "Activity", lambda e: [e.activity], words),
    Facet("side", "Who acts", lambda e: e.source, area_name),
    Facet("actor", "Person or body", lambda e: e.actors, str),
    Facet("field", "Field", lambda e: e.contexts, words),
    Facet("state", "State", lambda e: [e.state], words),
)
