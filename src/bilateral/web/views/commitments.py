"""A relationship in, its commitments by what became of them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bilateral.publishing.wording import words
from bilateral.record.follow_up import KEPT, OPEN, OVERDUE, SUPERSEDED, Followed
from bilateral.record.indexing import Pair
from bilateral.web.seen import Seen
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import Line, line

ORDER = (OVERDUE, OPEN, KEPT, SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Then:
    """What followed: `what` in words (took place, delivered, called off), when, and the entry."""

    what: str
    day: str | None
    entry: Line


@dataclass(frozen=True, slots=True)
class Pledge:
    """A plan, promise or proposal with what became of it; `due` is the last day it was for."""

    entry: Line
    kind: str
    state: str
    due: str | None
    fields: tuple[str, ...]
    steps: tuple[Then, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments in one state, the latest told first."""

    state: str
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    """The commitments of a dossier."""

    head: Head
    groups: tuple[Group, ...]


def commitments(view: Seen, sides: Pair, asked: str | None) -> CommitmentsView:
    """All plans, promises and proposals, what is overdue first."""
    made = head(view, sides, asked, "commitments")
    return CommitmentsView(made, tuple(Group(s, _in_state(view, s, asked)) for s in ORDER))


def _in_state(view: Seen, state: str, asked: str | None) -> tuple[Pledge, ...]:
    found = [item for item in view.followed if item.state == state]
    return tuple(pledges(found, asked))


def pledges(found: Iterable[Followed], asked: str | None) -> list[Pledge]:
    """Followed entries, the latest told first."""
    ordered = sorted(found, key=lambda f: (f.entry.first_told or "", f.entry.id), reverse=True)
    return [pledge(item, asked) for item in ordered]


def pledge(item: Followed, asked: str | None) -> Pledge:
    """One plan, promise or proposal."""
    steps = tuple(Then(s.what, s.day, line(s.entry, asked)) for s in item.steps)
    areas = getattr(item.entry.statement, "areas", ())
    return Pledge(
        entry=line(item.entry, asked),
        kind=item.kind,
        state=item.state,
        due=item.due,
        fields=tuple(words(a) for a in areas),
        steps=steps,
    )
