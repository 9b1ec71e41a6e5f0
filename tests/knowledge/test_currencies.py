"""The currency tables: complete, without contradictions, and signs read by country."""

from __future__ import annotations

import pytest

from bilateral.errors import KnowledgeError
from bilateral.knowledge.countries import countries, country
from bilateral.knowledge.currencies import (
    currencies,
    currency,
    currency_of,
    phrases,
    resolve,
    resolve_key,
    signs,
    words,
)
from bilateral.knowledge.matching import Matcher, fold


def test_codes_and_numbers_are_given_once() -> None:
    codes = [row.code for row in currencies()]
    assert len(codes) == len(set(codes))
    valid = [row.numeric for row in currencies() if row.kind != "historical"]
    assert all(valid)
    assert len(valid) == len(set(valid))


def test_a_code_that_is_no_longer_valid_says_since_when() -> None:
    for row in currencies():
        assert (row.until is not None) == (row.kind == "historical"), row.code


def test_every_state_and_territory_but_antarctica_has_a_currency() -> None:
    without = {row.iso3 for row in countries() if not row.historical and not currency_of(row.iso3)}
    assert without == {"ATA"}
    for row in currencies():
        for iso3 in row.countries:
            assert country(iso3)


@pytest.mark.parametrize(
    ("iso3", "code"),
    [
        ("VNM", "VND"),
        ("USA", "USD"),
        ("FRA", "EUR"),
        ("BGR", "EUR"),
        ("HRV", "EUR"),
        ("PAN", "PAB"),
        ("SLV", "USD"),
        ("KIR", "AUD"),
        ("LSO", "LSL"),
        ("BTN", "BTN"),
        ("TWN", "TWD"),
        ("SLE", "SLE"),
        ("CUW", "XCG"),
    ],
)
def test_currency_of_a_country(iso3: str, code: str) -> None:
    assert currency_of(iso3) == code


@pytest.mark.parametrize(
    ("code", "digits"),
    [("USD", 2), ("JPY", 0), ("VND", 0), ("KRW", 0), ("KWD", 3), ("CLF", 4), ("XAU", None)],
)
def test_minor_digits(code: str, digits: int | None) -> None:
    assert currency(code).minor_digits == digits


@pytest.mark.parametrize(
    ("mark", "iso3", "code"),
    [
        ("$", None, "USD"),
        ("$", "VNM", "USD"),
        ("$", "AUS", "AUD"),
        ("$", "CAN", "CAD"),
        ("dollar", "NZL", "NZD"),
        ("£", None, "GBP"),
        ("£", "EGY", "EGP"),
        ("¥", None, "JPY"),
        ("¥", "CHN", "CNY"),
        ("Rs", "PAK", "PKR"),
        ("rupee", "IND", "INR"),
        ("kr", "NOR", "NOK"),
        ("kr", "VNM", None),
        ("peso", None, None),
        ("peso", "PHL", "PHP"),
        ("won", None, "KRW"),
        ("CFA franc", "SEN", "XOF"),
        ("no such mark", None, None),
    ],
)
def test_a_mark_means_the_money_of_the_press_it_stands_in(
    mark: str, iso3: str | None, code: str | None
) -> None:
    assert resolve(mark, iso3) == code


def test_every_mark_of_a_sign_or_word_means_something() -> None:
    marks = {row.mark for row in signs() if row.mark}
    marks |= {row.mark for row in words("en") if row.mark}
    for mark in marks:
        assert resolve(mark) or any(resolve(mark, row.iso3) for row in countries()), mark


def test_the_longest_sign_comes_first_and_none_twice() -> None:
    order = [row.sign for row in signs()]
    assert len(order) == len(set(order))
    assert order.index("US$") < order.index("$")
    assert order.index("NT$") < order.index("$")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_words_are_given_once(language: str) -> None:
    rows = [fold(row.word) for row in words(language)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("text", "iso3", "expected"),
    [
        ("3 billion Australian dollars", None, "AUD"),
        ("3 billion dollars", None, "USD"),
        ("3 billion dollars", "AUS", "AUD"),
        ("40 million greenbacks", None, "USD"),
        ("7 billion renminbi", None, "CNY"),
        ("7 trillion Vietnamese dong", None, "VND"),
        ("7 trillion dong", None, "VND"),
        ("200 million pounds sterling", None, "GBP"),
        ("30 million Swedish kronor", None, "SEK"),
        ("5 billion reais", None, "BRL"),
        ("12 million new shekels", None, "ILS"),
        ("900 million euros", None, "EUR"),
    ],
)
def test_english_words(text: str, iso3: str | None, expected: str) -> None:
    (match,) = Matcher(phrases("en")).find(text)
    assert resolve_key(match.key, iso3) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 tỷ đô la Mỹ", "USD"),
        ("5 triệu đô la Australia", "AUD"),
        ("20 nghìn tỷ đồng", "VND"),
        ("3 tỷ nhân dân tệ", "CNY"),
    ],
)
def test_vietnamese_words(text: str, expected: str) -> None:
    (match,) = Matcher(phrases("vi")).find(text)
    assert resolve_key(match.key) == expected


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="QQQ"):
        currency("QQQ")
