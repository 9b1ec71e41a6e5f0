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
