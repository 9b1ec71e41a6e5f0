"""A reading: one document and everything that it was read to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bilateral.model.document import Document
from bilateral.model.statements import (
    Actor,
    Area,
    Commitment,
    Event,
    Figure,
    Statement,
    Status,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read(document)` gives; `document` carries the parties that were found."""

    document: Document
    actors: tuple[Actor, ...] = ()
    figures: tuple[Figure, ...] = ()
    statuses: tuple[Status, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    areas: tuple[Area, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Every statement, kind by kind, in the order of the contract."""
        yield from self.actors
        yield from self.figures
        yield from self.statuses
        yield from self.events
        yield from self.commitments
        yield from self.areas

    def to_frame(self, kind: str) -> Any:
        """A pandas DataFrame of the statements of one kind: `events`, `figures` ...

        Raises BilateralError for another kind, and where pandas is not installed.
        """
        from bilateral.model.display import to_frame

        return to_frame(self, kind)

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its statements marked, and tables."""
        from bilateral.model.display import html_of

        return html_of(self)
