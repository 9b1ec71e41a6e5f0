"""An event beside the one before it in, whether it is told already; an act in, its state out."""

from __future__ import annotations

from bilateral.model import Event
from bilateral.reading.events.ahead import DENIED
from bilateral.reading.events.outcomes import Outcome, state_of


def is_within(event: Event, pledged: Event) -> bool:
    """ "agreed that the two nations will work together": told once."""
    if event.activity != "pledge" or event.source != pledged.source:
        return False
    inner, outer = event.evidence[0], pledged.evidence[0]
    return outer.start < inner.start and inner.end <= outer.end


def state_told(outcome: Outcome, planned: bool) -> str:
    """Planned, called off, or done."""
    if planned:
        return "planned"
    if outcome.operators == (DENIED,):
        return "denied"
    return "cancelled" if state_of(outcome) == "cancelled" else "occurred"
