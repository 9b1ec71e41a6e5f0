"""Parquet through DuckDB: exact, typed, whole; and what is said where DuckDB is missing."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.errors import BilateralError
from bilateral.publishing import tables
from bilateral.publishing.ledger import COLUMNS, Claim
from bilateral.publishing.parquet import write_parquet

MakeClaim = Callable[..., Claim]


def test_values_are_exact_and_every_column_is_there(claim: MakeClaim, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "it's.parquet"
    values = [Decimal("123860000000"), Decimal("36.84"), Decimal("-0.1"), None]
    assert write_parquet((claim(obs_value=value) for value in values), path) == len(values)
    found = duckdb.read_parquet(str(path))
    assert found.columns == [column.name for column in COLUMNS]
    assert [row[0] for row in found.project("obs_value").fetchall()] == values
    places = found.project("quote_start, time_period").fetchall()
    assert set(places) == {(10, "2024-01/2024-08")}


def test_an_empty_ledger_is_a_file_with_columns(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "none.parquet"
    assert write_parquet([], path) == 0
    found = duckdb.read_parquet(str(path))
    assert found.columns == [column.name for column in COLUMNS]
    assert found.fetchall() == []


def test_without_duckdb_the_message_names_the_extra(
    claim: MakeClaim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(tables, "import_module", absent)
    with pytest.raises(BilateralError, match=r"pip install 'bilateral\[parquet\]'"):
        write_parquet([claim()], tmp_path / "figures.parquet")


@pytest.mark.parametrize("value", [Decimal("1E-10"), Decimal("1E29")])
def test_a_value_that_would_be_rounded_stops_the_writing(
    claim: MakeClaim, tmp_path: Path, value: Decimal
) -> None:
    with pytest.raises(BilateralError, match="more digits"):
        write_parquet([claim(obs_value=value)], tmp_path / "figures.parquet")
