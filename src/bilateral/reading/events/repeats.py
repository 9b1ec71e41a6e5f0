"""An event beside the one before it in, whether it is told already; an act in, its state out."""

from __future__ import annotations

from bilateral.model import Event
from bilateral.reading.events.ahead import DENIED
from bilateral.reading.events.outcomes import Outcome, state_of


def is_within(event: Event, pledged: Event) -> bool:
    """ "agreed that the two nations will work together": told once."""
    if not event.activity == pledged.activity == "pledge":
        return False
    return _is_inside(event, pledged)


def is_made_of(event: Event, pledged: Event) -> bool:
    """ "affirmed that it would buy more": the promise and no statement beside it, which stays
    where support is all that is promised."""
    if event.rule != "events.reaffirmation" or pledged.activity != "pledge":
        return False
    return "support" not in pledged.evidence[0].quote and _is_inside(pledged, event)


def _is_inside(event: Event, around: Event) -> bool:
    inner, outer = event.evidence[0], around.evidence[0]
    return event.source == around.source and outer.start < inner.start and inner.end <= outer.end


def state_told(outcome: Outcome, planned: bool) -> str:
    """Planned, called off, or done."""
    if planned:
        return "planned"
    if outcome.operators == (DENIED,):
        return "denied"
    return "cancelled" if state_of(outcome) == "cancelled" else "occurred"
