"""What relations between two states are called: the rungs, and the words for them and for change.

`levels.csv` is the code list, from severed to allied. `<language>/labels.csv` holds labels that
are fixed words, and (without a level) names that only look like a label;
`<language>/modifiers.csv` the words that a "... partnership" is built of, each with what it
says of the rung; `<language>/acts.csv` the words by which a relation is established, upgraded,
lowered, severed or restored; `<language>/followers.csv` what may stand behind a label: words
that belong to it, or that make it a document or a body; `<language>/private_bodies.csv` the nouns
for those whose partnerships are no matter of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = ("en",)
LABEL = "status"
ACT = "status_act"
HEAD = "head"
RELATIONS = "relations"
CHANGES = ("established", "upgraded", "lowered", "severed", "restored")


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of the ladder, the lowest 0."""

    code: str
    rung: int
    reads: str


@dataclass(frozen=True, slots=True)
class Label:
    """Fixed words for a level; `head` is the noun that modifiers build labels on, `relations`
    what is established or severed. No level: words that only look like a label."""

    words: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before "partnership": `mark` is strategic, comprehensive, special (a partnership
    with a name of its own), titled (the same, in capital letters alone: "Global Partnership") or
    plain (part of a label, but makes none)."""

    word: str
    mark: str


@dataclass(frozen=True, slots=True)
class Act:
    """Words for a change. `takes` is what they change: `label` (established a ...), `to_label`
    (upgraded ... to a ...), `as_label` (designated it a ...) or `relations` (severed diplomatic
    ties)."""

    words: str
    change: str
    takes: str


@dataclass(frozen=True, slots=True)
class Follower:
    """Words behind a label: `part` of it, a `paper` (treaty, declaration) or a `body`."""

    words: str
    kind: str


@cache
def levels() -> Mapping[str, Level]:
    """Every rung by its code."""
    return MappingProxyType({x.code: x for x in build(Level, table("statuses/levels.csv"))})


@cache
def labels(language: str = "en") -> tuple[Label, ...]:
    out = []
    for row in table(f"statuses/{language}/labels.csv"):
        label = build(Label, [row])[0]
        if label.level not in ("", HEAD, RELATIONS) and label.level not in levels():
            raise KnowledgeError(f"unknown level {label.level!r}", where=row.where)
        out.append(label)
    return tuple(out)


@cache
def modifiers(language: str = "en") -> Mapping[str, str]:
    """Modifier (in lower case) to its mark."""
    rows = build(Modifier, table(f"statuses/{language}/modifiers.csv"))
    return MappingProxyType({row.word: row.mark for row in rows})


@cache
def acts(language: str = "en") -> tuple[Act, ...]:
    out = []
    for row in table(f"statuses/{language}/acts.csv"):
        act = build(Act, [row])[0]
        if act.change not in CHANGES:
            raise KnowledgeError(f"unknown change {act.change!r}", where=row.where)
        out.append(act)
    return tuple(out)


@cache
def followers(language: str = "en") -> tuple[Follower, ...]:
    return tuple(build(Follower, table(f"statuses/{language}/followers.csv")))


@cache
def private_bodies(language: str = "en") -> frozenset[str]:
    """Nouns for bodies that make no relation of states ("airline", "bourse")."""
    return frozenset(row.values["word"] for row in table(f"statuses/{language}/private_bodies.csv"))


def phrases(language: str) -> Iterator[Phrase]:
    """Labels (the key is the level) and acts (the key is `change:takes`)."""
    if language not in LANGUAGES:
        return
    for label in labels(language):
        is_name = not label.level and label.words != label.words.lower()
        yield Phrase(label.words, LABEL, label.level or "none", case_sensitive=is_name)
    for act in acts(language):
        yield Phrase(act.words, ACT, f"{act.change}:{act.takes}")
