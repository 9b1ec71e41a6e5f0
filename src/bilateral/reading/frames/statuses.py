"""A page in a language that is read by frames in, what the relationship is called out."""

from __future__ import annotations

from bilateral.knowledge.frames import (
    CHANGE,
    NOTHING,
    STATUS,
    change_rules,
    status_labels,
)
from bilateral.knowledge.matching import Match
from bilateral.language.dates import TimeSpan
from bilateral.model import Status
from bilateral.reading.frames.roles import Line
from bilateral.reading.page import Page

REACH = 60


def read_statuses(page: Page, language: str) -> list[Status]:
    """The statuses of `page`: each level of a pair once, as it changed rather than as described."""
    found: list[Status] = []
    for sentence in page.sentences:
        if sentence.of_kind(STATUS):
            found += _in_line(Line(page, sentence, language))
    return _once(found)


def _once(statuses: list[Status]) -> list[Status]:
    ordered = sorted(
        statuses, key=lambda s: (s.change == "described", s.evidence[0].field == "title")
    )
    kept: list[Status] = []
    for status in ordered:
        same = [k for k in kept if k.level == status.level and k.parties == status.parties]
        if not same or (status.change != "described" and status.change != same[0].change):
            kept.append(status)
    return sorted(kept, key=lambda s: (s.evidence[0].field, s.evidence[0].start))


def _in_line(line: Line) -> list[Status]:
    labels = [m for m in line.sentence.of_kind(STATUS) if m.key != NOTHING]
    out = []
    for index, label in enumerate(labels):
        if line.words.before(line.text, label.start, "from_level"):
            continue
        status = _status(line, label, labels[index - 1].end if index else 0)
        if status:
            out.append(status)
    return out


def _status(line: Line, label: Match, floor: int) -> Status | None:
    words = line.text[label.start : label.end]
    entry = status_labels(line.language)[words.lower()]
    act = _act(line, label, floor)
    if act is None and entry.change_only:
        return None
    if act is None and _is_wished(line, label.start):
        return None
    if act is not None and _is_wished(line, act.start):
        return None
    parties = _parties(line, label)
    if len(parties) != 2:
        return None
    rule = change_rules(line.language)[act.key] if act else None
    start = min(act.start, label.start) if act else label.start
    time = _time(line, start, label.end, dated=act is not None)
    return Status(
        evidence=(line.sentence.evidence(start, label.end),),
        rule=rule.name if rule else f"statuses.{line.language}.label",
        level=label.key,
        label=words,
        parties=parties,
        change=rule.change if rule else "described",
        date=time.edtf.removesuffix("/..") if time and time.edtf else None,
        date_text=time.text if time else None,
    )


def _act(line: Line, label: Match, floor: int) -> Match | None:
    """The words of a change before the label, or those that hold it."""
    changes = line.sentence.of_kind(CHANGE)
    inside = [c for c in changes if c.start <= label.start < c.end <= label.end]
    before = [
        c
        for c in changes
        if c.end <= label.start + 1
        and label.start - c.end <= REACH
        and not {";", "."} & set(line.text[c.end : label.start])
    ]
    if floor:
        before = [c for c in before if c.start >= floor or _from_to(line, c, label)]
    return inside[-1] if inside else before[-1] if before else None


def _from_to(line: Line, change: Match, label: Match) -> bool:
    """Whether between a change and a label only the level before stands ("từ ... lên ...")."""
    return line.words.inside(line.text, "from_level", change.end, label.start) is not None


def _is_wished(line: Line, start: int) -> bool:
    """Whether a change is only wanted or still to come."""
    clause, _ = line.clause(start)
    comma = line.text.rfind(",", clause, start)
    begin = max(clause, comma + 1, start - 60)
    return line.words.inside(line.text, "wish", begin, start) is not None


def _parties(line: Line, label: Match) -> tuple[str, ...]:
    """The two sides: those named in the sentence, else the parties of the page."""
    clause, end = line.clause(label.start)
    named = [m for m in line.mentions if clause <= m.start < end and m.kind != "both"]
    sides = sorted({side for m in named for side in m.sides})
    if len(sides) == 2:
        return tuple(sides)
    parties = line.page.parties
    if len(sides) == 1 and len(line.other(sides)) == 1:
        return tuple(sorted({*sides, *line.other(sides)}))
    if len(sides) > 2:
        kept = tuple(sorted(set(sides) & set(parties)))
        return kept if len(kept) == 2 else ()
    return parties if not sides else ()


def _time(line: Line, start: int, end: int, *, dated: bool) -> TimeSpan | None:
    """The time behind a label, else before the act."""
    if not dated:
        return None
    times = [t for t in line.times if t.edtf]
    behind = [t for t in times if 0 <= t.start - end <= 25]
    before = [t for t in times if t.end <= start]
    return behind[0] if behind else before[-1] if before else None
