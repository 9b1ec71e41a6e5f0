"""A view in, the state of the relationship in a short plain paragraph out."""

from __future__ import annotations

from bilateral.publishing.brief.commitments import promises
from bilateral.publishing.brief.contacts import HIGH, contact_notes, contact_words, contacts
from bilateral.publishing.brief.contents import Section, Text
from bilateral.publishing.brief.drawings import course_drawing
from bilateral.publishing.brief.making import Making, capital, paragraph, text
from bilateral.publishing.brief.matters import field_name, fields, irritant_words, irritants
from bilateral.publishing.brief.quantities import Ledger
from bilateral.publishing.brief.status import status_sentence
from bilateral.publishing.brief.trade import trade_sentence
from bilateral.record.follow_up import OPEN, OVERDUE, counts

FIELDS = 4


def state_section(making: Making, ledger: Ledger) -> Section:
    """What it is called, who met last, what is traded, what is promised, what troubles it."""
    sentences = [
        status_sentence(making),
        _contact(making),
        trade_sentence(making, ledger),
        _promises(making),
        _fields(making),
        _tension(making),
    ]
    return making.section("state", paragraph(sentences), course_drawing(making))


def _contact(making: Making) -> Text:
    found = contacts(making)
    for level in HIGH:
        contact = next((c for c in found if c.level == level), None)
        if contact:
            said = making.say(f"last_{level}", contact=contact_words(making, contact))
            return text(said, *contact_notes(making, contact)[:1])
    return ()


def _promises(making: Making) -> Text:
    found = promises(making)
    if not found:
        return ()
    many, by_state = making.language.count("promises", len(found)), counts(found)
    if not by_state[OVERDUE]:
        return text(capital(making.say("no_promise_due", all=many, open=by_state[OPEN])))
    return text(making.say("overdue_promises", n=by_state[OVERDUE], all=many))


def _fields(making: Making) -> Text:
    found = fields(making)[:FIELDS]
    names = making.language.listed(field_name(making, item) for item in found)
    return text(making.say("fields_most", fields=names)) if names else ()


def _tension(making: Making) -> Text:
    found = irritants(making)
    if not found:
        return text(making.say("tension_none")) if not making.since else ()
    return (*text(making.say("tension_last")), *irritant_words(making, found[0]))
