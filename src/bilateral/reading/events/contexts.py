"""The words of a sentence in, the PLOVER contexts they show out."""

from __future__ import annotations

from functools import cache

from bilateral.knowledge.plover import context_words
from bilateral.language.words import Words


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word to the rest of each phrase and its context."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context, phrases in context_words().items():
        for phrase in phrases:
            first, *rest = phrase.lower().split()
            found.setdefault(first, []).append((tuple(rest), context))
    return found


def contexts_of(words: Words) -> tuple[str, ...]:
    """The contexts of a sentence, in alphabetical order."""
    table, low = _table(), words.low
    found: set[str] = set()
    for index, word in enumerate(low):
        for rest, context in table.get(word, ()):
            if not rest or tuple(low[index + 1 : index + 1 + len(rest)]) == rest:
                found.add(context)
    return tuple(sorted(found))
