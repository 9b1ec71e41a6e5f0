"""The queue of what waits for a person: what comes first, what is decided, what comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from fastapi.testclient import TestClient

from bilateral.model import Event
from bilateral.record import Record
from bilateral.record.proposals import keep_proposals
from bilateral.web.app import create_app
from bilateral.web.settings import Settings
from bilateral.web.views.review import mark, place_of, review
from bilateral.web.waiting import WEIGHTS, Item, Telling
from tests.web.conftest import TODAY
from tests.web.reading_html import Page
from tests.web.sending import form_key, send


@pytest.fixture
def kept(demo_record: Record, tmp_path: Path) -> Iterator[Record]:
    """A copy of the demo's record."""
    with demo_record.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    copy = tmp_path / "copy.db"
    for suffix in ("", "-wal"):
        if Path(demo_record.address + suffix).exists():
            shutil.copy(demo_record.address + suffix, str(copy) + suffix)
    with Record(str(copy)) as record:
        yield record


@pytest.fixture
def client(kept: Record) -> TestClient:
    return TestClient(create_app(kept, Settings(today=lambda: TODAY, person="a desk")))


def queue(client: TestClient, query: str = "") -> Any:
    return client.get(f"/review.json{query}").json()


def test_what_matters_most_comes_first_page_by_page(client: TestClient) -> None:
    view, items = queue(client), []
    while True:
        items += [w["item"] for w in view["items"]]
        if not view["next"]:
            break
        view = client.get(view["next"].replace("/review", "/review.json")).json()
    assert len(items) == view["total"] > 20
    assert len({item["id"] for item in items}) == len(items)
    weights = [WEIGHTS[item["reason"]] for item in items]
    assert weights == sorted(weights, reverse=True)
    assert {"spliced", "contradiction", "overdue", "unsure merge"} <= {i["reason"] for i in items}
    page = Page(client.get("/review").text)
    assert page.faults == []
    assert len(page.all("h1")) == 1


def test_filters_leave_what_they_say(client: TestClient) -> None:
    view = queue(client)
    for option in view["reasons"]:
        found = queue(client, f"?reason={option['value']}")
        assert found["total"] == option["count"]
        assert {w["item"]["reason"] for w in found["items"]} == {option["value"]}
    pair = next(o for o in view["pairs"] if o["value"] == "CHN-KEN")
    found = queue(client, "?pair=KEN-CHN")
    assert found["total"] == pair["count"]
    assert {tuple(w["item"]["pair"]) for w in found["items"]} == {("CHN", "KEN")}
    assert queue(client, "?pair=ABC-XYZ")["total"] == 0
    assert client.get("/review?reason=gossip").status_code == 422


@pytest.mark.parametrize("reason", ["contradiction", "overdue", "unsure merge"])
@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_what_is_decided_waits_no_more_until_undone(
    client: TestClient, reason: str, verdict: str
) -> None:
    before = queue(client, f"?reason={reason}")
    item = before["items"][0]["item"]["id"]
    back = f"/review?reason={quote_plus(reason)}"
    answer = send(client, "/review", item=item, verdict=verdict, back=back)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(back + "&done=")
    page = Page(client.get(answer.headers["location"]).text)
    acts = next(str(f["value"]) for f in page.all("input") if f.get("name") == "acts")
    assert item not in [w["item"]["id"] for w in queue(client, f"?reason={reason}")["items"]]
    assert send(client, "/review/undo", acts=acts, back=back).status_code == 303
    after = queue(client, f"?reason={reason}")
    assert item in [w["item"]["id"] for w in after["items"]]
    assert after["total"] == before["total"]


def test_htmx_gets_the_line_that_stands_in_its_place(client: TestClient) -> None:
    item = queue(client)["items"][0]["item"]["id"]
    data = {"form_key": form_key(client), "item": item, "verdict": "accept"}
    answer = client.post("/review", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert page.tags[0][0] == "li"
    assert "Undo" in "".join(page.text)


def test_the_second_reader_proposes_and_a_person_decides(client: TestClient, kept: Record) -> None:
    name, first = next(
        (d, s) for d, s in kept.statements(("USA", "VNM"), "event") if isinstance(s, Event)
    )
    document = kept.document(name)
    second = replace(first, place="Da Nang", rule="second.test")
    keep_proposals(kept, document, "second.test", [("differs", first, second, ("place",))])
    found = queue(client, "?reason=second%20reader")
    item = found["items"][0]["item"]
    assert "Da Nang" in item["message"]
    answer = send(client, "/review", item=item["id"], verdict="accept")
    assert answer.status_code == 303
    facts = client.get(f"/e/{first.id}.json").json()["history"]
    assert [said["who"] for said in facts] == ["a desk"]
    assert queue(client, "?reason=second%20reader")["total"] == 0
    assert send(client, "/review", item=item["id"], verdict="accept").status_code == 409
    assert send(client, "/review/undo", acts=item["id"]).status_code == 303
    assert queue(client, "?reason=second%20reader")["total"] == 1


def test_the_number_beside_the_link_is_that_of_the_queue(client: TestClient) -> None:
    total = queue(client)["total"]
    assert f'<span class="waiting">{total}</span>' in client.get("/search").text


def test_nothing_waits_in_an_empty_record(tmp_path: Path) -> None:
    with Record(str(tmp_path / "empty.db")) as record:
        client = TestClient(create_app(record))
        assert "Nothing waits" in client.get("/review").text
        assert client.get("/").status_code == 200


def an_item(number: int, reason: str, documents: int) -> Item:
    told = (Telling("words", "en", "Outlet", None, "/e/x"),)
    return Item(f"s~{number}", reason, ("A", "B"), "event", "visit", "", documents, None, told)


def test_the_next_page_goes_on_though_items_went() -> None:
    items = [an_item(n, "overdue", n % 7) for n in range(50)]
    items.sort(key=lambda item: item.key)
    first = review(items, None, None, None)
    rest = [i for i in items if i.id not in {w.item.id for w in first.items}]
    after = mark(first.items[-1].item)
    assert [w.item for w in review(rest, None, None, after).items] == rest[:20]
    for strange in ("", "x", "1.2", "1.x.y", "٣.٣.a"):
        assert place_of(strange) is None or strange == "1.2"
