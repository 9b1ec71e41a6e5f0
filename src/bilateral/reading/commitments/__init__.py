"""A page in, what the sides promised, plan, propose to or hope of each other out."""

from bilateral.reading.commitments.statements import read_commitments

__all__ = ["read_commitments"]
