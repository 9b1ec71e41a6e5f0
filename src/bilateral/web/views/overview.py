"""A relationship in, the overview of its dossier out: what a minister reads first."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.model import Event
from bilateral.publishing.wording import area_name
from bilateral.record.entries import Entry
from bilateral.record.follow_up import KEPT, OPEN, OVERDUE, Followed
from bilateral.record.indexing import Pair
from bilateral.record.timeline import called
from bilateral.web.seen import Seen
from bilateral.web.views.commitments import Pledge, pledges
from bilateral.web.views.courses import Course, Ladder, course, ladder
from bilateral.web.views.figures import FindingLine, findings
from bilateral.web.views.head import Head, head
from bilateral.web.views.parts import Line, line
from bilateral.web.views.timeline import EventLine, event_line

SHOWN = 6
"""Lines of each list."""
FEW = 3
"""Lines of what needs a look."""
SERIOUS = ("contradiction", "false sum", "false change", "stale rank", "two holders")


@dataclass(frozen=True, slots=True)
class CalledBy:
    """What one side calls the relationship, and in how many documents."""

    side: str
    label: str
    documents: int


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field with the number of its documents."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The overview of a dossier; `states` counts commitments by what became of them."""

    head: Head
    ladder: Ladder
    called: tuple[CalledBy, ...]
    course: Course
    latest: tuple[EventLine, ...]
    disputed: tuple[Line, ...]
    findings: tuple[FindingLine, ...]
    states: dict[str, int]
    overdue: tuple[Pledge, ...]
    upcoming: tuple[Pledge, ...]
    kept: tuple[Pledge, ...]
    fields: tuple[FieldCount, ...]


def overview(view: Seen, sides: Pair, asked: str | None) -> OverviewView:
    """The overview: status, course, latest events, what is disputed, overdue and to come."""
    serious = [f for f in findings(view, asked) if f.kind in SERIOUS]
    serious.sort(key=lambda f: SERIOUS.index(f.kind))
    by_state = {s: [f for f in view.followed if f.state == s] for s in (OPEN, OVERDUE, KEPT)}
    return OverviewView(
        head=head(view, sides, asked, ""),
        ladder=ladder(view, asked),
        called=_called(view),
        course=course(view),
        latest=tuple(event_line(e, asked) for e in _recent(view)[:SHOWN]),
        disputed=tuple(line(e, asked) for e in view.events if e.state.name == "disputed"),
        findings=tuple(serious),
        states={state: len(found) for state, found in by_state.items()},
        overdue=tuple(pledges(by_state[OVERDUE], asked)[:FEW]),
        upcoming=tuple(pledges(_coming(view, by_state[OPEN]), asked)[:SHOWN]),
        kept=tuple(pledges(by_state[KEPT], asked)[:SHOWN]),
        fields=tuple(FieldCount(f.code.replace("_", " "), f.documents) for f in view.fields[:12]),
    )


def _recent(view: Seen) -> list[Entry[Event]]:
    return [e for e in view.events if not e.statement.historical]


def _coming(view: Seen, found: list[Followed]) -> list[Followed]:
    """What is still open and has a day before it."""
    return [item for item in found if item.due and item.due >= view.as_of]


def _called(view: Seen) -> tuple[CalledBy, ...]:
    return tuple(
        CalledBy(area_name(c.side) if c.side else "Others", c.label, c.documents)
        for c in called(view)
    )
