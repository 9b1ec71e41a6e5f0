"""A question in SQL to a data set as it lies, rows out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilateral.bulk.dataset import is_dataset, views
from bilateral.bulk.duck import connect
from bilateral.errors import BilateralError

_AT_ONCE = 1000

_TYPED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "events": (
        "event",
        (
            ("event_type", "VARCHAR"), ("mode", "VARCHAR"), ("activity", "VARCHAR"),
            ("source", "VARCHAR[]"), ("recipient", "VARCHAR[]"), ("actors", "VARCHAR[]"),
            ("place", "VARCHAR"), ("state", "VARCHAR"), ("historical", "BOOLEAN"),
        ),
    ),
    "figures": (
        "figure",
        (
            ("measure", "VARCHAR"), ("ref_area", "VARCHAR"), ("counterpart_area", "VARCHAR"),
            ("obs_value", "DECIMAL(38, 6)"), ("obs_value_high", "DECIMAL(38, 6)"),
            ("unit_measure", "VARCHAR"), ("bound", "VARCHAR"), ("time_period", "VARCHAR"),
            ("as_of", "VARCHAR"), ("nature", "VARCHAR"), ("reporter", "VARCHAR"),
            ("scope", "VARCHAR"),
        ),
    ),
    "statuses": (
        "status",
        (
            ("level", "VARCHAR"), ("label", "VARCHAR"), ("parties", "VARCHAR[]"),
            ("change", "VARCHAR"),
        ),
    ),
    "commitments": (
        "commitment",
        (
            ("strength", "VARCHAR"), ('"by"', "VARCHAR[]"), ('"to"', "VARCHAR[]"),
            ("areas", "VARCHAR[]"), ("due", "VARCHAR"),
        ),
    ),
    "areas": ("area", (("stance", "VARCHAR"),)),
    "actors": (
        "actor",
        (("name", "VARCHAR"), ("country", "VARCHAR"), ("roles", "VARCHAR[]"),
         ("sector", "VARCHAR")),
    ),
}  # fmt: skip
"""A view for each kind of statement: its own columns beside those of every statement."""

_COMMON = "id, document, pair, month, main, code, date, first_day, quote, rule, content"


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


@contextmanager
def asked(folder: Path, sql: str) -> Iterator[Answer]:
    """The answer to `sql` over the tables `documents`, `statements` and a view for each kind.

    Raises BilateralError, with what DuckDB says, for a question that is none.
    """
    if not is_dataset(folder):
        raise BilateralError(
            "is no data set of bulk",
            where=str(folder),
            next_step="Make one with: bilateral bulk INPUT --out FOLDER",
        )
    with connect({}) as db:
        import duckdb  # behind `connect`, which names the extra where it is missing

        views(db, folder)
        _typed_views(db)
        # Nothing but the data set is read from here on, and nothing written.
        db.execute("SET lock_configuration = true")
        try:
            found = db.execute(sql)
            columns = tuple(column[0] for column in found.description or ())
            yield Answer(columns, _rows(found))
        except duckdb.Error as error:
            reason = " ".join(str(error).split("\n")[:2])
            raise BilateralError(
                f"the question cannot be answered ({reason})",
                next_step="See docs/bulk.md for the tables and their columns",
            ) from error


def _rows(found: Any) -> Iterator[Sequence[Any]]:
    while some := found.fetchmany(_AT_ONCE):
        yield from some


def _typed_views(db: Any) -> None:
    for view, (kind, columns) in _TYPED.items():
        own = ", ".join(
            f"from_json(content -> '$.{name.strip(chr(34))}', '\"{form}\"') AS {name}"
            for name, form in columns
        )
        db.execute(f"CREATE VIEW {view} AS SELECT {_COMMON}, {own} FROM statements"
                   f" WHERE kind = '{kind}'")  # fmt: skip
