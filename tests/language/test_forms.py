"""Every currency in every form reads back equal, and no hostile text takes more than its length."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.knowledge.currencies import currencies
from bilateral.language.dates import find_times
from bilateral.language.numbers import find_amounts
from bilateral.language.plain_numbers import find_numbers
from tests.language.work import grows_linearly

REFERENCE = date(2024, 9, 23)
CODES = sorted(row.code for row in currencies() if row.kind == "currency")
NUMBERS = {
    "7 million": 7 * 10**6,
    "1,250.5 million": Decimal("1250.5") * 10**6,
    "3.25bn": Decimal("3.25") * 10**9,
    "0.4 trillion": Decimal("0.4") * 10**12,
    "12 bln": 12 * 10**9,
}
FORMS = ["{code} {number}", "{code}{number}", "{number} {code}"]


@pytest.mark.parametrize("code", CODES)
def test_every_currency_reads_back_in_every_form(code: str) -> None:
    for number, value in NUMBERS.items():
        for form in FORMS:
            text = f"It was worth {form.format(code=code, number=number)} in all."
            amounts = [a for a in find_amounts(text) if a.kind == "money"]
            assert [(a.value, a.unit) for a in amounts] == [(value, code)], text


@given(
    st.decimals(min_value="0.01", max_value=999, places=2),
    st.sampled_from(["tỷ", "tỉ", "triệu"]),
    st.sampled_from(["USD", "đô la Mỹ", "euro", "đồng"]),
)
def test_money_in_vietnamese_reads_back(value: Decimal, scale: str, name: str) -> None:
    units = {"USD": "USD", "đô la Mỹ": "USD", "euro": "EUR", "đồng": "VND"}
    written = f"{value:f}".replace(".", ",")
    amounts = find_amounts(f"Khoản vay trị giá {written} {scale} {name}.", language="vi")
    size = 10**6 if scale == "triệu" else 10**9
    assert [(a.value, a.unit) for a in amounts] == [(value * size, units[name])]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_days_in_vietnamese_read_back(day: date) -> None:
    for text in (
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day}/{day.month}/{day.year}",
        f"ngày {day.day:02d}-{day.month:02d}-{day.year}",
    ):
        found = find_times(f"Hai bên gặp nhau {text}.", None, language="vi")
        assert [time.edtf for time in found] == [day.isoformat()], text


HOSTILE = """
    $ € £ US$ USD 1, 1. 0. 12 2024 10/ 10- 3rd the a an and of to from between in on by half
    third fifths million bn dozen percent % no. # over point minus - – ( ) , . / ^ ½ May Jan.
    Friday week next last year month first quarter ago since until before after early mid
    fiscal now Easter same period within rest so far twenty nineteen hundred s 's
"""
PIECES = HOSTILE.split()


def read_amounts(text: str) -> object:
    return find_amounts(text)


def read_times(text: str) -> object:
    return find_times(text, REFERENCE)


def read_numbers(text: str) -> object:
    return find_numbers(text)


READERS = [read_amounts, read_times, read_numbers]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("space", ["", " "])
def test_work_grows_with_a_repeated_piece(read, piece: str, space: str) -> None:  # type: ignore[no-untyped-def]
    assert grows_linearly(read, piece + space)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=6), st.sampled_from(["", " "]))
def test_work_grows_with_a_repeated_run(pieces: list[str], space: str) -> None:
    for read in READERS:
        assert grows_linearly(read, space.join(pieces) + " ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.sampled_from(["en", "vi"]))
def test_no_run_of_pieces_raises(text: str, language: str) -> None:
    find_amounts(text, language=language)
    find_times(text, REFERENCE, language=language)
    for number in find_numbers(text, language=language):
        assert 0 <= number.start < number.end <= len(text)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two thirds", Decimal(2) / 3),
        ("a quarter of them", Decimal("0.25")),
        ("twenty-one fifths", Decimal("4.2")),
        ("seven and three eighths", Decimal("7.375")),
        ("minus 12.5", Decimal("-12.5")),
        ("zero point zero four", Decimal("0.04")),
        ("one out of eight", Decimal("0.125")),
        ("4 dozen", 48),
        ("6 hundred and 12", 612),
        ("one million and a half", 1_500_000),
        ("9K", 9000),
        ("5^3", 125),
        ("¾", Decimal("0.75")),
    ],
)
def test_plain_numbers(words: str, value: Decimal) -> None:
    assert [number.value for number in find_numbers(f"It is {words}.")] == [value]


@pytest.mark.parametrize("text", ["a third country", "the second son", "the 4th", "no 12km road"])
def test_what_is_no_plain_number(text: str) -> None:
    assert find_numbers(text) == []


@given(st.integers(0, 999_999))
def test_whole_numbers_read_back_with_their_sign(number: int) -> None:
    assert [n.value for n in find_numbers(f"It fell to -{number:,} there.")] == [-number]
