"""The name of an entry in, a whole number out, for formats whose names are numbers."""

from __future__ import annotations

import hashlib

_BITS = 53
"""What a number may have so that readers that know only floats keep it exact."""


def number(name: str) -> int:
    """The same number for the same name, positive; two names seldom share one (53 bits)."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _BITS)
