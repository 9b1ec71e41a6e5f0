"""Planned events and due promises in, an iCalendar file out (RFC 5545).

Plans are all-day events, on every day of the period they are planned for; promises with a day are
to-dos. The time stamp is that of the record, so the same record gives the same calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from bilateral.language.edtf import bounds
from bilateral.model import Commitment, Event
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.names import uri
from bilateral.publishing.export.source import Item
from bilateral.publishing.wording import event_line, names
from bilateral.record.sources import byname

KINDS = ("event", "commitment")
NOT_PLANNED = "it is not planned (a calendar holds what is to come)"
NO_DATE = "its date is not told"
TOO_LONG = "it is planned for more than a month, not for days"
NO_DUE = "no day is told until which it is due"
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
        for item in (item for kind in KINDS for item in job.items(kind)):
            found = _event(item) if isinstance(item.statement, Event) else _todo(item)
            if isinstance(found, str):
                job.leave_out(item, found)
                continue
            stream.writelines(_folded(_component(*found, item, stamp)))
            job.wrote(item)
        stream.writelines(_folded([("END", "VCALENDAR")]))


def _event(item: Item) -> tuple[str, list[Line]] | str:
    event: Event = item.statement
    if event.state not in ("planned", "cancelled"):
        return NOT_PLANNED
    first, last = (_day(text) for text in bounds(event.date))
    if not first or not last:
        return NO_DATE
    if last - first >= LONGEST:
        return TOO_LONG
    lines = [
        ("DTSTART;VALUE=DATE", f"{first:%Y%m%d}"),
        ("DTEND;VALUE=DATE", f"{last + timedelta(days=1):%Y%m%d}"),
        ("SUMMARY", _text(event_line(event))),
        ("STATUS", "CANCELLED" if event.state == "cancelled" else "TENTATIVE"),
        ("TRANSP", "TRANSPARENT"),
    ]
    return "VEVENT", lines + ([("LOCATION", _text(event.place))] if event.place else [])


def _todo(item: Item) -> tuple[str, list[Line]] | str:
    promise: Commitment = item.statement
    last = _day(bounds(promise.due)[1])
    if not last:
        return NO_DUE
    return "VTODO", [
        ("DUE;VALUE=DATE", f"{last:%Y%m%d}"),
        ("SUMMARY", _text(f"{names(promise.by)} ({promise.strength}): {promise.content}")),
        ("STATUS", "NEEDS-ACTION"),
    ]


def _component(name: str, own: list[Line], item: Item, stamp: str) -> list[Line]:
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
        *link,
        ("END", name),
    ]


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
