"""The interface for programs, as one asks it: lists and their pages, entries, checks, faults."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from bilateral.record import Record
from bilateral.record.relationship import relationship
from bilateral.web.api import PREFIX
from bilateral.web.api.limits import MOST_BODY
from tests.web.conftest import TODAY

VNM_USA = f"{PREFIX}/pairs/VNM-USA"
CLAIM = "Trade between Vietnam and the United States reached $123.9 billion in 2022."
KINDS = ("events", "figures", "statuses", "commitments", "areas", "actors")


def get(client: TestClient, address: str, **query: Any) -> Any:
    response = client.get(address, params=query or None)
    assert response.status_code == 200, response.text
    return response.json()


def everything(client: TestClient, address: str, limit: int) -> list[dict[str, Any]]:
    """All items of a list, a page at a time."""
    found: list[dict[str, Any]] = []
    here: str | None = f"{address}{'&' if '?' in address else '?'}limit={limit}"
    while here:
        page = get(client, here)
        assert len(page["items"]) <= limit
        found += page["items"]
        here = page["next"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_a_list_join_without_gap_or_repeat(client: TestClient, kind: str) -> None:
    address = f"{VNM_USA}/{kind}"
    whole = everything(client, address, 200)
    pieces = everything(client, address, 7)
    assert [item["entry"] for item in pieces] == [item["entry"] for item in whole]
    assert len({item["entry"] for item in whole}) == len(whole) > 2


def test_pairs_and_documents_join_too(client: TestClient) -> None:
    for address, key in ((f"{PREFIX}/pairs", "pair"), (f"{PREFIX}/documents", "id")):
        whole = [item[key] for item in everything(client, address, 200)]
        assert [item[key] for item in everything(client, address, 3)] == whole
        assert len(set(whole)) == len(whole) > 3


def test_the_next_page_is_a_link_too(client: TestClient) -> None:
    response = client.get(f"{VNM_USA}/events", params={"limit": 1})
    assert response.headers["Link"] == f'<{response.json()["next"]}>; rel="next"'


def test_every_quote_is_the_slice_that_it_names(client: TestClient) -> None:
    for name in everything(client, f"{VNM_USA}/documents?limit=200", 200)[:8]:
        found = get(client, f"{PREFIX}/documents/{name['id']}")
        assert len(found["statements"]) == found["total"] > 0
        for told in found["statements"]:
            for words in told["statement"]["evidence"]:
                assert found[words["in"]][words["start"] : words["end"]] == words["quote"]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"code": "CONSULT"}, lambda item: item["statement"]["event_type"] == "CONSULT"),
        ({"state": "planned"}, lambda item: item["statement"]["state"] == "planned"),
        ({"support": "supported"}, lambda item: item["support"]["sources"] > 1),
        ({"since": "2023", "until": "2023-09"}, lambda item: "2023" <= item["day"] < "2023-10"),
        ({"as_of": "2015-12-31"}, lambda item: item["first_told"] < "2016"),
    ],
)
def test_filters_leave_what_they_say(client: TestClient, query: dict[str, str], holds: Any) -> None:
    every = everything(client, f"{VNM_USA}/events", 200)
    kept = get(client, f"{VNM_USA}/events", limit=200, **query)["items"]
    assert 0 < len(kept) < len(every)
    assert all(holds(item) for item in kept)


def test_words_narrow_a_list(client: TestClient) -> None:
    found = get(client, f"{VNM_USA}/events", q="Biden", limit=200)["items"]
    assert 0 < len(found) < len(everything(client, f"{VNM_USA}/events", 200))
    for item in found:
        entry = get(client, f"{PREFIX}/entries/{item['entry']}", limit=200)
        told = [t["statement"] for t in entry["tellings"]]
        words = [str(s["actors"]) + "".join(e["quote"] for e in s["evidence"]) for s in told]
        titles = [t["source"]["title"] or "" for t in entry["tellings"]]
        assert any("biden" in text.lower() for text in words + titles)


def test_an_entry_tells_all_its_words_and_goes_by_a_statement_too(client: TestClient) -> None:
    listed = get(client, f"{VNM_USA}/events", support="supported", limit=1)["items"][0]
    entry = get(client, f"{PREFIX}/entries/{listed['entry']}")
    assert entry["entry"] == listed
    assert len(entry["tellings"]) == listed["statements"] > 1
    part = get(client, f"{PREFIX}/entries/{listed['entry']}", limit=1)
    assert get(client, part["next"])["tellings"] == entry["tellings"][1:2]
    by_statement = get(client, f"{PREFIX}/entries/{entry['tellings'][0]['statement']['id']}")
    assert by_statement["entry"]["entry"] == listed["entry"]


@pytest.mark.parametrize(
    ("day", "label"),
    [("2012-01-01", None), ("2015-01-01", "comprehensive"), ("2024-01-01", "strategic")],
)
def test_the_status_of_any_day(client: TestClient, day: str, label: str | None) -> None:
    found = get(client, f"{VNM_USA}/status", as_of=day)
    assert found["as_of"] == day
    assert all(step["first_told"][:10] <= day for step in found["ladder"])
    if label:
        assert label in found["status"]["statement"]["level"]


@pytest.mark.parametrize("day", ["1996-01-01", "2013-09-01", "2023-09-10", TODAY])
def test_a_status_is_that_of_the_whole_relationship(
    client: TestClient, demo_record: Record, day: str
) -> None:
    found = get(client, f"{VNM_USA}/status", as_of=day)["status"]
    whole = relationship(demo_record, ("USA", "VNM"), day).status
    assert whole is not None
    assert found["entry"] == whole.id
    assert found["statement"]["label"] == whole.statement.label


def test_countries_go_by_their_names(client: TestClient) -> None:
    assert get(client, f"{PREFIX}/pairs/Vietnam-United States") == get(client, VNM_USA)


def test_commitments_tell_what_became_of_them(client: TestClient) -> None:
    found = everything(client, f"{VNM_USA}/commitments", 200)
    states = {item["followed"]["state"] for item in found if item["followed"]}
    assert {"open", "kept"} <= states


def test_figures_are_checked(client: TestClient) -> None:
    asked = {"measure": "trade", "ref_area": "Vietnam", "counterpart_area": "USA"}
    good = get(client, f"{PREFIX}/checks/figure", **asked, value="$123.9 billion", period="2022")
    assert (good["verdict"], good["value"]) == ("supported", 123_900_000_000)
    assert good["reporters"][0]["reporter"] == "VNM"
    bad = get(client, f"{PREFIX}/checks/figure", **asked, value="200 billion", period="2022")
    assert (bad["verdict"], bad["holds"]) == ("contradicted", False)
    assert bad["suggestion"]


def test_a_text_is_checked_as_the_command_does(client: TestClient) -> None:
    response = client.post(f"{PREFIX}/checks/text", json={"text": CLAIM})
    found = response.json()
    assert response.status_code == 200
    assert [claim["verdict"] for claim in found["claims"]] == ["supported"]
    assert found["claims"][0]["quote"] in CLAIM
    wrong = client.post(f"{PREFIX}/checks/text", json={"text": CLAIM.replace("123.9", "990.1")})
    assert wrong.json()["contradicted"] is True


def test_search_finds_what_the_record_holds(client: TestClient) -> None:
    found = get(client, f"{PREFIX}/search", q="tariff", kind="event", pair="VNM-USA", limit=3)
    assert len(found["items"]) == 3
    for item in found["items"]:
        assert item["kind"] == "event"
        assert any(
            "tariff" in item["snippet"]["text"][a:b].lower() for a, b in item["snippet"]["marks"]
        )
    assert get(client, found["next"])["items"][0]["id"] not in {i["id"] for i in found["items"]}


def test_exports_are_listed(client: TestClient) -> None:
    assert {"plover", "sdmx-csv", "ftm"} <= {f["name"] for f in get(client, f"{PREFIX}/exports")}


# What a client keeps


def test_what_is_kept_is_asked_for_once(client: TestClient) -> None:
    first = client.get(f"{VNM_USA}/events")
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, no-cache"
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(f"{VNM_USA}/events", headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    other = client.get(f"{VNM_USA}/events?limit=3", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_head_tells_what_get_would(client: TestClient) -> None:
    head, whole = client.head(VNM_USA), client.get(VNM_USA)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


# Faults


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/pairs/VNM-USA/nothing", 404),
        ("/pairs/VNM", 404),
        ("/pairs/Atlantis-VNM", 404),
        ("/pairs/VNM-VNM", 422),
        ("/pairs/FJI-NRU", 404),
        ("/pairs/VNM-USA/events?after=WzEsMl0", 404),
        ("/pairs/VNM-USA/events?after=%F0%9F%98%80", 404),
        ("/pairs/VNM-USA/events?after=WyJcdWQ4MDAiLCAiYSJd", 404),
        ("/pairs?after=WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwLCAiYSJd", 404),
        ("/pairs/VNM-USA/events?limit=0", 422),
        ("/pairs/VNM-USA/events?limit=201", 422),
        ("/pairs/VNM-USA/events?as_of=2024-02-31", 422),
        ("/pairs/VNM-USA/events?since=yesterday", 422),
        ("/pairs/VNM-USA/events?support=maybe", 422),
        ("/entries/event~nothing", 404),
        ("/documents/abc", 404),
        ("/documents/%00", 404),
        ("/search", 422),
        ("/search?q=a&kind=poem", 422),
        ("/checks/figure?measure=love&ref_area=VNM&counterpart_area=USA&value=1", 422),
        ("/checks/figure?measure=trade&ref_area=VNM&counterpart_area=USA&value=much", 422),
        ("/checks/figure?measure=trade&ref_area=Mordor&counterpart_area=USA&value=1", 404),
    ],
)
def test_faults_are_told_as_problems(client: TestClient, address: str, status: int) -> None:
    response = client.get(PREFIX + address)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"] and problem["detail"]


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        response = client.request(method, f"{VNM_USA}/events")
        assert response.status_code in (403, 405), method


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"text": 1}',
        b'{"text": "a", "more": 1}',
        b'{"text": "\\ud800"}',
        b'{"text": "' + b"a" * 200_001 + b'"}',
        b'{"text": "a", "published": "today"}',
    ],
)
def test_a_wrong_text_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(f"{PREFIX}/checks/text", content=body, headers=headers)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_bytes_that_are_no_text_are_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post(f"{PREFIX}/checks/text", content=b"\xc3\x28", headers=headers)
    assert response.status_code == 400
    assert response.json()["title"] == "That cannot be read"


def test_too_large_a_request_is_refused_told_or_not(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}

    def pieces() -> Any:
        for _ in range(MOST_BODY // 100_000 + 2):
            yield b" " * 100_000

    for content in (b" " * (MOST_BODY + 1), pieces()):
        response = client.post(f"{PREFIX}/checks/text", content=content, headers=headers)
        assert response.status_code == 413


def test_words_of_any_kind_are_no_fault(client: TestClient) -> None:
    for words in ('"', "'; DROP TABLE", "\x00", "-", "a*" * 100, "NEAR(", "việt*", "😀"):
        get(client, f"{VNM_USA}/events", q=words)
        get(client, f"{PREFIX}/search", q=words)


def test_the_description_names_every_operation(client: TestClient) -> None:
    described = get(client, f"{PREFIX}/openapi.json")
    assert described["servers"] == [{"url": PREFIX}]
    assert len(described["paths"]) >= 16
    for methods in described["paths"].values():
        for operation in methods.values():
            assert operation["description"] or operation["summary"]
            assert "application/problem+json" in operation["responses"]["422"]["content"]
