"""`bilateral export` and `bilateral codebook`: what is printed and what is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilateral.cli import app
from bilateral.knowledge.version import rules_version
from tests.publishing.exporting import kept
from tests.record.telling import event, figure, reading

RUNNER = CliRunner()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    told = (event(date="2024-09-20"), event("call"), figure("trade", "88E9", "2023"))
    return kept(tmp_path / "record.db", reading("one", "2024-09-23", *told))


def run(record: Path, *arguments: str) -> tuple[int, str]:
    result = RUNNER.invoke(app, ["export", "--record", str(record), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stderr


def test_counts_are_printed(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    code, told = run(record, "--format", "icews", "-o", str(out))
    assert code == 0
    assert f"1 event written to {out} (1 row)" in told
    assert "left out: 1 event: its day is not told" in told
    assert "left out: 1 figure statement: icews has no place for it" in told
    assert out.is_file()
    assert (tmp_path / "events.tsv.manifest.json").is_file()


def test_a_pair_by_any_name_and_kinds(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "all"
    options = ("--pair", "Hanoi", "US", "--kind", "figure", "--kind", "event")
    code, told = run(record, "--format", "csv", "-o", str(out), *options)
    assert code == 0
    assert "1 figure, 2 events, 1 document written" in told
    names = {path.name for path in out.iterdir()}
    assert names == {"figures.csv", "events.csv", "documents.csv"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "spss", "-o", "x"), "there is no format 'spss'. Formats are plover"),
        (("--format", "csv", "-o", "no/x"), "there is no folder no"),
        (("--format", "csv", "-o", "x", "--since", "soon"), "--since soon: not a date"),
        (("--format", "csv", "-o", "x", "--pair", "USA", "Atlantis"), "Atlantis"),
        (("--format", "csv", "-o", "x", "--pair", "USA", "US"), "the same country"),
        (("--format", "csv", "-o", "x", "--pair", "USA", "Fiji"), "holds nothing on"),
        (("--format", "csv", "-o", "x", "--kind", "deed"), "--kind deed: no such kind"),
        (("--format", "icews", "-o", "x", "--kind", "area"), "does not hold the kind 'area'"),
        (("--format", "csv", "-o", "x", "--policy", "mine"), "no policy is called 'mine'"),
        (
            ("--format", "csv", "-o", "x", "--since", "2024-02-01", "--until", "2024-01-01"),
            "--since 2024-02-01 is after --until 2024-01-01",
        ),
    ],
)
def test_wrong_use_says_what_is_wrong(
    record: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = RUNNER.invoke(app, ["export", "--record", str(record), *arguments])
    told = result.stderr + str(result.exception or "")
    assert message in told
    assert result.exit_code != 0
    assert not (tmp_path / "x").exists()


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, told = run(tmp_path / "no.db", "--format", "csv", "-o", str(tmp_path / "x"))
    assert code == 2
    assert "there is no such record" in told
    assert not (tmp_path / "no.db").exists()


def test_the_codebook_is_printed_or_written_once(tmp_path: Path) -> None:
    out = tmp_path / "codebook.md"
    printed = RUNNER.invoke(app, ["codebook"])
    assert rules_version() in printed.stdout
    assert RUNNER.invoke(app, ["codebook", "-o", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == printed.stdout
    again = RUNNER.invoke(app, ["codebook", "-o", str(out)])
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert RUNNER.invoke(app, ["codebook", "-o", str(out), "--force"]).exit_code == 0
