"""Readings in, the record out: what all documents say, kept on the user's own disk.

`Record` is the door; `relationship` makes the view of one pair that pages and papers show.
"""

from bilateral.record.store import Record

__all__ = ["Record"]
