"""Names and addresses in, the forms that formats want of them out."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

_BITS = 53
"""What a number may have so that readers that know only floats keep it exact."""
_OF_URIS = ":/?#[]@!$&'()*+,;=%~-._"
"""Signs that stand for themselves in a URI."""


def number(name: str) -> int:
    """The same whole number for the same name; two names seldom share one (53 bits)."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _BITS)


def uri(address: str) -> str:
    """An address as a URI (RFC 3986): what it has no place for is percent-encoded."""
    return quote("".join(address.split()), safe=_OF_URIS)
