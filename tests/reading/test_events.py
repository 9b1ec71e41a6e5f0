"""Events of whole articles: sides, hosts, days, what is to come and what is told once."""

import json
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text
from bilateral.model import Event
from bilateral.reading import read

SHARED = Path(__file__).parents[2].parent / "shared"


def events(
    text: str, published: str | None = "2024-05-14", title: str | None = None
) -> list[Event]:
    return list(read(from_text(text, title=title, published=published)).events)


def test_the_visitor_is_source_and_the_host_recipient() -> None:
    (event,) = events(
        "NAIROBI, May 13 - Japanese Prime Minister Fumio Kishida met President William Ruto "
        "of Kenya on Monday."
    )
    assert (event.event_type, event.activity) == ("CONSULT", "meeting")
    assert (event.source, event.recipient) == (("JPN",), ("KEN",))
    assert event.date == "2024-05-13"


def test_without_a_host_all_are_source() -> None:
    (event,) = events("Kenya and Japan held talks on Monday.")
    assert (event.source, event.recipient) == (("JPN", "KEN"), ())


def test_a_visit_to_come_is_an_agreement() -> None:
    (event,) = events("Japan's Prime Minister Fumio Kishida will visit Kenya on May 20.")
    assert (event.event_type, event.activity, event.state) == ("AGREE", "visit", "planned")
    assert event.date == "2024-05-20"


def test_no_date_where_the_text_gives_none() -> None:
    (event,) = events("Kenya thanked Japan for the hospital.")
    assert event.date is None


def test_what_did_not_happen_is_no_event() -> None:
    assert not events("Kenya did not thank Japan for the hospital.")


def test_what_is_hoped_for_is_no_event() -> None:
    assert not events("Kenya hopes that Japan will visit the port.")


@pytest.mark.parametrize(
    "text",
    [
        "Kenya continues to pose an unusual threat to the security of Japan.",
        "The President of Kenya offers a toast to the Prime Minister of Japan.",
    ],
)
def test_what_is_done_to_nobody_is_no_event(text: str) -> None:
    assert not events(text)


def test_a_meeting_told_twice_is_told_once() -> None:
    found = events(
        "President William Ruto of Kenya met Japan's Prime Minister Fumio Kishida on Monday. "
        "Ruto met Kishida for an hour."
    )
    assert [event.activity for event in found] == ["meeting"]


def test_no_event_within_one_country() -> None:
    assert not events("Police in Kenya arrested two Kenyans. Kenya praised its runners.")


SEEDS = sorted(SHARED.glob("examples/seed-*.expected.json"))


@pytest.mark.skipif(not SEEDS, reason="no real articles at hand")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_events_of_real_articles(path: Path) -> None:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    text = (SHARED / gold["document"]["file"]).read_text(encoding="utf-8")
    found = {
        (e.event_type, e.activity, e.source, e.recipient, e.state, e.date)
        for e in events(text, gold["document"]["published"])
    }
    wanted = {
        (
            e["event_type"],
            e["activity"],
            tuple(e["source"]),
            tuple(e["recipient"]),
            e["state"],
            e["date"],
        )
        for e in gold["events"]
    }
    assert wanted <= found


TRANSCRIPT = """The White House
PRESIDENT BIDEN: Well, welcome to the White House.
I want to thank you for the peacekeepers whom your country has sent.
PRESIDENT RUTO: {answer}
"""


def test_a_transcript_tells_a_meeting_and_thanks() -> None:
    text = TRANSCRIPT.format(answer="It is good to be here, and thank you for your warm words.")
    title = "Remarks by President Biden and President William Ruto of Kenya"
    found = events(text, title=title)
    kinds = [(e.event_type, e.activity, e.source, e.recipient) for e in found]
    assert kinds == [
        ("CONSULT", "meeting", ("KEN",), ("USA",)),
        ("SUPPORT", "condolence", ("USA",), ("KEN",)),
        ("SUPPORT", "condolence", ("KEN",), ("USA",)),
    ]


def test_thanks_quoted_in_an_article_are_no_transcript() -> None:
    assert not events(
        "President William Ruto of Kenya was asked about Japan. "
        '"I want to thank you for the question," he told a reporter. The weather was fine.'
    )


def test_what_both_sides_urge_is_not_urged_of_either() -> None:
    assert not events("Kenya and Japan called for a ceasefire in the north.")


def test_what_is_asked_of_a_third_is_not_asked_of_the_other() -> None:
    found = events("Kenya and Japan are friends. Kenya called on Russia to open the port.")
    assert not [e for e in found if e.event_type == "REQUEST"]
    (event,) = events("Kenya called on Japan to open the port.")
    assert (event.event_type, event.recipient) == ("REQUEST", ("JPN",))


def test_a_thing_of_a_side_does_not_act() -> None:
    assert not events("Kenya's recognition of the islands will support Japan.")
    (event,) = events("Kenya's government will support Japan.")
    assert event.source == ("KEN",)


def test_a_prospect_is_no_pledge() -> None:
    assert not events("Kenya is slated to get engines from Japan.")
    (event,) = events("Kenya promised Japan a berth in the port.")
    assert (event.event_type, event.activity) == ("AGREE", "pledge")


def test_a_case_only_thought_of_is_no_event() -> None:
    assert not events("If Kenya thanked Japan, nobody heard it.")


def test_aid_announced_is_promised() -> None:
    (event,) = events("Japan announced $20 million in aid for Kenya.")
    assert (event.event_type, event.activity) == ("AGREE", "pledge")
    (event,) = events("Japan delivered $20 million in aid to Kenya.")
    assert event.event_type == "AID"


def test_a_call_has_no_host() -> None:
    (event,) = events(
        "President William Ruto of Kenya spoke today with Japan's Prime Minister Fumio Kishida "
        "ahead of the summit in Tokyo."
    )
    assert (event.source, event.recipient) == (("JPN", "KEN"), ())


def test_a_clause_behind_as_has_its_own_subject() -> None:
    found = events(
        "Farmers sold more tea on Monday as President William Ruto of Kenya met "
        "Japan's Prime Minister Fumio Kishida."
    )
    assert [(e.activity, e.source) for e in found] == [("meeting", ("JPN", "KEN"))]


def test_a_treaty_that_was_signed_is_an_event() -> None:
    found = events("The paper describes the treaty that Kenya and Japan signed in 2020.")
    assert [(e.activity, e.source, e.date) for e in found] == [
        ("agreement_signed", ("JPN", "KEN"), "2020")
    ]
    assert not events("The paper describes the coast that Kenya and Japan mapped in 2020.")


def test_the_first_to_visit_has_visited() -> None:
    (event,) = events("Fumio Kishida of Japan is the first Prime Minister to visit Kenya.")
    assert (event.activity, event.source, event.recipient) == ("visit", ("JPN",), ("KEN",))
    assert not events("Fumio Kishida of Japan is the wrong man to visit Kenya.")


def test_who_also_meets_meets_at_the_same_place() -> None:
    found = events(
        "On Monday President William Ruto of Kenya met Japan's Prime Minister Fumio Kishida in "
        "Tokyo. "
        "He also met Japan's Foreign Minister Yoko Kamikawa."
    )
    assert [(e.source, e.recipient) for e in found] == [(("KEN",), ("JPN",))] * 2


def test_a_visit_prepared_is_still_to_come() -> None:
    (event,) = events("Japan and Kenya spoke of preparations for the visit of Kishida to Kenya.")
    assert event.state == "planned"


@pytest.mark.parametrize("words", ["is due to meet", "is expected to meet", "is set to meet"])
def test_an_appointment_is_a_plan_though_no_day_is_told(words: str) -> None:
    (event,) = events(f"Kenyan President William Ruto {words} Japan's Prime Minister.")
    assert (event.event_type, event.activity, event.state) == ("AGREE", "meeting", "planned")


def test_what_will_be_a_visit_is_planned() -> None:
    (event,) = events("It will be William Ruto's first visit to Japan.", title="Kenya and Japan")
    assert (event.activity, event.state) == ("visit", "planned")
