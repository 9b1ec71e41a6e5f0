"""A pair and a day in, what the relationship is called and what it was called before out."""

from __future__ import annotations

from bilateral.model import Status
from bilateral.record import Record
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.pages import Choice, rows, tellings
from bilateral.record.relationship import Relationship, assemble

CHANGES = ("established", "upgraded", "lowered", "severed", "restored")
EACH = 40
"""Entries of each change that are read: those of the latest days."""


def status(record: Record, pair: Pair, as_of: str) -> Entry[Status] | None:
    """What the relationship is called on a day: the latest change of status told by then."""
    return relation(record, pair, as_of).status


def ladder(record: Record, pair: Pair, as_of: str) -> tuple[Entry[Status], ...]:
    """The changes of status until a day, the first first."""
    return relation(record, pair, as_of).ladder


def relation(record: Record, pair: Pair, as_of: str) -> Relationship:
    """The view of a pair with its changes of status and nothing besides."""
    found = [
        row.entry
        for change in CHANGES
        for row in rows(
            record,
            pair,
            Choice("status", form=change, until=f"{as_of}~", told_until=as_of),
            limit=EACH,
        ).items
    ]
    told = [item for group in tellings(record, pair, found, as_of=as_of).values() for item in group]
    return assemble(
        pair,
        as_of,
        [(item.document, item.statement) for item in told],
        {item.statement.id: item.entry for item in told},
        {item.document.id: item.story for item in told},
    )
