"""`bilateral list`: which pairs does the record know?"""

from __future__ import annotations

from bilateral.cli.common import RecordOption, existing, line, show


def command(record: RecordOption = None) -> None:
    """List the pairs of countries in the record, with counts."""
    from bilateral.cli.relationship import pairs_table
    from bilateral.record import Record

    with Record(existing(record)) as kept:
        pairs = kept.pairs()
    if pairs:
        show(pairs_table(pairs))
    else:
        line(f"{kept.name} is empty. Add articles: bilateral add FILE")
