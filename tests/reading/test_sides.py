"""Who is a side: of a page told by leaders or capitals only, of an act, of a talk about others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bilateral.documents import from_text
from bilateral.model import Reading
from bilateral.reading import read

WHITE_HOUSE = "The White House"


def reading(text: str, title: str | None = None, outlet: str | None = None) -> Reading:
    return read(replace(from_text(text, title=title, published="2024-03-14"), outlet=outlet))


def events(found: Reading) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(e.event_type, e.activity, e.source, e.recipient) for e in found.events]


@pytest.mark.parametrize(
    ("title", "text", "parties"),
    [
        ("Erdogan and Mitsotakis meet", "The two leaders met in Ankara.", ("GRC", "TUR")),
        ("Putin hosts Tokayev", "The presidents talked about gas.", ("KAZ", "RUS")),
        ("Tokyo protests to Beijing", "Beijing said that it meant no harm.", ("CHN", "JPN")),
        (None, "Canberra undertook to consult Honiara about the patrols.", ("AUS", "SLB")),
        (None, "Mr Tusk appealed to Kyiv to allow the search for graves.", ("POL", "UKR")),
        (
            "Japanese finance minister visits Vientiane",
            "The visiting minister said his country would train fifty Laotian officers.",
            ("JPN", "LAO"),
        ),
    ],
)
def test_parties_told_by_leaders_and_capitals(
    title: str | None, text: str, parties: tuple[str, ...]
) -> None:
    assert reading(text, title).document.parties == parties


def test_who_is_only_talked_about_is_no_party() -> None:
    text = (
        "President Biden spoke today with Pope Francis about Israel and Gaza. The President told"
        " him of his efforts in Israel. They want food to reach Gaza, and calm in Israel."
    )
    title = "Readout of President Biden’s Call with His Holiness Pope Francis"
    assert reading(text, title, WHITE_HOUSE).document.parties == ("USA", "VAT")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Brazil's foreign minister and his Chilean counterpart spoke by telephone about Peru.",
            [("CONSULT", "call", ("BRA", "CHL"), ())],
        ),
        (
            "Brazil asked Chile to condemn Russia.",
            [("REQUEST", "proposal", ("BRA",), ("CHL",))],
        ),
        ("Brazil and Chile called on Russia to leave Ukraine.", []),
        ("Brazil and Chile are meeting their obligations together.", []),
        ("Brazil and Chile look forward to closer ties.", []),
        ("In 2023 the Brazil trade deficit with Chile was $4 billion.", []),
        ("Brazil pledged to supply Ukraine with ambulances, Chile heard.", []),
        (
            "President Lula welcomed Chilean President Gabriel Boric to Brasilia today.",
            [("CONSULT", "meeting", ("CHL",), ("BRA",))],
        ),
        (
            "President Lula thanked Chile for hosting troops and reiterated his support for Chile.",
            [
                ("SUPPORT", "condolence", ("BRA",), ("CHL",)),
                ("SUPPORT", "statement", ("BRA",), ("CHL",)),
            ],
        ),
        ("Brazil is a committed partner of Chile.", []),
        ("Brazil released the following statement with Chile.", []),
        ("Brazil would impose tariffs on Chile if talks failed, an analyst said.", []),
        (
            "The signing of the agreement between Brazil and Chile took place on Monday.",
            [("SUPPORT", "agreement_signed", ("BRA", "CHL"), ())],
        ),
        (
            "Brazil voiced concern about Chile's arms sales.",
            [("ACCUSE", "accusation", ("BRA",), ("CHL",))],
        ),
    ],
)
def test_sides_of_acts(
    text: str, told: list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert events(reading(text, "Brazil, Chile")) == told


def test_concern_about_a_third_is_not_turned_against_who_hears_it() -> None:
    text = (
        "Vice President Harris met with President Mohamed bin Zayed of the United Arab Emirates."
        " She expressed alarm at the millions who have been displaced by the war."
    )
    title = "Readout of Vice President Harris’s Meeting with President Mohamed bin Zayed of the UAE"
    found = reading(text, title, WHITE_HOUSE)
    assert [e.event_type for e in found.events] == ["CONSULT"]


def test_all_hosts_of_a_trip_are_recipients() -> None:
    text = "On August 2, National Security Advisor Jake Sullivan traveled to Gabon and Nigeria."
    found = reading(text, "Readout of Jake Sullivan’s Travel to Gabon and Nigeria", WHITE_HOUSE)
    assert events(found) == [("CONSULT", "visit", ("USA",), ("GAB", "NGA"))]


def test_a_place_that_opens_the_sentence_hosts() -> None:
    text = (
        "In Nigeria, Jake Sullivan met with President Bola Tinubu to discuss developments in Niger."
    )
    found = reading(text, "Readout of Jake Sullivan’s Travel to Nigeria", WHITE_HOUSE)
    assert events(found) == [("CONSULT", "meeting", ("USA",), ("NGA",))]
    assert [e.place for e in found.events] == ["Nigeria"]


def test_whom_one_speaks_to_does_nothing() -> None:
    text = "Before meeting\nPRESIDENT LULA: Thank you.\nPresident Boric, I thank you for the gas."
    found = reading(text, "Remarks by President Lula of Brazil and President Boric of Chile")
    assert all(event.source != ("CHL",) for event in found.events)


def test_a_visit_called_off() -> None:
    found = reading("Japan's prime minister called off a visit to India.", "Japan, India")
    assert [(e.event_type, e.state) for e in found.events] == [("REJECT", "cancelled")]


def test_a_year_before_a_name_dates_the_act() -> None:
    found = reading("In 1978 China and Japan signed a treaty of peace.", "China, Japan")
    assert [(e.date, e.historical) for e in found.events] == [("1978", True)]


@pytest.mark.parametrize("text", ["Vučić received Orbán.", "Vucic received Orban."])
def test_names_without_diacritics(text: str) -> None:
    found = reading(text + " Serbia and Hungary agreed to build a pipeline.")
    assert {a.name: a.country for a in found.actors} == {
        "Aleksandar Vučić": "SRB",
        "Viktor Orbán": "HUN",
    }


def test_colleagues_in_a_list_are_of_one_country() -> None:
    text = (
        "In Gabon, Jake Sullivan met with President Ali Bongo Ondimba, Foreign Minister Hermann"
        " Immongault, and Minister of Environment Lee White. Gabon and the United States agreed."
    )
    found = reading(text, "Readout of Jake Sullivan’s Travel to Gabon", WHITE_HOUSE)
    placed = {a.name: a.country for a in found.actors}
    assert placed["Hermann Immongault"] == placed["Lee White"] == "GAB"


def test_a_name_in_the_name_of_an_award_is_nobody() -> None:
    text = (
        "President Maia Sandu of Moldova received the Madeleine K. Albright Democracy Award from"
        " Vice President Harris of the United States."
    )
    found = reading(text, "Moldova and the United States")
    assert {a.name for a in found.actors} == {"Maia Sandu", "Kamala Harris"}


def test_an_office_that_the_publisher_has_not_is_the_others() -> None:
    text = (
        "President Biden met with Prime Minister Kishida of Japan. The President praised the Prime"
        " Minister. The Prime Minister thanked the United States."
    )
    found = reading(
        text, "Readout of President Biden’s Meeting with Prime Minister Kishida", WHITE_HOUSE
    )
    assert ("SUPPORT", "condolence", ("JPN",), ("USA",)) in events(found)
