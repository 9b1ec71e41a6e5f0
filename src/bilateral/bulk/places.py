"""A path, a glob or an `s3://` address in; the inputs that lie there, and each opened, out."""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

from bilateral.bulk.units import Item
from bilateral.documents.sources import walk
from bilateral.errors import BilateralError

_S3 = "s3://"
_WILD = "*?["
_BUFFER = 1 << 20


def expand(pattern: str) -> Iterator[Item]:
    """Every input that `pattern` names, in the order of their names.

    Raises BilateralError where it names none.
    """
    found = list(_remote(pattern) if pattern.startswith(_S3) else _local(pattern))
    if not found:
        raise BilateralError(
            "nothing lies there", where=pattern, next_step="Check the path, glob or s3:// address"
        )
    yield from found


def open_at(uri: str) -> BinaryIO:
    """The bytes at `uri`, seekable. Raises BilateralError where they cannot be had."""
    if not uri.startswith(_S3):
        return Path(uri).open("rb")
    import obstore

    bucket, key = _split(uri)
    with _remote_faults(uri):
        reader = _Remote(obstore.open_reader(_store(bucket), key))
        return cast(BinaryIO, io.BufferedReader(reader, _BUFFER))


def local_copy(uri: str) -> str | None:
    """The path of `uri` when it is a file of this machine."""
    return None if uri.startswith(_S3) else uri


def _local(pattern: str) -> Iterator[Item]:
    if Path(pattern).exists():
        paths = [pattern]
    else:
        # Path.glob takes no absolute pattern.
        wild = bool(set(_WILD) & set(pattern))
        paths = sorted(glob.glob(pattern, recursive=True)) if wild else []  # noqa: PTH207
    for path in map(Path, paths):
        for file in walk(path) if path.is_dir() else [path]:
            if file.is_file():
                state = file.stat()
                yield Item(os.fspath(file), state.st_size, f"{state.st_size}-{state.st_mtime_ns}")


def _remote(pattern: str) -> Iterator[Item]:
    import fnmatch

    import obstore

    bucket, key = _split(pattern)
    wild = next((at for at, sign in enumerate(key) if sign in _WILD), None)
    fixed = key if wild is None else key[:wild]
    folder = fixed if fixed.endswith("/") or not fixed else fixed.rpartition("/")[0]
    with _remote_faults(pattern):
        listed = [
            entry for batch in obstore.list(_store(bucket), folder or None) for entry in batch
        ]
    for entry in sorted(listed, key=lambda entry: entry["path"]):
        name = entry["path"]
        wanted = (
            fnmatch.fnmatchcase(name, key)
            if wild is not None
            else name == key or name.startswith(key.rstrip("/") + "/") or not key
        )
        if wanted and not name.endswith("/"):
            stamp = entry["e_tag"] or f"{entry['size']}-{entry['last_modified']}"
            yield Item(f"{_S3}{bucket}/{name}", entry["size"], str(stamp))


def _split(uri: str) -> tuple[str, str]:
    bucket, _, key = uri[len(_S3) :].partition("/")
    return bucket, key


@cache
def _store(bucket: str) -> Any:
    """The store behind a bucket; keys, region and endpoint come from the usual AWS_ variables."""
    try:
        from obstore.store import S3Store
    except ImportError as error:
        raise BilateralError(
            "s3:// addresses need obstore, which is not installed",
            next_step="Install it with: pip install 'bilateral[bulk]'",
        ) from error
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    options: Any = {"allow_http": endpoint.startswith("http://")}
    return S3Store(bucket, client_options=options)


class _remote_faults:  # noqa: N801  (used as a statement)
    """Turns what a store says into one line that names the address."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        from obstore.exceptions import BaseError

        if isinstance(error, (BaseError, FileNotFoundError)):
            reason = str(error).strip().split("\n")[0]
            raise BilateralError(
                f"the store does not give it ({reason})",
                where=self._uri,
                next_step="Check the address and the AWS_ variables",
            ) from error


class _Remote(io.RawIOBase):
    """An object in a store as a file."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._reader.seek(offset, whence))

    def tell(self) -> int:
        return int(self._reader.tell())

    def readinto(self, buffer: Any) -> int:
        piece = bytes(self._reader.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
