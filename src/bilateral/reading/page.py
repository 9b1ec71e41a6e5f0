"""A document in, a page out: its sentences with everything found in them in one pass.

A page is what the readers of the six kinds of statement work on. Offsets of matches,
mentions, amounts and times count in the text of their sentence; `Sentence.evidence` turns
them into evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bilateral.knowledge.matching import Match
from bilateral.model import Actor, Document, Evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for someone: a country, both of them, a person, an office, a body.

    `sides` are the countries meant (both parties for "the two countries", none for a body
    whose country is not known); `actor` is the name under which the actor is listed.
    `kind` is country, adjective (demonym used before a noun), capital, seat, bloc, both,
    person, office, body, pronoun. A person's mention covers title and name. `possessive` is
    whether 's follows, `plural` whether it is people of the country ("Americans").
    """

    start: int
    end: int
    kind: str
    sides: tuple[str, ...]
    text: str
    actor: str | None = None
    possessive: bool = False
    plural: bool = False


@dataclass(slots=True)
class Sentence:
    """One sentence of the text, or the title (`field` is then `title`)."""

    index: int
    field: str
    start: int
    end: int
    text: str
    matches: tuple[Match, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The evidence for these code points of the sentence."""
        stop = len(self.text) if end is None else end
        return Evidence(self.field, self.start + start, self.start + stop, self.text[start:stop])

    def of_kind(self, *kinds: str) -> list[Match]:
        """The matches of these kinds of phrase."""
        return [match for match in self.matches if match.kind in kinds]


@dataclass(slots=True)
class Page:
    """A document cut into sentences, with who is meant in each.

    `parties` are the countries it is about, alphabetically; `reference` is the day of
    publication, from which relative dates are counted; `actors` are those who act or speak.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    parties: tuple[str, ...] = ()
    reference: date | None = None
    actors: tuple[Actor, ...] = ()

    @property
    def title(self) -> Sentence | None:
        first = self.sentences[0] if self.sentences else None
        return first if first and first.field == "title" else None
