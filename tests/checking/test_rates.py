"""Amounts in another currency: compared at a stated rate and its time, or not at all."""

from pathlib import Path

import pytest

from bilateral.checking.drafts import check
from bilateral.checking.drafts.claims import Claim
from bilateral.checking.statistics.tables import read_table
from bilateral.documents import from_text
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.official import keep

HEADER = "source,reporter,partner,measure,period,value,unit,vintage\n"
TRADE = "books,VNM,JPN,exports,2022,24200000000,USD,2023-02\n"
YEN = "Vietnam's exports to Japan were {} trillion yen in 2022."


def loaded(record: Record, tmp_path: Path, *rows: str) -> int:
    path = tmp_path / "table.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    table = read_table(path, "2026-11-22")
    keep(record, table.observations)
    return sum(table.left_out.values())


def claim(record: Record, amount: str) -> Claim:
    reading = read(from_text(YEN.format(amount), title="A draft", published="2023-06-01"))
    (found,) = [c for c in check(reading, record, "2023-06-01").claims if c.kind == "figure"]
    return found


def test_without_a_rate_two_currencies_are_never_compared(record: Record, tmp_path: Path) -> None:
    loaded(record, tmp_path, TRADE)
    found = claim(record, "3.18")
    assert found.verdict == "not_comparable"
    assert "state a rate and its day" in found.message


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("bank,JPN,world,exchange_rate,2022,131.5,JPY/USD,2023-01\n", "131.5 JPY for one USD"),
        ("bank,USA,world,exchange_rate,2022,0.0076,USD/JPY,2023-01\n", "0.0076 USD for one JPY"),
    ],
)
def test_a_loaded_rate_compares_them_and_is_named(
    row: str, told: str, record: Record, tmp_path: Path
) -> None:
    loaded(record, tmp_path, TRADE, row)
    right, wrong = claim(record, "3.18"), claim(record, "5.20")
    assert (right.verdict, wrong.verdict) == ("supported", "contradicted")
    for found in (right, wrong):
        assert told in found.message
        assert "the rate of 2022 (bank, vintage 2023-01)" in found.message


def test_the_rate_of_another_year_is_none(record: Record, tmp_path: Path) -> None:
    loaded(record, tmp_path, TRADE, "bank,JPN,world,exchange_rate,2021,109.8,JPY/USD,2022-01\n")
    assert claim(record, "3.18").verdict == "not_comparable"


def test_a_rate_needs_both_its_currencies(record: Record, tmp_path: Path) -> None:
    assert loaded(record, tmp_path, "bank,JPN,world,exchange_rate,2022,131.5,JPY,2023-01\n") == 1
