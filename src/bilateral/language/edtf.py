"""An EDTF date or interval (ISO 8601-2) in, its first and last day out."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

_DAY = re.compile(r"(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?[~?%]?$")


@lru_cache(maxsize=65_536)
def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and the last day as ISO 8601 dates; None where it is open or not known.

    A choice `[a,b]` runs from its first reading to its last.
    """
    if not edtf:
        return None, None
    if edtf.startswith("["):
        readings = [bounds(part) for part in edtf.strip("[]").split(",")]
        return readings[0][0], readings[-1][1]
    first, _, last = edtf.partition("/")
    return _first(first), _last(last or first)


def _first(text: str) -> str | None:
    match = _DAY.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    return f"{year.replace('X', '0')}-{month or '01'}-{day or '01'}"


def _last(text: str) -> str | None:
    match = _DAY.match(text)
    if not match:
        return None
    year, month, day = match.groups()
    year = year.replace("X", "9")
    if not month or not 1 <= int(month) <= 12:
        return f"{year}-12-31"
    return f"{year}-{month}-{day or calendar.monthrange(int(year), int(month))[1]:02}"
