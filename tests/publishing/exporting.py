"""Records to export, and what was exported, for the tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.documents.counting import expand
from bilateral.model import Reading, Skip
from bilateral.publishing.export import Selection, export
from bilateral.publishing.export.tally import Tally
from bilateral.reading import read
from bilateral.record import Record


@dataclass(frozen=True)
class Exported:
    """What an export wrote."""

    path: Path
    tally: Tally

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest beside it."""
        path = self.path.with_name(f"{self.path.name}.manifest.json")
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode()

    def left_out(self, kind: str) -> dict[str, int]:
        """Reason to number, of one kind."""
        return {r: n for (_, k, r), n in self.tally.left_out.items() if k == kind}


def exported(record: Path, folder: Path, format: str, **selection: Any) -> Exported:
    """An export of a record into a folder."""
    path = folder / f"{format}.out"
    with Record(str(record)) as kept:
        tally = export(kept, format, path, Selection(**selection), force=True)
    return Exported(path, tally)


def demo_record(path: Path) -> Path:
    """The demo articles, read into a record."""
    items = [item for source in expand([str(ARTICLES)]) for item in load(source)]
    return kept(path, *(read(item) for item in items if not isinstance(item, Skip)))


def kept(path: Path, *readings: Reading) -> Path:
    """A record that holds these readings."""
    with Record(str(path)) as record:
        run = record.start_run([])
        for reading in readings:
            record.add(reading, run)
    return path
