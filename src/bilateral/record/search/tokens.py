"""Any text in, its words as they are searched out: no case, no diacritics, no punctuation.

Both stores index these words, so both find the same. "Việt Nam" and "viet nam" are one, so are
"Đà Nẵng" and "da nang". Scripts written without spaces give a word for each character; words
that stand together are then found as a phrase.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LONGEST = 64
"""Characters of a word that count."""
MOST = 50_000
"""Words of a text that can be found; PostgreSQL keeps no more of one."""
MOST_CHARACTERS = 400_000
"""Characters of different words of a text that can be found."""

_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)
_ALONE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts of which each character is a word, by the beginning of the characters' names."""


class _Folding(dict[int, str]):
    """Code point to what it is searched as, found once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


def _folded(character: str) -> str:
    """Letters and digits plain, marks nothing, all else a space."""
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    if unicodedata.name(character, "").startswith(_ALONE):
        letters = unicodedata.normalize("NFKC", character).casefold()
        return f" {letters} " if letters.isalnum() else " "
    plain = unicodedata.normalize("NFKD", character).casefold().translate(_LETTERS)
    return "".join(c if c.isalnum() else " " for c in plain if unicodedata.category(c)[0] != "M")


_FOLDING = _Folding()


def words(text: str) -> list[str]:
    """The words of a text in their order, at most MOST of them."""
    seen: set[str] = set()
    size = 0
    out = []
    for word in text.translate(_FOLDING).split()[:MOST]:
        word = word[:LONGEST]
        if word not in seen:
            size += len(word)
            if size > MOST_CHARACTERS:
                break
            seen.add(word)
        out.append(word)
    return out


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word with where it starts and ends in the text, in code points."""
    word, start, end = "", 0, 0
    for at, character in enumerate(text):
        folded = _FOLDING[ord(character)]
        if not folded:  # a mark belongs to the letter before it
            end = at + 1 if word else end
            continue
        if word and folded[0] == " ":
            yield word[:LONGEST], start, end
            word = ""
        letters = folded.replace(" ", "")
        if letters:
            start, end = (start if word else at), at + 1
            word += letters
            if folded[-1] == " ":
                yield word[:LONGEST], start, end
                word = ""
    if word:
        yield word[:LONGEST], start, end
