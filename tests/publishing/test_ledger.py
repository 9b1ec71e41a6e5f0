"""The ledger holds every claim, exactly, and nothing that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.model import Evidence
from bilateral.publishing.cells import csv_cell, in_full
from bilateral.publishing.ledger import COLUMNS, Claim, write_csv, write_jsonl
from bilateral.publishing.sdmx import write_sdmx_csv

MakeClaim = Callable[..., Claim]
Writer = Callable[[Iterable[Claim], TextIO], int]


def rows_of(writer: Writer, *claims: Claim) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    assert writer(claims, stream) == len(claims)
    stream.seek(0)
    return list(csv.DictReader(stream))


def test_csv_has_every_field_with_its_document_and_words(claim: MakeClaim) -> None:
    (row,) = rows_of(write_csv, claim())
    assert row["obs_value"] == "88000000000"
    assert row["change_value"] == "22.5"
    assert row["change_base_period"] == "2023-01/2023-08"
    assert row["equivalents"] == "11400000000000 KES"
    assert (row["quote"], row["quote_start"], row["quote_end"]) == ("nearly $88 bill", "10", "25")
    assert (row["document"], row["published"]) == ("news.txt", "2024-09-23")
    assert row["out_of"] == ""


def test_a_growth_rate_without_a_level_has_an_empty_value(claim: MakeClaim) -> None:
    (row,) = rows_of(write_csv, claim(obs_value=None))
    assert row["obs_value"] == ""
    assert row["change_value"] == "22.5"


def test_words_in_two_places_all_stand_in_the_quote(claim: MakeClaim) -> None:
    twice = (Evidence("title", 0, 5, "trade"), Evidence("text", 3, 6, "$88"))
    (row,) = rows_of(write_csv, claim(evidence=twice))
    assert row["quote"] == "trade ... $88"
    assert row["quote_in"] == "title"


@pytest.mark.parametrize("writer", [write_csv, write_jsonl, write_sdmx_csv])
def test_no_row_is_left_out(claim: MakeClaim, writer: Writer) -> None:
    stream = io.StringIO(newline="")
    many = 2_500
    assert writer((claim(id=f"figure-{n}", caveat="a\nb") for n in range(many)), stream) == many
    assert stream.getvalue().count("figure-") == many


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", "\n+"])
def test_text_that_a_spreadsheet_would_run_is_inert(claim: MakeClaim, start: str) -> None:
    words = f"{start}HYPERLINK(1)"
    (row,) = rows_of(write_csv, claim(caveat=words, speaker=words))
    assert row["caveat"] == row["speaker"] == f"'{words}"
    (observation,) = rows_of(write_sdmx_csv, claim(caveat=words))
    assert observation["CAVEAT"] == "'" + " ".join(words.splitlines())


def test_a_deficit_stays_a_number(claim: MakeClaim) -> None:
    (row,) = rows_of(write_csv, claim(measure="trade_balance", obs_value=Decimal("-87E9")))
    assert row["obs_value"] == "-87000000000"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_any_value_comes_back_equal(value: Decimal) -> None:
    assert Decimal(in_full(value)) == value
    assert "E" not in in_full(value)


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not str(csv_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_json_lines_are_flat_with_plain_numbers(claim: MakeClaim) -> None:
    stream = io.StringIO()
    write_jsonl([claim(obs_value=Decimal("36.84"), unit_measure="percent")], stream)
    row = json.loads(stream.getvalue())
    assert list(row) == [column.name for column in COLUMNS]
    assert row["obs_value"] == 36.84
    assert row["significant_digits"] == 2
    assert row["speaker"] is None
