"""Labelled clusters in, how well the record merges out: `python -m evaluation.clusters`.

`record/clusters.csv` names statements by document and words (offsets into the text of a corpus
article, a quote of a demo article) and gives each the one thing that it tells;
`record/near_misses.csv` lists pairs of things that are easily taken for one. Every article is
read and kept in a new record; then each two labelled statements are compared: do they stand in
one entry, and should they? Statements that were not read are counted apart, and the scores are
given a second time for those that were read with the month and the state of the label, so that
faults of reading and of merging can be told apart: the bars are on those. `--verbose` names
every fault; the scores are printed as one JSON object last.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from bilateral.documents import from_text, load
from bilateral.language.edtf import bounds
from bilateral.model import Document, Event, Reading, Statement
from bilateral.reading import read
from bilateral.record import Record
from evaluation.gold import DEMO, corpus_rows

LABELS = Path(__file__).with_name("record")
F1_BAR = 0.95
WRONG_BAR = 0
_LEAST_OVERLAP = 0.5
"""The part of the shorter of a label's words and a statement's that both must hold."""


@dataclass(frozen=True, slots=True)
class Label:
    """One statement and the thing that it tells; `activities` are what it may be coded as.

    `month` (EDTF) and `state` are those of an event, empty where several would be right; `field`
    is the part of the document in which the words stand.
    """

    cluster: str
    kind: str
    activities: frozenset[str]
    month: str
    state: str
    document: str
    start: int
    end: int
    quote: str
    field: str = "text"

    @property
    def telling(self) -> tuple[str, str, str]:
        """One article may tell one thing in two places."""
        return self.cluster, self.kind, self.document


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two things that are easily taken for one, and why."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class Merges:
    """Which labelled statements stand together, and which should."""

    found: int
    missing: tuple[Label, ...]
    right: int
    split: tuple[tuple[Label, Label], ...]
    wrong: tuple[tuple[Label, Label], ...]
    near: int
    near_wrong: tuple[tuple[NearMiss, Label, Label], ...]
    clusters: int = 0

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.split)) or 1)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class _Read:
    """The documents of the labels, by name, with what is said in each."""

    documents: dict[str, Document] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def keep(self, name: str, document: Document) -> None:
        self.documents[name] = document
        self.readings[name] = read(document)


def load_labels(folder: Path = LABELS) -> list[Label]:
    """Every labelled statement, in the order of the file."""
    with (folder / "clusters.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Label(
                row["cluster"],
                row["kind"],
                frozenset(row["activity"].split()),
                row["month"],
                row["state"],
                row["document"],
                int(row["start"] or 0),
                int(row["end"] or 0),
                row["quote"],
            )
            for row in csv.DictReader(stream, strict=True)
        ]


def load_near_misses(folder: Path = LABELS) -> list[NearMiss]:
    """The pairs of things that must stay apart."""
    with (folder / "near_misses.csv").open(encoding="utf-8", newline="") as stream:
        return [NearMiss(**row) for row in csv.DictReader(stream, strict=True)]


def measure(labels: Sequence[Label], near_misses: Sequence[NearMiss]) -> tuple[Merges, Merges]:
    """Read the articles of the labels, keep them, and compare the entries with the labels: of
    all statements that were read, and of those whose month and state were read rightly."""
    made = _Read()
    placed = [_with_quote(label, made) for label in _at_hand(labels, made)]
    with tempfile.TemporaryDirectory() as folder, Record(f"{folder}/record.db") as record:
        run = record.start_run(["evaluation"])
        for reading in made.readings.values():
            record.add(reading, run)
        entries = _entries(record)
    found: dict[Label, str] = {}
    rightly: dict[Label, str] = {}
    for label in placed:
        statement = _statement(label, made.readings[label.document])
        told = {kept.telling for kept in found}
        if statement is not None and statement.id in entries and label.telling not in told:
            found[label] = entries[statement.id]
            if _read_rightly(label, statement):
                rightly[label] = entries[statement.id]
    return _compared(placed, found, near_misses), _compared(placed, rightly, near_misses)


def _read_rightly(label: Label, statement: Statement) -> bool:
    """Whether an event has the label's state, and no date outside its month."""
    if not isinstance(statement, Event):
        return True
    state = label.state in ("", statement.state)
    (first, last), (opens, closes) = bounds(statement.date), bounds(label.month or None)
    if not (first and opens and closes):
        return state
    return state and first <= closes and opens <= (last or "9")


def _at_hand(labels: Iterable[Label], made: _Read) -> Iterator[Label]:
    """The labels whose articles are here; each article is read once."""
    labels = list(labels)
    rows = corpus_rows({label.document for label in labels})
    for label in labels:
        if label.document not in made.documents:
            document = _document(label.document, rows)
            if document is None:
                continue
            made.keep(label.document, document)
            made.texts[label.document] = rows.get(label.document, {}).get("text", "")
        yield label


def _document(name: str, rows: Mapping[str, Mapping[str, str]]) -> Document | None:
    if name.startswith("demo/"):
        path = DEMO / name.removeprefix("demo/")
        return next((d for d in load(str(path)) if isinstance(d, Document)), None)
    row = rows.get(name)
    if row is None:
        return None
    return from_text(row["text"], title=row["title"], published=row["published"])


def _with_quote(label: Label, made: _Read) -> Label:
    """The label with the place of its words in the text as it was tidied."""
    quote = label.quote or made.texts[label.document][label.start : label.end]
    document = made.documents[label.document]
    for field_name, words in (("text", document.text), ("title", document.title or "")):
        start, end = _place(words, quote)
        if end:
            return replace(label, start=start, end=end, quote=quote, field=field_name)
    return replace(label, start=0, end=0, quote=quote)


def _place(text: str, quote: str) -> tuple[int, int]:
    """Where words stand in a text, whatever its spaces and quotation marks; (0, 0) for nowhere."""
    pattern = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", quote))
    found = re.search(pattern, text)
    return found.span() if found else (0, 0)


def _statement(label: Label, reading: Reading) -> Statement | None:
    """The statement that stands on the words of a label: the one that shares most with them."""
    ranked = [
        (part, -_length(statement), statement.id, statement)
        for statement in reading.statements()
        if statement.kind == label.kind and _coded_so(label, statement)
        if (part := _overlap(label, statement)) >= _LEAST_OVERLAP
    ]
    return max(ranked, key=lambda item: item[:3])[3] if ranked else None


def _coded_so(label: Label, statement: Statement) -> bool:
    return (
        not label.activities
        or not isinstance(statement, Event)
        or statement.activity in label.activities
    )


def _overlap(label: Label, statement: Statement) -> float:
    if label.end <= label.start:
        return 0.0
    shared = max(
        (
            min(label.end, e.end) - max(label.start, e.start)
            for e in statement.evidence
            if e.field == label.field
        ),
        default=0,
    )
    return shared / min(label.end - label.start, *(e.end - e.start for e in statement.evidence))


def _length(statement: Statement) -> int:
    return sum(e.end - e.start for e in statement.evidence)


def _entries(record: Record) -> dict[str, str]:
    """The entry of every statement that is compared."""
    from sqlalchemy import select

    from bilateral.record import schema

    rows, kept = schema.statements, schema.profiles
    query = select(rows.c.id, kept.c.entry).join(kept, kept.c.id == rows.c.profile)
    with record.reading() as connection:
        return {row.id: row.entry for row in connection.execute(query)}


def _compared(
    labels: Sequence[Label], found: Mapping[Label, str], near_misses: Sequence[NearMiss]
) -> Merges:
    right = 0
    split: list[tuple[Label, Label]] = []
    wrong: list[tuple[Label, Label]] = []
    for one, other in combinations(found, 2):
        together, same = found[one] == found[other], one.cluster == other.cluster
        if together and same:
            right += 1
        elif same:
            split.append((one, other))
        elif together and one.kind == other.kind:
            wrong.append((one, other))
    near = list(_near_pairs(found, near_misses))
    told = {label.telling for label in found}
    return Merges(
        found=len(found),
        missing=tuple(label for label in labels if label.telling not in told),
        right=right,
        split=tuple(split),
        wrong=tuple(wrong),
        near=len(near),
        near_wrong=tuple(item for item in near if found[item[1]] == found[item[2]]),
        clusters=len({label.cluster for label in found}),
    )


def _near_pairs(
    found: Mapping[Label, str], near_misses: Sequence[NearMiss]
) -> Iterator[tuple[NearMiss, Label, Label]]:
    by_cluster: dict[str, list[Label]] = {}
    for label in found:
        by_cluster.setdefault(label.cluster, []).append(label)
    for near in near_misses:
        for one in by_cluster.get(near.one, ()):
            for other in by_cluster.get(near.other, ()):
                yield near, one, other


def report(scores: Merges, rightly: Merges, *, verbose: bool = False) -> str:
    """The scores in lines, the faults before them when `verbose`; JSON last."""
    lines = list(_faults(scores)) if verbose else []
    lines.append(f"{len(scores.missing)} of the labelled statements were not read")
    lines += _lines("all that were read", scores)
    lines += _lines("read with the right month and state", rightly)
    lines.append(json.dumps({"all": _as_json(scores), "read_rightly": _as_json(rightly)}))
    return "\n".join(lines)


def _lines(head: str, scores: Merges) -> list[str]:
    return [
        f"{head}: {scores.found} statements in {scores.clusters} clusters",
        f"    pairs merged rightly {scores.right}",
        f"    pairs not merged {len(scores.split)}, merged wrongly {len(scores.wrong)}",
        f"    pairwise precision {scores.precision:.3f}, recall {scores.recall:.3f}",
        f"    pairwise F1 {scores.f1:.3f} (bar {F1_BAR})",
        f"    near misses: {len(scores.near_wrong)} of {scores.near} merged (bar {WRONG_BAR})",
    ]


def _as_json(scores: Merges) -> dict[str, float]:
    return {
        "f1": round(scores.f1, 4),
        "precision": round(scores.precision, 4),
        "recall": round(scores.recall, 4),
        "near_misses": scores.near,
        "near_misses_merged": len(scores.near_wrong),
        "clusters": scores.clusters,
        "statements": scores.found,
        "not_read": len(scores.missing),
    }


def _faults(scores: Merges) -> Iterator[str]:
    for label in scores.missing:
        yield f"not read: {_told(label)}"
    for name, pairs in (("not merged", scores.split), ("merged wrongly", scores.wrong)):
        for one, other in pairs:
            yield f"{name}: {_told(one)}\n    and {_told(other)}"
    for near, one, other in scores.near_wrong:
        yield f"near miss merged ({near.why}): {_told(one)}\n    and {_told(other)}"


def _told(label: Label) -> str:
    return f"{label.cluster} [{label.kind}] {label.document} “{label.quote}”"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.clusters", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="print every fault")
    options = parser.parse_args(arguments)
    scores, rightly = measure(load_labels(), load_near_misses())
    print(report(scores, rightly, verbose=options.verbose))
    return int(rightly.f1 < F1_BAR or len(rightly.near_wrong) > WRONG_BAR)


if __name__ == "__main__":
    sys.exit(main())
