"""The steps of a relationship in, its status, their history and what each side calls it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bilateral.language.edtf import bounds
from bilateral.model import Status
from bilateral.publishing.brief.contents import Paragraph, Section, Table, Text
from bilateral.publishing.brief.making import Making, paragraph, text
from bilateral.publishing.brief.notes import one_line
from bilateral.record.entries import Entry
from bilateral.record.timeline import called

STEPS = 6
LABELS = 3
"""Names that each side gives, the most frequent."""


def status_section(making: Making) -> Section:
    """The steps in the order of their days, and who calls the relationship what."""
    steps = _steps(making)
    left = making.more(len(steps) - making.most(STEPS))
    return making.section("status", _table(making, steps), left, _called(making))


def status_sentence(making: Making) -> Text:
    """What the relationship is called on the day, since when."""
    current = making.view.status
    if current is None:
        return text(making.say("status_none", sides=making.both))
    status = current.statement
    words = {"sides": making.both, "label": label(making, current)}
    if not status.date:
        day = making.language.day((current.first_told or "")[:10])
        return text(making.say("status_by", day=day, **words), making.note(current))
    relations = status.level == "diplomatic_relations"
    name = "status_relations" if relations else "status_since"
    said = making.say(name, day=making.language.day(status.date), **words)
    return text(said[:1].upper() + said[1:], making.note(current))


def label(making: Making, item: Entry[Status]) -> str:
    """The name of a status as it is told; in another language than the article's, the rung."""
    told = one_line(item.statement.label)
    if making.language.code == "en":
        return told
    return making.language.word("levels_of_status", item.statement.level)


def _steps(making: Making) -> list[Entry[Status]]:
    """The changes of status of the time asked for, and the one that holds."""
    steps = [e for e in making.view.ladder if e.statement.change != "described"]
    current = making.view.status
    return [e for e in steps if e is current or making.within(_day(e))]


def _table(making: Making, steps: Sequence[Entry[Status]]) -> Table | None:
    """The last of them."""
    rows = tuple(_row(making, item) for item in steps[-making.most(STEPS) :])
    head = making.language.heads("since", "called", "step", "told_by")
    about = making.language.labels["tables"]["status"]
    return Table(about, head, (18, 36, 16, 30), rows) if rows else None


def _day(item: Entry[Status]) -> str:
    return bounds(item.statement.date)[0] or (item.first_told or "")[:10]


def _row(making: Making, item: Entry[Status]) -> tuple[Text, ...]:
    say, status = making.language, item.statement
    day = say.day(status.date) or making.say(
        "first_told", day=say.day((item.first_told or "")[:10])
    )
    name = label(making, item)
    rung = say.word("levels_of_status", status.level)
    full = name if name.casefold() == rung.casefold() else f"{name} ({rung})"
    word = say.labels["standing_words"].get(item.standing, item.standing)
    return (
        text(day),
        text(full),
        text(say.word("changes", status.change), making.note(item)),
        text(f"{word}; {making.notes.standing(item).lower()}"),
    )


def _called(making: Making) -> Paragraph | None:
    """A sentence a side: the names it gives, each with the number of its reports."""
    sides: dict[str | None, list[str]] = defaultdict(list)
    for name in called(making.view):
        if len(sides[name.side]) < LABELS:
            reports = making.language.count("reports", name.documents)
            sides[name.side].append(f"“{one_line(name.label)}” ({reports})")
    return paragraph(
        text(making.say("called_by", side=_side(making, side), labels=", ".join(labels)))
        for side, labels in sorted(sides.items(), key=lambda i: (i[0] is None, i[0] or ""))
    )


def _side(making: Making, side: str | None) -> str:
    if side is None:
        return making.say("called_others")
    return making.say("called_side", side=making.language.area(side))
