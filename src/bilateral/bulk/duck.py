"""DuckDB for this room: a connection in memory, and a path as it stands in SQL."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from bilateral.errors import BilateralError


def connect(options: dict[str, Any]) -> Any:
    """A DuckDB connection in memory. Raises BilateralError where DuckDB is not installed."""
    try:
        duckdb: Any = import_module("duckdb")
    except ImportError as error:
        raise BilateralError(
            "bulk needs DuckDB, which is not installed",
            next_step="Install it with: pip install 'bilateral[bulk]'",
        ) from error
    return duckdb.connect(config=options)


def quoted(path: str) -> str:
    """`path` as it stands between the quotation marks of SQL."""
    return path.replace("'", "''")
