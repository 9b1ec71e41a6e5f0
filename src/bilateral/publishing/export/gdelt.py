"""Events in, the two tables of GDELT 2.0 out: events (61 columns) and mentions (16 columns).

Tab-separated without a header, one row of events a dyad; a row of mentions each time a document
tells it. Codes are CAMEO's by the defaults of `knowledge/plover/cameo.csv`, countries CAMEO's for
actors and FIPS 10-4 for places. What the record does not know (tone, coordinates) stays empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from bilateral.knowledge.plover.cameo import cameo, known_groups
from bilateral.model import Document, Event
from bilateral.publishing.cells import Cell
from bilateral.publishing.export.acts import Act, Side, acts, dyads, whereabouts
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.names import number
from bilateral.publishing.export.separated import write_line
from bilateral.record.sources import byname

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
MENTIONS = (
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
WEB, CITATION = 1, 2
"""Kinds of mention: an article with an address, and one with a name only."""
COUNTRY, WORLD_CITY = 1, 4
"""Kinds of place; cities of the United States are 3, and need the state's code."""
_SAME = ("COP", "GOV", "JUD", "LEG", "MIL", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI")
TYPES = {
    **{code: code for code in (*_SAME, "LAB", "OPP", "REB", "REF", "IGO", "MNC", "NGO")},
    "JRN": "MED",
    "MED": "HLH",
}
"""Sectors of PLOVER to CAMEO's types of actors: its MED is the media, PLOVER's medicine."""


def write_events(job: Job, path: Path) -> None:
    """The table of events, whole."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for act in acts(job, dyads, "rows"):
            write_line(_event(act, job), stream)


def write_mentions(job: Job, path: Path) -> None:
    """The table of mentions, whole: of the rows of events that `write_events` writes."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for act in acts(job, dyads, "rows of events"):
            for row in _mentions(act, job):
                write_line(row, stream)
                job.tally.rows["mentions"] += 1


def _event(act: Act, job: Job) -> list[Cell]:
    event, entry = act.event, act.item.entry
    code = cameo(event.event_type, event.mode, event.activity, event.contexts)
    day = date.fromisoformat(act.day)
    return [
        number(act.id),
        f"{day:%Y%m%d}",
        f"{day:%Y%m}",
        day.year,
        _fraction(day),
        *_actor(act.source),
        *_actor(act.target),
        _leads(act),
        code.code,
        code.base,
        code.root,
        code.quad_class,
        code.goldstein,
        len(entry.statements),
        entry.sources,
        len(entry.documents),
        None,
        *_no_place(),
        *_no_place(),
        *_place(event.place),
        _time(entry.first_told),
        entry.documents[0].url,
    ]


def _fraction(day: date) -> Decimal:
    """The year with the part of it that has passed, as GDELT counts: (month * 30 + day) / 365."""
    passed = Decimal(day.month * 30 + day.day) / 365
    return (day.year + passed).quantize(Decimal("0.0001"))


def _actor(side: Side | None) -> list[Cell]:
    """The ten columns of an actor."""
    if side is None:
        return [None] * len(_ACTOR)
    country = side.country.cameo if side.country else None
    group = known_groups().get(side.code)
    types = [TYPES[sector] for sector in side.sectors if sector in TYPES][:3]
    code = (country or group or "") + "".join(types)
    return [
        code,
        (side.people[0].name if side.people else side.name).upper(),
        country,
        group,
        None,
        None,
        None,
        *[*types, None, None, None][:3],
    ]


def _leads(act: Act) -> int:
    """Whether the title or the first paragraph of an article tells it."""
    entry = act.item.entry
    return int(any(_in_lead(d, s) for d, s in zip(entry.told_in, entry.statements, strict=True)))


def _in_lead(document: Document, event: Event) -> bool:
    lead = len(document.text) - len(document.text.lstrip())
    end = document.text.find("\n", lead)
    return any(e.field == "title" or end < 0 or e.start < end for e in event.evidence)


def _no_place() -> list[Cell]:
    return [None] * len(_GEO)


def _place(place: str | None) -> list[Cell]:
    """The eight columns of a place; its kind and country where it names a country or a capital."""
    found = whereabouts(place)
    if not found or not found[0].fips:
        return [None, place, *_no_place()[2:]]
    country, is_capital = found
    in_states = is_capital and country.iso3 == "USA"
    kind = None if in_states else WORLD_CITY if is_capital else COUNTRY
    return [kind, place, country.fips[0], *_no_place()[3:]]


def _time(published: str | None) -> str | None:
    """YYYYMMDDHHMMSS; midnight where only the day is known."""
    if not published:
        return None
    digits = "".join(c for c in published[:19] if c.isdecimal())
    return digits.ljust(14, "0")


def _mentions(act: Act, job: Job) -> Iterator[list[Cell]]:
    entry = act.item.entry
    for document, event in zip(entry.told_in, entry.statements, strict=True):
        first = event.evidence[0]
        in_text = first.field == "text"
        yield [
            number(act.id),
            f"{act.day.replace('-', '')}000000",
            _time(document.published),
            WEB if document.url else CITATION,
            byname(document),
            document.url or document.title or document.name,
            job.documents.sentence_number(document, first),
            None,
            None,
            first.start if in_text else None,
            1,
            None,
            len(document.text),
            None,
            None,
            None,
        ]
