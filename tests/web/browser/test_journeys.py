"""What a reader does with the pages, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.browser.conftest import Opener

SECTIONS = ("", "/timeline", "/figures", "/fields", "/commitments", "/people", "/sources")


def wait_for_charts(page: Any) -> None:
    page.locator(".plot:not(.drawn)").first.wait_for(state="detached")


def test_from_home_to_the_words_of_a_source(opened: Opener) -> None:
    page = opened("/")
    page.get_by_role("link", name="United States – Vietnam", exact=True).first.click()
    page.wait_for_url("**/r/USA-VNM")
    assert page.locator(".steps li").count() >= 3
    page.get_by_role("navigation", name="Sections of the dossier").get_by_text("Timeline").click()
    page.wait_for_url("**/timeline")
    page.locator(".event .said a").first.click()
    page.wait_for_url("**/e/**")
    quote = page.locator("blockquote").first.inner_text().strip()
    page.locator(".tellings .event-meta a").first.click()
    page.wait_for_url("**/d/**")
    anchor = page.url.split("#")[1]
    mark = page.locator(f'[id="{anchor}"] .mark')
    assert mark.is_visible()
    assert quote.startswith(mark.inner_text().strip()[:20])
    mark.hover()
    tip = page.get_by_role("tooltip")
    assert re.search(r"\w+\.\w+", tip.inner_text())
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_the_timeline_filters_without_loading_anew(opened: Opener) -> None:
    page = opened("/r/VNM-USA/timeline")
    wait_for_charts(page)
    before = page.locator(".found").inner_text()
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Activity").select_option("visit")
    page.wait_for_url("**activity=visit")
    assert page.locator(".found").inner_text() != before
    kinds = page.locator(".event-kind b").all_inner_texts()
    assert kinds
    assert all(kind.casefold().startswith("visit") for kind in kinds)
    assert "since=" not in page.url
    assert page.evaluate("window.sameDocument")


def test_a_span_drawn_on_the_chart_filters(opened: Opener) -> None:
    page = opened("/r/VNM-USA/timeline")
    wait_for_charts(page)
    box = page.locator(".plot svg").bounding_box()
    left, top = box["x"] + box["width"] * 0.5, box["y"] + 40
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + box["width"] * 0.25, top, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=*")
    years = [text for text in page.locator(".year h2").all_inner_texts() if text.isdigit()]
    assert years
    since = page.get_by_label("From", exact=True).input_value()
    assert all(since[:4] <= year for year in years)


def test_a_mark_on_a_chart_of_figures_leads_to_its_claim(opened: Opener) -> None:
    page = opened("/r/VNM-USA/figures")
    wait_for_charts(page)
    claims = page.locator(".plot").first.locator(".mark-symbol.role-mark").last
    claims.locator("path").last.click(force=True)
    page.wait_for_url("**/e/figure-*")


def test_without_scripts_everything_is_there(opened: Opener) -> None:
    page = opened("/r/VNM-USA/timeline", java_script_enabled=False)
    page.get_by_label("Activity").select_option("visit")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**activity=visit**")
    assert page.locator(".event").count() > 3
    assert page.locator(".plot svg rect").count() > 3
    assert not page.locator(".chart-hint").first.is_visible()


def test_figures_without_scripts_are_tables(opened: Opener) -> None:
    page = opened("/r/VNM-USA/figures", java_script_enabled=False)
    page.locator(".quantity summary").first.click()
    assert page.locator(".quantity .claims tbody tr").first.is_visible()
    assert not page.locator(".plot").first.is_visible()


def test_the_keyboard_reaches_everything(opened: Opener) -> None:
    page = opened("/r/VNM-USA")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("Biden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Biden")
    assert page.locator(".hits mark").count() > 0


def test_another_day_is_chosen_and_kept(opened: Opener) -> None:
    page = opened("/r/VNM-USA")
    page.get_by_label("As of").fill("2015-01-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**as_of=2015-01-01")
    assert "Comprehensive Partnership" in page.locator(".standing").inner_text()
    page.get_by_role("navigation", name="Sections of the dossier").get_by_text("Sources").click()
    page.wait_for_url("**/sources?as_of=2015-01-01")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_charts_follow_the_colour_scheme(opened: Opener, scheme: str) -> None:
    page = opened("/r/VNM-USA/timeline", color_scheme=scheme)
    wait_for_charts(page)
    drawn = page.locator(".plot svg .mark-rule.role-mark line").first.get_attribute("stroke")
    style = "getComputedStyle(document.documentElement).getPropertyValue('--cooperation')"
    assert drawn == page.evaluate(style).strip()


def test_a_phone_never_scrolls_sideways(opened: Opener) -> None:
    page = opened("/", width=390)
    root = page.url.rstrip("/")
    papers = page.request.get(f"{root}/r/VNM-USA/sources.json").json()["publishers"][0]["papers"]
    events = page.request.get(f"{root}/r/VNM-USA/timeline.json").json()["years"][0]["events"]
    others = [events[0]["line"]["href"], papers[0]["paper"]["href"], "/search?q=trade"]
    for address in ["/", *(f"/r/VNM-USA{s}" for s in SECTIONS), *others]:
        page.goto(root + address)
        wait_for_charts(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, address


def test_words_are_painted_before_the_charts_are_asked_for(opened: Opener) -> None:
    """The first paint waits for no chart, and no page weighs more than it may."""
    page = opened("/r/VNM-USA")
    wait_for_charts(page)
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    files = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map(e => [e.name, e.startTime, e.encodedBodySize])"
    )
    library = [start for name, start, _ in files if "vega" in name]
    assert len(library) == 4
    # When a frame reaches the screen is the machine's affair; that it waits for no chart is ours.
    assert all(start >= ready for start in library)
    assert "vega" not in page.request.get(page.url).text().split("<main")[0]
    own = page.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize")
    assert 0 < sum(size for *_, size in files) + own < 500 * 1024
