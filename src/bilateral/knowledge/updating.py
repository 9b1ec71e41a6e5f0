"""Rows of a user's own for a table in; the user's folder with these rows, checked, out.

The package's own files are never touched: the rows go to the user's folder, which every
loader reads after them.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from shutil import copytree

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import PACKAGE_DATA, USER_DATA_VARIABLE, user_folder

Rows = list[dict[str, str]]


def tables() -> Iterator[tuple[str, list[str]]]:
    """Every table by its path (`holders/holders.csv`), with its columns."""
    for file in sorted(PACKAGE_DATA.rglob("*.csv")):
        yield file.relative_to(PACKAGE_DATA).as_posix(), _columns(file)


def update(table: str, file: Path) -> tuple[int, Path]:
    """Add the rows of the CSV `file` to the user's `table`; how many are new, and where they are.

    Rows that are there already are left out. Raises KnowledgeError, with nothing changed, for
    an unknown table, columns that are not the table's, or rows that the loaders refuse.
    """
    known = dict(tables())
    if table not in known:
        raise KnowledgeError(
            f"no table {table!r}", next_step="List them with their columns: knowledge update"
        )
    given = _rows(file, known[table])
    target = user_folder() / table
    kept = _rows(target, known[table]) if target.is_file() else []
    own = _rows(PACKAGE_DATA / table, known[table])
    new = [row for row in given if row not in kept and row not in own]
    _check(table, known[table], kept + new, file)
    _write(target, known[table], kept + new)
    return len(new), target


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream), [])


def _rows(file: Path, columns: list[str]) -> Rows:
    """The rows of a CSV file; a column that it leaves out is empty."""
    if not file.is_file():
        raise KnowledgeError("no such file", where=str(file))
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError(
            "is not UTF-8 text", where=str(file), next_step="Save it as CSV in UTF-8"
        ) from error
    with StringIO(content, newline="") as stream:
        reader = csv.DictReader(stream)
        unknown = set(reader.fieldnames or ()) - set(columns)
        if unknown or not reader.fieldnames:
            raise KnowledgeError(
                f"has not the columns {','.join(columns)}",
                where=str(file),
                next_step="Give it a header line with these names",
            )
        return [{name: row.get(name) or "" for name in columns} for row in reader]


def _write(file: Path, columns: list[str], rows: Rows) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)
    part.replace(file)  # whole or not at all


def _check(table: str, columns: list[str], rows: Rows, file: Path) -> None:
    """Load all knowledge with the new rows in a program of its own, before they are kept."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, "knowledge")
        if user_folder().is_dir():
            copytree(user_folder(), trial)
        _write(trial / table, columns, rows)
        run = subprocess.run(
            [sys.executable, "-c", _LOAD_ALL],
            env={**os.environ, USER_DATA_VARIABLE: str(trial)},
            capture_output=True,
            text=True,
        )
    if run.returncode:
        message = run.stderr.strip().splitlines()[-1].removeprefix("bilateral.errors.")
        raise KnowledgeError(
            f"is refused: {message}", where=str(file), next_step="Nothing was changed; mend it"
        )


_LOAD_ALL = """
from bilateral.documents import from_text
from bilateral.reading import read
read(from_text("Kenya and China signed an agreement worth $1 billion on May 11, 2014."))
"""
