"""Plans and promises that are still open in, what is coming out, the nearest first."""

from __future__ import annotations

from datetime import date, timedelta

from bilateral.model import Commitment
from bilateral.publishing.brief.contents import Paragraph, Points, Section, Text
from bilateral.publishing.brief.making import Making, capital, text
from bilateral.publishing.brief.notes import clip, one_line
from bilateral.record.follow_up import HORIZON, OPEN, OVERDUE, PLAN, PROPOSAL, Followed

SHOWN = 3
LONGEST = 150
"""Characters of what was promised."""


def coming_section(making: Making) -> Section:
    """What has a day, then what was announced of late without one, then plans overdue."""
    every = coming(making)
    found = every[: making.most(SHOWN)]
    nothing = Paragraph(text(making.say("no_coming", day=making.language.day(making.day))))
    dated = any(item.due for item in found if item.state == OPEN)
    points = Points(tuple(coming_words(making, item) for item in found)) if found else None
    left = making.more(len(every) - len(found))
    return making.section("coming", None if dated else nothing, points, left)


def coming(making: Making) -> list[Followed]:
    """What is to come: with a day ahead, or planned without one not too long ago."""
    followed = [f for f in making.view.followed if f.kind != PROPOSAL]
    ahead = [f for f in followed if f.state == OPEN and (f.due or "") >= making.day]
    vague = [f for f in followed if f.kind == PLAN and f.state == OPEN and not f.due]
    ahead.sort(key=lambda f: (f.due or "", f.entry.id))
    late = [f for f in followed if f.kind == PLAN and f.state == OVERDUE]
    near = [f for f in (*late, *vague) if _told(f) >= _earliest(making)]
    near.sort(key=lambda f: (_told(f), f.entry.id), reverse=True)
    return [*ahead, *near]


def _earliest(making: Making) -> str:
    """The day before which a plan without a day is no longer to be counted with."""
    return (date.fromisoformat(making.day) - HORIZON + timedelta(days=1)).isoformat()


def _told(item: Followed) -> str:
    return (item.entry.first_told or "")[:10]


def coming_words(making: Making, item: Followed) -> Text:
    """When, and the words in which it was told."""
    day = making.language.day
    if item.state == OVERDUE:
        when = making.say("overdue_since", day=day(item.due))
    elif item.due:
        when = day(_when(item))
    else:
        when = making.say("coming_open", day=day(_told(item)))
    statement = item.entry.statement
    if isinstance(statement, Commitment):
        content = clip(one_line(statement.content), LONGEST)
        return text(
            f"{capital(when)}: ", making.quoted(item.entry, content), making.note(item.entry)
        )
    return text(f"{capital(when)}: ", *making.cited(item.entry))


def _when(item: Followed) -> str | None:
    statement = item.entry.statement
    told: str | None = getattr(statement, "due", None) or getattr(statement, "date", None)
    return told or item.due
