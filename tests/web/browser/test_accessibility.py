"""axe-core finds nothing serious, in light and in dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browser.conftest import Opener
from tests.web.browser.test_journeys import SECTIONS, wait_for_charts

SERIOUS = ("serious", "critical")


def test_nothing_serious_is_found(opened: Opener) -> None:
    entry = _an_event(opened)
    addresses = ["/", "/search?q=Biden", *(f"/r/VNM-USA{section}" for section in SECTIONS), *entry]
    assert _found(opened, addresses, "light") == []


def test_dark_colours_stand_apart_enough(opened: Opener) -> None:
    addresses = ["/r/VNM-USA", "/r/VNM-USA/figures", "/r/VNM-USA/fields", *_an_event(opened)]
    only = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    assert _found(opened, addresses, "dark", only) == []


def _an_event(opened: Opener) -> list[str]:
    """The addresses of an event and of a document that tells it."""
    page = opened("/")
    root = page.url.rstrip("/")
    events = page.request.get(f"{root}/r/VNM-USA/timeline.json").json()["years"][0]["events"]
    entry = events[0]["line"]["href"]
    told = page.request.get(f"{root}{entry}.json").json()["told"][0]
    return [entry, told["paper"]["href"]]


def _found(
    opened: Opener, addresses: list[str], scheme: str, options: dict[str, Any] | None = None
) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened("/", color_scheme=scheme, bypass_csp=True)
    root = page.url.rstrip("/")
    found = []
    for address in addresses:
        page.goto(root + address)
        wait_for_charts(page)
        for violation in axe.run(page, options=options).response["violations"]:
            if violation["impact"] in SERIOUS:
                where = [node["html"][:160] for node in violation["nodes"][:3]]
                found.append(f"{address}: {violation['id']}: {where}")
    return found
