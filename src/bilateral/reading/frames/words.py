"""A place in a sentence in, what the small words of the language beside it do out."""

from __future__ import annotations

import re
from functools import cache

from bilateral.knowledge.frames import grammar


class Small:
    """The small words of one language, found beside a place in a text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._grammar = grammar(language)
        self._before: dict[str, re.Pattern[str] | None] = {}
        self._anywhere: dict[str, re.Pattern[str] | None] = {}

    def before(self, text: str, end: int, use: str) -> str | None:
        """The word of this use that ends at `end`, white space and a comma left aside."""
        pattern = self._compiled(self._before, use, r"(?:^|(?<=\W)){}[\s,]*$")
        found = pattern.search(text, max(0, end - 40), end) if pattern else None
        return found[1].lower() if found else None

    def inside(self, text: str, use: str, start: int = 0, end: int | None = None) -> int | None:
        """Where the first word of this use begins between `start` and `end`."""
        pattern = self._compiled(self._anywhere, use, r"(?<!\w){}(?!\w)")
        found = pattern.search(text, start, len(text) if end is None else end) if pattern else None
        return found.start() if found else None

    def last_inside(self, text: str, use: str, start: int, end: int) -> int | None:
        """Where the last word of this use ends between `start` and `end`."""
        pattern = self._compiled(self._anywhere, use, r"(?<!\w){}(?!\w)")
        found = list(pattern.finditer(text, start, end)) if pattern else []
        return found[-1].end() if found else None

    def at(self, text: str, start: int, use: str) -> int | None:
        """Where the word of this use that stands at `start` ends, white space left aside."""
        pattern = self._compiled(self._anywhere, use, r"(?<!\w){}(?!\w)")
        while start < len(text) and text[start].isspace():
            start += 1
        found = pattern.match(text, start) if pattern else None
        return found.end() if found else None

    def _compiled(
        self, made: dict[str, re.Pattern[str] | None], use: str, form: str
    ) -> re.Pattern[str] | None:
        if use not in made:
            made[use] = word_pattern(self._grammar.of(use), form)
        return made[use]


def word_pattern(words: tuple[str, ...], form: str = r"(?<!\w){}(?!\w)") -> re.Pattern[str] | None:
    """One pattern for any of `words`, the longest first; None for no words."""
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
    return re.compile(form.replace("{}", f"({either})"), re.IGNORECASE)


@cache
def small(language: str) -> Small:
    """The small words of `language`, compiled once."""
    return Small(language)
