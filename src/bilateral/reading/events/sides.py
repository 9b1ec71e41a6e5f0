"""A sentence with its mentions and a verb group in, who does it and to whom out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.events import acting
from bilateral.language.inflection import plural
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, Group
from bilateral.language.words import Class, Words
from bilateral.reading.page import Mention

AGENT_REACH = 7
NOUN_REACH = 5
FIRST_GAP = 3
SUBJECT_REACH = 40
LIST_GAP = 6
ANTECEDENT_REACH = 3

# Prepositions that keep what follows within a subject: "officials from", "leaders of".
_WITHIN = frozenset(["of", "from", "for"])
_CLAUSE_OPENERS = frozenset({"that", ":", ";", "where", "when", "whereby"})
_OPENERS = frozenset({"as", "after", "before", "since"})
# "the first American carrier to visit", "plans for Prime Minister Modi to visit".
_AHEAD = frozenset(("first", "plans", "plan", "arrangements", "preparations"))
_NOUN_ENDS = int(Class.PREPOSITION | Class.COMMA | Class.AND | Class.STOP | Class.POSSESSIVE)
_UNNAMED = frozenset({"i", "we", "you", "they"})
_THOSE = frozenset({"you", "they"})
_PLACED = frozenset({"outside", "inside", "north", "south", "east", "west", "because", "ahead"})
_PLACES = frozenset({"country", "capital", "seat"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention and the words it covers."""

    mention: Mention
    start: int
    end: int

    @property
    def sides(self) -> tuple[str, ...]:
        return self.mention.sides


@dataclass(slots=True)
class Clause:
    """The clause of one verb group: its words and who stands in it.

    `subject` are those who do it (the agents, for a passive); `objects` those behind the verb
    (for a passive its subject too), in the order of the words.
    """

    start: int
    end: int
    subject: list[Placed]
    objects: list[Placed]


def placed(words: Words, mentions: Sequence[Mention]) -> list[Placed]:
    """The mentions with their word spans, in order."""
    out = []
    for mention in mentions:
        start = words.at(mention.start)
        end = words.at(mention.end - 1) + 1
        out.append(Placed(mention, start, end))
    return out


class Sides:
    """The clauses of one sentence."""

    def __init__(self, words: Words, groups: Sequence[Group], mentions: list[Placed]) -> None:
        """`mentions` are those of the sentence, the dateline's left out."""
        self.words = words
        self.groups = groups
        self.mentions = mentions

    def clause(self, index: int) -> Clause:
        """The clause of group `index`."""
        group = self.groups[index]
        base = self._subject_group(index)
        start = self._clause_start(base)
        end = self._clause_end(index)
        before = self._beside(group) or self._subject(start, self.groups[base])
        behind = [m for m in self.mentions if group.end <= m.start < end]
        if group.passive and "between" in self.words.low[start : group.first]:
            before = [m for m in self.mentions if start <= m.start and m.end <= group.first]
        if not group.passive:
            return Clause(start, end, before, behind)
        agents = self._agents(group, behind)
        patients = before + [m for m in behind if m not in agents]
        return Clause(start, end, agents, patients)

    def _beside(self, group: Group) -> list[Placed]:
        """ "with President Biden reiterating": who does it stands right before, behind "with"."""
        low = self.words.low
        first = group.kind == INFINITIVE and not _AHEAD.isdisjoint(
            low[max(0, group.first - 8) : group.first]
        )
        for mention in self.mentions if group.kind == GERUND or first else ():
            near = mention.end <= group.first and group.first - mention.end <= FIRST_GAP
            if first and near and self._acts(mention) and mention.start > FIRST_GAP:
                return [mention]
            before = low[mention.start - 1] if mention.start else ""
            if mention.end == group.first and before == (
                "for" if group.kind == INFINITIVE else "with"
            ):
                return [mention]
        return []

    def _subject_group(self, index: int) -> int:
        """The group before which the subject stands."""
        group = self.groups[index]
        if group.parent is not None:
            return self._subject_group(group.parent)
        if group.kind == FINITE and not self._shares_subject(group):
            return index
        earlier = [i for i in range(index) if self.groups[i].kind == FINITE]
        if earlier:
            return self._subject_group(earlier[-1])
        later = [i for i in range(index, len(self.groups)) if self.groups[i].kind == FINITE]
        return later[0] if later and group.kind == GERUND else index

    def _shares_subject(self, group: Group) -> bool:
        """ "thanked Peru for hosting talks and reiterated": the verb stands right behind "and"."""
        classes = self.words.classes
        index = group.first - 1
        while index > 0 and classes[index] & Class.ADVERB:
            index -= 1
        return index > 0 and bool(classes[index] & (Class.AND | Class.BUT))

    def _clause_start(self, index: int) -> int:
        """The word at which the clause of group `index` begins."""
        group = self.groups[index]
        low, classes = self.words.low, self.words.classes
        previous = [g for g in self.groups[:index] if g.kind == FINITE and not g.relative]
        floor = previous[-1].end if previous and not group.relative else 0
        start = max(floor, group.first - SUBJECT_REACH)
        for position in range(group.first - 1, start - 1, -1):
            if low[position] in _CLAUSE_OPENERS or classes[position] & Class.SUBORDINATOR:
                return position + 1
            if low[position] in _OPENERS and self._named(position, group.first):
                return position + 1
            if (
                floor
                and classes[position] & (Class.AND | Class.BUT)
                and self._named(position, group.first)
            ):
                return position + 1
        return start

    def _named(self, start: int, end: int) -> bool:
        return any(start <= m.start < end for m in self.mentions) and not any(
            m.end == start for m in self.mentions
        )

    def _clause_end(self, index: int) -> int:
        """The word at which the clause ends: where the next finite clause begins."""
        group = self.groups[index]
        for later in self.groups[index + 1 :]:
            if later.kind == FINITE and not later.relative and not self._is_noun(later):
                return self._back_to_boundary(later.first, group.end)
        end = len(self.words)
        return end - 1 if end and self.words.low[end - 1] in ".!?" else end

    def _is_noun(self, group: Group) -> bool:
        """ "reiterated U.S. support for": no verb of its own."""
        return group.lemma == "support" and self.words.low[group.end : group.end + 1] == ["for"]

    def _back_to_boundary(self, position: int, floor: int) -> int:
        marks = Class.COMMA | Class.AND | Class.BUT | Class.SUBORDINATOR | Class.STOP
        if ";" in self.words.low[floor:position]:
            return self.words.low.index(";", floor, position)
        for index in range(position - 1, floor - 1, -1):
            if self._between_mentions(index):
                continue
            if self.words.classes[index] & marks or self.words.low[index] == "that":
                return index
        return position

    def _between_mentions(self, index: int) -> bool:
        """ "Vietnam and China signed": an "and" inside the subject parts no clauses."""
        if not self.words.classes[index] & Class.AND:
            return False
        return any(m.end == index for m in self.mentions) and any(
            m.start - index in (1, 2) for m in self.mentions
        )

    def _subject(self, start: int, group: Group) -> list[Placed]:
        """Who stands before the verb as its subject, with those joined to them by "and"."""
        pronoun = self._unnamed(group)
        if pronoun is not None:
            return self._quoted(pronoun)
        own = [m for m in self.mentions if start <= m.start and m.end <= group.first]
        if group.relative:
            return [m for m in own[-1:] if group.first - m.end <= ANTECEDENT_REACH]
        own = self._behind_opening(start, own)
        first = next((i for i, m in enumerate(own) if not self._aside(m, start)), None)
        if first is None:
            return []
        chain = [own[first]]
        for mention in own[first + 1 :]:
            if self._joined(chain[-1], mention):
                chain.append(mention)
        return chain

    def _unnamed(self, group: Group) -> int | None:
        """ "for which we are grateful": where a pronoun that no mention covers is the subject."""
        low, classes = self.words.low, self.words.classes
        index = group.first - 1
        while index >= 0 and classes[index] & Class.ADVERB:
            index -= 1
        if index < 0 or low[index].partition("'")[0] not in _UNNAMED:
            return None
        return None if any(m.start <= index < m.end for m in self.mentions) else index

    def _quoted(self, pronoun: int) -> list[Placed]:
        """Who says "I" or "we" in quotation marks: the last person named before them, or the first
        behind."""
        text, at = self.words.text, self.words.start[pronoun]
        opening = max(text.rfind("“", 0, at), text.rfind('"', 0, at))
        if (
            opening < 0
            or text.rfind("”", 0, at) > opening
            or self.words.low[pronoun].partition("'")[0] in _THOSE
        ):
            return []
        people = [m for m in self.mentions if m.mention.kind in ("person", "office", "pronoun")]
        before = [m for m in people if m.mention.end <= opening]
        closing = min((i for i in (text.find("”", at), text.find('"', at)) if i > 0), default=0)
        behind = [m for m in people if m.mention.start > closing > 0]
        told = len(before) > 1 and any(g.end == before[-1].start for g in self.groups)
        return before[-2:-1] if told else before[-1:] or behind[:1]

    def _behind_opening(self, start: int, own: list[Placed]) -> list[Placed]:
        """ "At the talks between A and B, C said": an opening phrase holds no subject."""
        words = self.words
        if start >= len(words) or not words.classes[start] & (Class.PREPOSITION | Class.ADVERB):
            return own
        for mention in reversed(own):
            before = [words.classes[i] for i in range(max(0, mention.start - 3), mention.start)]
            if any(bits & Class.COMMA for bits in before):
                return [m for m in own if m.start >= mention.start]
        return own

    def _aside(self, mention: Placed, start: int) -> bool:
        """ "In Hanoi", "with Japan": not the subject."""
        index = mention.start - 1
        while index >= 0 and self.words.classes[index] & (
            Class.DETERMINER | Class.POSSESSIVE | Class.ADVERB
        ):
            index -= 1
        if index < start and self.words.low[index] in _OPENERS:
            return not self._acts(mention)
        if self.words.low[index] == "of" and self.words.low[index - 1] in _PLACED:
            return True
        return bool(
            self.words.classes[index] & (Class.PREPOSITION | Class.TO)
            and self.words.low[index] not in _WITHIN
        ) or not self._acts(mention)

    def _acts(self, mention: Placed) -> bool:
        """ "Indian warships", "Chinese officials": a demonym acts by the noun behind it."""
        if mention.mention.kind != "adjective":
            return True
        for index in range(mention.end, min(mention.end + NOUN_REACH, len(self.words))):
            if self.words.classes[index] & _NOUN_ENDS:
                return False
            if self.words.low[index] in _agents():
                return True
        return False

    def _joined(self, left: Placed, right: Placed) -> bool:
        return listed(self.words, left, right)

    def _agents(self, group: Group, behind: list[Placed]) -> list[Placed]:
        """Those behind "by"."""
        low = self.words.low
        stop = min(len(low), group.end + AGENT_REACH)
        by = next((i for i in range(group.end, stop) if low[i] == "by"), None)
        if by is None:
            return []
        first = next((m for m in behind if by < m.start <= by + 4), None)
        if first is None:
            return []
        chain = [first]
        for mention in behind:
            if mention.start > chain[-1].start and self._joined(chain[-1], mention):
                chain.append(mention)
        return chain


@cache
def _agents() -> frozenset[str]:
    """Nouns for those by whom a state acts, one and many."""
    return frozenset({*acting(), *map(plural, acting())})


def is_topic(words: Words, group: Group, mention: Placed) -> bool:
    """ "spoke about Afghanistan", "talks on the conflict in Sudan": who is only talked about."""
    low = words.low
    for index in range(mention.start - 1, group.end - 1, -1):
        if low[index] == "with" or (low[index] == "between" and low[index - 1] not in _QUARRELS):
            return False
        if low[index] in _TOPICS and low[index + 1] not in _NO_TOPIC:
            after = low[index + 2] if index + 2 < len(low) else ""
            return after not in _NO_TOPIC and not words.classes[index + 1] & Class.NUMBER
    return False


_TOPICS = frozenset({"about", "on", "over", "regarding", "concerning", "discuss", "discussing"})
_QUARRELS = frozenset({"conflict", "war", "fighting", "dispute", "border", "tensions", "clashes"})
_NO_TOPIC_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december phone telephone sidelines margins line
    fringes occasion behalf way eve lunch dinner breakfast weekend tea coffee
"""
_NO_TOPIC = frozenset(_NO_TOPIC_WORDS.split())


def listed(words: Words, left: Placed, right: Placed) -> bool:
    """Whether only "and", commas and small words stand between two mentions."""
    between = words.classes[left.end : right.start]
    joint = any(bits & (Class.AND | Class.COMMA) for bits in between)
    return joint and len(between) <= LIST_GAP and all(bits & _SMALL for bits in between)


_SMALL = Class.AND | Class.COMMA | Class.DETERMINER | Class.POSSESSIVE | Class.STOP | Class.CAPITAL


def split_dateline(words: Words, mentions: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """The mentions of a dateline ("HANOI, May 23 - ") and those of the sentence itself."""
    found = _DATELINE.match(words.text)
    end = words.at(found.end() - 1) if found else 0
    return [m for m in mentions if m.end <= end], [m for m in mentions if m.end > end]


_DATELINE = re.compile(r"[A-Z][A-Z]{2}[^.!?:;\n]{0,60}? (?:-{1,2}|–|—) (?=\S)")


_INSIDE = ("in", "at")


def is_leaders(text: str) -> bool:
    """ "they", "the two leaders", "the leaders’"."""
    return text.lower().rstrip("'’").split()[-1:] in _LEADERS


_LEADERS = (["they"], ["leaders"], ["presidents"], ["ministers"])


def is_vocative(words: Words, mention: Placed, spoken: bool) -> bool:
    """ "Mr. President, I thank you": whom one speaks to is no subject. `spoken` is whether the
    page is a transcript, where a name that opens a sentence before a comma is one."""
    low = words.low
    if low[mention.end : mention.end + 1] != [","] or mention.mention.kind not in _ADDRESSED:
        return False
    if spoken and mention.start <= 1:
        return True
    return low[mention.end + 1 : mention.end + 2] in _SPEAKING


_ADDRESSED = frozenset({"person", "office", "pronoun"})
_SPEAKING = (["i"], ["we"], ["you"], ["thank"], ["let"], ["it"])


def is_place(words: Words, mention: Placed) -> bool:
    """ "in Hanoi", "at the White House", but not "in the U.S.-Iraq agreement"."""
    if mention.mention.kind not in _PLACES or _goes_on(words, mention):
        return False
    index = mention.start - 1
    while index >= 0 and words.low[index] not in _INSIDE:
        if not words.classes[index] & (Class.DETERMINER | Class.CAPITAL):
            return False
        index -= 1
    return index >= 0


def _goes_on(words: Words, mention: Placed) -> bool:
    """Whether the country is part of a longer name."""
    end = mention.mention.end
    if words.text[end : end + 1] in ("-", "–", "’", "'"):
        return True
    return mention.end < len(words) and bool(words.classes[mention.end] & Class.CAPITAL)


def countries(found: Sequence[Placed]) -> tuple[str, ...]:
    """The countries meant by mentions, in alphabetical order."""
    return tuple(sorted({side for item in found for side in item.sides}))
