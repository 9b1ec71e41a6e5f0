"""Amounts in text: any amount in any supported form reads back equal, and nothing breaks it."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.language.numbers import Amount, find_amounts

SCALES = {
    "": 1,
    " thousand": 10**3,
    " million": 10**6,
    "mn": 10**6,
    " bn": 10**9,
    " billion": 10**9,
    " trillion": 10**12,
}
BEFORE = {"$": "USD", "US$": "USD", "US$ ": "USD", "€": "EUR", "VND ": "VND", "A$": "AUD"}
AFTER = {" USD": "USD", " dollars": "USD", " euros": "EUR", " yuan": "CNY", " rupiah": "IDR"}
BOUNDS = {
    "nearly ": "nearly",
    "close to ": "nearly",
    "about ": "about",
    "more than ": "over",
    "exceeding ": "over",
    "at least ": "at_least",
    "up to ": "at_most",
    "less than ": "under",
    "": "exact",
}


def only(text: str, language: str = "en") -> Amount:
    found = find_amounts(text, language=language)
    assert len(found) == 1, found
    return found[0]


values = st.decimals(min_value=1, max_value=999_999, places=2).map(lambda d: d.normalize())


def written(value: Decimal) -> str:
    return f"{value:,f}"


@given(values, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(BEFORE)))
def test_money_with_its_sign_before_reads_back(value: Decimal, scale: str, sign: str) -> None:
    amount = only(f"It cost {sign}{written(value)}{scale} in all.")
    assert (amount.kind, amount.unit) == ("money", BEFORE[sign])
    assert amount.value == value * SCALES[scale]


@given(values, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(AFTER)))
def test_money_with_its_name_after_reads_back(value: Decimal, scale: str, name: str) -> None:
    amount = only(f"It cost {written(value)}{scale}{name} in all.")
    assert (amount.unit, amount.value) == (AFTER[name], value * SCALES[scale])


@given(values, st.sampled_from(sorted(BOUNDS)))
def test_the_bound_is_read_and_left_out_of_the_span(value: Decimal, words: str) -> None:
    text = f"It reached {words}${written(value)} billion."
    amount = only(text)
    assert amount.bound == BOUNDS[words]
    assert text[amount.start : amount.end] == f"${written(value)} billion"
    assert (amount.bound_start is None) == (words == "")


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["-", " to ", "–"]))
def test_a_range_has_both_its_ends(low: int, more: int, joint: str) -> None:
    amount = only(f"It will take ${low}{joint}{low + more} million.")
    assert (amount.value, amount.high) == (Decimal(low * 10**6), Decimal((low + more) * 10**6))
    assert amount.bound == "range"


@given(st.integers(2, 400))
def test_ranks_read_back(place: int) -> None:
    suffix = (
        "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    )
    amount = only(f"It is the {place}{suffix} largest.")
    assert (amount.kind, amount.value) == ("rank", Decimal(place))


@given(values)
def test_percentages_read_back(value: Decimal) -> None:
    assert only(f"It rose {written(value)}%.").value == value
    assert only(f"It rose {written(value)} percent.").kind == "percent"


@given(values)
def test_the_decimal_comma_is_read_by_language(value: Decimal) -> None:
    swapped = written(value).translate(str.maketrans(".,", ",."))
    amount = only(f"kim ngạch đạt {swapped} tỷ USD", language="vi")
    assert (amount.value, amount.unit) == (value * 10**9, "USD")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-five", 25),
        ("one hundred and sixteen", 116),
        ("three thousand two hundred", 3200),
        ("half a million", 500_000),
        ("two and a half million", 2_500_000),
        ("a quarter of a billion", 250_000_000),
    ],
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert only(f"They sent {words} euros.").value == value


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_no_text_raises_and_spans_are_in_order(text: str) -> None:
    last = 0
    for amount in find_amounts(text):
        assert last <= amount.start < amount.end <= len(text)
        last = amount.start + 1


PIECES = st.sampled_from(
    ["$", "1", "1,", "0.", " to ", "-", "and ", "a ", "half ", "million ", "(", "or ", "percent "]
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=120).map("".join))
def test_no_run_of_number_words_raises(text: str) -> None:
    find_amounts(text)


@pytest.mark.parametrize("piece", ["1,", "$", "one ", "a ", "more than ", "1-", "$1 or ", "("])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        start = time.process_time()
        find_amounts(text)
        return time.process_time() - start

    seconds(100)
    assert seconds(16_000) < 40 * max(seconds(1_000), 0.002)
