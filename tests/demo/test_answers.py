"""The answer key of the demo: how much of what was put into it the record finds."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bilateral.checking.statistics.tables import read_table
from bilateral.checking.view import checked
from bilateral.documents import load
from bilateral.model import Document, Reading, Statement
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.official import keep
from bilateral.record.relationship import Relationship, relationship

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src" / "bilateral" / "demo"
CENSUS = ROOT.parent / "shared" / "statistics" / "us_census_goods.csv"
PAIRS = {
    "vietnam-united-states": ("USA", "VNM"),
    "india-japan": ("IND", "JPN"),
    "kenya-china": ("CHN", "KEN"),
}
STATES = {
    "planned_then_held": ("kept",),
    "pledge_delivered": ("kept",),
    "pledge_lapsed": ("overdue", "superseded"),
}
LEAST = {
    "splice": 3,
    "stale_rank": 3,
    "false_sum": 3,
    "reprint": 6,
    "contradiction": 6,
    "planned_then_held": 7,
    "pledge_lapsed": 1,
}
"""Findings of each kind that must be found; what is missing fails to be read, not to be found."""


@dataclass(frozen=True)
class Seed:
    """One row of the key."""

    file: str
    finding: str
    quote: str
    partner_file: str


@dataclass
class Demo:
    """The demo as it was read, and the views that its record gives."""

    readings: dict[str, Reading] = field(default_factory=dict)
    views: dict[str, Relationship] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)

    def names(self, documents: object) -> set[str]:
        ids = {d.id for d in documents}  # type: ignore[attr-defined]
        return {name for name, r in self.readings.items() if r.document.id in ids}

    def stands_on(self, seed: Seed, document: Document, statement: Statement) -> bool:
        """Whether a statement stands on the seeded words."""
        own = self.readings[seed.file].document
        if document.id != own.id:
            return False
        found = re.search(r"\s+".join(map(re.escape, seed.quote.split())), own.text)
        assert found, seed
        return any(
            e.field == "text" and e.start < found.end() and found.start() < e.end
            for e in statement.evidence
        )


def seeds() -> list[Seed]:
    with (DEMO / "seeded.csv").open(encoding="utf-8", newline="") as stream:
        return [Seed(**row) for row in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    if not CENSUS.exists():
        pytest.skip("the Census table is not here")
    made = Demo()
    with Record(str(tmp_path_factory.mktemp("demo") / "record.db")) as record:
        keep(record, read_table(CENSUS, "2026-11-22").observations)
        run = record.start_run(["demo"])
        for name, document in _articles():
            made.readings[name] = read(document)
            record.add(made.readings[name], run)
        for name, pair in PAIRS.items():
            made.views[name] = checked(record, relationship(record, pair, "2026-01-01"))
        made.stories = record.stories([r.document.id for r in made.readings.values()])
    return made


def _articles() -> Iterator[tuple[str, Document]]:
    for path in sorted((DEMO / "articles").rglob("*")):
        if path.is_file():
            document = next(load(str(path)))
            assert isinstance(document, Document)
            yield path.relative_to(DEMO / "articles").as_posix(), document


def is_found(seed: Seed, demo: Demo) -> bool:
    if seed.finding == "reprint":
        both = (demo.readings[name].document.id for name in (seed.file, seed.partner_file))
        return len({demo.stories[name] for name in both}) == 1
    view = demo.views[seed.file.split("/")[0]]
    if seed.finding in STATES:
        return _followed(seed, demo, view)
    kind = {"splice": "spliced"}.get(seed.finding, seed.finding)
    return any(
        found.kind == kind
        and any(demo.stands_on(seed, d, f) for d, f in found.told)
        and (kind != "contradiction" or _with_partner(seed, demo, {d.id for d, _ in found.told}))
        for found in view.findings
    )


def _with_partner(seed: Seed, demo: Demo, told: set[str]) -> bool:
    return demo.readings[seed.partner_file].document.id in told


def _followed(seed: Seed, demo: Demo, view: Relationship) -> bool:
    """Whether the plan or promise of the seeded words came to what the partner tells."""
    for item in view.followed:
        entry = item.entry
        told = zip(entry.told_in, entry.statements, strict=True)
        if item.state not in STATES[seed.finding] or not any(
            demo.stands_on(seed, d, s) for d, s in told
        ):
            continue
        after = {name for step in item.steps for name in demo.names(step.entry.documents)}
        if seed.partner_file in after or item.state == "overdue":
            return True
    return False


def test_the_record_finds_what_was_put_into_the_demo(demo: Demo) -> None:
    found = Counter(seed.finding for seed in seeds() if is_found(seed, demo))
    short = {kind: (found[kind], least) for kind, least in LEAST.items() if found[kind] < least}
    assert not short, f"(found, least) by kind: {short}"


def test_all_splices_ranks_sums_and_reprints_of_the_key_are_held() -> None:
    told = Counter(seed.finding for seed in seeds())
    for kind in ("splice", "stale_rank", "false_sum", "reprint"):
        assert LEAST[kind] == told[kind]
