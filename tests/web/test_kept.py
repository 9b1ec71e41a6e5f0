"""What is kept between requests is shown only while it holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bilateral.documents import from_text
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.review import correct, undo
from bilateral.web.app import create_app

FIRST = "President Joe Biden visited Hanoi on September 10, 2023, for talks with Vietnam's leaders."
SECOND = (
    "Vietnamese Prime Minister Pham Minh Chinh met President Joe Biden in Washington on "
    "May 12, 2024. The United States and Vietnam signed a trade agreement."
)


@pytest.fixture
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("kept") / "kept.db")) as made:
        add(made, FIRST, "2023-09-11")
        yield made


def add(record: Record, text: str, published: str) -> str:
    document = from_text(text, title="A visit", published=published)
    record.add(read(document), record.start_run(["test"]))
    return document.id


def words(client: TestClient) -> list[str]:
    view = client.get("/r/USA-VNM/timeline.json").json()
    return [event["line"]["text"] for year in view["years"] for event in year["events"]]


def test_what_is_added_and_removed_shows_at_once(record: Record) -> None:
    client = TestClient(create_app(record))
    before = words(client)
    assert before
    name = add(record, SECOND, "2024-05-13")
    assert len(words(client)) > len(before)
    record.remove(name)
    assert words(client) == before


def test_a_correction_and_its_undoing_show_at_once(record: Record) -> None:
    client = TestClient(create_app(record))
    statement = record.statements(("USA", "VNM"), "event")[0][1]
    before = words(client)
    act = correct(record, statement.id, "reject", who="a desk")
    assert len(words(client)) == len(before) - 1
    undo(record, act)
    assert words(client) == before
    correct(record, statement.id, "correct", {"place": "Da Nang"}, who="a desk", why="misread")
    entry = client.get(f"/e/{statement.id}.json").json()
    assert {"name": "Where", "value": "Da Nang"} in entry["facts"]
    assert entry["history"][0]["who"] == "a desk"
