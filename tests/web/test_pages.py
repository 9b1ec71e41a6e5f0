"""Every page with its twin: it answers, is whole, leads somewhere, and says the same as JSON."""

from __future__ import annotations

import gzip
import re

import pytest
from fastapi.testclient import TestClient

from bilateral.record import Record
from bilateral.web.app import create_app
from bilateral.web.rendering import STATIC
from tests.web.reading_html import Page

SECTIONS = ("", "/timeline", "/figures", "/fields", "/commitments", "/people", "/sources")
PAGES = [
    "/",
    "/search",
    "/search?q=Biden",
    *(f"/r/VNM-USA{section}" for section in SECTIONS),
    "/r/CHN-KEN?as_of=2018-01-01",
    "/r/IND-JPN/timeline?activity=visit&since=2014",
    "/r/USA-VNM?as_of=1990-01-01",
]
CALLED = ("event", "figure", "status", "commitment", "actor", "area")
BUDGET = 500_000
"""Bytes of a page with all its parts, compressed."""


def twin_of(address: str) -> str:
    path, mark, query = address.partition("?")
    return ("/index.json" if path == "/" else f"{path}.json") + mark + query


def an_entry(record: Record, kind: str) -> str:
    document, statement = record.statements(("USA", "VNM"), kind)[0]
    assert document
    return f"/e/{statement.id}"


def a_document(record: Record) -> str:
    return f"/d/{record.documents(('USA', 'VNM'))[0].id[:16]}"


def whole(client: TestClient, address: str) -> Page:
    """The page at an address, which must be sound."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["content-type"].startswith("text/html")
    page = Page(response.text)
    assert page.faults == [], address
    assert len(set(page.ids())) == len(page.ids()), "an id stands twice"
    return page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_has_a_twin(client: TestClient, address: str) -> None:
    page = whole(client, address)
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    twin = client.get(twin_of(address))
    assert twin.status_code == 200
    assert twin.headers["content-type"] == "application/json"
    assert twin_of(address) in [link.get("href") for link in page.all("link")]


@pytest.mark.parametrize("kind", CALLED)
def test_every_kind_of_entry_has_a_page(client: TestClient, demo_record: Record, kind: str) -> None:
    address = an_entry(demo_record, kind)
    page = whole(client, address)
    twin = client.get(twin_of(address)).json()
    assert twin["line"]["kind"] == kind
    quotes = [" ".join(q.split()) for told in twin["told"] for q in told["quotes"]]
    text = " ".join(" ".join(page.text).split())
    assert quotes
    for quote in quotes:
        assert quote in text


def test_nothing_is_inside_a_page_that_its_policy_forbids(client: TestClient) -> None:
    for address in [*PAGES, "/nowhere"]:
        page = Page(client.get(address).text)
        assert not page.all("style")
        for tag, attributes in page.tags:
            assert "style" not in attributes, tag
            assert not [name for name in attributes if name.startswith("on")], tag
        for script in page.all("script"):
            assert script.get("src") or script.get("type") == "application/json"


def test_nothing_comes_from_outside(client: TestClient) -> None:
    for address in PAGES:
        page = Page(client.get(address).text)
        parts = [a.get("src") for t, a in page.tags if a.get("src")]
        parts += [a.get("href") for a in page.all("link") if a.get("rel") != "canonical"]
        assert all((part or "").startswith("/") for part in parts)


def test_links_lead_somewhere(client: TestClient) -> None:
    pending = {"/", "/r/VNM-USA/timeline", "/r/VNM-USA/figures", "/r/USA-VNM/people"}
    links = {
        link.split("#")[0]
        for address in pending
        for link in Page(client.get(address).text).links()
        if link.startswith("/")
    }
    # A few of each kind of address stand for all of them.
    kinds: dict[str, list[str]] = {}
    for link in sorted(links):
        kinds.setdefault(re.sub(r"[~-][0-9a-f]{12,}|=[^&]*", "", link), []).append(link)
    for group in kinds.values():
        for link in group[:2]:
            assert client.get(link).status_code == 200, link


def test_an_entry_and_its_statement_are_one_page(client: TestClient) -> None:
    year = client.get("/r/USA-VNM/timeline.json?activity=visit").json()["years"][0]
    event = year["events"][0]["line"]
    entry = client.get(f"{event['href']}.json").json()
    assert entry["line"] == event
    by_statement = client.get(f"/e/{entry['told'][0]['id']}.json").json()
    assert by_statement["line"]["id"] == event["id"]


def test_quotes_of_an_entry_stand_in_the_document_it_leads_to(client: TestClient) -> None:
    events = client.get("/r/USA-VNM/timeline.json").json()["years"][0]["events"]
    for event in events[:5]:
        entry = client.get(f"{event['line']['href']}.json").json()
        for told in entry["told"]:
            address, _, anchor = told["href"].partition("#")
            assert anchor in whole(client, address).ids()


def test_either_order_of_a_pair_is_the_same_relationship(client: TestClient) -> None:
    one = client.get("/r/VNM-USA.json").json()
    other = client.get("/r/usa-vnm.json").json()
    assert one["head"]["sides"] == ["VNM", "USA"]
    assert one["head"]["canonical"] == other["head"]["canonical"] == "/r/USA-VNM"
    assert one["latest"] == other["latest"]


def test_as_of_shows_the_relationship_of_that_day(client: TestClient) -> None:
    then = client.get("/r/USA-VNM.json?as_of=2015-01-01").json()
    assert then["head"]["status"]["text"].casefold() == "comprehensive partnership"
    assert len(then["ladder"]["steps"]) < len(
        client.get("/r/USA-VNM.json").json()["ladder"]["steps"]
    )
    assert all((e["day"] or "") <= "2015-01-01" for e in then["latest"])
    page = Page(client.get("/r/USA-VNM?as_of=2015-01-01").text)
    sections = [link for link in page.links() if link.startswith("/r/USA-VNM/")]
    assert sections
    assert all("as_of=2015-01-01" in link for link in sections if link != "/r/USA-VNM")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/r/USA-VNM?as_of=yesterday", 422),
        ("/r/USA-VNM/timeline?page=0", 422),
        ("/r/ABC-XYZ", 404),
        ("/r/USA-USA", 404),
        ("/r/nothing", 404),
        ("/e/event~0000000000000000", 404),
        ("/d/000000000000", 404),
        ("/search?kind=rumour&q=a", 422),
    ],
)
def test_what_cannot_be_shown_says_so(client: TestClient, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    page = Page(response.text)
    assert page.faults == []
    assert page.all("h1")
    assert client.get(twin_of(address)).status_code == status


def test_an_empty_record_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Record(str(tmp_path_factory.mktemp("empty") / "empty.db")) as record:
        client = TestClient(create_app(record))
        assert "bilateral add" in client.get("/").text
        assert client.get("/search?q=word").status_code == 200
        assert client.get("/r/USA-VNM").status_code == 404


@pytest.mark.parametrize("address", ["/", "/r/VNM-USA", "/r/VNM-USA/figures", "/search?q=trade"])
def test_a_page_with_all_its_parts_is_light(client: TestClient, address: str) -> None:
    text = client.get(address).text
    page = Page(text)
    own = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.S)
    parts = {a.get("src") for a in page.all("script")} - {None}
    parts |= {a.get("href") for a in page.all("link") if a.get("rel") in ("stylesheet", "icon")}
    files = [STATIC / str(part).split("?")[0].removeprefix("/static/") for part in parts]
    # The fonts for Latin and Vietnamese letters; they are compressed as they are.
    fonts = [f for f in (STATIC / "vendor" / "fonts").glob("*.woff2") if "latin-ext" not in f.name]
    weight = len(gzip.compress(own.encode())) + sum(f.stat().st_size for f in fonts)
    weight += sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert weight < BUDGET


def test_pages_are_sent_compressed(client: TestClient) -> None:
    response = client.get("/r/VNM-USA", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


def test_home_counts_what_the_dossier_counts(client: TestClient) -> None:
    first = client.get("/index.json").json()["pairs"][0]
    head = client.get(f"{first['href']}.json").json()["head"]
    sections = {section["name"]: section["count"] for section in head["sections"]}
    assert first["counts"]["event"] == sections["timeline"]


def test_an_event_without_a_day_stands_in_the_year_it_was_told(client: TestClient) -> None:
    lines = []
    for page in range(1, 6):
        view = client.get(f"/r/USA-VNM/timeline.json?page={page}").json()
        assert len({year["year"] for year in view["years"]}) == len(view["years"])
        lines += [(year["year"], e) for year in view["years"] for e in year["events"]]
    undated = [(year, e["line"]["told"]) for year, e in lines if not e["day"]]
    assert undated
    assert all(told.startswith(year) for year, told in undated)


def test_an_entry_is_corrected_by_its_own_name_too(client: TestClient) -> None:
    view = client.get("/r/USA-VNM/timeline.json?activity=status_change").json()
    name = view["years"][0]["events"][0]["line"]["id"]
    assert name.startswith("event~")
    assert client.get(f"/e/{name}/correct.json").json()["statement"]
    assert client.get("/e/event~nothing/correct").status_code == 404
