"""A sentence of a list in, the points of it that are promised out: bullets under an opening line,
and numbered acts within the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilateral.knowledge.commitments import words
from bilateral.reading.page import Sentence

LEAST, LEAST_SPACES = 8, 1
_BULLET = re.compile(r"(?:[-•*–—·▪]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]) ?")
_NO_ACT = frozenset({"the", "a", "an", "this", "these", "both", "in"})
_NEXT = re.compile(r"; (?:and |as well as )?\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)] (?:to |also )?")
_VERB = re.compile(r"(?:\w+ly |also |further |to )*([a-z-]+)")


def only_opens(text: str, content: int, end: int) -> bool:
    """Whether the words only open a list ("agreed to the following:")."""
    opens = re.search(r"\b(?:following|including|such as|example)\b", text[content:end])
    return end - content < LEAST or (opens is not None and text.rstrip().endswith(":"))


def point(sentence: Sentence) -> int | None:
    """Where the act begins that a point of an open list names; None where it names none."""
    bullet = _BULLET.match(sentence.text)
    start = bullet.end() if bullet else 0
    first = re.match(r"[A-Za-z]+", sentence.text[start:])
    if first is None or first[0].lower() in _NO_ACT or first[0].endswith("ed"):
        return None
    if sentence.mentions and sentence.mentions[0].start == start:
        return None
    return start


def joined(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The further acts of a numbered promise that ends at `end` with a semicolon ("(i) cut duties;
    (ii) open its ports; and (iii) train nurses"): where the words of each begin and end."""
    while (found := _NEXT.match(text, end)) is not None:
        verb = _VERB.match(text, found.end())
        if verb is None or verb[1] not in words("act_verb"):
            return
        start = found.end()
        stop = text.find(";", start)
        end = stop if stop > 0 else len(text.rstrip(" ."))
        yield start, end
