"""A table of any kind in (CSV, TSV, JSON Lines, Parquet), its rows one by one; and back into one.

The kind is told by the ending of the name. Rows stream: a table may be larger than memory. A
line that is no row is handed on as a `BadLine`, never dropped in silence.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from bilateral.errors import BilateralError

Row = dict[str, Any]
Types = dict[str, str]
"""Column to its DuckDB type."""

CSV, TSV, JSON_LINES, PARQUET = "csv", "tsv", "jsonl", "parquet"
_ENDINGS = {
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".parquet": PARQUET,
}
_DELIMITERS = {CSV: ",", TSV: "\t"}
_TEXT = "VARCHAR"
_BATCH = 2048


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read as a row, and why."""

    line: int
    reason: str


def kind_of(path: Path) -> str:
    """The kind of table that `path` names; raises `BilateralError` for another ending."""
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise BilateralError(
            f"{path.suffix or 'no ending'} tells no kind of table",
            where=str(path),
            next_step=f"Name it with one of {', '.join(_ENDINGS)}",
        )
    return kind


class TableReader:
    """The table at `path`: its columns with their types, and its rows.

    Raises `BilateralError` where there is no such file or it has no usable header.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kind = kind_of(path)
        if not path.is_file():
            raise BilateralError("there is no such file", where=str(path))
        self.types = self._types()

    def rows(self) -> Iterator[Row | BadLine]:
        """Every row by column, in the order of the file."""
        if self.kind == PARQUET:
            return self._parquet_rows()
        return self._json_rows() if self.kind == JSON_LINES else self._separated_rows()

    def _types(self) -> Types:
        if self.kind == PARQUET:
            return self._parquet_types()
        if self.kind == JSON_LINES:
            return self._json_types()
        return dict.fromkeys(self._header(), _TEXT)

    # ------------------------------------------------------------ CSV, TSV

    def _header(self) -> list[str]:
        with self._lines() as stream:
            header = next(csv.reader(stream, delimiter=_DELIMITERS[self.kind]), [])
        twice = sorted({name for name in header if header.count(name) > 1})
        if not header or twice:
            fault = f"the column {twice[0]!r} is there twice" if twice else "the file is empty"
            raise BilateralError(
                fault, where=f"{self.path}:1", next_step="The first line names the columns"
            )
        return header

    def _separated_rows(self) -> Iterator[Row | BadLine]:
        names = list(self.types)
        with self._lines() as stream:
            # strict: a quotation mark that nothing closes is named, and does not swallow lines.
            reader = csv.reader(stream, delimiter=_DELIMITERS[self.kind], strict=True)
            next(reader)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield BadLine(line, f"not {self.kind.upper()} ({error})")
                    continue
                if len(cells) == len(names):
                    yield dict(zip(names, cells, strict=True))
                elif cells:
                    yield BadLine(line, f"{len(cells)} cells where the header has {len(names)}")

    def _lines(self) -> TextIO:
        # A byte that is no UTF-8 becomes U+FFFD: one bad byte costs one letter, not the table.
        return self.path.open(encoding="utf-8-sig", errors="replace", newline="")

    # ------------------------------------------------------------ JSON Lines

    def _json_rows(self) -> Iterator[Row | BadLine]:
        with self._lines() as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    yield BadLine(number, f"not JSON ({_json_fault(error)})")
                    continue
                yield row if isinstance(row, dict) else BadLine(number, "not a JSON object")

    def _json_types(self) -> Types:
        """The columns of all lines: every object may bring its own."""
        found: Types = {}
        first: BadLine | None = None
        for row in self._json_rows():
            if isinstance(row, BadLine):
                first = first or row
                continue
            for name, value in row.items():
                kind = _json_type(value)
                known = found.setdefault(name, kind)
                if not known:
                    found[name] = kind
                elif kind and known != kind:
                    found[name] = _common(known, kind)
        if first and not found:
            raise BilateralError(
                f"no line holds a row: {first.reason}",
                where=f"{self.path}:{first.line}",
                next_step="JSON Lines has one JSON object a line, from { to }",
            )
        return {name: kind or _TEXT for name, kind in found.items()}

    # ------------------------------------------------------------ Parquet

    def _parquet_types(self) -> Types:
        with _duckdb().connect() as connection:
            try:
                relation = connection.read_parquet(str(self.path))
            except _duckdb().Error as error:
                raise BilateralError(
                    "is no Parquet file that can be read",
                    where=str(self.path),
                    next_step="Save the table anew",
                ) from error
            types = {
                name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)
            }
        bytes_in = [name for name, kind in types.items() if "BLOB" in kind]
        if bytes_in:
            raise BilateralError(
                f"the column {bytes_in[0]!r} holds bytes, which a row of text cannot carry",
                where=str(self.path),
                next_step="Leave it out",
            )
        return types

    def _parquet_rows(self) -> Iterator[Row | BadLine]:
        with _duckdb().connect() as connection:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(self.path)])
            while batch := found.fetchmany(_BATCH):
                for cells in batch:
                    yield dict(zip(self.types, cells, strict=True))


def write_table(rows: Iterable[Row], path: Path, kind: str, types: Types) -> int:
    """Write `rows` to `path` as a table with the columns of `types`; the number of rows."""
    if kind == PARQUET:
        return _write_parquet(rows, path, types)
    with path.open("w", encoding="utf-8", newline="") as stream:
        return write_rows(rows, stream, kind, tuple(types))


def write_rows(rows: Iterable[Row], stream: TextIO, kind: str, names: Sequence[str]) -> int:
    """Write `rows` to an open stream as CSV, TSV or JSON Lines; the number of rows."""
    put = _putter(stream, kind, names)
    count = 0
    for row in rows:
        put(row)
        count += 1
    return count


def _putter(stream: TextIO, kind: str, names: Sequence[str]) -> Callable[[Row], object]:
    """What writes one row to `stream`, its header being written."""
    if kind == JSON_LINES:
        return lambda row: stream.write(_json_line(row))
    writer = csv.writer(stream, delimiter=_DELIMITERS[kind], lineterminator="\n")
    writer.writerow(names)
    return lambda row: writer.writerow([_cell(row.get(name)) for name in names])


def _write_parquet(rows: Iterable[Row], path: Path, types: Types) -> int:
    """Through a file of JSON Lines, so that the table never stands in memory."""
    with TemporaryDirectory() as folder, _duckdb().connect() as connection:
        lines = Path(folder) / "rows.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            count = write_rows(rows, stream, JSON_LINES, tuple(types))
        table = connection.read_json(str(lines), columns=types, format="newline_delimited")
        table.write_parquet(str(path))
    return count


def _duckdb() -> Any:
    try:
        return import_module("duckdb")
    except ImportError as error:
        raise BilateralError(
            "Parquet needs DuckDB, which is not installed",
            next_step="Install it with: pip install 'bilateral[parquet]'",
        ) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _json_line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=str) + "\n"


def _json_fault(error: ValueError) -> str:
    """What is wrong with a line, counted in the line and not in what JSON takes for lines."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return str(error)


def _json_type(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "BOOLEAN"
    if isinstance(value, int):
        return "BIGINT" if abs(value) < 2**63 else _TEXT
    if isinstance(value, float):
        return "DOUBLE"
    return "JSON" if isinstance(value, list | dict) else _TEXT


def _common(one: str, other: str) -> str:
    return "DOUBLE" if {one, other} == {"BIGINT", "DOUBLE"} else _TEXT
