"""The contract: every key is there, and what is printed reads back equal."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bilateral.model import (
    Actor,
    Area,
    Change,
    Commitment,
    Document,
    Equivalent,
    Event,
    Evidence,
    Figure,
    Reading,
    Status,
    as_json,
    reading_from_json,
)

WORDS = (Evidence("text", 0, 5, "Trade"),)

FIGURE = Figure(
    measure="trade",
    ref_area="IND",
    counterpart_area="JPN",
    obs_value=Decimal("22800000000"),
    unit_measure="USD",
    bound="nearly",
    time_period="2023",
    change=Change(Decimal("4.5"), "percent", "up", "2022"),
    equivalents=(Equivalent(Decimal("3400000000000"), "JPY"),),
    evidence=WORDS,
    rule="figures.level",
)


def reading_of(figure: Figure) -> Reading:
    return Reading(
        document=Document(id="x", text="Trade", file="a.txt", parties=("IND", "JPN")),
        actors=(Actor(name="A", country="IND", roles=("PM",), evidence=WORDS, rule="r"),),
        figures=(figure,),
        statuses=(
            Status(level="alliance", label="Ally", parties=("IND",), evidence=WORDS, rule="r"),
        ),
        events=(Event(event_type="CONSULT", source=("IND",), evidence=WORDS, rule="r"),),
        commitments=(
            Commitment(
                strength="agreed", by=("IND",), to=("JPN",), content="x", evidence=WORDS, rule="r"
            ),
        ),
        areas=(Area(code="trade", evidence=WORDS, rule="r"),),
    )


def test_a_reading_survives_json() -> None:
    reading = reading_of(FIGURE)
    assert reading_from_json(json.loads(json.dumps(as_json(reading)))) == reading


def test_every_key_is_there_when_empty() -> None:
    data = as_json(Reading(document=Document(id="x", text="", url="https://example.org/a")))
    assert list(data) == [
        "document",
        "actors",
        "figures",
        "statuses",
        "events",
        "commitments",
        "areas",
    ]
    assert data["document"]["url"] == "https://example.org/a"
    assert data["document"]["outlet"] is None
    assert data["figures"] == []


def test_whole_numbers_are_printed_whole() -> None:
    figure = as_json(reading_of(FIGURE))["figures"][0]
    assert figure["obs_value"] == 22_800_000_000
    assert isinstance(figure["obs_value"], int)
    assert figure["change"] == {
        "value": 4.5,
        "unit": "percent",
        "direction": "up",
        "base_period": "2022",
    }


@given(st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False))
def test_values_read_back_equal(value: Decimal) -> None:
    figure = Figure(
        measure="trade",
        ref_area=None,
        counterpart_area=None,
        obs_value=value,
        unit_measure="USD",
        evidence=WORDS,
        rule="r",
    )
    back = reading_from_json(json.loads(json.dumps(as_json(reading_of(figure)))))
    assert back.figures[0].obs_value == value
