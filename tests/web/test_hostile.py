"""Articles that carry script: every page shows it as words and none runs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from bilateral.documents import from_text
from bilateral.reading import read
from bilateral.record import Record
from bilateral.web.app import create_app
from tests.web.reading_html import Page

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
TEXT = (
    f"Vietnam and the United States signed a trade agreement {SCRIPT} in Hanoi on July 13, 2020. "
    f"President Joe Biden visited Hanoi on September 10, 2023. {IMAGE} "
    "Two-way trade reached $123 billion in 2022. "
    f"The United States pledged to send Vietnam a third cutter {SCRIPT} by 2024."
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("hostile") / "hostile.db")) as record:
        given = from_text(TEXT, title=f"Trade {SCRIPT} {IMAGE}", published="2024-01-02")
        given = replace(
            given, outlet=f"Wire {SCRIPT}", byline=IMAGE, section=SCRIPT, url="javascript:alert(3)"
        )
        record.add(read(given), record.start_run(["test"]))
        yield record


def addresses(record: Record) -> Iterator[str]:
    yield from ("/", "/search?q=trade", f"/search?q={SCRIPT}", "/r/USA-VNM?as_of=2024-02-01")
    for section in ("timeline", "figures", "fields", "commitments", "people", "sources"):
        yield f"/r/USA-VNM/{section}"
    yield f"/r/USA-VNM/timeline?actor={SCRIPT}&since={IMAGE}"
    for known in record.documents():
        yield f"/d/{known.id}"
        for statement in record.statements_of(known.id):
            yield f"/e/{statement.id}"
    yield f"/e/{SCRIPT}"
    yield f"/r/{IMAGE}-USA"


def test_script_in_an_article_is_shown_and_never_runs(hostile: Record) -> None:
    client = TestClient(create_app(hostile))
    shown = 0
    for address in addresses(hostile):
        page = Page(client.get(address).text)
        shown += "alert(1)" in "".join(page.text)
        for script in page.all("script"):
            assert script.get("src") or script.get("type") == "application/json", address
        assert not page.all("img"), address
        assert not [link for link in page.links() if link.startswith("javascript")], address
        for data in page.scripts:
            assert "<" not in data, address
    assert shown > 5
