"""A second reading in; where it differs from what the record holds is kept for a person."""

from __future__ import annotations

from bilateral.checking.second.asking import SecondReading, rule_of
from bilateral.checking.second.comparing import differences
from bilateral.record import Record
from bilateral.record.proposals import keep_proposals


def keep_differences(record: Record, reading: SecondReading, model: str) -> int:
    """Keep the differences of one document; how many wait. A reading with parts that could not
    be read says nothing of what it lacks."""
    first = record.statements_of(reading.document.id)
    found = differences(first, reading.statements)
    if reading.faults:
        found = [item for item in found if item.second is not None]
    rows = [(item.what, item.first, item.second, item.fields) for item in found]
    return keep_proposals(record, reading.document, rule_of(model), rows)
