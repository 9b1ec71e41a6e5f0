"""What became of an adding is known after a restart: what ended, what was interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from bilateral.record import Record, jobs, schema
from bilateral.web.app import create_app
from bilateral.web.jobs import Given, Jobs
from tests.web.reading_html import Page
from tests.web.sending import send

TEXT = "President Joe Biden visited Hanoi on September {n}, 2023, for talks with Vietnam's leaders."


def articles(number: int) -> list[Given]:
    return [Given(f"{n}.txt", text=TEXT.format(n=n)) for n in range(1, number + 1)]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Record]:
    with Record(str(tmp_path / "jobs.db")) as record:
        yield record


def silent(record: Record) -> None:
    """As if nothing had been heard of any server for a while."""
    long_ago = (datetime.now(UTC) - 2 * jobs.SILENCE).isoformat(timespec="milliseconds")
    with record.noting() as connection:
        connection.execute(update(schema.jobs).values(beat=long_ago))


def test_a_job_that_ended_is_shown_by_the_next_server(kept: Record) -> None:
    first = Jobs(kept)
    name = first.start("desk", [*articles(2), Given("none.txt", content=b"")]).id
    first.wait(30)
    told = first.get(name)
    again = Jobs(kept).get(name)
    assert told is not again
    assert told == again
    assert again
    assert [s.state for s in again.sources] == ["done", "done", "failed"]
    assert again.sources[0].added[0].statements > 0
    assert [job.id for job in Jobs(kept).latest()] == [name]


def test_a_server_that_stops_finishes_its_document_and_says_what_it_left(kept: Record) -> None:
    first = Jobs(kept)
    job = first.start("desk", [*articles(8), Given("https://a.example/1")])
    other = first.start("desk", articles(1))
    first.close(60)
    found = Jobs(kept).get(job.id)
    waiting = Jobs(kept).get(other.id)
    assert found
    assert waiting
    assert found.interrupted
    assert waiting.interrupted
    assert found.sources[-1].state == "interrupted"
    assert {s.state for s in waiting.sources} == {"interrupted"}
    page = Page(TestClient(create_app(kept)).get(f"/jobs/{job.id}").text)
    assert page.faults == []
    assert not [tag for tag, attributes in page.tags if attributes.get("hx-trigger")]


def test_what_was_interrupted_is_added_again_without_doubling(kept: Record) -> None:
    first = Jobs(kept)
    name = first.start("desk", articles(3)).id
    first.wait(30)
    with kept.noting() as connection:  # as if the power had gone before the end was written
        connection.execute(update(schema.jobs).values(finished=None))
        connection.execute(update(schema.job_sources).values(state="reading"))
    client = TestClient(create_app(kept))
    assert not client.get(f"/jobs/{name}.json").json()["interrupted"]
    silent(kept)
    view = client.get(f"/jobs/{name}.json").json()
    assert view["interrupted"]
    assert view["finished"]
    assert view["documents"] == 3
    assert "not counted twice" in client.get(f"/jobs/{name}").text
    assert "interrupted" in client.get("/add").text
    answer = send(client, "/add", text=TEXT.format(n=1))
    client.app.state.jobs.wait(30)  # type: ignore[attr-defined]
    again = client.get(answer.headers["location"] + ".json").json()
    assert again["sources"][0]["added"][0]["outcome"] == "was there already"
    assert len(kept.documents()) == 3


def test_links_of_an_interrupted_job_are_offered_again(kept: Record) -> None:
    sources = [
        {"name": name, "state": state, "count": 0, "added": [], "faults": []}
        for name, state in (("https://a.example/1", "done"), ("https://a.example/2", "waiting"))
    ]
    jobs.begin(kept, "0123456789abcdef", "desk", jobs.time(), "gone", sources)
    jobs.leave(kept, "gone")
    client = TestClient(create_app(kept))
    view = client.get("/jobs/0123456789abcdef.json").json()
    assert view["again"] == ["https://a.example/2"]
    page = Page(client.get("/jobs/0123456789abcdef").text)
    (field,) = (a for tag, a in page.tags if a.get("name") == "links")
    assert field["value"] == "https://a.example/2"


def test_another_server_at_work_is_not_taken_for_dead(kept: Record) -> None:
    row = {"name": "x.txt", "state": "reading", "count": 0, "added": [], "faults": []}
    jobs.begin(kept, "0123456789abcdef", "desk", jobs.time(), "elsewhere", [row])
    found = Jobs(kept).get("0123456789abcdef")
    assert found
    assert not found.interrupted
    assert not found.finished
    silent(kept)
    jobs.beat(kept, "elsewhere")
    again = Jobs(kept).get("0123456789abcdef")
    assert again
    assert not again.interrupted


def test_old_jobs_are_forgotten_and_those_at_work_are_not(
    kept: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_KEPT", 2)
    for number in range(5):
        jobs.begin(kept, f"job{number}", "desk", f"2026-01-0{number + 1}", "here", [])
        if number != 1:
            jobs.end(kept, f"job{number}")
    assert jobs.latest(kept, 10) == ["job4", "job3", "job1"]


KILLED = """
import os, signal, sys
from bilateral.record import Record
from bilateral.web.jobs import Given, Jobs
record = Record(sys.argv[1])
made = Jobs(record)
keep = made._keep
def killed(run, document):
    added = keep(run, document)
    os.kill(os.getpid(), signal.SIGKILL)
made._keep = killed
texts = [Given(f"{n}.txt", text=%r.format(n=n)) for n in (1, 2)]
print(made.start("desk", texts).id, flush=True)
made.wait(60)
"""


def test_a_killed_server_leaves_a_job_that_says_so(tmp_path: Path) -> None:
    name = str(tmp_path / "killed.db")
    ran: Any = subprocess.run(
        [sys.executable, "-c", KILLED % TEXT, name],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    with Record(name) as record:
        silent(record)
        found = Jobs(record).get(ran.stdout.strip())
        assert found
        assert found.interrupted
        assert [s.state for s in found.sources] == ["interrupted", "interrupted"]
        assert len(record.documents()) == 1
        again = Jobs(record)
        again.start("desk", articles(2))
        again.wait(60)
        assert len(record.documents()) == 2
