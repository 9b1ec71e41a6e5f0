"""Whose "we" tells a figure on a government's own page."""

from __future__ import annotations

import pytest

from bilateral.model import Document, Figure
from bilateral.reading import read


def _figures(title: str, text: str) -> list[Figure]:
    page = Document(
        id="own",
        url=None,
        title=title,
        published="2023-05-01",
        outlet="The White House",
        language="en",
        text=text,
    )
    return list(read(page).figures)


def _told(figure: Figure) -> tuple[str, str | None, str | None, int]:
    return (
        figure.measure,
        figure.ref_area,
        figure.counterpart_area,
        int(figure.obs_value or 0),
    )


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Remarks on the United States and Kenya",
            "We’ve committed more than $1.2 billion in security assistance to the people of Kenya.",
            ("aid", "USA", "KEN", 1_200_000_000),
        ),
        (
            "Remarks on the United States and Japan",
            "We do $300 billion in trade with Japan each year.",
            ("trade", "JPN", "USA", 300_000_000_000),
        ),
        (
            "Remarks on the United States and Mexico",
            "We have a trade deficit with Mexico of $90 billion.",
            ("trade_balance", "USA", "MEX", -90_000_000_000),
        ),
        (
            "Adjusting Imports from Brazil into the United States",
            (
                "All articles that are products of Brazil shall be subject to an additional"
                " ad valorem duty of 25 percent."
            ),
            ("tariff_rate", "USA", "BRA", 25),
        ),
        (
            "Fact Sheet: The United States and Jordan",
            "$30 million to support Jordan’s schools.",
            ("aid", "USA", "JOR", 30_000_000),
        ),
        (
            "Remarks by the President and President Ruto of Kenya",
            (
                "PRESIDENT BIDEN: Welcome to Washington, friends of Kenya.\n"
                "We have provided $20 million in aid to Haiti."
            ),
            ("aid", "USA", "HTI", 20_000_000),
        ),
    ],
)
def test_we_is_who_puts_the_page_out(
    title: str, text: str, expected: tuple[str, str | None, str | None, int]
) -> None:
    assert [_told(figure) for figure in _figures(title, text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The CHIPS Act made possible a $53 billion investment in American semiconductors.",
        (
            "The Administration announced $6 billion for clean factories under the Inflation"
            " Reduction Act."
        ),
        "We will be providing over $11 billion in aid to fight hunger across the globe.",
        "The programme will leverage at least $22 million in aid from the private sector.",
        "We provided $340 million in refugee assistance to our European partners.",
    ],
)
def test_money_at_home_and_for_all_is_of_no_pair(text: str) -> None:
    lead = "The United States and China hold talks on trade in Geneva. "
    assert _figures("The United States and China", lead + text) == []


def test_aid_told_on_is_for_whom_it_was_told_before() -> None:
    text = (
        "The United States announced an additional $53 million in aid to Moldova against Russia. "
        "That brings the total humanitarian assistance to $107 million."
    )
    told = [_told(figure) for figure in _figures("The United States and Russia", text)]
    assert [pair[1:3] for pair in told] == [("USA", "MDA"), ("USA", "MDA")]


def test_each_amount_of_a_list_is_for_the_country_behind_it() -> None:
    text = (
        "The United States has provided aid to receive refugees, including $48 million in Poland,"
        " $30 million in Moldova and $10 million in Romania."
    )
    told = [_told(figure) for figure in _figures("The United States and Ukraine", text)]
    assert [(pair[2], pair[3] // 10**6) for pair in told] == [("POL", 48), ("MDA", 30), ("ROU", 10)]
