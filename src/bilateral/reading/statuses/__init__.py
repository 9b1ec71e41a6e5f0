"""A page in, what the relation is called and how that changed out."""

from bilateral.reading.statuses.statements import read_statuses

__all__ = ["read_statuses"]
