"""What people say of entries: accepted, rejected, corrected, merged, split, and undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bilateral.documents import from_text
from bilateral.model import KINDS, Figure
from bilateral.reading import read
from bilateral.record import Record
from bilateral.web.app import create_app
from bilateral.web.correcting import FormError, asks, corrected, form_of
from bilateral.web.settings import Settings
from tests.web.reading_html import Page
from tests.web.sending import send

TRADE = "Two-way trade between Vietnam and the United States"
FIRST = (
    f"President Joe Biden visited Hanoi on September 10, 2023. {TRADE} reached $123 billion in "
    "2022. The United States pledged to send Vietnam a third cutter by 2024."
)
SECOND = (
    "US President Joe Biden visited Hanoi on September 10, 2023, for talks. "
    f"{TRADE} was $139 billion in 2022."
)
THIRD = "US President Barack Obama visited Vietnam from May 22 to 25, 2016, for talks in Hanoi."
TOLD = [("2023-09-11", FIRST), ("2023-09-12", SECOND), ("2016-05-26", THIRD)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record made once, which every test gets a copy of."""
    name = tmp_path_factory.mktemp("acting") / "acting.db"
    with Record(str(name)) as record:
        run = record.start_run(["test"])
        for number, (day, text) in enumerate(TOLD):
            record.add(read(from_text(text, title=f"News {number}", published=day)), run)
    return name


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Iterator[Record]:
    with Record(str(shutil.copy(made, tmp_path / "copy.db"))) as record:
        yield record


@pytest.fixture
def client(kept: Record) -> TestClient:
    return TestClient(create_app(kept, Settings(today=lambda: "2026-11-22", person="a desk")))


def visit(record: Record, number: int = 0) -> str:
    """The id of the visit in one of the documents."""
    events = record.statements(("USA", "VNM"), "event")
    found = [s.id for _, s in reversed(events) if getattr(s, "activity", "") == "visit"]
    return found[number]


def twin(client: TestClient, name: str) -> Any:
    return client.get(f"/e/{name}.json").json()


def act(client: TestClient, name: str, what: str, **fields: Any) -> str:
    """Does something to an entry; the acts by which it is undone."""
    answer = send(client, f"/e/{name}/{what}", f"/e/{name}", **fields)
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    fields_of = Page(page.text).all("input")
    return next(str(f["value"]) for f in fields_of if f.get("name") == "acts")


def undo(client: TestClient, acts: str) -> None:
    assert send(client, "/undo", acts=acts, back="/").status_code == 303


def listed(client: TestClient) -> list[str]:
    years = client.get("/r/USA-VNM/timeline.json").json()["years"]
    return [event["line"]["text"] for year in years for event in year["events"]]


def test_reject_takes_an_entry_from_the_lists_and_undo_brings_it_back(
    client: TestClient, kept: Record
) -> None:
    name, before = visit(kept), listed(client)
    acts = act(client, name, "judge", act="reject", why="a draft")
    assert len(listed(client)) == len(before) - 1
    view = twin(client, name)
    assert view["rejected"] == "a desk"
    assert view["history"][0]["why"] == "a draft"
    assert view["history"][0]["made"]
    undo(client, acts)
    assert listed(client) == before
    assert twin(client, name)["history"] == []


def test_accept_stands_with_who_and_when(client: TestClient, kept: Record) -> None:
    name = visit(kept)
    acts = act(client, name, "judge", act="accept")
    said = twin(client, name)["history"]
    assert [(s["verdict"], s["who"]) for s in said] == [("accept", "a desk")]
    undo(client, acts)
    assert twin(client, name)["history"] == []
    assert send(client, "/undo", acts=acts).status_code == 409


def test_one_telling_is_split_out_and_merged_again(client: TestClient, kept: Record) -> None:
    one, other = visit(kept, 0), visit(kept, 1)
    assert len(twin(client, one)["told"]) == 2
    acts = act(client, one, "split", statement=other)
    assert len(twin(client, one)["told"]) == 1
    offered = client.get(f"/e/{one}/merge.json").json()["candidates"]
    assert other in [c["statement"] for c in offered]
    found = client.get(f"/e/{one}/merge.json?q=Hanoi").json()["candidates"]
    assert other in [c["statement"] for c in found]
    undo(client, acts)
    assert len(twin(client, one)["told"]) == 2
    far = visit(kept, 2)
    acts = act(client, one, "merge", other=[far], why="one journey")
    assert len(twin(client, far)["told"]) == 3
    undo(client, acts)
    assert len(twin(client, far)["told"]) == 1


def test_what_cannot_be_done_says_so(client: TestClient, kept: Record) -> None:
    alone = visit(kept, 2)
    told = send(client, f"/e/{alone}/split", statement=alone)
    assert told.status_code == 409
    assert "alone" in told.text
    assert send(client, f"/e/{alone}/merge").status_code == 422
    figure = kept.statements(("USA", "VNM"), "figure")[0][1].id
    assert client.get(f"/e/{figure}/merge").status_code == 404
    assert send(client, "/e/event-nothing/judge", act="reject").status_code == 404
    assert client.get("/e/event-nothing/correct").status_code == 404


def filled(client: TestClient, name: str) -> dict[str, Any]:
    """The form that corrects a statement, as a browser would send it unchanged."""
    fields = client.get(f"/e/{name}/correct.json").json()["fields"]
    return {
        f["name"]: [c["code"] for c in f["choices"] if c["chosen"]] or f["value"] for f in fields
    }


def test_a_figure_is_corrected_and_undone(client: TestClient, kept: Record) -> None:
    name = kept.statements(("USA", "VNM"), "figure")[0][1].id
    page = Page(client.get(f"/e/{name}/correct").text)
    assert page.faults == []
    unchanged = send(client, f"/e/{name}/correct", **filled(client, name))
    assert unchanged.status_code == 422
    sent = {**filled(client, name), "obs_value": "138,900,000,000", "reporter": "Hanoi", "why": "x"}
    acts = act(client, name, "correct", **sent)
    facts = {f["name"]: f["value"] for f in twin(client, name)["facts"]}
    assert facts["Exactly"] == "138,900,000,000 USD"
    assert facts["Whose statistics"] == "Vietnam"
    assert set(client.get(f"/e/{name}.json").json()["history"][0]["fields"][0]) == {"name", "value"}
    undo(client, acts)
    facts = {f["name"]: f["value"] for f in twin(client, name)["facts"]}
    assert facts["Exactly"] != "138,900,000,000 USD"


def test_a_second_correction_keeps_the_first(client: TestClient, kept: Record) -> None:
    name = visit(kept, 2)
    act(client, name, "correct", **{**filled(client, name), "place": "Da Nang"})
    act(client, name, "correct", **{**filled(client, name), "date": "2023-09-11"})
    facts = {f["name"]: f["value"] for f in twin(client, name)["facts"]}
    assert facts["Where"] == "Da Nang"
    assert facts["When"] == "11 September 2023"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("obs_value", "many", "no number"),
        ("obs_value", "1e400", "no number"),
        ("measure", "gossip", "not in the list"),
        ("measure", "", "must say something"),
        ("ref_area", "Atlantis", "Of"),
        ("time_period", "soon", "no date"),
    ],
)
def test_a_form_says_what_is_wrong(
    client: TestClient, kept: Record, field: str, value: str, told: str
) -> None:
    name = kept.statements(("USA", "VNM"), "figure")[0][1].id
    answer = send(client, f"/e/{name}/correct", **{**filled(client, name), field: value})
    assert answer.status_code == 422
    assert told in answer.text


def test_every_kind_has_a_form_that_changes_nothing_by_itself(kept: Record) -> None:
    said = {k: s for k in KINDS for _, s in kept.statements(("USA", "VNM"), k)}
    assert {"figure", "event", "commitment", "actor"} <= set(said)
    for kind in KINDS:
        assert asks(kind)
    for statement in said.values():
        form = form_of(statement)
        sent = {f.name: [c.code for c in f.choices if c.chosen] or [f.value] for f in form}
        assert corrected(statement, sent) == {}


def test_numbers_keep_their_value(kept: Record) -> None:
    figure = kept.statements(("USA", "VNM"), "figure")[0][1]
    assert isinstance(figure, Figure)
    form = {f.name: [c.code for c in f.choices if c.chosen] or [f.value] for f in form_of(figure)}
    assert corrected(figure, {**form, "obs_value": ["0.1"]}) == {"obs_value": 0.1}
    assert corrected(figure, {**form, "obs_value_high": ["2"]}) == {"obs_value_high": 2}
    with pytest.raises(FormError):
        corrected(figure, {**form, "obs_value": ["NaN"]})
