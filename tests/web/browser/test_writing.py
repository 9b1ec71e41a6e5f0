"""What an editor does with the pages, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bilateral.record import Record, accounts
from bilateral.web.access.passwords import hashed
from bilateral.web.settings import Settings
from tests.web.browser.conftest import running
from tests.web.conftest import TODAY
from tests.web.test_review import kept as kept

SERIOUS = ("serious", "critical")
PASSWORD = "a long secret word"
TEXT = "President Joe Biden visited Hanoi on September 10, 2023, for talks with Vietnam's leaders."

Visitor = Callable[..., Any]


@pytest.fixture
def visitor(browser: Any, kept: Record) -> Iterator[Visitor]:
    """Opens pages of a copy of the demo's record; complaints of the browser fail the test."""
    contexts: list[Any] = []
    complaints: list[str] = []
    with running(kept, Settings(today=lambda: TODAY, person="a desk")) as address:

        def opened(path: str, **options: Any) -> Any:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(address + path)
            return page

        yield opened
        for context in contexts:
            context.close()
    assert complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_an_entry_is_corrected_and_that_is_undone(
    visitor: Visitor, kept: Record, scripts: bool
) -> None:
    name = kept.statements(("USA", "VNM"), "figure")[0][1].id
    page = visitor(f"/e/{name}", java_script_enabled=scripts)
    before = page.locator(".facts").first.inner_text()
    page.locator(".deciding").get_by_role("link", name="Correct").click()
    page.get_by_label("Value").fill("51000000")
    page.get_by_label("Why").fill("The table says so")
    page.get_by_role("button", name="Keep the correction").click()
    page.wait_for_url(f"**/e/{name}?said=corrected**")
    assert "51,000,000" in page.locator(".facts").first.inner_text()
    assert re.search(r"a desk on .*: The table says so", page.locator(".history").inner_text())
    page.locator(".notice").get_by_role("button", name="Undo").click()
    page.locator(".notice").wait_for(state="detached")
    assert page.locator(".facts").first.inner_text() == before


def test_an_article_is_pasted_and_its_progress_shown(visitor: Visitor) -> None:
    page = visitor("/")
    page.get_by_text("Paste an article").click()
    page.get_by_label("Title").fill("越南 – Chuyến thăm")
    page.get_by_label("Published").fill("2023-09-11")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Add to the record").click()
    page.wait_for_url("**/jobs/*")
    page.get_by_role("heading", name="1 document in the record").wait_for()
    assert page.get_by_role("link", name="United States – Vietnam").is_visible()
    assert page.get_by_role("link", name="越南").get_attribute("lang") == "zh"


def test_files_are_chosen_without_scripts(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "visit.txt"
    file.write_text(TEXT, encoding="utf-8")
    page = visitor("/add", java_script_enabled=False)
    page.get_by_label("Files").set_input_files(file)
    page.get_by_role("button", name="Add to the record").click()
    page.get_by_role("heading", name="1 document in the record").wait_for()


def test_the_review_by_mouse_and_by_keyboard(visitor: Visitor) -> None:
    page = visitor("/review?reason=overdue")
    count = page.locator(".waits").count()
    page.get_by_role("button", name="It stands").first.click()
    page.locator(".decided").wait_for()
    assert "Accepted" in page.locator(".decided").inner_text()
    assert "/review?reason=overdue" in page.url
    # The line in place of the item takes the focus once it has settled, and keys go on from there.
    page.locator(".decided:focus").wait_for()
    page.keyboard.press("j")
    page.locator(".waits:focus").wait_for()
    page.keyboard.press("r")
    page.locator(".decided").nth(1).wait_for()
    page.reload()
    assert page.locator(".waits").count() == count - 2


def test_signing_in_and_out(browser: Any, kept: Record) -> None:
    accounts.add_user(kept, "Tuấn", "editor", hashed(PASSWORD))
    with running(kept, Settings(today=lambda: TODAY, sign_in=True)) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/r/USA-VNM")
        page.get_by_label("Name").fill("Tuấn")
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("button", name="Sign in").click()
        assert "do not go together" in page.get_by_role("alert").inner_text()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/r/USA-VNM")
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_on_pages_of_forms(visitor: Visitor, kept: Record, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visitor("/review", bypass_csp=True, color_scheme=scheme)
    root = page.url.removesuffix("/review")
    event = kept.statements(("USA", "VNM"), "event")[0][1].id
    forms = (f"/e/{event}", f"/e/{event}/correct", f"/e/{event}/merge", "/sign-in", "/users")
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    options = contrast if scheme == "dark" else None
    found = []
    for path in ("/review", "/add", *forms):
        page.goto(root + path)
        for violation in axe.run(page, options=options).response["violations"]:
            if violation["impact"] in SERIOUS:
                found.append((path, violation["id"], violation["nodes"][0]["html"][:120]))
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.set_viewport_size({"width": 1440, "height": 900})
    assert found == []


@pytest.mark.parametrize("scripts", [True, False])
def test_an_article_is_removed_and_put_back(visitor: Visitor, kept: Record, scripts: bool) -> None:
    name = kept.documents(("USA", "VNM"))[0].id[:16]
    number = len(kept.documents())
    page = visitor(f"/d/{name}", java_script_enabled=scripts)
    page.get_by_role("link", name="Remove this article").click()
    assert "they go" in page.locator(".going").inner_text()
    page.get_by_label("Why").fill("Retracted by the outlet")
    page.get_by_role("button", name="Remove from the record").click()
    page.wait_for_url(f"**/d/{name}")
    assert "by a desk: Retracted by the outlet" in page.locator(".notice").inner_text()
    assert len(kept.documents()) == number - 1
    page.get_by_role("button", name="Put it back").click()
    page.locator(".remove-line").wait_for()
    assert len(kept.documents()) == number
