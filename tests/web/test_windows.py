"""A large pair is shown by windows: what they show is what reading it whole shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bilateral.record import Record
from bilateral.web import queries, windows
from tests.web.reading_html import Page

PAIR = ("USA", "VNM")
DAY = "2026-11-22"
SECTIONS = ("", "/timeline", "/figures", "/fields", "/commitments", "/people", "/sources")


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "WHOLE", 0)


@pytest.mark.usefixtures("as_large")
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_a_large_pair_is_whole(client: TestClient, section: str) -> None:
    response = client.get(f"/r/VNM-USA{section}")
    assert response.status_code == 200
    assert Page(response.text).faults == []
    assert "lists show what is latest or most told" in response.text


def test_counts_and_course_are_the_same(demo_record: Record) -> None:
    entire = queries.relationship(demo_record, PAIR, DAY)
    seen = windows.window(demo_record, PAIR, DAY, "fields")
    assert entire.sizes.whole
    assert not seen.sizes.whole
    for name in ("documents", "events", "fields"):
        assert getattr(seen.sizes, name) == getattr(entire.sizes, name), name
    assert seen.months == entire.months
    assert seen.by_year == {year: dict(told) for year, told in entire.by_year.items()}
    assert seen.status
    assert entire.status
    assert seen.status.id == entire.status.id


def test_the_timeline_has_the_same_events(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/r/USA-VNM/timeline.json?activity=visit&since=2013"
    entire = client.get(address).json()
    monkeypatch.setattr(windows, "WHOLE", 0)
    seen = client.get(address).json()
    assert _names(seen) == _names(entire)
    assert seen["found"] == entire["found"] == len(_names(entire))
    assert _choices(seen, "type") == _choices(client.get(address).json(), "type")


def _names(view: dict[str, Any]) -> list[str]:
    return sorted(e["line"]["id"] for year in view["years"] for e in year["events"])


def _choices(view: dict[str, Any], name: str) -> dict[str, int]:
    menu = next(facet for facet in view["facets"] if facet["name"] == name)
    return {choice["value"]: choice["count"] for choice in menu["choices"]}


FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"type": "AGREE"},
    {"activity": "visit", "since": "2013"},
    {"side": "VNM", "state": "occurred"},
    {"side": "USA", "type": "CONSULT", "until": "2023-06"},
    {"field": "military"},
    {"field": "economic", "activity": "meeting"},
    {"actor": "Joe Biden"},
    {"actor": "Joe Biden", "field": "economic", "since": "2023-09", "until": "2023-09"},
    {"actor": "Barack Obama", "state": "occurred", "side": "USA"},
    {"state": "planned"},
    {"type": "AGREE", "state": "occurred", "side": "VNM", "field": "economic"},
    {"type": "NOTHING"},
)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("day", ["", "2023-12-31"])
def test_every_filter_says_the_same_of_a_large_pair(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, filters: dict[str, str], day: str
) -> None:
    """The events that are left, how many, and the numbers beside every filter."""
    wanted = {**filters, **({"as_of": day} if day else {})}
    entire = client.get("/r/USA-VNM/timeline.json", params=wanted).json()
    monkeypatch.setattr(windows, "WHOLE", 0)
    seen = client.get("/r/USA-VNM/timeline.json", params=wanted).json()
    assert not seen["head"]["whole"]
    assert seen["found"] == entire["found"]
    assert seen["pages"] == entire["pages"]
    for name in ("type", "activity", "side", "field", "state"):
        assert _choices(seen, name) == _choices(entire, name), name
    everybody = _choices(entire, "actor")
    for name, number in _choices(seen, "actor").items():
        assert number == everybody[name], name
    if entire["pages"] == 1:
        assert _names(seen) == _names(entire)


def test_the_filters_of_the_test_leave_something(client: TestClient) -> None:
    found = [client.get("/r/USA-VNM/timeline.json", params=f).json()["found"] for f in FILTERS]
    assert sum(number > 0 for number in found) >= len(FILTERS) - 3


@pytest.mark.parametrize("kind", ["event", "figure", "status", "commitment", "actor"])
def test_an_entry_says_the_same(
    client: TestClient, demo_record: Record, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    statement = demo_record.statements(PAIR, kind)[0][1]
    entire = client.get(f"/e/{statement.id}.json").json()
    monkeypatch.setattr(windows, "WHOLE", 0)
    seen = client.get(f"/e/{statement.id}.json").json()
    for part in ("told", "facts", "merged", "whose", "others", "verdict"):
        assert seen[part] == entire[part], part


def test_search_leads_to_entries(client: TestClient) -> None:
    for kind in ("document", "figure", "event", "commitment"):
        hits = client.get(f"/search.json?q=trade&kind={kind}").json()["hits"]
        assert {hit["kind"] for hit in hits} == {kind}
        response = client.get(hits[0]["href"])
        assert response.status_code == 200
        assert re.search(r"<h1[ >]", response.text)
