"""A disk that is full while a file is written: one line, no half of a file."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bilateral import cli
from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.publishing.export import FORMATS
from bilateral.publishing.export.job import Job
from bilateral.record import Record

FORMS = [name for name in FORMATS if name not in ("csv", "parquet", "xlsx")]
"""Of one file; the files that xlsxwriter leaves open need a process of their own."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = tmp_path_factory.mktemp("record") / "record.db"
    with Record(str(made)) as opened:
        keep(opened, [str(ARTICLES / "india-japan")], load(ARTICLES / "india-japan"))
    return str(made)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    # What is imported meanwhile would be left as bytecode cut short, for good.
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = compiled
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refused(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command says on standard error as it gives up."""
    monkeypatch.setattr(sys, "argv", ["bilateral", *words])
    capfd.readouterr()
    with files_of_at_most(40_000), pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    return capfd.readouterr().err


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_whole_or_not_there(
    form: str,
    record: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    from bilateral.publishing import export

    original = export.FORMATS[form].writer()

    def write(job: Job, path: Path) -> None:
        """The real one, into a file that the disk then has no room for."""
        original(job, path)
        with path.open("ab") as stream:
            stream.write(b" " * 50_000)

    monkeypatch.setattr(export.Format, "writer", lambda self: write)
    out = tmp_path / "out"
    out.write_text("of before")
    words = ["export", "--format", form, "--record", record, "--out", str(out), "--force"]
    said = refused(monkeypatch, capfd, *words)
    assert "the disk is full" in said and "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert out.read_text() == "of before"


def test_a_workbook_is_whole_or_not_there(record: str, tmp_path: Path) -> None:
    bilateral = f'"{sys.executable}" -m bilateral export --format xlsx'
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f 40 && {bilateral} --record "{record}" --out out'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "the disk is full" in done.stderr and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_brief_is_whole_or_not_there(
    ending: str,
    record: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / f"brief.{ending}"
    said = refused(monkeypatch, capfd, "brief", "IND", "JPN", "--record", record, "-o", str(out))
    assert "the disk is full" in said and "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
