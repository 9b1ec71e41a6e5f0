"""What a start keeps for the next: it goes with the data files, and is believed only where nobody
else could have written it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bilateral.knowledge import kept, loading
from bilateral.knowledge.kept import Keeper

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv(loading.USER_DATA_VARIABLE, str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path, overlay: Path) -> Path:
    found = tmp_path / "cache"
    found.mkdir(mode=0o700)
    return found


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_is_kept_is_found_by_the_next(folder: Path) -> None:
    Keeper(folder).put("words", [["a", None], ["ü", "b"]])
    assert Keeper(folder).get("words") == [["a", None], ["ü", "b"]]
    assert Keeper(folder).get("others") is None


@pytest.mark.parametrize("text", ["one,two\n1,2\n", "one,two\n1,33\n"])
def test_a_changed_data_file_makes_all_anew(folder: Path, overlay: Path, text: str) -> None:
    table = overlay / "mine.csv"
    table.write_text("one,two\n1,3\n", encoding="utf-8")
    Keeper(folder).put("words", ["old"])
    assert Keeper(folder).get("words") == ["old"]
    table.write_text(text, encoding="utf-8")
    os.utime(table, ns=(1, 1))
    assert Keeper(folder).get("words") is None


def test_another_overlay_has_files_of_its_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Keeper(folder).put("words", ["first"])
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv(loading.USER_DATA_VARIABLE, str(other))
    assert Keeper(folder).get("words") is None
    Keeper(folder).put("words", ["second"])
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("broken", [b"", b"\n", b"no head", b"\xff\xfe", b'{"a": 1}\n[]'])
def test_a_broken_file_is_as_none(folder: Path, broken: bytes) -> None:
    Keeper(folder).put("words", ["whole"])
    only(folder).write_bytes(broken)
    assert Keeper(folder).get("words") is None


def test_a_file_that_was_cut_or_changed_is_as_none(folder: Path) -> None:
    Keeper(folder).put("words", ["whole"])
    content = only(folder).read_bytes()
    for other in (content[:-1], content.replace(b"whole", b"whale")):
        only(folder).write_bytes(other)
        assert Keeper(folder).get("words") is None


@POSIX
def test_what_others_could_have_written_is_not_believed(folder: Path) -> None:
    Keeper(folder).put("words", ["mine"])
    only(folder).chmod(0o666)
    assert Keeper(folder).get("words") is None
    only(folder).chmod(0o600)
    folder.chmod(0o777)
    assert Keeper(folder).get("words") is None
    folder.chmod(0o700)
    assert Keeper(folder).get("words") == ["mine"]


@POSIX
def test_nothing_is_put_where_others_write(folder: Path) -> None:
    folder.chmod(0o777)
    Keeper(folder).put("words", ["mine"])
    assert list(folder.iterdir()) == []


@POSIX
def test_what_another_user_owns_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Keeper(folder).put("words", ["mine"])
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert Keeper(folder).get("words") is None


@POSIX
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    Keeper(folder).put("words", ["mine"])
    file = only(folder)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert Keeper(folder).get("words") is None


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path, overlay: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keeper = Keeper(tmp_path / "file" / "cache")
    keeper.put("words", ["mine"])
    assert keeper.get("words") is None


def test_many_writers_leave_one_whole_file(folder: Path) -> None:
    values = [[str(n)] * 5000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda value: Keeper(folder).put("words", value), values * 4))
    assert Keeper(folder).get("words") in values
    assert len(list(folder.iterdir())) == 1


def test_only_so_many_files_are_left(folder: Path) -> None:
    for n in range(40):
        Keeper(folder).put(f"words{n}", n)
    assert len(list(folder.iterdir())) == 24


@pytest.fixture
def remembered() -> Iterator[dict[str, object]]:
    before = loading._known_rows
    rows: dict[str, object] = {}
    loading.remember_rows(rows)
    yield rows
    loading._known_rows = before


def test_remembered_rows_are_those_of_the_files(
    overlay: Path, remembered: dict[str, object]
) -> None:
    (overlay / "mine.csv").write_text("one,two\n# no row\n1,2\n", encoding="utf-8")
    (overlay / "mine.toml").write_text(
        '[[rule]]\nname = "a"\n[[rule]]\nname = "b"\nlist = [1, "x"]\n', encoding="utf-8"
    )
    (overlay / "dates.toml").write_text("[[rule]]\nday = 2024-05-01\n", encoding="utf-8")
    names = ("mine.toml", "dates.toml")
    first = list(loading.table("mine.csv")), [list(loading.rules(name)) for name in names]
    loading.remember_rows(json.loads(json.dumps(remembered)))
    again = list(loading.table("mine.csv")), [list(loading.rules(name)) for name in names]
    assert first == again
    assert sorted(remembered) == ["mine.csv", "mine.toml rule"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"BILATERAL_CACHE": "off"}, None),
        ({"BILATERAL_CACHE": "/a/b"}, Path("/a/b")),
        ({"XDG_CACHE_HOME": "/x"}, Path("/x/bilateral")),
        ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/h"}, Path("/h/.cache/bilateral")),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the rules of Linux")
def test_where_things_are_kept(
    variables: dict[str, str], expected: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BILATERAL_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert kept.cache_folder() == expected


def test_the_program_reads_the_same_with_and_without(folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "HANOI, May 4, 2024 - Vietnam and Japan signed an agreement on rice worth $5 million.",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "bilateral", "read", str(draft), "--jsonl"]
    said = []
    for where in ("off", str(folder), str(folder)):
        environment = {**os.environ, "BILATERAL_CACHE": where}
        said.append(
            subprocess.run(command, env=environment, check=True, capture_output=True).stdout
        )
    assert said[0] == said[1] == said[2] != b""
    assert sorted(file.name.split("-")[0] for file in folder.iterdir()) == ["phrases", "rows"]
