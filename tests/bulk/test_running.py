"""A run over archives: what it writes, that it resumes, and that no document stops it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bilateral.bulk.chunks import Options, Task
from bilateral.bulk.dataset import Dataset, readings, views
from bilateral.bulk.duck import connect
from bilateral.bulk.engines import local
from bilateral.bulk.guard import Guard
from bilateral.bulk.inputs import units_of
from bilateral.bulk.places import expand
from bilateral.bulk.running import Plan, bulk
from bilateral.bulk.step import NOT_BILATERAL
from bilateral.errors import BilateralError
from tests.bulk import poison
from tests.bulk.archives import mixed, write_lines, write_parquet, write_warc

ARTICLES = mixed(30)
KEPT = 10
HERE = Plan(workers=0)
"""In this process: others take their time to start."""


def _table(out: Path, sql: str) -> list[tuple[object, ...]]:
    with connect({}) as db:
        views(db, out)
        found: list[tuple[object, ...]] = db.execute(sql).fetchall()
        return found


def content(out: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    documents = _table(out, "SELECT id, pair, month, source FROM documents ORDER BY 1")
    return documents, _table(out, "SELECT id, pair, content FROM statements ORDER BY 1, 2")


def test_a_run_keeps_what_is_about_two_countries(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = bulk([str(write_warc(ARTICLES, tmp_path / "a.warc.gz"))], out, HERE)
    assert run.read == 30
    assert run.summary.kept == KEPT
    assert run.summary.dropped == {NOT_BILATERAL: 20}
    assert len(_table(out, "SELECT id FROM documents")) == KEPT
    assert list((out / "statements").glob("pair=NOR-PER/month=2024-01/*.parquet"))
    assert _table(out, "SELECT count(*) FROM statements WHERE main") == _table(
        out, "SELECT count(DISTINCT id) FROM statements"
    )


def test_the_same_command_again_reads_nothing(tmp_path: Path) -> None:
    path = str(write_lines(ARTICLES, tmp_path / "a.jsonl"))
    first = bulk([path], tmp_path / "out", HERE)
    again = bulk([path], tmp_path / "out", HERE)
    assert again.read == 0
    assert again.summary == first.summary


def test_copies_in_other_archives_are_kept_once(tmp_path: Path) -> None:
    one = str(write_lines(ARTICLES, tmp_path / "a.jsonl"))
    two = str(write_parquet(ARTICLES, tmp_path / "b.parquet"))
    bulk([one], tmp_path / "out", HERE)
    run = bulk([one, two], tmp_path / "out", HERE)
    assert (run.summary.kept, run.summary.copies) == (KEPT, KEPT)
    assert len(_table(tmp_path / "out", "SELECT id FROM documents")) == KEPT


def test_s3_is_read_as_files_are(tmp_path: Path, bucket: str) -> None:
    import boto3

    client = boto3.client("s3", endpoint_url=bucket)
    client.create_bucket(Bucket="news")
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(ARTICLES[:15], folder / "a.jsonl.gz")
    write_warc(ARTICLES[15:], folder / "b.warc.gz")
    for file in folder.iterdir():
        client.upload_file(str(file), "news", f"2024/{file.name}")
    run = bulk(["s3://news/2024/*.gz"], tmp_path / "out", HERE)
    assert (run.read, run.summary.kept) == (30, KEPT)
    with pytest.raises(BilateralError, match="nothing lies there"):
        bulk(["s3://news/none/"], tmp_path / "out")
    with pytest.raises(BilateralError, match="the store does not give it"):
        bulk(["s3://nobucket/a"], tmp_path / "out")


def test_readings_come_back_as_they_were(tmp_path: Path) -> None:
    from bilateral.documents import load
    from bilateral.model import Document
    from bilateral.model.contract import as_json
    from bilateral.reading import read

    path = write_lines(ARTICLES, tmp_path / "a.jsonl")
    bulk([str(path)], tmp_path / "out", HERE)
    direct = {}
    for item in load(path):
        assert isinstance(item, Document)
        reading = read(item)
        if len(reading.document.parties) > 1:
            direct[item.id] = as_json(reading)
    back = {reading.document.id: reading for reading in readings(tmp_path / "out")}
    assert back.keys() == direct.keys()
    for key, reading in back.items():
        told = as_json(reading)
        for section in ("figures", "statuses", "events", "commitments", "areas", "actors"):
            assert {s["id"]: s for s in told[section]} == {s["id"]: s for s in direct[key][section]}
        assert reading.document.original is not None
        assert reading.document.original.content in path.read_bytes()


def test_other_rules_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(write_lines(ARTICLES[:3], tmp_path / "a.jsonl"))
    bulk([path], tmp_path / "out", HERE)
    monkeypatch.setattr("bilateral.bulk.dataset.rules_version", lambda: "others")
    with pytest.raises(BilateralError, match="other rules"):
        bulk([path], tmp_path / "out", HERE)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(BilateralError, match="no data set of bulk"):
        Dataset(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_what_kills_or_hangs_a_worker_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilateral.bulk.guard._PATIENCE", 0.5)
    monkeypatch.setattr(local, "Guard", lambda options: Guard(options, poison.work))
    path = str(write_lines(ARTICLES, tmp_path / "a.jsonl"))
    out = tmp_path / "out"
    run = bulk([path], out, Plan(options=Options(limit=2.0)))
    assert (run.read, run.summary.kept, run.summary.aside) == (30, KEPT - 2, 2)
    with_reasons = {item.reason for item in Dataset(out).journal.aside()}
    assert with_reasons == {
        "ended the process that read it (SIGKILL)",
        "took longer than 2 s and could not be stopped",
    }


def test_a_guard_goes_on_where_it_is_told(tmp_path: Path) -> None:
    path = str(write_lines(ARTICLES, tmp_path / "a.jsonl"))
    (unit,) = units_of(expand(path))
    guard = Guard(Options())
    chunks = list(guard.chunks(Task(unit, start=28)))
    guard.close()
    assert [chunk.read for chunk in chunks] == [2, 0]


# ------------------------------------------------------------ killed at any moment

_PROGRAM = """
import sys
from pathlib import Path
from bilateral.bulk import chunks, dataset
from bilateral.bulk.running import Plan, bulk
chunks.RECORDS = 4
dataset.BATCH_BYTES = 6000
if __name__ == "__main__":
    bulk(sys.argv[3:], Path(sys.argv[1]), Plan(workers=int(sys.argv[2])))
"""


def killed_until_done(inputs: Sequence[str], out: Path, waits: Sequence[float]) -> int:
    """Run, killing after each of the waits, then to the end; how many kills hit a running one."""
    program = out.parent / "program.py"
    program.write_text(_PROGRAM)
    command = [sys.executable, str(program), str(out), "0", *inputs]
    hits = 0
    for wait in waits:
        process = subprocess.Popen(command, start_new_session=True)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            hits += 1
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    subprocess.run(command, check=True, timeout=120)
    return hits


def test_killed_runs_end_like_an_undisturbed_one(tmp_path: Path) -> None:
    paths = [
        str(write_lines(mixed(120), tmp_path / "a.jsonl.gz")),
        str(write_warc(mixed(90)[60:], tmp_path / "b.warc.gz")),
    ]
    bulk(paths, tmp_path / "whole", HERE)
    began = time.monotonic()
    bulk(paths[:1], tmp_path / "timing", HERE)
    usual = time.monotonic() - began
    chance = random.Random(7)
    waits = [usual * chance.uniform(0.5, 1.6) for _ in range(4)]
    killed_until_done(paths, tmp_path / "killed", waits)
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
