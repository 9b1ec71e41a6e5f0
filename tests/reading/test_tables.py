"""Tables of figures: what heads them tells the rest of every cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bilateral.documents import from_text
from bilateral.documents.html import draft_of_page, plain_rows
from bilateral.model import Figure
from bilateral.reading import read

TRADE = """Trade between Kenya and Uganda has grown for ten years.
Kenya's trade with Uganda, USD million
Flow | 2021 | 2022
Exports | 830.4 | 812.1
Imports | 300 | 310.5
Trade balance | 530.4 | -501.6
Ministers | 2 | 3
The ministry published the table on Monday."""
MARKETS = """Vietnam and Japan met in Hue.
Vietnam's exports by market (EUR million)
Market | 2021 | 2022
Japan | 20,130 | 24,233
South Korea | 21,948 | 24,293"""


def figures(text: str, title: str) -> dict[tuple[str, str | None, str | None], Figure]:
    found = read(from_text(text, title=title, published="2023-03-01")).figures
    return {(f.measure, f.counterpart_area, f.time_period): f for f in found}


def test_a_table_of_flows_tells_measure_sides_period_and_unit() -> None:
    found = figures(TRADE, "Kenya and Uganda: trade at a glance")
    exports = found["exports", "UGA", "2022"]
    assert (exports.ref_area, exports.obs_value) == ("KEN", Decimal("812100000"))
    assert exports.unit_measure == "USD"
    assert exports.evidence[0].quote == "Exports | 830.4 | 812.1"
    assert found["imports", "UGA", "2021"].obs_value == Decimal(300_000_000)
    assert found["trade_balance", "UGA", "2022"].obs_value == Decimal("-501600000")


def test_a_row_of_something_else_is_left_alone() -> None:
    found = read(from_text(TRADE, title="Kenya and Uganda: trade at a glance")).figures
    assert not any("Ministers" in f.evidence[0].quote for f in found)


def test_a_table_of_partners_tells_each_partner() -> None:
    found = figures(MARKETS, "Vietnam and Japan trade")
    assert found["exports", "JPN", "2022"].ref_area == "VNM"
    assert found["exports", "KOR", "2021"].obs_value == Decimal(21_948_000_000)
    assert found["exports", "KOR", "2021"].unit_measure == "EUR"


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda met.\nFlow | 2021\nExports | 830.4",
        "Kenya and Uganda met.\nExports to Uganda | 830.4",
    ],
)
def test_a_number_without_a_unit_is_left_alone(text: str) -> None:
    assert not read(from_text(text, title="Kenya and Uganda: trade")).figures


def test_digits_grouped_by_spaces_are_one_number() -> None:
    found = figures(TRADE.replace("830.4 | 812.1", "1 020 | 12 812.1"), "Kenya and Uganda: trade")
    assert found["exports", "UGA", "2021"].obs_value == Decimal(1_020_000_000)
    assert found["exports", "UGA", "2022"].obs_value == Decimal(12_812_100_000)


def test_rows_of_a_page_lose_their_rules() -> None:
    assert plain_rows("Lead\n| a | b |\n|---|---|\n| c | d |") == "Lead\na | b\nc | d"
    assert plain_rows("no | rule") == "no | rule"


def test_a_table_of_a_page_is_read() -> None:
    page = """<html><body><article><h1>Kenya and Uganda: trade at a glance</h1>
    <p>Trade between Kenya and Uganda has grown for ten years, both governments say, and will grow
    further under the customs union of the community.</p>
    <p>Kenya's trade with Uganda, USD million</p>
    <table><tr><th>Flow</th><th>2021</th><th>2022</th></tr>
    <tr><td>Exports</td><td>830.4</td><td>812.1</td></tr></table>
    <p>The ministry published the table on Monday and will revise it later in the year.</p>
    </article></body></html>"""
    draft = draft_of_page(page, None, "page.html")
    assert "Flow | 2021 | 2022\nExports | 830.4 | 812.1" in draft.text
    found = figures(draft.text, "Kenya and Uganda: trade at a glance")
    assert found["exports", "UGA", "2021"].obs_value == Decimal("830400000")
