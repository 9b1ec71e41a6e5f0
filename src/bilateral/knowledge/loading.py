"""Data files of the knowledge room in, typed rows out; errors name the file and the line.

A row becomes a frozen dataclass by `build`: columns are its fields, checked by their types.
Users add rows of their own without touching the package: a folder of the same layout, named
by BILATERAL_KNOWLEDGE or `.bilateral/knowledge` at home, is read after the package's files.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from bilateral.errors import KnowledgeError

PACKAGE_DATA = Path(__file__).parent
USER_DATA_VARIABLE = "BILATERAL_KNOWLEDGE"
LIST_SEPARATOR = ";"

T = TypeVar("T")


class Row(NamedTuple):
    """The values of one row or rule, and where it stands (`countries/codes.csv:12`)."""

    values: Mapping[str, Any]
    where: str


def roots() -> list[Path]:
    """The folders that hold data files: the package's, then the user's."""
    own = user_folder()
    return [PACKAGE_DATA, own] if own.is_dir() else [PACKAGE_DATA]


def user_folder() -> Path:
    """Where a user's own rows and rules lie, or would lie."""
    named = os.environ.get(USER_DATA_VARIABLE)
    return Path(named) if named else Path.home() / ".bilateral" / "knowledge"


def languages_of(topic: str) -> tuple[str, ...]:
    """The languages that a topic has a folder for (ISO 639 codes), English first."""
    found = {folder.name for root in roots() for folder in (root / topic).glob("[a-z][a-z]*/")}
    codes = {name for name in found if name.isalpha() and len(name) <= 3}
    return tuple(sorted(codes, key=lambda code: (code != "en", code)))


def files(path: str) -> list[Path]:
    """The files called `path` (as `countries/en/names.csv`), at least the package's own."""
    found = [root / path for root in roots() if (root / path).is_file()]
    if not found:
        raise KnowledgeError("no such data file", where=path)
    return found


def table(path: str) -> Iterator[Row]:
    """The rows of a CSV table with a header line; `#` in the first column starts a comment."""
    for names, rows in _once(path, lambda: [_read_table(path, file) for file in files(path)]):
        for line, cells in rows:
            yield Row(dict(zip(names, cells, strict=True)), f"{path}:{line}")


def rules(path: str, key: str = "rule") -> Iterator[Row]:
    """The tables `[[key]]` of a TOML file, each with the line it starts on."""
    for line, values in _once(f"{path} {key}", lambda: _read_rules(path, key)):
        yield Row(values, f"{path}:{line}")


_known_rows: dict[str, Any] | None = None
"""Rows by file, where they are remembered from one start to the next."""


def remember_rows(rows: dict[str, Any]) -> None:
    """Take rows from here, and put there what is read: all of it such as JSON gives back."""
    global _known_rows
    _known_rows = rows


def _once(name: str, read: Callable[[], list[Any]]) -> list[Any]:
    """What was read before under this name, else what `read` gives."""
    if _known_rows is None:
        return read()
    if name not in _known_rows:
        found = read()
        if not _is_plain(found):
            return found
        _known_rows[name] = found
    kept: list[Any] = _known_rows[name]
    return kept


def _is_plain(value: Any) -> bool:
    """Whether JSON gives the value back as it is: TOML has dates too."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and _is_plain(item) for k, item in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float)


def _read_table(path: str, file: Path) -> list[Any]:
    """The names of the columns of a file, and of each row its line and its cells."""
    rows: list[list[Any]] = []
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            names = next(reader, [])
            for cells in reader:
                if not cells or cells[0].startswith("#"):
                    continue
                if len(cells) != len(names):
                    where = f"{path}:{reader.line_num}"
                    raise KnowledgeError(f"has not {len(names)} columns", where=where)
                rows.append([reader.line_num, cells])
        except csv.Error as error:
            raise KnowledgeError(str(error), where=f"{path}:{reader.line_num}") from error
    return [names, rows]


def _read_rules(path: str, key: str) -> list[Any]:
    """Of each rule its line and its values."""
    found: list[Any] = []
    for file in files(path):
        source = file.read_text(encoding="utf-8")
        try:
            data = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise KnowledgeError(f"is not TOML: {error}", where=path) from error
        starts = [
            n for n, line in enumerate(source.splitlines(), 1) if line.strip() == f"[[{key}]]"
        ]
        found += map(list, zip(starts, data.get(key, []), strict=True))
    return found


def build(cls: type[T], rows: Iterable[Row]) -> list[T]:
    """One `cls` (a dataclass) a row.

    Empty cells take the field's default. Types understood: str, int, bool ("1" or empty in a
    table), Decimal, tuple[str, ...] (";" between items in a table), and each of these or None.

    Raises KnowledgeError, naming file and line, for an unknown column, a missing value or one
    of the wrong type.
    """
    shape = _shape(cls)
    return [_build_one(cls, row, shape) for row in rows]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How values become fields: by name what reads one and what that is called; the defaults."""

    readers: Mapping[str, tuple[Callable[[Any], Any], str]]
    defaults: Mapping[str, Any]


_SHAPES: dict[type, _Shape] = {}


def _shape(cls: type) -> _Shape:
    """Worked out once a class: thousands of rows are read at every start."""
    found = _SHAPES.get(cls)
    if found is None:
        hints = get_type_hints(cls).items()
        readers = {name: _reader(_without_none(hint)) for name, hint in hints}
        found = _SHAPES[cls] = _Shape(readers, _defaults(cls))
    return found


def _defaults(cls: type) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in fields(cls):
        if field.default is not MISSING:
            out[field.name] = field.default
        elif field.default_factory is not MISSING:
            out[field.name] = field.default_factory()
    return out


def _build_one(cls: type[T], row: Row, shape: _Shape) -> T:
    given, readers = row.values, shape.readers
    values = dict(shape.defaults)
    for name, raw in given.items():
        reader = readers.get(name)
        if reader is None:
            unknown = min(given.keys() - readers.keys())
            raise KnowledgeError(f"unknown column {unknown!r}", where=row.where)
        if raw is None or raw == "":
            continue
        try:
            values[name] = reader[0](raw)
        except (ValueError, InvalidOperation, TypeError) as error:
            raise KnowledgeError(f"{name} = {raw!r} is not {reader[1]}", where=row.where) from error
    if len(values) < len(readers):
        missing = next(name for name in readers if name not in values)
        raise KnowledgeError(f"{missing} is missing", where=row.where)
    return cls(**values)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(item for item in get_args(hint) if item is not type(None))
    return hint


def _reader(hint: Any) -> tuple[Callable[[Any], Any], str]:
    if get_origin(hint) is tuple:
        return _items, "a list"
    if hint is bool:
        return _boolean, "a bool"
    if hint in (int, Decimal):
        return lambda raw: hint(str(raw)), f"a {hint.__name__}"
    return (_text, "text") if hint is str else (lambda raw: raw, "")


def _items(raw: Any) -> tuple[str, ...]:
    items = raw.split(LIST_SEPARATOR) if isinstance(raw, str) else raw
    return tuple([str(item).strip() for item in items])


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def _boolean(raw: Any) -> bool:
    if raw in (True, "1", "yes", "true"):
        return True
    if raw in (False, "0", "no", "false"):
        return False
    raise ValueError(raw)
