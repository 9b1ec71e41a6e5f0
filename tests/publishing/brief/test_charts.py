"""Specifications of charts for papers: what is drawn, and that drawing it takes no network."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from bilateral.publishing.charts import (
    Mark,
    Point,
    Sums,
    as_png,
    as_svg,
    course_chart,
    series_chart,
)

WORDS = {
    "cooperation": "Cooperation",
    "tension": "Tension",
    "told": "Told",
    "disputed": "Disputed",
    "expected": "Forecast",
}
POINTS = [Point("US books", f"{year}-07-01", Decimal(year - 2000) * 10**9) for year in (2010, 2012)]
MARKS = [
    Mark("2011-07-01", Decimal("11E9"), None, "nearly", "told"),
    Mark("2012-07-01", Decimal("14E9"), Decimal("15E9"), "range", "disputed"),
]


def test_values_stand_in_billions_and_lines_break_over_a_gap() -> None:
    spec = series_chart(POINTS, MARKS, WORDS)
    line, ranges, marks = spec["layer"]
    values = {row["day"][:4]: row["value"] for row in line["data"]["values"]}
    assert values == {"2010": 10.0, "2011": None, "2012": 12.0}
    assert [row["high"] for row in ranges["data"]["values"]] == [15.0]
    assert [row["shape"] for row in marks["data"]["values"]] == ["triangle-down", "square"]


def test_tension_stands_below_the_line() -> None:
    spec = course_chart([Sums("2024-01", Decimal(3), Decimal(-2))], WORDS)
    assert [row["sum"] for row in spec["data"]["values"]] == [3.0, -2.0]


def test_a_drawing_is_well_formed_with_ids_of_its_own() -> None:
    words = {**WORDS, "told": "<b>&"}
    one, other = (as_svg(series_chart(POINTS, MARKS, words), name) for name in ("a", "b"))
    roots = [etree.fromstring(svg.encode()) for svg in (one, other)]
    assert not roots[0].xpath("//*[local-name() = 'b']")
    ids = [set(root.xpath("//@id")) for root in roots]
    assert not ids[0] & ids[1]


def test_a_picture_is_the_same_twice() -> None:
    spec = course_chart([Sums("2024-01", Decimal(3), Decimal(-2))], WORDS)
    assert as_png(spec) == as_png(spec)
