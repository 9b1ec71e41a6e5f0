"""Planned events and due promises in, an iCalendar file out (RFC 5545).

Plans are all-day events, on every day of the period they are planned for; promises with a day are
to-dos. What took place or was kept is confirmed or completed; what was called off, put off or
taken back is cancelled, so that a calendar that took it in earlier takes it out. The time stamp is
that of the record, so the same record gives the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TextIO

from bilateral.language.edtf import bounds
from bilateral.model import Commitment, Event
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.names import uri
from bilateral.publishing.export.source import Item
from bilateral.publishing.wording import event_line, names
from bilateral.record.follow_up import KEPT, SUPERSEDED, Followed, Step
from bilateral.record.sources import byname

KINDS = ("event", "commitment")
NOT_PLANNED = "it is not planned (a calendar holds what is to come)"
NO_DATE = "its date is not told"
TOO_LONG = "it is planned for more than a month, not for days"
NO_DUE = "no day is told until which it is due"
EVENTS = {KEPT: "CONFIRMED", SUPERSEDED: "CANCELLED"}
TODOS = {KEPT: "COMPLETED", SUPERSEDED: "CANCELLED"}
"""What became of a plan or a promise, as RFC 5545 says it."""
AT_ONCE = 50
LONGEST = timedelta(days=31)
LINE_BYTES = 75

Line = tuple[str, str]


def write(job: Job, path: Path) -> None:
    """The calendar, whole."""
    stamp = f"{(job.content_date or '1970-01-01').replace('-', '')}T000000Z"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(
            _folded(
                [
                    ("BEGIN", "VCALENDAR"),
                    ("VERSION", "2.0"),
                    ("PRODID", "-//Bilateral//Export//EN"),
                    ("CALSCALE", "GREGORIAN"),
                    ("METHOD", "PUBLISH"),
                ]
            )
        )
        for kind in KINDS:
            for items in _parts(job.items(kind)):
                _write_part(job, stream, items, stamp)
        stream.writelines(_folded([("END", "VCALENDAR")]))


def _parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Some items at a time: what became of them is asked at once."""
    every = iter(items)
    while part := list(islice(every, AT_ONCE)):
        yield part


def _write_part(job: Job, stream: TextIO, items: list[Item], stamp: str) -> None:
    fits = [(item, _fault(item)) for item in items]
    became = job.became([item for item, fault in fits if fault is None])
    for item, fault in fits:
        if fault is not None:
            job.leave_out(item, fault)
            continue
        after = became.get(item.entry.id)
        make = _event if isinstance(item.statement, Event) else _todo
        stream.writelines(_folded(_component(*make(item, after), item, after, stamp)))
        job.wrote(item)


def _fault(item: Item) -> str | None:
    """Why an entry stands in no calendar."""
    statement = item.statement
    if isinstance(statement, Commitment):
        return None if _day(bounds(statement.due)[1]) else NO_DUE
    if statement.state not in ("planned", "cancelled"):
        return NOT_PLANNED
    first, last = (_day(text) for text in bounds(statement.date))
    if not first or not last:
        return NO_DATE
    return TOO_LONG if last - first >= LONGEST else None


def _event(item: Item, after: Followed | None) -> tuple[str, list[Line]]:
    event: Event = item.statement
    first, last = (date.fromisoformat(text or "") for text in bounds(event.date))
    status = "CANCELLED" if event.state == "cancelled" else "TENTATIVE"
    status = EVENTS.get(after.state, status) if after else status
    lines = [
        ("DTSTART;VALUE=DATE", f"{first:%Y%m%d}"),
        ("DTEND;VALUE=DATE", f"{last + timedelta(days=1):%Y%m%d}"),
        ("SUMMARY", _text(event_line(event))),
        ("STATUS", status),
        ("TRANSP", "TRANSPARENT"),
    ]
    return "VEVENT", lines + ([("LOCATION", _text(event.place))] if event.place else [])


def _todo(item: Item, after: Followed | None) -> tuple[str, list[Line]]:
    promise: Commitment = item.statement
    last = date.fromisoformat(bounds(promise.due)[1] or "")
    return "VTODO", [
        ("DUE;VALUE=DATE", f"{last:%Y%m%d}"),
        ("SUMMARY", _text(f"{names(promise.by)} ({promise.strength}): {promise.content}")),
        ("STATUS", TODOS.get(after.state, "NEEDS-ACTION") if after else "NEEDS-ACTION"),
    ]


def _component(
    name: str, own: list[Line], item: Item, after: Followed | None, stamp: str
) -> list[Line]:
    document = item.entry.documents[0]
    quote = " ".join(item.statement.evidence[0].quote.split())
    told = f"“{quote}” ({byname(document)}, {(document.published or 'no date')[:10]})"
    link = [("URL", uri(document.url))] if document.url else []
    return [
        ("BEGIN", name),
        ("UID", f"{item.entry.id}@bilateral"),
        ("DTSTAMP", stamp),
        *own,
        ("DESCRIPTION", _text(told)),
        *([("COMMENT", _text(_step(after.steps[-1])))] if after and after.steps else []),
        *link,
        ("END", name),
    ]


def _step(step: Step) -> str:
    """What followed: took place on 2023-09-10 (Red River Wire)."""
    day = f" on {step.day}" if step.day else ""
    return f"{step.what}{day} ({byname(step.entry.documents[0])})"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _text(words: str) -> str:
    """A value of the type TEXT, without control characters."""
    plain = "".join(c for c in words if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(lines: Iterable[Line]) -> Iterator[str]:
    """Content lines of at most 75 bytes, continued behind a blank, ended by CRLF."""
    for name, value in lines:
        line, size = "", 0
        for character in f"{name}:{value}":
            length = len(character.encode())
            if size + length > LINE_BYTES:
                yield line + "\r\n"
                line, size = " ", 1
            line += character
            size += length
        yield line + "\r\n"
