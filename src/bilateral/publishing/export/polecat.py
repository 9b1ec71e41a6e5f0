"""Events in, the weekly table of POLECAT out: 40 columns, tab-separated, below a header.

One row an event, several actors and recipients joined by "; " as published; what is not known is
the word None, as there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bilateral.knowledge.plover import intensity, quad_code
from bilateral.publishing.cells import Cell
from bilateral.publishing.export.acts import Act, Side, acts, together, whereabouts
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.separated import write_line
from bilateral.record.sources import byname

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
MISSING = "None"
BODIES = ("IGO", "NGO", "UNO", "MNC")
"""What the country of an actor says of a body that is no country's."""


def write(job: Job, path: Path) -> None:
    """The table, whole."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_line(COLUMNS, stream)
        for act in acts(job, together, "rows"):
            write_line(_cells(act, job), stream, MISSING)


def _cells(act: Act, job: Job) -> list[Cell]:
    event, document = act.event, act.item.entry.documents[0]
    cast = job.documents.cast(document.id).values()
    return [
        act.id,
        act.day,
        event.event_type,
        event.mode,
        intensity(event.event_type, event.mode),
        quad_code(event.event_type),
        _joined(event.contexts),
        *_side(act.sources),
        *_side(act.targets),
        *_place(event.place),
        byname(document),
        (document.published or "")[:10],
        _joined(a.name for a in cast if a.country not in BODIES and a.roles),
        _joined(a.name for a in cast if a.country in BODIES or not a.roles),
        None,
        document.language,
        job.rules,
    ]


def _side(sides: tuple[Side, ...]) -> list[Cell]:
    """The eight columns of a side."""
    people = [person for side in sides for person in side.people]
    sectors = _unique(sector for side in sides for sector in side.sectors)
    countries = [side.country for side in sides]
    names = [person.name for person in people] or [side.name for side in sides]
    return [
        _joined(names),
        _joined(side.code for side in sides),
        _joined(country.cow for country in countries if country and country.cow),
        sectors[0] if sectors else None,
        _joined(sectors),
        _joined(_unique(title for side in sides for title in side.titles)),
        _joined(names),
        None,
    ]


def _place(place: str | None) -> list[Cell]:
    """The ten columns of a place; coordinates are not looked up."""
    found = whereabouts(place)
    country, is_capital = found or (None, False)
    city = country.capital if country and is_capital else None
    code = country.iso3 if country else None
    feature = None if not country else "capital" if is_capital else "country"
    return [place, city, None, None, code, None, None, None, place, feature]


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _joined(names: Iterable[str]) -> str:
    return "; ".join(names)
