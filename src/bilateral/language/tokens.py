"""Text in, its tokens out: numbers, words and signs with their spans, for readers of grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bilateral.knowledge.matching import fold

# A run of digits with inner separators (".50" too), a scale with 's after it ("a billion's
# worth"), a word with inner apostrophes or points, or one sign.
_TOKEN = re.compile(
    r"(?:(?<![\w.,])\.)?\d+(?:[.,]\d+)*|\b[mbtr]*(?:thousand|illion)(?='s\b)"
    r"|[^\W\d_]+(?:['’.&][^\W\d_]+)*|[^\w\s]|_"
)


_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Tokens:
    """The tokens of `text`: `forms` are folded (lower case, one apostrophe and hyphen)."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.forms)

    def form(self, index: int) -> str:
        """The form at `index`, empty outside the text."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def written(self, index: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return 0 < index < len(self.forms) and self.starts[index] == self.ends[index - 1]

    def phrase(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether `words` stand at `index`."""
        end = index + len(words)
        return index >= 0 and tuple(self.forms[index:end]) == words


@lru_cache(maxsize=64)
def tokens(text: str) -> Tokens:
    """The tokens of `text`, in order."""
    folded = fold(text)
    out = Tokens(text)
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        out.starts.append(start)
        out.ends.append(end)
        out.forms.append(match.group())
    return out


@lru_cache(maxsize=64)
def bare_words(text: str) -> tuple[bool, frozenset[str]]:
    """Whether there is a digit in `text`, and its folded words without signs: a cheap look at
    what a text can hold before it is read token by token."""
    return _DIGIT.search(text) is not None, frozenset(_WORDS.findall(fold(text)))
