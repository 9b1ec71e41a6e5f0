"""The words and mentions of an event's sentence in, where it takes place out.

A place is told by "in" or "at" beside the act, or opens the sentence ("In Nigeria, he met ..."); a
country that is only talked about is none ("developments in Niger").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilateral.knowledge.events import venues
from bilateral.language.words import Words
from bilateral.reading.events.outcomes import Outcome
from bilateral.reading.events.sides import Placed, is_place

OPENING = 2
"""By which word a place that opens the sentence begins."""
_TOPICS = frozenset(("about", "on", "regarding", "concerning", "over", "that", "whether"))
_WENT = frozenset(("visit", "trip", "travel", "went", "came", "traveled", "travelled", "close"))
_TOPIC_NOUNS = """
    development developments situation war conflict crisis security peace troops forces people
    stability violence events invasion hostilities fighting investment investments jobs projects
    tensions ceasefire interests democracy
"""
_HAPPENINGS = frozenset(_TOPIC_NOUNS.split())
_PLACE = re.compile(r"\b(?:in|at) ((?:the )?[A-Z]\w+(?:[ -][A-Z]\w+){0,3})")
_NO_PLACE = re.compile(
    r"^(?:the )?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|President|Prime)\b"
)


def opening_place(words: Words, mentions: Sequence[Placed]) -> Placed | None:
    """ "In Nigeria, he met ...": where all of the sentence takes place."""
    first = mentions[0] if mentions else None
    if first is None or first.start > OPENING or not is_place(words, first):
        return None
    return first if words.low[first.end : first.end + 1] == [","] else None


def venue(words: Words, mentions: Sequence[Placed]) -> str | None:
    """The country of a place told as "in New York", or that opens the sentence."""
    opening = opening_place(words, mentions)
    if opening and len(opening.sides) == 1:
        return opening.sides[0]
    known = venues()
    for found in _PLACE.finditer(words.text):
        country = known.get(found[1].lower())
        if country:
            return country
    return None


def place_of(
    outcome: Outcome, words: Words, mentions: Sequence[Placed], start: int, end: int
) -> str | None:
    """The words for the place of an act that is told from `start` to `end` of the sentence."""
    opening = opening_place(words, mentions)
    if opening:
        return opening.mention.text
    stop = min(end, _topic(outcome, words))
    for mention in mentions:
        here = start <= mention.mention.start < stop
        if here and is_place(words, mention) and not _is_topic(words, mention.start - 1):
            return mention.mention.text
    found = _PLACE.search(words.text, start, stop)
    if found is None or _NO_PLACE.match(found[1]) or words.text[found.end() :][:1] in "-–’'":
        return None
    return None if _is_topic(words, words.at(found.start())) else found[1]


def _topic(outcome: Outcome, words: Words) -> int:
    """Where the words begin that say what is talked about or promised."""
    low = words.low
    for index in range(max(outcome.words) + 1, len(low)):
        if low[index] in _TOPICS or (low[index] == "to" and low[index - 1] not in _WENT):
            return words.start[index]
    return len(words.text)


def _is_topic(words: Words, index: int) -> bool:
    """Whether the preposition at or before `index` follows a noun for what happens there."""
    while index > 0 and words.low[index] not in ("in", "at"):
        index -= 1
    return index > 0 and words.low[index - 1] in _HAPPENINGS
