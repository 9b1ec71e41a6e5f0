"""`bilateral brief`: what it writes, and what it says when it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bilateral.cli import main


def run(*words: str) -> int:
    """The exit code of the command."""
    sys.argv = ["bilateral", "brief", *words]
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def _argv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", list(sys.argv))


@pytest.mark.parametrize("ending", ["md", "html"])
def test_two_runs_write_the_same_file(demo: Path, tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    for out in (one, other):
        words = ("Vietnam", "US", "-o", str(out), "--record", str(demo))
        assert run(*words, "--sections", "state, trade") == 0
    assert one.read_bytes() == other.read_bytes()
    assert "State of the relationship" in one.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == [one.name, other.name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Vietnam", "Atlantis", "-o", "x.md"), "Atlantis"),
        (("Vietnam", "VNM", "-o", "x.md"), "are the same country"),
        (("Iceland", "Fiji", "-o", "x.md"), "holds nothing on"),
        (("Vietnam", "USA", "-o", "x.md", "--sections", "state,weather"), "no section 'weather'"),
        (("Vietnam", "USA", "-o", "x.md", "--sections", " , "), "names none"),
        (("Vietnam", "USA", "-o", "x.md", "--as-of", "tomorrow"), "--as-of tomorrow: not a date"),
        (("Vietnam", "USA", "-o", "x.md", "--since", "2024-13-01"), "not a date"),
        (
            ("Vietnam", "USA", "-o", "x.md", "--since", "2025-01-01", "--as-of", "2024-01-01"),
            "is after --as-of",
        ),
        (("Vietnam", "USA", "-o", "x.rtf"), "Endings are .md, .html, .docx, .pdf"),
        (("Vietnam", "USA", "-o", "x"), "has no ending"),
        (("Vietnam", "USA", "-o", "x.md", "--language", "la"), "Languages are en, vi"),
        (("Vietnam", "USA", "-o", "none/x.md"), "there is no folder"),
    ],
)
def test_bad_input_is_one_line_and_no_file(
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, "--record", str(demo)) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_a_record_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.db"
    assert run("VNM", "USA", "-o", str(tmp_path / "x.md"), "--record", str(missing)) == 2
    assert "there is no such record" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("ending", "module"), [("pdf", "typst"), ("docx", "docx"), ("html", "vl_convert")]
)
def test_a_missing_extra_is_named(
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ending: str,
    module: str,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    out = tmp_path / f"x.{ending}"
    assert run("VNM", "USA", "-o", str(out), "--record", str(demo)) == 2
    assert "pip install 'bilateral[papers]'" in capsys.readouterr().err
    assert not out.exists()
