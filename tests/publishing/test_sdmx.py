"""Claims as observations: the periods, units and codes of SDMX."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.publishing.ledger import Claim
from bilateral.publishing.sdmx import NO_PERIOD, period, scaled, write_sdmx_csv

MakeClaim = Callable[..., Claim]


def observations(*claims: Claim) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_sdmx_csv(claims, stream)
    stream.seek(0)
    return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("edtf", "frequency", "time_period"),
    [
        ("2022", "A", "2022"),
        ("2024-03", "M", "2024-03"),
        ("2024-03~", "M", "2024-03"),
        ("2024-09-22", "D", "2024-09-22"),
        ("2024-01/2024-08", "_O", "2024-01-01/P8M"),
        ("2024-01/2024-03", "Q", "2024-Q1"),
        ("2024-10/2024-12", "Q", "2024-Q4"),
        ("2024-02/2024-04", "_O", "2024-02-01/P3M"),
        ("2024-07/2024-12", "S", "2024-S2"),
        ("2024-01/2024-12", "A", "2024"),
        ("2022-07/2023-06", "A", "2022-07-01/P1Y"),
        ("2000/2020", "_O", "2000-01-01/P21Y"),
        ("199X", "_O", "1990-01-01/P10Y"),
        ("2023-03-21/2024-03-20", "_O", "2023-03-21/P366D"),
        ("2024-02-28/2024-02-29", "_O", "2024-02-28/P2D"),
    ],
)
def test_periods(edtf: str, frequency: str, time_period: str) -> None:
    assert period(edtf) == (frequency, time_period)


@pytest.mark.parametrize("edtf", [None, "", "2022/..", "../2022", "[2024-09-20,2024-09-27]"])
def test_a_period_without_a_form_in_sdmx_is_empty(edtf: str | None) -> None:
    assert period(edtf) == NO_PERIOD


def test_what_was_read_is_kept_where_the_period_is_empty(claim: MakeClaim) -> None:
    (row,) = observations(claim(time_period="2022/.."))
    assert (row["FREQ"], row["TIME_PERIOD"], row["EDTF_PERIOD"]) == ("_U", "", "2022/..")


def test_a_position_is_told_at_its_as_of(claim: MakeClaim) -> None:
    (row,) = observations(claim(measure="fdi_inward_stock", time_period=None, as_of="2023-06"))
    assert (row["FREQ"], row["TIME_PERIOD"]) == ("M", "2023-06")


def test_the_first_columns_are_those_of_sdmx_csv_2(claim: MakeClaim) -> None:
    (row,) = observations(claim())
    assert list(row)[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert (row["STRUCTURE"], row["STRUCTURE_ID"]) == ("dataflow", "BILATERAL:CLAIMS(1.0.0)")


def test_value_unit_and_multiplier(claim: MakeClaim) -> None:
    (row,) = observations(claim())
    assert (row["OBS_VALUE"], row["UNIT_MULT"], row["UNIT_MEASURE"]) == ("88", "9", "USD")
    assert (row["OBS_BOUND"], row["OBS_STATUS"]) == ("NEAR_BELOW", "A")
    assert (row["CHANGE_VALUE"], row["CHANGE_UNIT"], row["CHANGE_DIRECTION"]) == (
        "22.5",
        "PT",
        "UP",
    )


def test_both_ends_of_a_range_share_the_multiplier(claim: MakeClaim) -> None:
    ends = {"obs_value": Decimal("950E6"), "obs_value_high": Decimal("1.2E9"), "bound": "range"}
    (row,) = observations(claim(**ends))
    assert (row["OBS_VALUE"], row["OBS_VALUE_HIGH"], row["UNIT_MULT"]) == ("950", "1200", "6")


@pytest.mark.parametrize(("unit", "code"), [("percent", "PT"), ("rank", "RANK"), ("persons", "PS")])
def test_units_have_codes(claim: MakeClaim, unit: str, code: str) -> None:
    (row,) = observations(claim(obs_value=Decimal(11), unit_measure=unit))
    assert (row["OBS_VALUE"], row["UNIT_MULT"], row["UNIT_MEASURE"]) == ("11", "0", code)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"nature": "target"}, "F"),
        ({"nature": "pledged"}, "F"),
        ({"nature": "observed"}, "A"),
        ({"obs_value": None}, "M"),
    ],
)
def test_the_status_of_an_observation(
    claim: MakeClaim, fields: dict[str, object], status: str
) -> None:
    (row,) = observations(claim(**fields))
    assert row["OBS_STATUS"] == status


def test_unknown_sides_are_codes_too(claim: MakeClaim) -> None:
    (row,) = observations(claim(ref_area=None, counterpart_area="Gulf states"))
    assert (row["REF_AREA"], row["COUNTERPART_AREA"]) == ("_U", "GULF_STATES")


def test_two_claims_of_one_thing_have_keys_of_their_own(claim: MakeClaim) -> None:
    rows = observations(claim(), claim(id="figure-2", obs_value=Decimal("94E9")))
    key = ("FREQ", "REF_AREA", "COUNTERPART_AREA", "MEASURE", "CLAIM_ID", "TIME_PERIOD")
    assert len({tuple(row[name] for name in key) for row in rows}) == 2


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from((0, 3, 6, 9, 12)))
def test_scaling_loses_nothing(value: Decimal, power: int) -> None:
    moved = scaled(value, power)
    assert moved is not None
    _, digits, exponent = moved.as_tuple()
    assert Decimal((value.as_tuple().sign, digits, int(exponent) + power)).compare_total(value) == 0
