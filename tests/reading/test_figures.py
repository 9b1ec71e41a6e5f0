"""Figures of a page: direction, carrying, change, and what is no figure of a relation."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.documents import from_text
from bilateral.model import Change, Figure
from bilateral.model.contract import statement_as_json
from bilateral.reading.annotate import annotate
from bilateral.reading.examples import check
from bilateral.reading.figures import read_figures
from bilateral.reading.page import Page
from tests.language.work import work

SHARED = Path(__file__).resolve().parents[3] / "shared"
FIELDS = (
    *("measure", "ref_area", "counterpart_area", "obs_value", "unit_measure", "bound"),
    *("time_period", "as_of", "change", "out_of", "scope", "speaker", "caveat", "valuation"),
    "nature",
)


def figures(text: str, title: str | None = None, published: str | None = None) -> list[Figure]:
    return read_figures(annotate(from_text(text, title=title, published=published)))


@pytest.mark.parametrize("topic", ["numbers/en", "dates/en", "measures/en"])
def test_every_example_beside_the_rules_holds(topic: str) -> None:
    assert list(check(topic)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the example articles are not at hand")
@pytest.mark.parametrize(("number", "published"), [(0, "2024-09-23"), (1, None)])
def test_the_figures_of_the_example_articles(number: int, published: str | None) -> None:
    expected = json.loads((SHARED / f"examples/seed-{number}.expected.json").read_text("utf-8"))
    article = SHARED / expected["document"]["file"]
    found = figures(article.read_text(encoding="utf-8"), published=published)
    read = [statement_as_json(figure) for figure in found]
    wanted = [{name: item[name] for name in FIELDS} for item in expected["figures"]]
    got = [{name: item[name] for name in FIELDS} for item in read]
    assert [item for item in wanted if item not in got] == []
    assert len(got) - len(wanted) <= 2


def test_coordination_shares_the_sides_and_not_the_measure() -> None:
    text = (
        "Chile and Japan published their accounts for 2022. Chile's exports to Japan rose 12% to "
        "$10 billion and imports 8% to $4 billion."
    )
    exports, imports = figures(text)
    assert (exports.measure, exports.obs_value) == ("exports", Decimal(10_000_000_000))
    assert exports.change == Change(Decimal(12), "percent", "up", None)
    assert (imports.measure, imports.obs_value) == ("imports", Decimal(4_000_000_000))
    assert imports.change == Change(Decimal(8), "percent", "up", None)
    assert (imports.ref_area, imports.counterpart_area) == ("CHL", "JPN")


def test_a_change_knows_the_period_it_is_counted_from() -> None:
    (found,) = figures(
        "Trade between Kenya and Egypt reached almost $900 million in the first half of 2023, "
        "a 22% increase compared to the same period in 2022."
    )
    assert found.time_period == "2023-01/2023-06"
    assert found.change == Change(Decimal(22), "percent", "up", "2022-01/2022-06")
    assert found.bound == "nearly"


def test_a_level_that_grew_from_another_is_two_figures() -> None:
    first, last = figures(
        "Trade between India and Brazil grew from $1 billion in 2000 to $12 billion in 2023."
    )
    assert [first.time_period, last.time_period] == ["2000", "2023"]
    assert (first.ref_area, first.counterpart_area) == ("BRA", "IND")


def test_a_second_currency_is_the_same_figure() -> None:
    (found,) = figures("Mongolia's exports to China were worth 60 billion yuan ($8.3 billion).")
    assert found.unit_measure == "CNY"
    assert [(e.obs_value, e.unit_measure) for e in found.equivalents] == [
        (Decimal(8_300_000_000), "USD")
    ]


def test_what_is_left_out_is_a_caveat() -> None:
    (found,) = figures(
        "Qatari firms have invested over $2 billion in Turkey, not to mention what they hold "
        "through U.S. banks."
    )
    assert found.caveat == "not to mention what they hold through U.S. banks"


@pytest.mark.parametrize(
    "text",
    [
        "Germany and France spoke. Germany's exports rose to 1.6 trillion euros in 2022.",
        "The Group of 7 met in Italy; Canada and Japan signed on 9/11 at 5 p.m.",
        "Flight 370 of Malaysia left for China with 239 people.",
        "Argentina beat France 4-2 before 88,966 people in Qatar.",
        "Peru and Chile voted 7 to 5 for Resolution 2758.",
        "Nokia of Finland told Sweden that its revenue was 22 billion euros in 2023.",
        "Nine Indian workers were killed in Kuwait.",
        "The CPTPP's 12 members include Japan and Peru.",
    ],
)
def test_numbers_that_measure_no_relation_are_left(text: str) -> None:
    assert figures(text) == []


def test_evidence_is_a_slice_of_the_text() -> None:
    text = "Kenya and Rwanda met. Trade between them: Kenya's exports to Rwanda were $300 million."
    for found in figures(text):
        for item in found.evidence:
            assert text[item.start : item.end] == item.quote


PIECES = st.sampled_from(
    [
        "Kenya",
        "Egypt's",
        "exports",
        "to",
        "from",
        "trade",
        "$5",
        "billion",
        "12%",
        "rose",
        "in",
        "2022",
        "and",
        ",",
        "while",
        "its",
        "the",
        "largest",
        "partner",
        "of",
        "investment",
        "300",
        "projects",
        "deficit",
        "with",
        "imports",
        "tariffs",
        "on",
        "aid",
        "for",
        "by",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_no_sentence_raises(text: str) -> None:
    figures(text)


LONG = [
    "Kenya's exports to Egypt rose 5% to $2 billion in 2022 and ",
    "Kenya is Egypt's 3rd largest partner, ",
    "Kenya gave $2 million each to Egypt, Chile and Peru, ",
    "9, 14 and 18 billion baht respectively to Egypt and Kenya ",
    "Kenya and Egypt, ",
    "$2 billion worth of ",
    "by 5% ",
    "to invest in Egypt with 300 projects worth ",
]


def calls(page: Page) -> int:
    return work(lambda _: read_figures(page), "")


@pytest.mark.parametrize("piece", LONG)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    opening = "Kenya and Egypt met. "
    times = 2500 // len(piece)
    small, large = (annotate(from_text(opening + piece * n)) for n in (times, 4 * times))
    calls(small)
    assert calls(large) <= 5 * calls(small) + 500


def test_a_sentence_cut_in_pieces_keeps_its_places() -> None:
    text = "Kenya and Egypt met, " * 200 + "and Kenya's exports to Egypt were $2 billion in 2022."
    (figure,) = [f for f in figures(text) if f.measure == "exports"]
    evidence = figure.evidence[0]
    assert text[evidence.start : evidence.end] == evidence.quote
    assert (figure.ref_area, figure.counterpart_area) == ("KEN", "EGY")
