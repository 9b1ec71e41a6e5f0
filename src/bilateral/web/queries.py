"""The record in, what pages show out: the only module of the pages that asks the record.

Everything else in this room works on what these functions give.
"""

from __future__ import annotations

from bilateral.record import Record
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship
from bilateral.record.relationship import relationship as view_of
from bilateral.record.store import PairCount


def pairs(record: Record) -> list[PairCount]:
    """The pairs that the record knows, the best documented first."""
    return record.pairs()


def relationship(record: Record, pair: Pair, as_of: str) -> Relationship:
    """Everything about a pair on a day."""
    return view_of(record, pair, as_of)
