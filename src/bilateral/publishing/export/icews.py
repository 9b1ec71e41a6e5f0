"""Events in, the ICEWS table out: 20 columns, tab-separated, below a header, one row a dyad.

Codes are CAMEO's by the defaults of `knowledge/plover/cameo.csv`, intensities Goldstein's.
"""

from __future__ import annotations

from pathlib import Path

from bilateral.knowledge.plover.cameo import cameo
from bilateral.publishing.cells import Cell
from bilateral.publishing.export.acts import Act, Side, acts, dyads, whereabouts
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.names import number
from bilateral.publishing.export.separated import write_line
from bilateral.record.sources import byname

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
MISSING = "NULL"


def write(job: Job, path: Path) -> None:
    """The table, whole."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_line(COLUMNS, stream)
        for act in acts(job, dyads, "rows", needs_target=True):
            write_line(_cells(act, job), stream, MISSING)


def _cells(act: Act, job: Job) -> list[Cell]:
    event, entry = act.event, act.item.entry
    code = cameo(event.event_type, event.mode, event.activity, event.contexts)
    document, shown = next(
        (d, s) for d, s in zip(entry.told_in, entry.statements, strict=True) if s.id == event.id
    )
    return [
        number(act.id),
        act.day,
        *_side(act.source),
        code.name.capitalize(),
        code.code,
        code.goldstein,
        *_side(act.target),
        number(document.id),
        job.documents.sentence_number(document, shown.evidence[0]),
        byname(document),
        *_place(event.place),
    ]


def _side(side: Side | None) -> list[Cell]:
    """Name, sectors, country: of the person where one is named, else of the country."""
    if side is None:
        return [None, None, None]
    name = side.people[0].name if side.people else side.name
    country = side.name if side.country else None
    return [name, ",".join(side.sectors), country]


def _place(place: str | None) -> list[Cell]:
    """City, district, province, country, latitude, longitude; coordinates are not looked up."""
    found = whereabouts(place)
    if not found:
        return [None] * 6
    country, is_capital = found
    city = country.capital if is_capital else None
    return [city, None, None, Side(country.iso3).name, None, None]
