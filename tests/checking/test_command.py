"""`bilateral statistics` as a person types it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bilateral.cli import app
from bilateral.record import Record

from .conftest import CENSUS
from .server import Statistics


def run(*words: str, record: Path, ends: int = 0) -> Result:
    result = CliRunner(env={"COLUMNS": "120"}).invoke(
        app, ["statistics", *words, "--record", str(record)]
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == ends, result.output
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def test_pull_keeps_what_a_source_says(server: Statistics, path: Path) -> None:
    words = ("pull", "census", "--partner", "Vietnam", "--from", "2023", "--to", "2024")
    said = run(*words, record=path).stdout
    assert "48 observations, 48 new; 4 requests, 0 answered from the record" in said
    assert "public domain" in said
    assert "0 new; 0 requests, 4 answered" in run(*words, record=path).stdout
    shown = run("show", "imports", "USA", "VNM", "--period", "2024-01/2024-08", record=path).stdout
    assert "36.0" in shown
    assert "GEN_VAL" in shown
    assert "census" in run("list", record=path).stdout


def test_a_fault_is_one_sentence_and_exit_code_1(server: Statistics, path: Path) -> None:
    server.faults = [(429, {"Retry-After": "3600"}, b"")]
    words = ("pull", "comtrade", "--reporter", "VNM", "--partner", "USA", "--to", "2024")
    result = run(*words, record=path, ends=1)
    assert "comtrade: the quota is used up" in result.stderr
    assert "in 60 minutes" in result.stderr


def test_nothing_found_is_said(server: Statistics, path: Path) -> None:
    words = ("pull", "census", "--partner", "VNM", "--from", "2025", "--to", "2025")
    assert "census has nothing on USA and VNM" in run(*words, record=path).stderr


@pytest.mark.parametrize(
    "words",
    [
        ("pull", "comtrade", "--partner", "USA"),
        ("pull", "census"),
        ("pull", "census", "--partner", "VNM", "--from", "2024", "--to", "2020"),
        ("show", "happiness", "USA", "VNM"),
        ("show", "trade", "USA", "VNM", "--period", "lately"),
    ],
)
def test_wrong_use_ends_with_two(words: tuple[str, ...], path: Path) -> None:
    run(*words, record=path, ends=2)


def test_an_empty_record_says_what_to_do(path: Path) -> None:
    Record(str(path)).close()
    said = run("list", record=path).stdout
    assert "statistics pull census" in said
    assert "500 requests a day" in said
    shown = run("show", "trade_partner_rank", "USA", "VNM", record=path).stdout
    assert "--partner all" in shown


def test_load_lists_what_it_leaves_out(tmp_path: Path, path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "source,reporter,partner,measure,period,value\n"
        "office,KEN,CHN,exports,2024,5\n"
        "office,KEN,Atlantis,exports,2024,5\n",
        encoding="utf-8",
    )
    result = run("load", str(table), "--vintage", "2025-02", record=path, ends=1)
    assert "1 observations, 1 new, 0 changed, 1 left out" in result.stdout
    assert "line 3" in result.stderr
    shown = run("show", "exports", "KEN", "CHN", record=path).stdout
    assert "2025-02" in shown


@pytest.mark.skipif(not CENSUS.exists(), reason="the Census table is not here")
def test_the_census_table_loads_and_ranks(path: Path) -> None:
    assert "82,104 new" in run("load", str(CENSUS), record=path).stdout
    shown = run("show", "trade", "VNM", "USA", "--period", "2022", record=path).stdout
    for value in ("138,781.4", "138,919.4", "123,860.0"):
        assert value in shown
    ranks = run("show", "trade_partner_rank", "USA", "VNM", "--limit", "0", record=path).stdout
    assert "2022-01/2022-11" in ranks
    asean = run(
        "show", "trade_partner_rank", "USA", "VNM", "--period", "2022", "--scope", "ASEAN",
        record=path,
    ).stdout  # fmt: skip
    assert "1st" in asean
