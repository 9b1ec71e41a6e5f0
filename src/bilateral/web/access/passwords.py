"""A password in, what is kept of it out; whether another one is the same.

scrypt (RFC 7914) with 32 MB of memory; the parameters stand with the hash, so that they can be
raised without anybody choosing a new password.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode

from bilateral.errors import BilateralError

LEAST, MOST = 10, 1024
"""Letters of a password."""

_COST, _BLOCK, _LANES = 2**15, 8, 3
_SALT = 16
_MEMORY = 64 * 1024 * 1024


def hashed(password: str, cost: int = _COST) -> str:
    """What is kept: `scrypt$N$r$p$salt$hash`, where N is the cost.

    Raises BilateralError for one that is too short.
    """
    if not LEAST <= len(password) <= MOST:
        raise BilateralError(
            "that password cannot be used", next_step=f"Give one of at least {LEAST} letters"
        )
    salt = os.urandom(_SALT)
    made = _scrypt(password, salt, cost, _BLOCK, _LANES)
    numbers = f"{cost}${_BLOCK}${_LANES}"
    return f"scrypt${numbers}${b64encode(salt).decode()}${b64encode(made).decode()}"


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password; as slow where nobody is known, so that names cannot be
    guessed by the clock."""
    if len(password) > MOST:
        return False
    _, cost, block, lanes, salt, told = (kept or _NOBODY).split("$")
    made = _scrypt(password, b64decode(salt), int(cost), int(block), int(lanes))
    same = hmac.compare_digest(made, b64decode(told))
    return same and kept is not None


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    words = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=cost, r=block, p=lanes, maxmem=_MEMORY, dklen=32)


_NOBODY = "$".join(
    [
        "scrypt",
        str(_COST),
        str(_BLOCK),
        str(_LANES),
        *(b64encode(bytes(n)).decode() for n in (16, 32)),
    ]
)
