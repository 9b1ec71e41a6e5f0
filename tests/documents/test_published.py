"""Dates of publication: their spellings, and the order of day and month by evidence."""

from __future__ import annotations

from datetime import date

import pytest

from bilateral.documents.published import date_in_address, find_dates, publication


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ngày đăng 23/09/2024 | 12:43 PM", "2024-09-23T12:43"),
        ("10:13:25 AM | 9/16/2024", "2024-09-16T10:13:25"),
        ("Posted on July 8, 2015 | 08:15 AM", "2015-07-08T08:15"),
        ("Wednesday, August 25, 2021, 19:40 GMT+7", "2021-08-25T19:40+07:00"),
        ("Fri, 30 Dec 2005 09:00:00 +0700", "2005-12-30T09:00:00+07:00"),
        ("Thu, 21 Nov 2024 03:10:00 GMT", "2024-11-21T03:10:00+00:00"),
        ("17:45, 8 October 2025", "2025-10-08T17:45"),
        ("Feb. 3rd, 2019 at 7.30pm", "2019-02-03T19:30"),
        ("12:05 AM, 1 May 2020", "2020-05-01T00:05"),
        ("ngày 10 tháng 9 năm 2023", "2023-09-10"),
        ("2000-11-17T18:30:00+07:00", "2000-11-17T18:30:00+07:00"),
        ("2023-09-08", "2023-09-08"),
        ("05-Sep-2023", "2023-09-05"),
    ],
)
def test_spellings(words: str, told: str) -> None:
    assert publication(words) == told


@pytest.mark.parametrize(
    "words", ["31 September 2023", "2023-13-01", "30/02/2024", "July 8", "2024", "1,340/2024", ""]
)
def test_what_is_no_whole_date(words: str) -> None:
    assert publication(words) is None


def test_day_and_month_by_weekday() -> None:
    assert publication("Tuesday, 9/10/2024") == "2024-09-10"
    assert publication("Wednesday, 9/10/2024") == "2024-10-09"
    assert publication("Thứ Ba, 10/09/2024", vietnamese=True) == "2024-09-10"


def test_day_and_month_by_the_address() -> None:
    assert publication("9/10/2024", address="https://news.example/2024/09/10/a") == "2024-09-10"
    assert publication("9/10/2024", address="https://news.example/2024/10/09/a") == "2024-10-09"


def test_day_and_month_by_other_dates_of_the_page() -> None:
    assert publication("9/10/2024", page="Signed on September 10, 2024 in Hanoi.") == "2024-09-10"
    assert publication("9/10/2024", page="Updated 9/16/2024") == "2024-09-10"
    assert publication("9/10/2024", page="Updated 16/10/2024") == "2024-10-09"


def test_day_and_month_by_the_way_it_is_written() -> None:
    assert publication("10:13:25 AM | 9/6/2024") == "2024-09-06T10:13:25"
    assert publication("Ngày đăng 09/06/2024", vietnamese=True) == "2024-06-09"
    assert publication("09/06/2024") == "2024-06-09"


def test_spans_cover_the_time() -> None:
    words = "Views 9 | 23/09/2024 | 12:43 PM | Share"
    (found,) = find_dates(words)
    assert words[found.start : found.end] == "23/09/2024 | 12:43 PM"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example/2023/09/11/talks", date(2023, 9, 11)),
        ("https://news.example/20230911-talks", date(2023, 9, 11)),
        ("https://news.example/a/2023-09-11.html", date(2023, 9, 11)),
        ("https://news.example/a/4284334.html", None),
        ("https://news.example/20231391", None),
    ],
)
def test_dates_in_addresses(address: str, day: date | None) -> None:
    assert date_in_address(address) == day
