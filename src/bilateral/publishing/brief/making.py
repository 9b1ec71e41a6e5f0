"""What every section of a brief is made with: the view, the days, the language, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bilateral.language.edtf import bounds
from bilateral.model import Actor, Document, Event
from bilateral.publishing.brief.contents import Note, Paragraph, Section, Text, Words
from bilateral.publishing.brief.language import Language
from bilateral.publishing.brief.notes import Notes, place, sentence, shown_in
from bilateral.record import Record
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair
from bilateral.record.relationship import Relationship

APART = "\u00a0"
"""Between the marks of two notes."""


@dataclass(frozen=True, eq=False)
class Making:
    """The view of a pair on a day; `sides` in the order asked for, `since` the first day of what
    is told (None: all of it), `actors` everyone named, with the document, `shorter` by how many
    items every list is cut, for a brief that is too long."""

    record: Record
    view: Relationship
    sides: Pair
    since: str | None
    language: Language
    actors: Sequence[tuple[Document, Actor]] = field(default=())
    shorter: int = 0

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.language)

    @property
    def day(self) -> str:
        return self.view.as_of

    @property
    def both(self) -> str:
        """Both sides as they stand in a sentence."""
        return self.language.areas(self.sides)

    @cached_property
    def countries(self) -> dict[str, str]:
        """The country of everyone named."""
        return {a.name: a.country for _, a in self.actors if a.country}

    def note(self, item: Entry[Any]) -> Note:
        return self.notes.of(item)

    def within(self, day: str | None) -> bool:
        """Whether a day is not before the first that is asked for."""
        return self.since is None or (day or "") >= self.since

    def section(self, code: str, *blocks: Any) -> Section:
        """A section; one with nothing to say says so."""
        kept = tuple(block for block in blocks if block)
        return Section(code, self.language.title(code), kept or (self.nothing(),))

    def nothing(self) -> Paragraph:
        if self.since:
            return Paragraph(
                (Words(self.say("nothing_since", since=self.language.day(self.since))),)
            )
        return Paragraph((Words(self.say("nothing")),))

    def most(self, usual: int) -> int:
        """How many items a list may have that has as many as a rule."""
        return max(1, usual - self.shorter)

    def more(self, number: int) -> Paragraph | None:
        """How many more items the record holds than a list shows."""
        if number <= 0:
            return None
        name = "one_more" if number == 1 else "more"
        return Paragraph((Words(self.say(name, number=f"{number:,}")),), small=True)

    def say(self, name: str, **parts: object) -> str:
        return self.language.say(name, **parts)

    def quoted(self, item: Entry[Any], words: str) -> Words:
        """Words of an entry in quotation marks, in their own language."""
        spoken = shown_in(item).language
        return Words(words, quoted=True, language=None if spoken == self.language.code else spoken)

    def cited(self, item: Entry[Any]) -> Text:
        """The sentence of an entry in quotation marks, with a note on who printed it."""
        document = shown_in(item)
        said = sentence(document, item.statement.evidence[0])
        return text(self.quoted(item, said), self.notes.of(item, quoted=False))


def text(*parts: str | Words | Note | None) -> Text:
    """A text of words and notes; None and empty words are left out, and two notes stand apart."""
    out: list[Words | Note] = []
    for part in parts:
        made = Words(part) if isinstance(part, str) else part
        if made is None or made == Words(""):
            continue
        if isinstance(made, Note) and out and isinstance(out[-1], Note):
            out.append(Words(APART))
        out.append(made)
    return tuple(out)


def paragraph(sentences: Iterable[Text], *, small: bool = False) -> Paragraph | None:
    """Sentences in one paragraph; None where there is none."""
    parts: list[Words | Note] = []
    for said in sentences:
        if parts and said:
            parts.append(Words(" "))
        parts.extend(said)
    return Paragraph(tuple(parts), small) if parts else None


def first_day(item: Entry[Any]) -> str:
    """The first day of what an entry tells; where it gives none, the day it was first told."""
    return bounds(item.statement.date)[0] or (item.first_told or "")[:10]


def capital(words: str) -> str:
    """Words with their first letter large."""
    return words[:1].upper() + words[1:]


def one_a_sentence(making: Making, found: Iterable[Entry[Event]]) -> list[Entry[Event]]:
    """Of the acts told in one sentence the one that it begins with, in the place of the first."""
    told: dict[tuple[str, str, int], Entry[Event]] = {}
    for item in found:
        key = place(shown_in(item), item.statement.evidence[0])
        kept = told.setdefault(key, item)
        if item.statement.evidence[0].start < kept.statement.evidence[0].start:
            told[key] = item
    return list(told.values())


def recent(item: Entry[Event], making: Making) -> bool:
    """Whether an event is news of the time asked for, not background, by the day of the brief."""
    day = first_day(item)
    return bool(day) and not item.statement.historical and day <= making.day and making.within(day)
