"""A reader and a text in, how many calls reading it takes: work counted without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def work(read: Callable[[str], Any], text: str) -> int:
    """The calls, of Python and of C, that reading a text makes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


def grows_linearly(read: Callable[[str], Any], piece: str) -> bool:
    """Whether four times the text takes at most about four times the work."""
    read(piece * 10)
    small, large = work(read, piece * 60), work(read, piece * 240)
    return large <= 5 * small + 500
