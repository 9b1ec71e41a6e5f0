"""A sentence and a place in it in, who stands there in which part out: subject, object, marker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bilateral.knowledge.countries.names import PHRASE_KIND as COUNTRY
from bilateral.knowledge.countries.names import read_key
from bilateral.knowledge.frames import EVENT, grammar
from bilateral.knowledge.matching import Match
from bilateral.language.dates import TimeSpan, find_times
from bilateral.reading.frames.words import Small, small
from bilateral.reading.page import Mention, Page, Sentence

JOIN_REACH = 3


@lru_cache(maxsize=256)
def _times(text: str, reference: date | None, language: str) -> list[TimeSpan]:
    """The times of a sentence, which the readers of each kind of statement ask for."""
    return find_times(text, reference, language=language)


@dataclass(frozen=True, slots=True)
class Side:
    """Who a part falls to: the countries, and the people named as theirs."""

    sides: tuple[str, ...]
    actors: tuple[str, ...]
    start: int
    end: int
    both: bool = False


class Line:
    """A sentence with what its readers ask of it."""

    def __init__(self, page: Page, sentence: Sentence, language: str) -> None:
        self.page, self.sentence, self.language = page, sentence, language
        self.text = sentence.text
        self.words: Small = small(language)
        self.mentions = sentence.mentions

    @cached_property
    def times(self) -> list[TimeSpan]:
        return _times(self.text, self.page.reference, self.language)

    @property
    def home(self) -> str:
        return grammar(self.language).home

    def marker(self, mention: Mention) -> str | None:
        """The small word that gives a mention its part, past words such as "phía" and "nước"."""
        start = mention.start
        while True:
            filler = self.words.before(self.text, start, "filler")
            if filler is None:
                break
            start = self.text.lower().rfind(filler.split()[0], 0, start)
        return self.words.before(self.text, start, "preposition")

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a place: between semicolons and words such as "còn"."""
        start = self.words.last_inside(self.text, "clause", 0, at)
        end = self.words.inside(self.text, "clause", at)
        start = max(start or 0, self.text.rfind(";", 0, at) + 1)
        semicolon = self.text.find(";", at)
        stops = [stop for stop in (end, semicolon) if stop is not None and stop >= 0]
        return start, min([*stops, len(self.text)])

    def subject(self, verb: int) -> Side | None:
        """Who acts: the last one before the verb that no small word takes for another part."""
        start, _ = self.clause(verb)
        before = [m for m in self.mentions if start <= m.start and m.end <= verb and m.sides]
        if before and self.words.at(self.text, before[-1].end, "just_before") == self._end(verb):
            return self._joined(before[-1:], before[-1], back=True)
        free = [m for m in before if self.marker(m) is None or self._opens(m)]
        free = [m for m in free if not self._part_of_noun(m)]
        while len(free) > 1 and self._is_object(free[-2], free[-1], verb):
            free.pop()
        if not free:
            return self._inherited(verb) if start else None
        return self._joined(before, free[-1], back=True)

    def _is_object(self, before: Mention, mention: Mention, verb: int) -> bool:
        """Whether a mention is acted on by a verb before it, and what follows goes on with the
        subject of that verb ("A meets B and announces ...")."""
        if self.words.inside(self.text, "resumes", mention.end, verb) is None:
            return False
        return any(before.end <= m.start and m.end <= mention.start for m in self._verbs)

    @cached_property
    def _verbs(self) -> list[Match]:
        return self.sentence.of_kind(EVENT)

    def is_place(self, mention: Mention) -> bool:
        """Whether a capital is only where something happens ("tại Paris")."""
        place = self.words.before(self.text, mention.start, "place")
        return mention.kind == "capital" and place is not None

    def _end(self, verb: int) -> int:
        """Where the word before the verb ends."""
        return len(self.text[:verb].rstrip())

    def _opens(self, mention: Mention) -> bool:
        """Whether a mention opens the sentence, whatever stands before it."""
        return mention.start == 0

    def _part_of_noun(self, mention: Mention) -> bool:
        """ "quan hệ song phương", "quan hệ hai nước": both sides, told of a thing."""
        if mention.kind != "both":
            return False
        word = self.text[: mention.start].rstrip().rpartition(" ")[2].lower()
        return (
            bool(word) and word[-1].isalpha() and word not in ("và", "khi", "lãnh", "đạo", "rằng")
        )

    def _inherited(self, verb: int) -> Side | None:
        """The subject of the clause before, where this one has none of its own."""
        before = [m for m in self.mentions if m.end <= verb and m.sides]
        free = [m for m in before if self.marker(m) is None]
        return self._joined(before, free[0], back=False) if free else None

    def object(self, verb: int, subject: Side | None) -> Side | None:
        """Who is acted on: the first one behind the verb that is not the subject's own."""
        _, end = self.clause(verb)
        own = set(subject.sides) if subject else set()
        after = [m for m in self.mentions if verb <= m.start < end and m.sides]
        other = [m for m in after if m.kind != "both" and not set(m.sides) <= own]
        other = [m for m in other if not self.is_place(m)]
        return self._joined(after, other[0], back=False) if other else None

    def _joined(self, mentions: Sequence[Mention], first: Mention, *, back: bool) -> Side:
        """A mention with those that are joined to it by "và" and the like."""
        group = [first]
        index = list(mentions).index(first)
        step = -1 if back else 1
        at = index + step
        while 0 <= at < len(mentions):
            near = mentions[at]
            left, right = (near, group[-1]) if back else (group[-1], near)
            if not self._are_joined(left, right):
                break
            group.append(near)
            at += step
        sides = tuple(sorted({side for m in group for side in m.sides}))
        actors = tuple(m.actor for m in sorted(group, key=lambda m: m.start) if m.actor)
        both = first.kind == "both"
        return Side(sides, actors, min(m.start for m in group), max(m.end for m in group), both)

    def _are_joined(self, left: Mention, right: Mention) -> bool:
        between = self.text[left.end : right.start].strip().lower()
        return between in grammar(self.language).of("joint") and between != ","

    def other(self, sides: Sequence[str]) -> tuple[str, ...]:
        """The other party of a pair."""
        return tuple(party for party in self.page.parties if party not in sides)

    def place(self) -> str | None:
        """A place in capitals behind "tại", that is no country."""
        at = 0
        while True:
            start = self.words.inside(self.text, "place", at)
            if start is None:
                return None
            after = self.text.index(" ", start) + 1 if " " in self.text[start:] else len(self.text)
            end = _capitals(self.text, after)
            if end > after:
                return self.text[after:end]
            at = after

    def bloc_after(self, at: int) -> str | None:
        """The bloc (or the European Union) named right behind the word at `at`."""
        for match in self.sentence.of_kind(COUNTRY):
            key = read_key(match.key)
            if (key.kind == "bloc" or key.code == "EUE") and 0 < match.start - at < 30:
                return self.text[match.start : match.end]
        return None

    def is_after(self, verb: int, use: str) -> bool:
        """Whether a word of this use stands right before the verb, other small words between."""
        window = self.text[max(0, verb - 25) : verb]
        start = max(0, verb - 25)
        ends = self.words.last_inside(self.text, use, start, verb)
        if ends is None:
            return False
        between = self.text[ends:verb]
        return len(between.split()) <= JOIN_REACH and "," not in between and bool(window)

    def time_near(self, start: int, end: int, clause: tuple[int, int]) -> TimeSpan | None:
        """The time that belongs to the words between `start` and `end`: the nearest in the
        clause, else one that opens the sentence."""
        own = [t for t in self.times if clause[0] <= t.start and t.end <= clause[1] and t.edtf]
        if not own:
            own = [t for t in self.times if t.end <= start and t.edtf]
        if not own:
            return None
        return min(own, key=lambda t: _distance(t, start, end))


def _distance(time: TimeSpan, start: int, end: int) -> int:
    return start - time.end if time.end <= start else max(0, time.start - end)


def _capitals(text: str, at: int) -> int:
    """Where the words in capitals that begin at `at` end."""
    end = at
    for word in text[at:].split(" ")[:5]:
        if not word[:1].isupper():
            break
        bare = word.rstrip(".,;:)")
        end = at + len(bare)
        at += len(word) + 1
        if bare != word:
            break
    return end
