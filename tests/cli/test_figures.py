"""`bilateral figures`: each format, where it goes, and what is said beside it."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bilateral.cli import app

ARTICLE = """Kenya, China sign rail agreement

NAIROBI, May 11, 2014 - Kenya and China signed an agreement on Sunday to build a railway.
Bilateral trade reached $5 billion in 2013, up 53 percent from a year earlier.
"""
PLAIN = "The harbour froze over in 1987, and 40 boats were stuck in it for 12 days.\n"


def run(*words: str, ends: int = 0) -> Result:
    result = CliRunner().invoke(app, ["figures", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == ends, result.output
    return result


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def plain(tmp_path: Path) -> str:
    path = tmp_path / "plain.txt"
    path.write_text(PLAIN, encoding="utf-8")
    return str(path)


def test_a_table_is_printed_when_no_format_is_named(article: str) -> None:
    result = run(article)
    printed = " ".join(result.stdout.split())
    assert "5 billion USD" in printed
    assert "1 figure of 1 document" in result.stderr


def test_csv_goes_to_standard_output_and_counts_to_standard_error(article: str) -> None:
    result = run(article, "--format", "csv")
    (row,) = csv.DictReader(result.stdout.splitlines())
    assert (row["measure"], row["obs_value"]) == ("trade", "5000000000")
    assert row["document"] == article
    assert "figure of" not in result.stdout


def test_json_lines(article: str) -> None:
    row = json.loads(run(article, "--format", "jsonl").stdout)
    assert row["obs_value"] == 5_000_000_000
    assert row["quote"] in ARTICLE


def test_sdmx_csv(article: str) -> None:
    (row,) = csv.DictReader(run(article, "--format", "sdmx-csv").stdout.splitlines())
    assert (row["REF_AREA"], row["COUNTERPART_AREA"]) == ("CHN", "KEN")
    assert (row["OBS_VALUE"], row["UNIT_MULT"], row["TIME_PERIOD"]) == ("5", "9", "2013")


def test_out_writes_a_whole_file_and_nothing_else(article: str, tmp_path: Path) -> None:
    out = tmp_path / "ledger" / "figures.csv"
    out.parent.mkdir()
    result = run(article, "--format", "csv", "--out", str(out))
    assert result.stdout == ""
    assert f"written to {out}" in result.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert [path.name for path in out.parent.iterdir()] == ["figures.csv"]


def test_documents_without_figures_are_counted(article: str, plain: str) -> None:
    assert "1 figure of 2 documents, 1 with none" in run(article, plain).stderr


def test_the_day_of_publication_and_the_outlet_reach_the_rows(article: str) -> None:
    words = ("--published", "2014-05-12", "--outlet", "The Daily Dhow")
    (row,) = csv.DictReader(run(article, "--format", "csv", *words).stdout.splitlines())
    assert row["outlet"] == "The Daily Dhow"


def test_an_input_that_is_not_there_is_skipped_and_named(article: str, tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.txt")
    result = run(article, absent, "--format", "csv", ends=1)
    assert len(result.stdout.splitlines()) == 2
    assert "1 skipped" in result.stderr
    assert f"skipped {absent}" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "parquet"), "--out figures.parquet"),
        (("--out", "figures.txt"), "--format csv"),
        (("--format", "csv", "--out", "no-such-folder/figures.csv"), "no folder no-such-folder"),
        (("--published", "yesterday"), "not a date"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(
    article: str, words: tuple[str, ...], message: str
) -> None:
    assert message in run(article, *words, ends=2).stderr


def test_parquet(article: str, tmp_path: Path) -> None:
    if find_spec("duckdb") is None:
        pytest.skip("DuckDB is not installed")
    out = tmp_path / "figures.parquet"
    run(article, "--format", "parquet", "--out", str(out))
    assert out.read_bytes()[:4] == b"PAR1"
