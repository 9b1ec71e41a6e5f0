"""SQL, script and formulas wherever an article has words: in both stores they stay words.

Kept, found, shown as a page, given as JSON, CSV and in Excel, they come out as they went in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from bilateral.model import Actor, Commitment, Event
from bilateral.publishing.export import Selection, export
from bilateral.record import Record, schema
from bilateral.record.verifying import verify
from bilateral.web.app import create_app
from tests.publishing.test_export_escaping import inert, told
from tests.web.reading_html import Page

WORDS = (
    "'; DROP TABLE statements; --",
    "x'); DELETE FROM documents; --",
    '" OR "1"="1',
    "' UNION SELECT content FROM originals --",
    "\\'; SELECT pg_sleep(60); --",
    "$$; DROP SCHEMA public CASCADE; $$",
    "%s %(name)s :name $1 ? {0} {{7*7}} ${7*7}",
    '100% _ * " NEAR( AND OR NOT ^ - col:',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></textarea></script><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","open")',
)

TOGETHER = (" ".join(WORDS[:8]), " ".join(WORDS[8:12]), *WORDS[12:14])
"""Signs that mean something anywhere at once; a formula has to begin its cell."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def record(address: str) -> Iterator[Record]:
    with Record(address) as made:
        yield made


def keep(record: Record, words: str) -> str:
    """The id of an article with these words in its title, outlet, names, quotes and contents."""
    made = told(words)
    record.add(made, record.start_run([words]))
    return made.document.id


def rows(record: Record) -> dict[str, int]:
    with record.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.documents, schema.statements, schema.evidence, schema.originals)
        }


@pytest.mark.parametrize("words", TOGETHER)
def test_words_stay_words(words: str, record: Record, tmp_path: Path) -> None:
    name = keep(record, words)
    before = rows(record)
    check_kept(record, name, words)
    check_search(record, name, words)
    check_pages(record, name, words)
    check_files(record, words, tmp_path)
    assert rows(record) == before
    assert [check for check in verify(record) if check.faults] == []


def check_kept(record: Record, name: str, words: str) -> None:
    (document,) = record.documents()
    assert (document.title, document.outlet, document.byline) == (words, words, words)
    said = record.statements_of(name)
    assert {s.content for s in said if isinstance(s, Commitment)} == {words}
    assert {s.name for s in said if isinstance(s, Actor)} == {words}
    assert {s.actors for s in said if isinstance(s, Event)} >= {(words,)}
    assert all(record.statements_of(words) == [] for _ in (1,))


def check_search(record: Record, name: str, words: str) -> None:
    """What is looked for is words too, whatever signs it has."""
    for question in (words, f"{words} {words}", words[:4], f'"{words}', f"{words}*"):
        found = record.search(question)
        assert {hit.document for hit in found} <= {name}
    assert record.search("alert") or "alert" not in words


def check_pages(record: Record, name: str, words: str) -> None:
    client = TestClient(create_app(record))
    entries = [f"/e/{statement.id}" for statement in record.statements_of(name)]
    places = ("/", f"/d/{name}", "/r/USA-VNM", "/r/USA-VNM/commitments", "/r/USA-VNM/people")
    shown = 0
    for place in (*places, "/r/USA-VNM/sources", "/search", *entries):
        answer = client.get(place, params={"q": words} if place == "/search" else {})
        assert answer.status_code == 200, place
        page = Page(answer.text)
        assert page.faults == [], place
        check_page(page, place)
        shown += words in "".join(page.text)
    assert shown > 3
    twin: Any = client.get(f"/d/{name}.json").json()
    assert twin["paper"]["title"] == words


def check_page(page: Page, place: str) -> None:
    """Nothing runs, and nothing leads to what would."""
    for script in page.all("script"):
        assert script.get("src") or script.get("type") == "application/json", place
    assert not page.all("svg") or all("onload" not in tag for _, tag in page.tags), place
    for _, attributes in page.tags:
        assert not [at for at in attributes if at.startswith("on")], place
        for link in ("href", "src", "action", "formaction"):
            assert not (attributes.get(link) or "").lower().startswith("javascript"), place


def check_files(record: Record, words: str, folder: Path) -> None:
    export(record, "csv", folder / "commitments.csv", Selection(kinds=("commitment",)))
    with (folder / "commitments.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream, strict=True)
    assert row["content"].removeprefix("'") == words.removeprefix("'")
    assert all(inert(cell) for cell in row.values())
    export(record, "xlsx", folder / "all.xlsx", Selection())
    book = openpyxl.load_workbook(io.BytesIO((folder / "all.xlsx").read_bytes()))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert words in {cell.value for cell in cells}


def test_addresses_and_questions_are_no_sql(record: Record) -> None:
    name = keep(record, "Trade")
    before = rows(record)
    client = TestClient(create_app(record))
    for words in WORDS[:8]:
        for place in (f"/e/{words}", f"/d/{words}", f"/r/{words}-VNM"):
            assert client.get(place).status_code in (400, 404, 422), place
        for key in ("actor", "since", "type", "field", "state", "as_of", "page", "after"):
            answer = client.get("/r/USA-VNM/timeline", params={key: words})
            assert answer.status_code in (200, 400, 404, 422), key
    assert rows(record) == before and record.statements_of(name)
