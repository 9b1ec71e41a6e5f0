"""What the passes over one page share while it is found out who is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from bilateral.knowledge.matching import Match
from bilateral.reading.cast import Cast, Individual
from bilateral.reading.nations import Countries
from bilateral.reading.page import Mention, Sentence
from bilateral.reading.titles import Title


@dataclass(slots=True)
class Draft:
    """A mention of a person or body before it is known who becomes an actor. `body` is the name
    of a body as it is listed, None for a government as such."""

    start: int
    end: int
    kind: str
    text: str
    country: str | None = None
    person: Individual | None = None
    body: str | None = None
    sector: str | None = None
    possessive: bool = False

    @property
    def name(self) -> str | None:
        """The name under which it would be listed as an actor."""
        return self.person.name if self.person else self.body


_start = attrgetter("start")


@dataclass(slots=True)
class Line:
    """One sentence as it is worked on, with its matches by their kind."""

    sentence: Sentence
    matches: Mapping[str, Sequence[Match]]
    countries: list[Mention]
    titles: list[Title]
    headline: bool = False
    drafts: list[Draft] = field(default_factory=list)

    def taken(self, start: int, end: int) -> bool:
        """Whether a person or body is found already at these offsets."""
        return any(d.start < end and start < d.end for d in self.drafts)

    def add(self, draft: Draft) -> None:
        text = self.sentence.text
        draft.possessive = text[draft.end : draft.end + 2] in ("'s", "’s")
        self.drafts.append(draft)

    @property
    def people(self) -> list[Draft]:
        """The drafts of people, in the order of their words."""
        found = [d for d in self.drafts if d.person]
        return sorted(found, key=_start) if len(found) > 1 else found


@dataclass(slots=True)
class Context:
    """The people of the page, what it says about countries, and whose government publishes it."""

    cast: Cast
    countries: Countries
    outlet: str | None
    bodies: dict[tuple[str, str | None], str] = field(default_factory=dict)
