"""Times in text: whatever way a date is written it reads back, and nothing breaks the reader."""

from __future__ import annotations

import calendar
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds

REFERENCE = date(2024, 9, 23)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31))


def only(text: str, reference: date | None = REFERENCE, fiscal: str | None = None) -> TimeSpan:
    found = find_times(text, reference, fiscal=fiscal)
    assert len(found) == 1, found
    return found[0]


FORMS = [
    "{0:%Y-%m-%d}",
    "{1} {0:%B} {0:%Y}",
    "{0:%B} {1}, {0:%Y}",
    "{0:%b} {1}, {0:%Y}",
    "the {1} of {0:%B}, {0:%Y}",
    "{0:%m/%d/%Y}",
    "{0:%A}, {0:%B} {1}, {0:%Y}",
]


@given(days, st.sampled_from(FORMS))
def test_a_day_reads_back_in_every_form(day: date, form: str) -> None:
    written = form.format(day, day.day)
    assert only(f"It was signed on {written} in Rome.").edtf == day.isoformat()


@given(st.integers(1, 12), st.integers(1900, 2090))
def test_a_month_of_a_year_reads_back(month: int, year: int) -> None:
    assert only(f"It rose in {calendar.month_name[month]} {year}.").edtf == f"{year}-{month:02d}"


@given(days)
def test_a_weekday_is_past_and_within_a_week(reference: date) -> None:
    for name in calendar.day_name:
        found = only(f"They met on {name}.", reference)
        gap = (reference - date.fromisoformat(found.edtf or "")).days
        assert 0 <= gap < 7


@given(days)
def test_a_weekday_with_a_future_verb_is_ahead(reference: date) -> None:
    for name in calendar.day_name:
        found = only(f"They will meet on {name}.", reference)
        assert timedelta(0) < date.fromisoformat(found.edtf or "") - reference <= timedelta(7)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("in the first eight months of the year", "2024-01/2024-08"),
        ("in Q2 2023", "2023-04/2023-06"),
        ("in the first half", "2024-01/2024-06"),
        ("in the fourth quarter", "2023-10/2023-12"),
        ("early this year", "2024-01/2024-03"),
        ("in mid-2023", "2023-05/2023-08"),
        ("over the past decade", "2014/2024"),
        ("from 2013 to 2022", "2013/2022"),
        ("last month", "2024-08"),
        ("in the 1990s", "199X"),
        ("between January and May", "2024-01/2024-05"),
    ],
)
def test_periods(words: str, edtf: str) -> None:
    assert only(f"It grew {words}.").edtf == edtf


def test_the_fiscal_year_is_that_of_the_country() -> None:
    assert only("It rose in fiscal 2023.", fiscal="USA").edtf == "2022-10/2023-09"
    assert only("It rose in fiscal 2023-24.", fiscal="PAK").edtf == "2023-07/2024-06"
    assert only("It rose in fiscal 2023.").edtf == "2023"


def test_the_same_period_is_that_of_the_year_named() -> None:
    text = "It rose in the first five months of 2024 compared with the same period in 2023."
    assert [found.edtf for found in find_times(text, None)] == [
        "2024-01/2024-05",
        "2023-01/2023-05",
    ]


def test_without_a_reference_the_words_stay() -> None:
    found = only("They met on Friday.", None)
    assert (found.text, found.edtf) == ("Friday", None)


def test_both_readings_are_kept_where_the_words_leave_it_open() -> None:
    found = only("They may meet on Friday.")
    assert found.edtf == "[2024-09-20,2024-09-27]"
    assert found.alternatives == ("2024-09-20", "2024-09-27")


@settings(max_examples=200)
@given(st.text(max_size=300), st.none() | days)
def test_no_text_raises_and_every_edtf_has_bounds(text: str, reference: date | None) -> None:
    for found in find_times(text, reference):
        assert text[found.start : found.end] == found.text
        if found.edtf:
            assert bounds(found.edtf) != (None, None)


WORDS = st.sampled_from(
    [
        "the",
        "first",
        "last",
        "Friday",
        "May",
        "2024",
        "of",
        "months",
        "3",
        "to",
        "from",
        "since",
        "week",
        "ago",
        "before",
        "-",
        "10",
        "/",
        "quarter",
        "same",
        "period",
        "in",
        "year",
        "fiscal",
        "early",
        "1990",
        "s",
        "half",
        "until",
        "between",
        "and",
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.none() | days)
def test_no_run_of_time_words_raises(text: str, reference: date | None) -> None:
    find_times(text, reference)


@pytest.mark.parametrize("piece", ["2024-", "from 2013 ", "the ", "as of ", "May ", "week of "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        start = time.process_time()
        find_times(text, REFERENCE)
        return time.process_time() - start

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(1_000), 0.002)
