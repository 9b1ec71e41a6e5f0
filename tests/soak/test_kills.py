"""A seeded sample of what `make soak` does at length: jobs that are killed lose nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bilateral.record import Record
from evaluation.soak import archive, kills


@pytest.mark.parametrize(
    "job", [kills.merging, kills.migrating, kills.watching], ids=lambda job: job.__name__
)
def test_a_killed_job_loses_nothing(job: object, tmp_path: Path) -> None:
    assert callable(job)
    done = job(2, tmp_path / "job", random.Random(3))
    assert done.hits >= 1 and done.hits + done.late >= 2


def test_a_lost_statement_is_noticed(tmp_path: Path) -> None:
    """The comparison itself can fail."""
    record = kills._filled(tmp_path / "record.db")
    before = kills.said(record)
    with Record(str(record)) as opened:
        opened.remove(opened.documents()[0].id)
    with pytest.raises(kills.LostError):
        kills._equal("add", kills.said(record), before)


def test_articles_of_the_long_archive_differ(tmp_path: Path) -> None:
    lines = archive.write_archive(200, tmp_path / "a.jsonl").read_text().splitlines()
    assert len(set(lines)) == len(lines) == 200


def test_growth_is_that_of_the_line() -> None:
    rising = [(float(x), 100.0 + x / 10) for x in range(1000)]
    assert archive._growth(rising, 1000) == pytest.approx(100 / 149.95, rel=1e-6)
    assert archive._growth([(x, 5.0) for x, _ in rising], 1000) == pytest.approx(0.0)
