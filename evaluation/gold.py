"""A folder of hand-labelled articles in, typed gold articles with the words of their evidence out.

Three forms are read: `*.expected.json` whose `document.file` names the article and whose
evidence holds quotes; labels on the corpus by `document.id`, whose offsets count in the corpus
text and hold no quotes; labels on the demo articles (`demo/<path>`) with quotes only.
A long article may be labelled for some sections alone: `document.complete` lists them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = ROOT / "evaluation" / "gold"
DEMO = ROOT / "src" / "bilateral" / "demo" / "articles"

SECTIONS = {
    "figures": "figure",
    "statuses": "status",
    "events": "event",
    "commitments": "commitment",
    "actors": "actor",
    "areas": "area",
}
"""Key of the contract to the kind of statement under it, in the order of the tables."""


@dataclass(frozen=True)
class GoldArticle:
    """One labelled article.

    `name` is the corpus id, `demo/<path>`, or the file that the label names. `row` is the
    article's row of the corpus, and `text` what offsets count in; None when not at hand.
    """

    name: str
    path: Path
    document: Mapping[str, Any]
    required: Mapping[str, tuple[Json, ...]]
    optional: Mapping[str, tuple[Json, ...]]
    text: str | None = None
    row: Mapping[str, Any] | None = None

    @property
    def complete(self) -> tuple[str, ...]:
        """The sections whose labels tell all that stands in the article; the others say nothing."""
        return tuple(self.document.get("complete") or SECTIONS)

    @cached_property
    def negative(self) -> bool:
        """Nothing bilateral stands in it: whatever is read is wrong."""
        labels = (*self.required.values(), *self.optional.values())
        return len(self.complete) == len(SECTIONS) and not any(labels)

    @property
    def checking(self) -> bool:
        """Whether it is kept for checking only: a third, by the hash of its name."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 3 == 0

    @property
    def group(self) -> str:
        """`demo` for articles written for the project, `corpus` for real ones."""
        return "demo" if self.name.startswith("demo/") else "corpus"

    @property
    def title(self) -> str | None:
        """The article's title: as labelled, else as the corpus gives it."""
        return self.document.get("title") or (self.row or {}).get("title")

    def quote(self, evidence: Mapping[str, Any]) -> str:
        """The words of one piece of evidence, empty when they cannot be known."""
        if evidence.get("quote"):
            return str(evidence["quote"])
        field = self.title if evidence.get("in") == "title" else self.text
        return (field or "")[evidence.get("start", 0) : evidence.get("end", 0)]


class GoldError(ValueError):
    """A label file that cannot be used; the message names the file and what is wrong."""


def gold_paths(folder: Path) -> list[Path]:
    """The label files at `folder`: itself if it is one, else every JSON file below."""
    return [folder] if folder.is_file() else sorted(folder.rglob("*.json"))


def load_gold(folder: Path) -> list[GoldArticle]:
    """Every labelled article below `folder`, in order of path."""
    loaded = [(path, _label(path)) for path in gold_paths(folder)]
    rows = corpus_rows(_name(path, data) for path, data in loaded)
    return [_article(path, data, rows) for path, data in loaded]


def _label(path: Path) -> Json:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}: not JSON ({error})") from error
    if not isinstance(data, dict) or not isinstance(data.get("document"), dict):
        raise GoldError(f"{path}: no `document` object; a label names the article it is about")
    unknown = set(data["document"].get("complete") or ()) - SECTIONS.keys()
    if unknown:
        known = ", ".join(SECTIONS)
        raise GoldError(f"{path}: `complete` names {', '.join(sorted(unknown))}; there is {known}")
    return data


def _name(path: Path, data: Json) -> str:
    document = data["document"]
    return str(document.get("id") or document.get("file") or document.get("url") or path.stem)


def _article(path: Path, data: Json, rows: Mapping[str, Json]) -> GoldArticle:
    name = _name(path, data)
    row = rows.get(name)
    optional = data.get("optional") or []
    return GoldArticle(
        name=name,
        path=path,
        document=data["document"],
        required={key: tuple(data.get(key) or ()) for key in SECTIONS},
        optional={
            key: tuple(item for item in optional if item.get("kind") == kind)
            for key, kind in SECTIONS.items()
        },
        text=row["text"] if row else _file_text(path, data["document"]),
        row=row,
    )


def article_file(name: str, beside: Path) -> Path | None:
    """The article that `name` means: of the demo, or near the label file, or shared."""
    if name.startswith("demo/"):
        candidates = [DEMO / name.removeprefix("demo/")]
    else:
        homes = (beside.parent, beside.parent.parent, SHARED, SHARED / "seeds")
        candidates = [home / name for home in homes]
    return next((path for path in candidates if path.is_file()), None)


def _file_text(path: Path, document: Mapping[str, Any]) -> str | None:
    found = article_file(str(document.get("file") or document.get("id") or ""), path)
    return found.read_text(encoding="utf-8") if found else None


def corpus_rows(names: Iterable[str], folder: Path = SHARED / "corpus") -> dict[str, Json]:
    """The rows of the corpus with these ids; ids that are not there are left out.

    The packed volume is opened last, and only when ids are still missing.
    """
    wanted = {name for name in names if "/" not in name and "." not in name}
    found: dict[str, Json] = {}
    if not folder.is_dir():
        return found
    for path in sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.jsonl.gz")):
        missing = wanted - found.keys()
        if not missing:
            break
        found |= {row["id"]: row for row in _rows(path, missing)}
    return found


def _rows(path: Path, wanted: set[str]) -> Iterator[Json]:
    for line in corpus_lines(path):
        # The id opens the line, so most lines need not be parsed.
        if any(name in line[:80] for name in wanted):
            row = json.loads(line)
            if row["id"] in wanted:
                yield row


def corpus_lines(path: Path) -> Iterator[str]:
    """The lines of a corpus file, packed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            yield from packed
    else:
        with path.open(encoding="utf-8") as plain:
            yield from plain


def gold_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of the label files below `folder`, in hexadecimal."""
    digest = hashlib.sha256()
    for path in gold_paths(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
