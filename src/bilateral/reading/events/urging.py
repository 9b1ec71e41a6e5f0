"""A verb of saying and the words behind it in, what is made of them out.

Another is told to do something: "stressed the need for Russia to withdraw", "underscored the
importance of India buying more".
Or the object itself is what is said: "underscored our commitment to its defence, so that it can".
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from bilateral.language.verbs import GERUND, INFINITIVE, Group
from bilateral.language.words import Words
from bilateral.reading.events.lexicon import Noun

NEEDS = frozenset(
    ("need", "importance", "necessity", "urgency", "obligation", "responsibility", "imperative")
)
_WHOSE = frozenset(("for", "of", "on"))
_REACH = 5


def urges(words: Words, group: Group, following: Group) -> bool:
    """Whether somebody is named, between the verb and what is to be done, who is to do it."""
    low = words.low
    last = min(group.end + _REACH, len(low))
    need = next((i for i in range(group.end, last) if low[i] in NEEDS), None)
    if need is None or low[need + 1] not in _WHOSE or following.first - need < 3:
        return False
    if following.kind not in (INFINITIVE, GERUND) or "," in low[need : following.first]:
        return False
    return words.text[words.start[need + 2]].isupper()


def voices(words: Words, group: Group, said: Container[str], nouns: Sequence[Noun]) -> bool:
    """Whether the object of the verb is one that it voices, and no clause with "that" follows."""
    if words.low[group.end : group.end + 1] == ["that"]:
        return False
    return any(name in said for noun in nouns for name in noun.classes)


def heads(words: Words, nouns: Sequence[Noun]) -> list[Noun]:
    """The nouns without those that only qualify a later one: "nuclear threat reduction talks"."""
    return [
        noun
        for index, noun in enumerate(nouns)
        if index + 1 == len(nouns) or not _qualifies(words, noun, nouns[index + 1])
    ]


def _qualifies(words: Words, noun: Noun, following: Noun) -> bool:
    """Whether one word alone parts two nouns, and is one itself ("threat reduction talks")."""
    if following.start - noun.end != 1 or words.classes[noun.end]:
        return False
    return words.low[noun.end].endswith(_ABSTRACT)


_ABSTRACT = ("tion", "sion", "ment", "ity", "ance", "ence", "ness", "ship")
