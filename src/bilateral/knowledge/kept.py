"""What was made of the data files at an earlier start in, the same out: a start takes less then.

Only the command line keeps anything (`keep_between_runs`); a program that uses the package never
finds files it did not ask for. Kept is what JSON can hold: rows of tables and the phrases of the
matcher, in a folder of the user's own. What is kept goes with the state of the data files: change,
add or take away one, and it is made anew.

The folder is the user's cache folder, or the one that BILATERAL_CACHE names; `off` keeps nothing.
A file is believed only where nobody else could have written it and its sum is right; what cannot
be read or written is made as if there were none.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import mkstemp
from typing import Any, TypeVar

from bilateral import __version__
from bilateral.knowledge.loading import remember_rows, roots

VARIABLE = "BILATERAL_CACHE"
OFF = "off"
_FORM = 1
_MOST_BYTES = 64 * 1024 * 1024
_MOST_FILES = 24
"""Files that may lie in the folder: several installations and overlays share it."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ROWS = "rows"

T = TypeVar("T")


class Keeper:
    """Values by name, each in a file of `folder`; they go with one state of the data files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> Any | None:
        """The value kept under `name` for the data files as they are; None where there is none."""
        content = _own_content(self._folder, self._file(name))
        head, _, body = content.partition(b"\n")
        if not body or head.decode("utf-8", "replace") != self._head(body):
            return None
        try:
            return json.loads(body)
        except ValueError:
            return None

    def put(self, name: str, value: object) -> None:
        """Keep a value, whole or not at all; that it cannot be kept is no fault."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(self._folder.stat()):
                return
            handle, part = mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(self._head(body).encode() + b"\n" + body)
                Path(part).replace(self._file(name))
            except OSError:
                Path(part).unlink()
                raise
            self._tidy()

    def _tidy(self) -> None:
        """Take away what was not written for longest."""
        files = sorted(self._folder.glob("*-????????.json"), key=lambda f: -f.stat().st_mtime)
        for file in files[_MOST_FILES:]:
            file.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        where = "\n".join(str(root) for root in roots())
        return self._folder / f"{name}-{zlib.crc32(where.encode()):08x}.json"

    def _head(self, body: bytes) -> str:
        return f"bilateral {_FORM} {self._state} {zlib.crc32(body):08x}"

    @cached_property
    def _state(self) -> str:
        """The state of the data files and of what reads them: their names, sizes and times."""
        digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
        for root in roots():
            for path, size, changed in sorted(_files(root)):
                digest.update(f"{path}\0{size}\0{changed}\0".encode())
        return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of change of all data files and modules in a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(Path(entry.path))
            elif entry.name.endswith((".csv", ".toml", ".py")):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns


def _own_content(folder: Path, file: Path) -> bytes:
    """The content of a file of ours; nothing where there is none, or others could have written
    it."""
    try:
        if not _is_own(folder.stat()):
            return b""
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as stream:
            found = os.fstat(stream.fileno())
            usable = stat.S_ISREG(found.st_mode) and found.st_size <= _MOST_BYTES
            return stream.read() if usable and _is_own(found) else b""
    except OSError:
        return b""


def _is_own(found: os.stat_result) -> bool:
    """Whether this user alone can have written it. Windows keeps such rights elsewhere: there the
    user's own folders are closed to others."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


_keeper: Keeper | None = None


def made(name: str, make: Callable[[], T]) -> T:
    """What was made under `name` at an earlier start, else what `make` gives, which is kept. It
    must be such as JSON gives back: lists, not tuples."""
    if _keeper is None:
        return make()
    found = _keeper.get(name)
    if found is None:
        found = make()
        _keeper.put(name, found)
    result: T = found
    return result


def keep_between_runs() -> None:
    """Keep what is made of the data files from now on. For the command line: tables are written
    when the program ends."""
    global _keeper
    folder = cache_folder()
    if folder is None or _keeper is not None:
        return
    _keeper = Keeper(folder)
    rows = _keeper.get(_ROWS) or {}
    known = len(rows)
    remember_rows(rows)

    def save(keeper: Keeper = _keeper) -> None:
        if len(rows) > known:
            keeper.put(_ROWS, rows)

    atexit.register(save)


def cache_folder() -> Path | None:
    """Where things are kept; None where nothing shall be."""
    named = os.environ.get(VARIABLE)
    if named:
        return None if named.casefold() == OFF else Path(named)
    try:
        return _usual_folder()
    except RuntimeError:  # this user has no home
        return None


def _usual_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home()) / "bilateral" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "bilateral"
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    return base / "bilateral"
