"""Data files: typed rows, and errors that name file and line."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.errors import KnowledgeError
from bilateral.knowledge import loading
from bilateral.knowledge.loading import build, rules, table


@dataclass(frozen=True)
class Rung:
    code: str
    rung: int
    reads: tuple[str, ...] = ()
    weight: Decimal | None = None
    treaty: bool = False


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(loading.USER_DATA_VARIABLE, str(tmp_path))
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_row_becomes_a_typed_value(folder: Path) -> None:
    write(folder, "rungs.csv", "code,rung,reads,weight,treaty\nally,6,a; b,0.5,1\nnone,0,,,\n")
    assert build(Rung, table("rungs.csv")) == [
        Rung("ally", 6, ("a", "b"), Decimal("0.5"), True),
        Rung("none", 0),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,rung\nally,six\n", "rungs.csv:2: rung = 'six' is not a int"),
        ("code,rung\n,6\n", "rungs.csv:2: code is missing"),
        ("code,rung,colour\nally,6,red\n", "rungs.csv:2: unknown column 'colour'"),
        ("code,rung\nally\n", "rungs.csv:2: has not 2 columns"),
        ("code,rung,treaty\nally,6,maybe\n", "rungs.csv:2: treaty = 'maybe' is not a bool"),
    ],
)
def test_an_error_names_file_and_line(folder: Path, text: str, message: str) -> None:
    write(folder, "rungs.csv", text)
    with pytest.raises(KnowledgeError, match=message):
        build(Rung, table("rungs.csv"))


def test_rules_know_their_line(folder: Path) -> None:
    write(folder, "rules.toml", '# two rules\n[[rule]]\nname = "a"\n\n[[rule]]\nname = "b"\n')
    assert [(row.values["name"], row.where) for row in rules("rules.toml")] == [
        ("a", "rules.toml:2"),
        ("b", "rules.toml:5"),
    ]


def test_broken_toml_is_named(folder: Path) -> None:
    write(folder, "rules.toml", "[[rule]\n")
    with pytest.raises(KnowledgeError, match=r"rules\.toml: is not TOML"):
        list(rules("rules.toml"))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.csv: no such data file"):
        list(table("nowhere.csv"))
