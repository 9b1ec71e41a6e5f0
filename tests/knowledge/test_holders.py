"""Office-holders by day, and that the tables of offices and holders hold together."""

from __future__ import annotations

from datetime import date

import pytest

from bilateral.knowledge.holders import office_holder, on, people, tenures
from bilateral.knowledge.offices import offices


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("USA", "president", "1995-07-11", "Bill Clinton"),
        ("USA", "president", "2025-01-20", "Donald Trump"),
        ("USA", "secretary_of_state", "2013-07-25", "John Kerry"),
        ("VNM", "general_secretary", "2024-08-04", "To Lam"),
        ("VNM", "president", "2024-10-22", "Luong Cuong"),
        ("JPN", "prime_minister", "2015-12-12", "Shinzo Abe"),
        ("IND", "foreign_minister", "2022-01-01", "S. Jaishankar"),
        ("CHN", "foreign_minister", "2023-05-01", "Qin Gang"),
        ("KEN", "president", "2017-05-15", "Uhuru Kenyatta"),
    ],
)
def test_office_holder(country: str, office: str, day: str, name: str) -> None:
    found = office_holder(country, office, date.fromisoformat(day))
    assert found is not None and found.person == name


def test_a_vacant_office_has_no_holder() -> None:
    assert office_holder("VNM", "president", date(2024, 4, 1)) is None


def test_who_was_in_office_on_a_day() -> None:
    names = {row.person for row in on(date(2005, 6, 21), "VNM")}
    assert {"Phan Van Khai", "Tran Duc Luong", "Nong Duc Manh"} <= names


def test_every_tenure_is_of_a_known_office_and_ends_after_it_began() -> None:
    for row in tenures():
        assert row.office in offices("en"), row
        assert row.until is None or row.since <= row.until, row


def test_one_holder_at_a_time() -> None:
    """No two people hold a country's highest office on one day in the middle of their terms."""
    for country in {row.country for row in tenures()}:
        for year in range(1990, 2026):
            day = date(year, 5, 3)
            held = [row for row in on(day, country) if row.office == "prime_minister"]
            assert len(held) <= 1, (country, day, held)


def test_everyone_described_held_an_office() -> None:
    held = {f"{row.country}:{row.person}" for row in tenures()}
    assert set(people()) == held
