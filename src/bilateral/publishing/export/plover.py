"""Events in, PLOVER 2.0 JSON Lines out: one object an event, with what the record knows besides.

Beyond PLOVER's own keys an object has `state`, `historical`, `activity`, `sources` (counts) and
`evidence`; PLOVER allows named fields of one's own. `mode` holds only modes of the root; what
PLOVER calls auxiliary modes stands in `auxiliary_mode`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bilateral import __version__
from bilateral.knowledge.plover import intensity, quad_code
from bilateral.language.edtf import bounds
from bilateral.model import Document, Event
from bilateral.publishing.export.acts import (
    NO_RECIPIENT,
    Side,
    row_id,
    sides,
    together,
    whereabouts,
)
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.selection import NEAREST
from bilateral.publishing.export.source import Item
from bilateral.record.sources import byname

NO_DATE = "it has no date, which PLOVER needs (--days nearest gives it one)"
CODEBOOK = "PLOVER 2.0"
AUXILIARY = {
    "planned": "future",
    "proposed": "hypothetical",
    "cancelled": "negation",
    "denied": "negation",
}
"""State of an event to PLOVER's auxiliary mode."""

Json = dict[str, Any]


def write(job: Job, path: Path) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as stream:
        for item in job.items("event"):
            found = _records(item, job)
            if isinstance(found, str):
                job.leave_out(item, found)
                continue
            for record in found:
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            job.wrote(item, "records", len(found))


def _records(item: Item, job: Job) -> list[Json] | str:
    """The objects of an event, or why there is none; `link` ties several together."""
    dates = _dates(item, job)
    if not dates:
        return NO_DATE
    rows = together(item.statement)
    if not rows:
        return NO_RECIPIENT
    link = {"link": item.entry.id} if len(rows) > 1 else {}
    return [
        {"id": row_id(item, n), **dates, **link}
        | _parties(sides(one, item, job), sides(other, item, job))
        | _record(item, job)
        for n, (one, other) in enumerate(rows)
    ]


def _dates(item: Item, job: Job) -> Json:
    """The first and the last day of an event: PLOVER's `date` and, where they differ, `enddate`."""
    first, last = bounds(item.statement.date)
    if not first and job.selection.days == NEAREST:
        first = last = (item.entry.first_told or "")[:10] or None
    if not first:
        return {}
    return {"date": first} if first == last or not last else {"date": first, "enddate": last}


def _parties(source: tuple[Side, ...], recipient: tuple[Side, ...]) -> Json:
    return {
        "actor": [entity for one in source for entity in _entities(one)],
        "recipient": [entity for one in recipient for entity in _entities(one)],
    }


def _record(item: Item, job: Job) -> Json:
    event: Event = item.statement
    entry = item.entry
    auxiliary = [AUXILIARY[event.state]] if event.state in AUXILIARY else []
    return {
        "event": [event.event_type],
        "mode": [event.mode] if event.mode else [],
        "auxiliary_mode": auxiliary + (["historical"] if event.historical else []),
        "context": list(event.contexts),
        "quad_code": quad_code(event.event_type),
        "event_scale": float(intensity(event.event_type, event.mode)),
        "event_text": [evidence.quote for evidence in event.evidence],
        **_location(event),
        "cite_info": _citation(entry.documents[0], job),
        "coder": f"bilateral {__version__}",
        "state": event.state,
        "historical": event.historical,
        "activity": event.activity,
        "date_edtf": event.date,
        "date_text": event.date_text,
        "sources": {
            "independent": entry.sources,
            "documents": len(entry.documents),
            "statements": len(entry.statements),
            "state": entry.state.name,
        },
        "entry": item.of or None,
        "evidence": [_evidence(d, s) for d, s in zip(entry.told_in, entry.statements, strict=True)],
    }


def _entities(one: Side) -> list[Json]:
    """The people named for a side; the country itself where nobody is."""
    people = [
        {
            "code": plover_code(one),
            "sector": person.sector,
            "entity_text": person.name,
            "office": "; ".join(person.roles) or None,
        }
        for person in one.people
    ]
    whole = {"code": plover_code(one), "sector": None, "entity_text": one.name, "office": None}
    return people or [whole]


def plover_code(one: Side) -> str:
    """A country under PLOVER's code: territories under their state, Kosovo as KOS."""
    return (one.country.plover if one.country else None) or one.code


def _location(event: Event) -> Json:
    if not event.place:
        return {}
    found = whereabouts(event.place)
    return {
        "event_loc": {
            "extracted_place": event.place,
            "country_code": found[0].iso3 if found else None,
        }
    }


def _citation(document: Document, job: Job) -> Json:
    return {
        "citation": document.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": byname(document),
        "publication_date": document.published,
        "coder": f"bilateral {__version__}",
        "codebook": CODEBOOK,
        "version": job.rules,
    }


def _evidence(document: Document, event: Event) -> Json:
    first = event.evidence[0]
    return {
        "statement": event.id,
        "document": document.id,
        "url": document.url,
        "in": first.field,
        "start": first.start,
        "end": first.end,
        "quote": first.quote,
        "rule": event.rule,
    }
