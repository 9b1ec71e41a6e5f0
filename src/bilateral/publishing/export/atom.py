"""Entries in, an Atom feed out (RFC 4287): what the record came to know, for a feed reader.

An entry is updated when the latest article that tells it was published, the feed when the latest
article of the selection was; so the same record gives the same feed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from bilateral import __version__
from bilateral.model import KINDS, Actor, Area, Commitment, Event, Figure, Status
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.names import uri
from bilateral.publishing.export.source import Item
from bilateral.publishing.wording import area_name, event_line, level, measure, names, words
from bilateral.record.sources import byname

NO_DATE = "no article that tells it has a date"
NEVER = "1970-01-01"


def write(job: Job, path: Path) -> None:
    """The feed, whole."""
    pair = job.selection.pair
    about = "–".join(area_name(code) for code in pair) if pair else "all pairs"
    name = "-".join(pair) if pair else "all"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<id>urn:bilateral:feed:{name}</id>\n"
            f"<title>{_text(f'Bilateral: {about}')}</title>\n"
            f"<updated>{_time(job.content_date or NEVER)}</updated>\n"
            "<author><name>Bilateral</name></author>\n"
            f'<generator version="{__version__}">bilateral</generator>\n'
        )
        for kind in job.selection.wanted(tuple(KINDS)):
            for item in job.items(kind):
                if item.entry.told:
                    stream.write(_entry(item))
                    job.wrote(item)
                else:
                    job.leave_out(item, NO_DATE)
        stream.write("</feed>\n")


def _entry(item: Item) -> str:
    entry, document = item.entry, item.entry.documents[0]
    words_told = " ".join(item.statement.evidence[0].quote.split())
    told = f"“{words_told}” ({byname(document)}; {entry.state})"
    link = f"<link rel='via' href={quoteattr(uri(document.url))}/>\n" if document.url else ""
    places = "".join(f'<category term="{"-".join(pair)}"/>\n' for pair in item.pairs)
    return (
        "<entry>\n"
        f"<id>urn:bilateral:entry:{quote(entry.id, safe='~')}</id>\n"
        f"<title>{_text(title(item.statement))}</title>\n"
        f"<published>{_time(entry.first_told or '')}</published>\n"
        f"<updated>{_time(entry.told or '')}</updated>\n"
        f'<category term="{item.statement.kind}"/>\n'
        f"{places}{link}"
        f"<summary>{_text(told)}</summary>\n"
        "</entry>\n"
    )


def title(statement: Any) -> str:
    """A statement in a line."""
    match statement:
        case Event():
            return event_line(statement)
        case Figure():
            return f"{measure(statement)}: {level(statement)}"
        case Status():
            return f"{names(statement.parties)}: {statement.label} ({statement.change})"
        case Commitment():
            return f"{names(statement.by)} ({statement.strength}): {statement.content}"
        case Area():
            return f"{words(statement.code)} ({statement.stance})"
        case Actor():
            return ", ".join((statement.name, *statement.roles))
    raise TypeError(statement)


def _time(published: str) -> str:
    """RFC 3339: midnight where only a day is known, UTC where no zone is."""
    moment = datetime.fromisoformat(published)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _text(words_told: str) -> str:
    return escape(_allowed(words_told))


def _allowed(text: str) -> str:
    """Without the characters that XML 1.0 has no place for."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
