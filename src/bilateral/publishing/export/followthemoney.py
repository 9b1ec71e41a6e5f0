"""Entries in, FollowTheMoney entities out, as Aleph and OpenSanctions load them: JSON, one a line.

Governments are PublicBody, people Person, bodies Organization or PublicBody, acts Event, promises
and statuses UnknownLink between governments, articles Article, each the proof of what it tells.
Names of schemata and properties are those of the model at followthemoney.tech. An entity stands
before those that point at it. Ids are hashes of what they name: the same record gives the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from bilateral.language.edtf import bounds
from bilateral.model import Actor, Commitment, Document, Event, Status
from bilateral.publishing.export.acts import known
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.jsonld import is_person
from bilateral.publishing.export.source import Item
from bilateral.publishing.wording import area_name, event_line, words
from bilateral.record.indexing import sides as pairs_of
from bilateral.record.sources import byname

Entity = dict[str, Any]

KINDS = ("actor", "status", "event", "commitment")
_LANGUAGES = {"en": "eng", "vi": "vie", "zh": "zho", "ja": "jpn", "fr": "fra", "hi": "hin"}
"""ISO 639-1 to the three letters that the model knows."""


def write(job: Job, path: Path) -> None:
    """One entity a line."""
    written: set[bytes] = set()  # As bytes they take a third: a large record has millions.
    with path.open("w", encoding="utf-8") as stream:
        for kind in job.selection.wanted(KINDS):
            for item in job.items(kind):
                for entity in _entities(item, job):
                    key = bytes.fromhex(entity["id"].rpartition("-")[2])
                    if key not in written:
                        written.add(key)
                        stream.write(json.dumps(entity, ensure_ascii=False) + "\n")
                job.wrote(item)
    job.tally.rows["entities"] = len(written)


def _entities(item: Item, job: Job) -> Iterator[Entity]:
    """An entry, behind everything that it points at."""
    proofs = [_article(document) for document in item.entry.documents]
    yield from proofs
    statement = item.statement
    match statement:
        case Actor():
            yield _actor(item.of or item.entry.id, statement)
        case Event():
            yield from _event(item, statement, job, proofs)
        case Status():
            yield from _links(item, pairs_of(statement.parties), statement, proofs)
        case Commitment():
            others = statement.to if {*statement.to} - {*statement.by} else ()
            ends = product(statement.by, others) if others else pairs_of(statement.by)
            yield from _links(item, [e for e in ends if e[0] != e[1]], statement, proofs)


def _entity(
    schema: str, name: str, properties: dict[str, Iterable[str | None] | str | None]
) -> Entity:
    """An entity: every property is a list of words, each once, absent ones are left out."""
    told = {
        key: list(dict.fromkeys(_clean([value] if isinstance(value, str) else value or [])))
        for key, value in properties.items()
    }
    return {"id": _id(name), "schema": schema, "properties": {k: v for k, v in told.items() if v}}


def _clean(values: Iterable[str | None]) -> Iterator[str]:
    """Values as the model keeps them: of one line, words one space apart."""
    for value in values:
        if words_apart := " ".join((value or "").split()):
            yield words_apart


def _moment(told: str | None) -> str | None:
    """A day, or a moment in UTC, which the model writes without a zone."""
    if told is None or "T" not in told:
        return told
    moment = datetime.fromisoformat(told)
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")


def _id(name: str) -> str:
    return f"bilateral-{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()}"


def _iso2(code: str | None) -> str | None:
    found = known(code) if code else None
    return found.iso2.lower() if found and found.iso2 else None


def _government(code: str) -> Entity:
    """A country as who acts for it, a bloc as the organisation that it is."""
    country = known(code)
    if country and country.kind != "bloc":
        name = f"Government of {area_name(code)}"
        return _entity("PublicBody", f"area {code}", {"name": name, "country": _iso2(code)})
    return _entity(
        "Organization", f"area {code}", {"name": area_name(code), "country": _iso2(code)}
    )


def _actor(entry: str, actor: Actor) -> Entity:
    name: dict[str, Any] = {"name": actor.name, "country": _iso2(actor.country)}
    if is_person(actor):
        return _entity("Person", f"actor {entry}", {**name, "position": actor.roles})
    public = actor.sector in ("GOV", "LEG", "JUD", "MIL")
    return _entity("PublicBody" if public else "Organization", f"actor {entry}", name)


def _article(document: Document) -> Entity:
    return _entity(
        "Article",
        f"document {document.id}",
        {
            "name": document.title or document.name,
            "title": document.title,
            "author": document.byline,
            "publisher": byname(document),
            "publishedAt": _moment(document.published),
            "sourceUrl": document.url,
            "language": _LANGUAGES.get(document.language or ""),
        },
    )


def _event(item: Item, event: Event, job: Job, proofs: list[Entity]) -> Iterator[Entity]:
    governments = {code: _government(code) for code in (*event.source, *event.recipient)}
    people = list(_people(item, job))
    yield from governments.values()
    yield from people
    involved = [governments[code] for code in event.recipient] + people
    yield _entity(
        "Event",
        f"event {item.entry.id}",
        {
            "name": event_line(event),
            **_dates(event.date),
            "summary": event.evidence[0].quote,
            "location": event.place,
            "organizer": [governments[code]["id"] for code in event.source],
            "involved": [entity["id"] for entity in involved],
            "keywords": [event.event_type, words(event.activity), event.state],
            "recordId": item.entry.id,
            **_sources(item, proofs),
        },
    )


def _people(item: Item, job: Job) -> Iterator[Entity]:
    """The people and bodies named, under the names of their own entries."""
    for document, event in zip(item.entry.told_in, item.entry.statements, strict=True):
        if not event.actors:
            continue
        cast, entries = job.documents.cast(document.id), job.documents.cast_entries(document.id)
        for name in event.actors:
            if name in cast:
                yield _actor(entries[name], cast[name])


def _links(
    item: Item,
    ends: Iterable[tuple[str, str]],
    statement: Status | Commitment,
    proofs: list[Entity],
) -> Iterator[Entity]:
    """A link between each two governments."""
    if isinstance(statement, Status):
        role, told, state = statement.label, _dates(statement.date), statement.change
    else:
        due = bounds(statement.due)[1]
        role, told, state = statement.content, {"endDate": due}, statement.strength
    for one, other in ends:
        subject, target = _government(one), _government(other)
        yield subject
        yield target
        yield _entity(
            "UnknownLink",
            f"{statement.kind} {item.entry.id} {one} {other}",
            {
                "subject": subject["id"],
                "object": target["id"],
                "role": role,
                "status": state,
                **told,
                "summary": statement.evidence[0].quote,
                "recordId": item.entry.id,
                **_sources(item, proofs, link=True),
            },
        )


def _dates(edtf: str | None) -> dict[str, str | None]:
    """One day as `date`, a period as its first and last day."""
    first, last = bounds(edtf)
    return {"date": first} if first == last else {"startDate": first, "endDate": last}


def _sources(item: Item, proofs: list[Entity], *, link: bool = False) -> dict[str, list[str]]:
    """Where it is told; only things, not links, have proofs."""
    urls = {"sourceUrl": [d.url for d in item.entry.documents if d.url]}
    return urls if link else {**urls, "proof": [proof["id"] for proof in proofs]}
