"""A record and a selection in; files in the formats of other tools, each with a manifest, out.

One module a format. `FORMATS` says which kinds a format holds; what it cannot hold is counted
with the reason, and nothing is cut short in silence.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, func, select

from bilateral.errors import BilateralError
from bilateral.knowledge.version import rules_version
from bilateral.model import KINDS
from bilateral.publishing.export.job import Job
from bilateral.publishing.export.manifest import manifest, manifest_of
from bilateral.publishing.export.selection import NEAREST, TOLD, Selection
from bilateral.publishing.export.source import Source
from bilateral.publishing.export.tally import STATEMENTS, Tally
from bilateral.record import Record, schema

__all__ = ["FORMATS", "NEAREST", "TOLD", "Format", "Selection", "export", "format_called"]

ALL = tuple(KINDS)
EVENTS = ("event",)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the kinds it holds, the module and function that write it, in a line what it
    is, and whether several kinds make a folder of files."""

    name: str
    kinds: tuple[str, ...]
    module: str
    about: str
    function: str = "write"
    folder: bool = False

    def writer(self) -> Callable[[Job, Path], None]:
        """What writes it; imported only now, so that nothing loads what it does not need."""
        module: ModuleType = import_module(f"{__name__}.{self.module}")
        found: Callable[[Job, Path], None] = getattr(module, self.function)
        return found

    def makes_folder(self, selection: Selection) -> bool:
        """Whether this selection becomes a folder of files."""
        return self.folder and len(selection.wanted(self.kinds)) > 1


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("plover", EVENTS, "plover", "PLOVER 2.0 JSON Lines"),
        Format("polecat", EVENTS, "polecat", "the weekly table of POLECAT"),
        Format("gdelt-events", EVENTS, "gdelt", "GDELT 2.0 events", "write_events"),
        Format("gdelt-mentions", EVENTS, "gdelt", "GDELT 2.0 mentions", "write_mentions"),
        Format("icews", EVENTS, "icews", "the ICEWS table"),
        Format("sdmx-csv", ("figure",), "sdmx_csv", "SDMX-CSV 2.0"),
        Format("csv", ALL, "flat", "CSV", "write_csv", folder=True),
        Format("xlsx", ALL, "excel", "an Excel workbook"),
        Format("parquet", ALL, "flat", "Parquet", "write_parquet", folder=True),
        Format("jsonld", ALL, "jsonld", "JSON-LD: schema.org and PROV"),
        Format(
            "ftm", ("actor", "status", "event", "commitment"), "followthemoney", "FollowTheMoney"
        ),
        Format("ical", ("event", "commitment"), "calendars", "iCalendar of what is to come"),
        Format("atom", ALL, "atom", "an Atom feed"),
    )
}


def format_called(name: str) -> Format:
    """The format of a name; raises `BilateralError` with all names."""
    found = FORMATS.get(name)
    if found is None:
        raise BilateralError(
            f"there is no format {name!r}", next_step=f"Formats are {', '.join(FORMATS)}"
        )
    return found


def export(
    record: Record, format: str, out: Path, selection: Selection, *, force: bool = False
) -> Tally:
    """Write `out` and `out.manifest.json`; what was written and left out.

    Both take their names once they are whole. Raises `BilateralError` for a format or a kind
    that there is not, a place that cannot be written to, or a record without articles.
    """
    wanted = format_called(format)
    _check(wanted, out, selection, force)
    tally = Tally()
    with record.reading() as connection:
        job = _job(connection, record, selection, tally)
        with _replacing(out) as path:
            _count_other_kinds(job, wanted)
            wanted.writer()(job, path)
            text = manifest(job, connection, format, path, out.name)
        with _replacing(manifest_of(out)) as path:
            path.write_text(text, encoding="utf-8")
    return tally


def _check(wanted: Format, out: Path, selection: Selection, force: bool) -> None:
    for kind in selection.kinds:
        if kind not in wanted.kinds:
            raise BilateralError(
                f"{wanted.name} does not hold the kind {kind!r}",
                next_step=f"It holds {', '.join(wanted.kinds)}",
            )
    if not out.parent.is_dir():
        raise BilateralError(
            f"there is no folder {out.parent}", where=str(out), next_step="Make it"
        )
    for path in (out, manifest_of(out)):
        if path.exists() and not force:
            raise BilateralError("is there already", where=str(path), next_step="Add --force")
    if out.is_dir() != wanted.makes_folder(selection) and out.exists():
        raise BilateralError(
            "is a folder, and one file is written"
            if out.is_dir()
            else "is a file, and a folder of one file a kind is written",
            where=str(out),
            next_step="Name another place, or one kind with --kind",
        )


def _job(connection: Connection, record: Record, selection: Selection, tally: Tally) -> Job:
    table = schema.documents
    in_force = (table.c.superseded_by.is_(None), table.c.withdrawn.is_(None))
    day = func.substr(table.c.published, 1, 10)
    latest = select(func.max(day)).where(*in_force)
    if selection.as_of:
        latest = latest.where(day <= selection.as_of)
    if not connection.execute(select(table.c.id).where(*in_force).limit(1)).first():
        raise BilateralError(
            "is empty", where=record.name, next_step="Add articles: bilateral add FILE"
        )
    content_date = selection.as_of or connection.execute(latest).scalar_one()
    source = Source(connection, selection, tally)
    return Job(selection, source, tally, rules_version(), content_date, record)


def _count_other_kinds(job: Job, wanted: Format) -> None:
    """Kinds that were not excluded, and that the format does not hold."""
    for kind in () if job.selection.kinds else ALL:
        if kind not in wanted.kinds:
            count = job.source.count(kind)
            job.tally.leave_out(kind, f"{wanted.name} has no place for it", count, STATEMENTS)


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A place beside `out` whose content takes its name once it is whole."""
    part = out.with_name(f".{out.name}.part")
    _remove(part)
    try:
        yield part
        if out.is_dir():
            _remove(out)
        part.replace(out)
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
