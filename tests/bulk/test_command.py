"""`bilateral bulk` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilateral.cli import app
from tests.bulk.archives import mixed, write_lines

RUN = CliRunner()


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    path = write_lines(mixed(30), folder / "a.jsonl")
    done = RUN.invoke(app, ["bulk", str(path), "--out", str(folder / "out"), "--workers", "0"])
    assert done.exit_code == 0, done.output
    assert "30 read, 10 kept" in done.output
    assert "skipped 20: not about two countries" in done.output
    return folder / "out"


def test_query_answers_over_typed_views(dataset: Path) -> None:
    sql = "SELECT measure, ref_area, max(obs_value)::BIGINT AS most FROM figures GROUP BY ALL"
    done = RUN.invoke(app, ["bulk", "query", str(dataset), sql, "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"measure": "trade", "ref_area": "NOR", "most": 37_000_000} in rows


@pytest.mark.parametrize("view", ["events", "statuses", "commitments", "areas", "actors"])
def test_each_kind_has_its_view(dataset: Path, view: str) -> None:
    done = RUN.invoke(app, ["bulk", "query", str(dataset), f"SELECT * FROM {view}"])
    assert done.exit_code == 0, done.output


def test_a_question_that_is_none_says_why(dataset: Path) -> None:
    done = RUN.invoke(app, ["bulk", "query", str(dataset), "SELECT nothing FROM nowhere"])
    assert "nowhere" in str(done.exception)


def test_a_record_takes_it_in(dataset: Path, tmp_path: Path) -> None:
    record = str(tmp_path / "r.db")
    done = RUN.invoke(app, ["add", str(dataset), "--record", record])
    assert "10 added" in done.output
    again = RUN.invoke(app, ["add", str(dataset), "--record", record])
    assert "10 unchanged" in again.output


def test_what_was_set_aside_is_listed(dataset: Path) -> None:
    done = RUN.invoke(app, ["bulk", "aside", str(dataset)])
    assert done.exit_code == 0
    assert done.output == ""


@pytest.mark.parametrize(
    "arguments",
    [["--engine", "spark"], ["--ray", "127.0.0.1:1"]],
)
def test_engines_that_are_none_are_refused(tmp_path: Path, arguments: list[str]) -> None:
    done = RUN.invoke(app, ["bulk", "a.jsonl", "--out", str(tmp_path / "o"), *arguments])
    assert done.exit_code == 2
