"""Days, counts and names in words."""

from __future__ import annotations

import pytest

from bilateral.web.wording import count, day, many, script_of, titled, when


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-09-10", "10 September 2023"),
        ("2023-09", "September 2023"),
        ("2023", "2023"),
        ("2024-03~", "about March 2024"),
        ("2024-01/2024-08", "January – August 2024"),
        ("2024-08-21/2024-08-31", "21 – 31 August 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2022/..", "since 2022"),
        ("../2022", "until 2022"),
        ("199X", "the 1990s"),
        ("[2023-09-10,2023-10-09]", "10 September 2023 or 9 October 2023"),
        ("never", "never"),
        (None, ""),
    ],
)
def test_dates_in_words(edtf: str | None, words: str) -> None:
    assert when(edtf) == words


def test_moments_and_counts() -> None:
    assert day("2024-09-22T10:00:00Z") == "22 September 2024"
    assert day(None) == ""
    assert count(12345) == "12,345"
    assert many(1, "source") == "1 source"
    assert many(2, "entry", "entries") == "2 entries"
    assert titled("fdi_investor_rank") == "FDI investor rank"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("To Lam", None),
        ("Tô Lâm", None),
        ("Nguyễn Phú Trọng", "vi"),
        ("Phạm Minh Chính", "vi"),
        ("习近平", "zh"),
        ("岸田文雄さん", "ja"),
        ("윤석열", "ko"),
        ("José Manuel", None),
        ("", None),
    ],
)
def test_the_language_of_a_names_letters(name: str, language: str | None) -> None:
    assert script_of(name) == language
