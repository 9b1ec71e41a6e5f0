"""`bilateral knowledge`: examples, and rows of a user's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilateral.cli import app
from bilateral.errors import KnowledgeError
from bilateral.knowledge import loading

TENURE = "person,country,office,since\nAmina Otieno,KEN,foreign_minister,2031-02-01\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own = tmp_path / "own"
    monkeypatch.setenv(loading.USER_DATA_VARIABLE, str(own))
    return own


def update(table: str, file: Path) -> str:
    result = CliRunner().invoke(app, ["knowledge", "update", table, str(file)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def given(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "given.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_new_office_holder_is_known(folder: Path, tmp_path: Path) -> None:
    file = given(tmp_path, TENURE)
    assert update("holders/holders.csv", file).startswith("1 new rows")
    people = given(tmp_path, "person,country\nAmina Otieno,KEN\n")
    update("holders/people.csv", people)
    code = (
        "from datetime import date; from bilateral.knowledge.holders import office_holder;"
        "print(office_holder('KEN', 'foreign_minister', date(2031, 3, 1)).person)"
    )
    env = {**os.environ, loading.USER_DATA_VARIABLE: str(folder)}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert run.stdout.strip() == "Amina Otieno", run.stderr


def test_the_same_rows_twice_are_there_once(folder: Path, tmp_path: Path) -> None:
    file = given(tmp_path, TENURE)
    update("holders/holders.csv", file)
    assert update("holders/holders.csv", file).startswith("0 new rows")


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("holders/nobody.csv", TENURE, "no table"),
        ("holders/holders.csv", "name,land\nA,B\n", "has not the columns"),
        ("holders/holders.csv", "person,country,office,since\n,KEN,president,2031\n", "refused"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    folder: Path, tmp_path: Path, table: str, text: str, message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message):
        update(table, given(tmp_path, text))
    assert not folder.exists()


def test_the_tables_are_listed() -> None:
    result = CliRunner().invoke(app, ["knowledge", "update"])
    assert "holders/holders.csv: person, country, office, host, since, until" in result.stdout
