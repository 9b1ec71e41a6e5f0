"""Adding by file, link and pasted words: what comes in, what is refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bilateral.record import Record
from bilateral.web.access.forms import FIELD
from bilateral.web.app import create_app
from bilateral.web.settings import Limits, Settings
from tests.web.reading_html import Page
from tests.web.sending import form_key, send

TEXT = "President Joe Biden visited Hanoi on September 10, 2023, for talks with Vietnam's leaders."


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Record]:
    with Record(str(tmp_path / "adding.db")) as record:
        yield record


@pytest.fixture
def client(kept: Record) -> TestClient:
    return TestClient(create_app(kept, Settings(limits=Limits(files=3, links=2))))


def finished(client: TestClient, answer: Any) -> Any:
    """The job's twin once it has come to its end; its page is sound before and after."""
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    assert Page(client.get(address).text).faults == []
    client.app.state.jobs.wait(30)  # type: ignore[attr-defined]
    page = Page(client.get(address).text)
    assert page.faults == []
    assert not [tag for tag, attributes in page.tags if attributes.get("hx-trigger")]
    return client.get(f"{address}.json").json()


def files(client: TestClient, *given: tuple[str, bytes]) -> Any:
    data = {FIELD: form_key(client)}
    sent = [("files", (name, content, "text/plain")) for name, content in given]
    return client.post("/add", data=data, files=sent, follow_redirects=False)


def test_a_pasted_article_joins_the_record_once(client: TestClient, kept: Record) -> None:
    fields = {"text": TEXT, "title": "A visit", "published": "2023-09-11"}
    done = finished(client, send(client, "/add", **fields))
    assert done["finished"]
    assert done["pairs"] == [["USA", "VNM"]]
    added = done["sources"][0]["added"][0]
    assert added["outcome"] == "added"
    assert added["statements"] > 0
    assert client.get(added["href"]).status_code == 200
    assert kept.documents()[0].published == "2023-09-11"
    again = finished(client, send(client, "/add", **fields))
    assert again["sources"][0]["added"][0]["outcome"] == "was there already"
    assert len(kept.documents()) == 1


def test_many_files_go_on_after_a_bad_one(client: TestClient, kept: Record) -> None:
    given = [("one.txt", TEXT.encode()), ("C:\\\\x\\\\p.png", b"\x89PNG\r\n"), ("none.txt", b"")]
    done = finished(client, files(client, *given))
    assert [s["name"] for s in done["sources"]] == ["one.txt", "p.png", "none.txt"]
    assert [s["state"] for s in done["sources"]] == ["done", "failed", "failed"]
    assert [s["faults"][0]["reason"] for s in done["sources"][1:]] == ["is a picture", "is empty"]
    assert (done["documents"], done["failed"], done["done"]) == (1, 2, 3)
    assert len(kept.documents()) == 1


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1:8080/x", "http://[::1]/", "http://169.254.169.254/latest", "http://0/"],
)
def test_links_into_private_networks_are_refused(
    client: TestClient, kept: Record, link: str
) -> None:
    done = finished(client, send(client, "/add", links=link))
    assert done["sources"][0]["state"] == "failed"
    assert "private" in done["sources"][0]["faults"][0]["reason"]
    assert kept.documents() == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose a file"),
        ({"text": "  "}, "Choose a file"),
        ({"links": "/etc/passwd"}, "is no link"),
        ({"links": "file:///etc/passwd"}, "is no link"),
        ({"links": "http://a.example http://b.example http://c.example"}, "At most"),
        ({"text": TEXT, "published": "yesterday"}, "is no day"),
    ],
)
def test_what_cannot_be_added_is_said_at_once(
    client: TestClient, kept: Record, fields: dict[str, str], told: str
) -> None:
    answer = send(client, "/add", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert kept.documents() == []


def test_too_many_files_are_refused(client: TestClient) -> None:
    given = [(f"{n}.txt", TEXT.encode()) for n in range(4)]
    assert files(client, *given).status_code == 422


def test_an_adding_that_is_not_known(client: TestClient) -> None:
    assert client.get("/jobs/0123456789abcdef").status_code == 404


def test_names_of_files_are_words(client: TestClient) -> None:
    done = files(client, ("<script>alert(1)</script>.txt", TEXT.encode()))
    address = done.headers["location"]
    client.app.state.jobs.wait(30)  # type: ignore[attr-defined]
    page = Page(client.get(address).text)
    assert all(script.get("src") for script in page.all("script"))
