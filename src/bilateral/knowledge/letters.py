"""Text in, the same text without diacritics out, letter for letter, so that offsets stay."""

from __future__ import annotations

import re
import unicodedata
from functools import cache


def without_marks(text: str) -> str:
    """`text` without diacritics, letter for letter, so that offsets stay: "Tô Lâm" as "To Lam"."""
    return text if text.isascii() else _MARKED.sub(lambda found: _bare(found[0]), text)


_MARKED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")


@cache
def _bare(letter: str) -> str:
    letter = {"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i"}.get(
        letter, letter
    )
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() else letter
