"""Fields of a page of plain words: found, and taken out of the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bilateral.documents import from_text, load
from bilateral.model import Document

SHARED = Path(__file__).parents[3] / "shared"

BODY = (
    "The foreign ministers of Kenya and China met in Nairobi on Monday and agreed to open "
    "talks on trade before the end of the year.\n\n"
    "Both described the step as fair. A second round follows in Beijing in the autumn."
)


def test_section_title_date_views_and_byline() -> None:
    found = from_text(
        "FOREIGN RELATION NEWS\n\nKenya and China agree to talk about trade\n"
        f"Ngày đăng 23/09/2024 | 12:43 PM  | View count: 1,209\n\n{BODY}\n\nAmina Otieno"
    )
    assert found.section == "FOREIGN RELATION NEWS"
    assert found.title == "Kenya and China agree to talk about trade"
    assert found.published == "2024-09-23T12:43"
    assert found.view_count == 1209
    assert found.byline == "Amina Otieno"
    assert found.text == BODY
    assert found.language == "en"


@pytest.mark.parametrize(
    ("head", "outlet", "published", "byline"),
    [
        (
            "Savanna Mirror | Sunday, March 20, 2022 | Views: 204",
            "Savanna Mirror",
            "2022-03-20",
            None,
        ),
        ("Savanna Gazette, 24 May 2016", "Savanna Gazette", "2016-05-24", None),
        (
            "By Amina Otieno, Savanna Review\nJuly 20, 2020",
            "Savanna Review",
            "2020-07-20",
            "Amina Otieno",
        ),
        ("Reuters\nPublished: 2024-09-05 10:00", "Reuters", "2024-09-05T10:00", None),
        ("10:13:25 AM | 9/16/2024", None, "2024-09-16T10:13:25", None),
        ("October 26, 2022", None, "2022-10-26", None),
    ],
)
def test_heads(head: str, outlet: str | None, published: str, byline: str | None) -> None:
    found = from_text(f"Kenya and China agree to talk about trade\n{head}\n\n{BODY}")
    assert found.title == "Kenya and China agree to talk about trade"
    assert (found.outlet, found.published, found.byline) == (outlet, published, byline)
    assert found.text == BODY


def test_a_dateline_with_a_year_dates_and_one_without_does_not() -> None:
    told = from_text(f"Kenya, China to talk\n\nNAIROBI, Sept 10, 2023 (Xinhua) - {BODY}")
    assert (told.published, told.outlet, told.source_kind) == (
        "2023-09-10",
        "Xinhua",
        "state_media",
    )
    assert told.text.startswith("NAIROBI, Sept 10, 2023")
    assert from_text(f"Kenya, China to talk\n\nNAIROBI, Sept 10 - {BODY}").published is None


def test_a_source_below_makes_a_reprint() -> None:
    found = from_text(
        f"Kenya and China agree to talk\nSavanna Post, 24 May 2016\n\n{BODY}\n\n(From wire reports)"
    )
    assert (found.outlet, found.source_kind) == ("Savanna Post", "reprint")
    assert found.text == BODY


def test_what_is_given_is_not_looked_for() -> None:
    found = from_text(
        "Oval Office\n4:16 P.M. EST\n" + BODY, title="Remarks", published="2021-02-23"
    )
    assert (found.title, found.published) == ("Remarks", "2021-02-23")
    assert found.text.startswith("Oval Office\n4:16 P.M. EST\n")


def test_a_given_title_that_is_repeated_leaves_the_text() -> None:
    assert from_text(f"Kenya and China talk\n\n{BODY}", title="Kenya and China talk").text == BODY


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and China signed a loan agreement in Beijing on Monday.",
        "Vietnam will open an embassy in Nairobi. Kenya welcomed it.",
        "1. The two sides agreed to raise trade.\n2. They will open consulates.",
        "Trade grew to $5 billion on 5 May 2024, officials of both sides said in Nairobi.",
    ],
)
def test_text_without_a_head_stays_whole(text: str) -> None:
    found = from_text(text)
    assert (found.text, found.title, found.published) == (text, None, None)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seeds are not here")
@pytest.mark.parametrize("number", [0, 1])
def test_the_seeds(number: int) -> None:
    expected = json.loads((SHARED / f"examples/seed-{number}.expected.json").read_text())
    told = expected["document"]
    (found,) = load(SHARED / told["file"])
    assert isinstance(found, Document)
    for name in ("title", "section", "published", "language", "byline"):
        assert getattr(found, name) == told[name], name
    assert found.text.count("have set a model") <= 1
    assert found.text.count("While trade and investment will have") <= 1
    for words in ("at the event.\n", "Photo courtesy", "View count", "\u00a0"):
        assert words not in found.text
