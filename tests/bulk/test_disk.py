"""A disk that is full or closed in the middle of a run: told in one line, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bilateral.bulk import chunks, dataset
from bilateral.bulk.dataset import Dataset, items_of, readings
from bilateral.bulk.disk import written
from bilateral.bulk.query import asked
from bilateral.bulk.running import Plan, bulk
from bilateral.errors import BilateralError
from tests.bulk.archives import mixed, write_lines
from tests.bulk.test_running import content

HERE = Plan(workers=0)
AGAIN = "give the same command again: it goes on where it stood"
LIMITS = (1_000, 8_000, 40_000, 90_000, 200_000, 400_000, 2_000_000)
"""Bytes that one file may have: too little for a chunk, for the journal, for a Parquet file."""


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "RECORDS", 8)
    monkeypatch.setattr(dataset, "BATCH_BYTES", 6000)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_lines(mixed(150), tmp_path_factory.mktemp("in") / "a.jsonl"))


@pytest.fixture(scope="module")
def whole(archive: str, tmp_path_factory: pytest.TempPathFactory) -> object:
    """What an undisturbed run comes to."""
    out = tmp_path_factory.mktemp("whole") / "out"
    bulk([archive], out, HERE)
    return content(out)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: what a full disk or a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    # What is imported meanwhile would be left as bytecode cut short, for good.
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = compiled
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def small_disk(folder: Path, size: str = "") -> Iterator[Path]:
    """A file system of its own, which only root can make."""
    folder.mkdir()
    options = f"size={size}" if size else "defaults"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        pytest.skip("a file system of its own cannot be made here: that needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", LIMITS)
def test_files_that_may_not_grow_stop_a_run_that_goes_on_later(
    archive: str, whole: object, size: int, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    if size < LIMITS[-1]:
        with files_of_at_most(size), pytest.raises(BilateralError) as told:
            bulk([archive], out, HERE)
        assert "is full" in str(told.value) and AGAIN in str(told.value)
        assert not list(out.rglob("*.part"))
    bulk([archive], out, HERE)
    assert content(out) == whole


@pytest.mark.parametrize("size", ["200k", "400k", "700k"])
def test_a_full_disk_stops_a_run_that_goes_on_when_there_is_room(
    archive: str, whole: object, size: str, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", size) as disk:
        out = disk / "out"
        with pytest.raises(BilateralError, match="is full"):
            bulk([archive], out, HERE)
        with pytest.raises(BilateralError, match="is full"):
            bulk([archive], out, HERE)
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        bulk([archive], out, HERE)
        assert content(out) == whole


def test_a_folder_closed_to_writing_is_told_and_can_be_read(
    archive: str, whole: object, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        bulk([archive], disk / "out", HERE)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for out in (disk / "out", disk / "new"):
            with pytest.raises(BilateralError, match="cannot be written to"):
                bulk([archive], out, HERE)
        assert content(disk / "out") == whole
        assert len(list(items_of(disk / "out"))) == len(list(readings(disk / "out"))) == 50
        with asked(disk / "out", "SELECT count(*) FROM documents") as answer:
            assert list(answer.rows) == [(50,)]


def test_the_command_says_it_in_one_line(archive: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = f'ulimit -f 8 && exec "{sys.executable}" -m bilateral bulk "{archive}"'
    done = subprocess.run(
        ["bash", "-c", f'{words} --out "{out}" --workers 1'],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "is full" in done.stderr
    assert AGAIN in done.stderr


def test_what_a_disk_says_is_told_by_what_can_be_done(tmp_path: Path) -> None:
    said = {
        OSError(28, os.strerror(28)): "disk is full",
        OSError(122, os.strerror(122)): "disk is full",
        OSError(30, os.strerror(30)): "cannot be written to",
        PermissionError(13, os.strerror(13)): "cannot be written to",
        OSError(5, os.strerror(5)): "Input/output error",
        sqlite3.OperationalError("database or disk is full"): "disk is full",
        sqlite3.OperationalError("disk I/O error"): "disk I/O error",
    }
    for error, what in said.items():
        with pytest.raises(BilateralError, match=what), written(tmp_path):
            raise error
    with pytest.raises(ValueError, match="no matter of disks"), written(tmp_path):
        raise ValueError("no matter of disks")


def test_a_journal_that_was_filled_up_is_whole(archive: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with files_of_at_most(40_000), pytest.raises(BilateralError):
        bulk([archive], out, HERE)
    with closing(Dataset(out)) as opened:
        assert opened.journal._open.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    shutil.rmtree(out)
