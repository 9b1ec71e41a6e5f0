"""Who is meant: countries, both parties, people and offices, and the parties of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bilateral.documents import from_text
from bilateral.reading.annotate import annotate
from bilateral.reading.page import Mention, Page


def page(text: str, **known: str) -> Page:
    return annotate(from_text(text, **known))


def mentions(text: str, **known: str) -> list[Mention]:
    return [m for sentence in page(text, **known).sentences for m in sentence.mentions]


def kinds(text: str, **known: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(m.text, m.kind, m.sides) for m in mentions(text, **known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vietnam-US ties grew.", [("Vietnam", "country", ("VNM",)), ("US", "country", ("USA",))]),
        (
            "Sino-Indian talks resumed.",
            [("Sino", "adjective", ("CHN",)), ("Indian", "adjective", ("IND",))],
        ),
        ("The Indo-Pacific strategy was new.", []),
        ("Hanoi said so.", [("Hanoi", "seat", ("VNM",))]),
        ("They met in Hanoi.", [("Hanoi", "capital", ("VNM",))]),
        (
            "Talks between Hanoi and Tokyo ended.",
            [("Hanoi", "seat", ("VNM",)), ("Tokyo", "seat", ("JPN",))],
        ),
        ("He visited Tokyo.", [("Tokyo", "capital", ("JPN",))]),
        ("Officials from the Kremlin left.", [("the Kremlin", "capital", ("RUS",))]),
    ],
)
def test_countries(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [found for found in kinds(text) if found[1] != "pronoun"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ships crossed the South China Sea.",
        "American Airlines flew to New Mexico.",
        "Michael Jordan scored again.",
        "They live in Atlanta, Georgia.",
        "The Washington Post wrote about it.",
        "It costs US$5 or 12 US dollars.",
        "The Band of Lakeside Indians voted.",
        "Vietnamese-American voters were split.",
        "Flights to Athens, Georgia, were late.",
    ],
)
def test_what_only_sounds_like_a_country(text: str) -> None:
    assert kinds(text) == []


def test_both_is_the_parties() -> None:
    text = "India and Japan held talks. The two countries agreed to meet each other again."
    both = [m for m in mentions(text) if m.kind == "both"]
    assert [(m.text, m.sides) for m in both] == [
        ("The two countries", ("IND", "JPN")),
        ("each other", ("IND", "JPN")),
    ]


def test_two_of_three_parties() -> None:
    text = (
        "India, Japan and Kenya met. The three leaders spoke. India and Japan want bilateral talks."
    )
    both = {m.text: m.sides for m in mentions(text) if m.kind == "both"}
    assert both["The three leaders"] == ("IND", "JPN", "KEN")
    assert both["bilateral"] == ("IND", "JPN")


@pytest.mark.parametrize(
    ("later", "name"),
    [
        ("Thanh said so.", "Nguyen Van Thanh"),
        ("He said so.", "Nguyen Van Thanh"),
        ("The foreign minister said so.", "Nguyen Van Thanh"),
        ("Mr. Thanh said so.", "Nguyen Van Thanh"),
        ("Nguyễn Văn Thanh said so.", "Nguyen Van Thanh"),
        ("The defence minister said so.", None),
        ("She said so.", "Nguyen Van Thanh"),
    ],
)
def test_later_mentions(later: str, name: str | None) -> None:
    text = f"Vietnam's Foreign Minister Nguyen Van Thanh visited Japan to tell Japan more. {later}"
    last = page(text).sentences[-1].mentions
    assert [m.actor for m in last if m.actor] == ([name] if name else [])


def test_a_woman_is_not_he() -> None:
    text = "Ms. Ruth Calder, Australia's Trade Minister, flew to Japan. He said that Japan agreed."
    assert [m.text for m in page(text).sentences[-1].mentions] == ["Japan"]


@pytest.mark.parametrize(
    ("day", "holder"), [("2012-05-01", "Barack Obama"), ("2018-05-01", "Donald Trump")]
)
def test_the_office_is_that_of_the_day(day: str, holder: str) -> None:
    text = "The US president received Kenyan ministers. Kenya and the United States agreed."
    assert mentions(text, published=day)[0].actor == holder


def test_family_name_first() -> None:
    found = page("Chinese Ambassador to Kenya Guo Lan left. Guo thanked Kenya and praised China.")
    assert [m.actor for m in found.sentences[1].mentions if m.kind == "person"] == ["Guo Lan"]


def test_office_of_another_country_is_another_person() -> None:
    text = (
        "Kenyan President William Ruto met President Xi Jinping of China. "
        "The Chinese president thanked the Kenyan president."
    )
    last = page(text, published="2024-09-05").sentences[-1].mentions
    assert [m.actor for m in last] == ["Xi Jinping", "William Ruto"]


@pytest.mark.parametrize(
    ("title", "text", "parties"),
    [
        ("India and Japan sign pact", "India and Japan signed a pact.", ("IND", "JPN")),
        (None, "Prices rose in India. Rain fell.", ("IND",)),
        (
            "Joint Statement of India, Japan and Kenya",
            "India, Japan and Kenya met in Tokyo.",
            ("IND", "JPN", "KEN"),
        ),
        (
            "Peru passes Chile among Japan's suppliers",
            "Peru sold Japan more copper than Chile. Peru and Japan trade freely.",
            ("JPN", "PER"),
        ),
        ("EU and Kenya agree", "The European Union and Kenya agreed on trade.", ("EUE", "KEN")),
    ],
)
def test_parties(title: str | None, text: str, parties: tuple[str, ...]) -> None:
    known = {"title": title} if title else {}
    assert page(text, **known).parties == parties


def test_what_a_government_publishes_is_about_its_country() -> None:
    document = from_text(
        "The President spoke with Prime Minister Andrew Holness of Jamaica about trade.",
        title="Readout of the Call with Prime Minister Holness of Jamaica",
        published="2023-02-01",
    )
    found = annotate(replace(document, outlet="The White House"))
    assert found.parties == ("JAM", "USA")
    assert {actor.name for actor in found.actors} == {"Joe Biden", "Andrew Holness"}


def test_mentions_lie_in_their_sentence() -> None:
    text = "Japan's Foreign Minister Hana Mori met Kenya's president in Nairobi. She left."
    for sentence in page(text).sentences:
        for mention in sentence.mentions:
            assert sentence.text[mention.start : mention.end] == mention.text
