"""An export that is written in, the manifest beside it out: what it is, from what, and how much.

The manifest holds no clock: the same record, exported the same way, gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from bilateral import __version__
from bilateral.publishing.export.job import Job
from bilateral.record import schema

LICENCE = (
    "The entries are facts read from articles; the words quoted belong to those who published "
    "them. Official statistics are not part of an export; those that the record was compared "
    "with are listed under official_series with the terms of their makers."
)


def manifest(job: Job, connection: Connection, format: str, path: Path, name: str) -> str:
    """The manifest of the export `name` that stands at `path`, as JSON."""
    content: dict[str, Any] = {
        "export": name,
        "format": format,
        "program": f"bilateral {__version__}",
        "rules_version": job.rules,
        "read_by": _read_by(connection),
        "content_date": job.content_date,
        "filters": job.selection.as_json(),
        **job.tally.as_json(),
        "licence": LICENCE,
        "official_series": _official(connection),
        "files": [_file(file, name if file == path else file.name) for file in files(path)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def manifest_of(out: Path) -> Path:
    """Where the manifest of an export lies: beside it, under its name."""
    return out.with_name(f"{out.name}.manifest.json")


def files(path: Path) -> list[Path]:
    """The files of an export: itself, or all in its folder."""
    return sorted(path.iterdir()) if path.is_dir() else [path]


def _file(file: Path, name: str) -> dict[str, Any]:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return {"name": name, "bytes": file.stat().st_size, "sha256": digest.hexdigest()}


def _read_by(connection: Connection) -> dict[str, int]:
    """The versions of the rules that read the articles of the record, with their numbers."""
    table = schema.documents
    query = select(table.c.rules, func.count()).group_by(table.c.rules).order_by(table.c.rules)
    return {row[0]: row[1] for row in connection.execute(query)}


def _official(connection: Connection) -> list[dict[str, str]]:
    """The sources of official series in the record, with their terms."""
    table = schema.official_series
    query = select(table.c.source, table.c.licence).distinct()
    rows = connection.execute(query.order_by(table.c.source, table.c.licence))
    return [{"source": source, "licence": licence} for source, licence in rows]
