"""An article is removed from its page, after it has said what goes with it, and put back."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from bilateral.record import Record, accounts
from bilateral.record.pages import counts
from tests.web.reading_html import Page
from tests.web.sending import send
from tests.web.test_access import HASHED, signed_in
from tests.web.test_acting import client as client
from tests.web.test_acting import kept as kept
from tests.web.test_acting import made as made

PAIR = ("USA", "VNM")


def named(record: Record, title: str) -> str:
    return next(d.id for d in record.documents() if d.title == title)


def test_the_page_says_what_goes(client: TestClient, kept: Record) -> None:
    name = named(kept, "News 0")
    view = client.get(f"/d/{name}/remove.json").json()
    kinds = {k["kind"]: (k["gone"], k["stay"]) for k in view["kinds"]}
    assert kinds["event"][1] == 1  # the visit, which the second article tells too
    assert kinds["commitment"] == (1, 0)  # the cutter
    assert view["statements"] == len(kept.statements_of(name))
    page = Page(client.get(f"/d/{name}/remove").text)
    assert page.faults == []
    assert f'href="/d/{name[:16]}/remove"' in client.get(f"/d/{name[:16]}").text


def test_what_is_said_to_go_goes_and_comes_again(client: TestClient, kept: Record) -> None:
    def entries() -> dict[str, int]:
        return counts(kept, PAIR, "entries")["entries"]

    name = named(kept, "News 0")
    before = entries()
    going = {k["kind"]: k["gone"] for k in client.get(f"/d/{name}/remove.json").json()["kinds"]}
    timeline = client.get("/r/USA-VNM/timeline.json").json()
    answer = send(client, f"/d/{name}/remove", f"/d/{name}/remove", why="Retracted by the outlet")
    assert answer.status_code == 303
    after = entries()
    assert {k: before[k] - after.get(k, 0) for k in going} == going
    assert sum(going.values()) > 1
    page = client.get(answer.headers["location"]).text
    assert Page(page).faults == []
    assert "Removed" in page
    assert "by a desk: Retracted by the outlet" in page
    assert "Put it back" in page
    assert client.get("/r/USA-VNM/commitments.json").json()["head"]["documents"] == 2
    assert client.get(f"/d/{name}/remove").status_code == 404
    again = send(client, f"/d/{name}/restore", f"/d/{name}")
    assert again.status_code == 303
    assert entries() == before
    assert "Removed" not in client.get(again.headers["location"]).text
    assert client.get("/r/USA-VNM/timeline.json").json() == timeline


def test_a_reason_is_asked_for_and_the_form_is_checked(client: TestClient, kept: Record) -> None:
    name = named(kept, "News 0")
    assert send(client, f"/d/{name}/remove", f"/d/{name}/remove", why="  ").status_code == 422
    assert client.post(f"/d/{name}/remove", data={"why": "x"}).status_code == 403
    assert client.get("/d/nothing/remove").status_code == 404
    assert len(kept.documents()) == 3


@pytest.mark.parametrize(("who", "may"), [("Rita", False), ("Ed", True)])
def test_an_editor_removes_and_a_reader_does_not(kept: Record, who: str, may: bool) -> None:
    accounts.add_user(kept, who, "editor" if may else "reader", HASHED)
    person = signed_in(kept, who)
    name = named(kept, "News 0")
    assert ("/remove" in person.get(f"/d/{name}").text) is may
    answer = send(person, f"/d/{name}/remove", "/", why="Added by mistake")
    assert answer.status_code == (303 if may else 403)
    assert len(kept.documents()) == (2 if may else 3)
