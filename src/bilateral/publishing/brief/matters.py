"""Fields and acts of tension in, the fields of cooperation and the irritants of a brief out."""

from __future__ import annotations

from bilateral.knowledge.plover import intensity, roots
from bilateral.model import Area, Event
from bilateral.publishing.brief.contents import Note, Paragraph, Points, Section, Text, Words
from bilateral.publishing.brief.making import (
    Making,
    capital,
    first_day,
    one_a_sentence,
    recent,
    text,
)
from bilateral.record.entries import Entry

FIELDS = 5
IRRITANTS = 3
TENSE = ("occurred",)


def fields_section(making: Making) -> Section:
    """The fields most told, in how many articles, each with the latest words."""
    told = [_told(making, item) for item in fields(making)[: making.most(FIELDS)]]
    parts: list[Words | Note] = []
    for n, part in enumerate(told):
        parts += [Words("; ")] if n else []
        parts += part
    if parts and isinstance(parts[0], Words):
        parts[0] = Words(capital(parts[0].text))
    left = making.more(len(fields(making)) - len(told))
    return making.section("fields", Paragraph((*parts, Words("."))) if told else None, left)


def fields(making: Making) -> list[Entry[Area]]:
    """The fields told in the time asked for, the most told first."""
    found = [item for item in making.view.areas if making.within(item.told)]
    return sorted(found, key=lambda e: (-e.sources, -len(e.documents), e.statement.code))


def field_name(making: Making, item: Entry[Area]) -> str:
    return making.language.word("areas", item.statement.code)


def _told(making: Making, item: Entry[Area]) -> Text:
    """A field with its counts; the latest article stands for it."""
    document, statement = max(
        zip(item.told_in, item.statements, strict=True),
        key=lambda told: (told[0].published or "", told[1].id),
    )
    words = making.language
    said = making.say(
        "field_told",
        field=field_name(making, item),
        articles=words.count("short_articles", len(item.documents)),
        sources=words.count("short_sources", item.sources),
    )
    return text(said, making.notes.told(document, statement, ""))


def irritants_section(making: Making) -> Section:
    """The latest acts of tension in the words in which they were told."""
    found, most = one_a_sentence(making, irritants(making)), making.most(IRRITANTS)
    shown = tuple(irritant_words(making, item) for item in found[:most])
    points = Points(shown) if shown else None
    return making.section("irritants", points, making.more(len(found) - most))


def irritants(making: Making) -> list[Entry[Event]]:
    """Acts of tension between the two, the latest first, of one day the gravest."""
    found = [
        e
        for e in making.view.events
        if e.statement.state in TENSE
        and recent(e, making)
        and _grave(e.statement) < 0
        and set(making.sides) <= {*e.statement.source, *e.statement.recipient}
    ]
    return sorted(
        found, key=lambda e: (first_day(e), e.sources, -_grave(e.statement), e.id), reverse=True
    )


def _grave(event: Event) -> float:
    return float(intensity(event.event_type, event.mode)) if event.event_type in roots() else 0.0


def irritant_words(making: Making, item: Entry[Event]) -> Text:
    """When, who toward whom, in what words."""
    event, words = item.statement, making.language
    day = words.day(event.date) or making.say("first_told", day=words.day(first_day(item)))
    acting = words.joined(words.name(code) for code in event.source)
    toward = words.joined(words.name(code) for code in event.recipient)
    sides = f"{acting} → {toward}" if toward else acting
    return text(f"{capital(day)}, {sides}: ", *making.cited(item))
