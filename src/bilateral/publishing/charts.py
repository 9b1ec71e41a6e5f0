"""Points, marks and months in, Vega-Lite specifications and their pictures for papers out.

The specifications are still: no zoom, no tooltips. Lines differ by dash and marks by shape, so
that a copy in black and white says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bilateral.errors import BilateralError

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SHAPES = {
    "exact": "circle",
    "about": "diamond",
    "over": "triangle-up",
    "at_least": "triangle-up",
    "nearly": "triangle-down",
    "under": "triangle-down",
    "at_most": "triangle-down",
    "range": "square",
}
"""The shape of a mark by the bound of the value that is told."""
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1, ""))
"""What values are divided by for an axis, and how that is called."""

INK, QUIET, FAINT = "#1f2933", "#52606d", "#d9dfe5"
LINES = ("#1f4e79", "#a65b14", "#3f7050", "#6b4a86")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3))
STATES = {"told": "#52606d", "disputed": "#b3261e", "expected": "#8a97a5"}
"""The colour of a mark: told, disputed, or a target or forecast."""
COOPERATION, TENSION = "#2f6690", "#b3261e"
WIDTH = 454
"""Points of 1/72 inch: the width of text on a page of A4."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series on a day (ISO 8601)."""

    series: str
    day: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """One value told: `high` the other end of a range, `state` one of STATES."""

    day: str
    value: Decimal
    high: Decimal | None
    bound: str
    state: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Cooperation and tension (below zero) of a month (YYYY-MM)."""

    month: str
    cooperation: Decimal
    tension: Decimal


def scale_of(values: Iterable[Decimal]) -> tuple[int, str]:
    """What values are divided by on an axis, and how it is called."""
    most = max((abs(value) for value in values), default=Decimal(1))
    return next((scale, name) for scale, name in SCALES if most >= scale or scale == 1)


def series_chart(
    points: Sequence[Point], marks: Sequence[Mark], words: Mapping[str, str], height: int = 95
) -> Spec:
    """Series as lines, values told as marks; `words` are the names of STATES."""
    scale, _ = scale_of([*(p.value for p in points), *(m.value for m in marks)])
    lines = [
        {"day": p.day, "value": float(p.value / scale), "series": p.series} for p in points
    ] + _gaps(points)
    told = [_mark(m, scale, words) for m in marks]
    x = {**_X, "scale": {"domain": _domain([row["day"] for row in [*lines, *told]])}}
    layers = [
        *_line_layers(lines, x),
        *_range_layers(told, x),
        *_mark_layers(told, x, words),
    ]
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "height": height,
        "layer": layers,
        "resolve": {"scale": {"color": "independent", "strokeDash": "independent"}},
        "config": CONFIG,
    }


def course_chart(months: Sequence[Sums], words: Mapping[str, str], height: int = 58) -> Spec:
    """Cooperation above the line, tension below, a bar a month; `words` names the two."""
    kinds = {"cooperation": COOPERATION, "tension": TENSION}
    met = [kind for kind in kinds if any(getattr(m, kind) for m in months)]
    rows = [
        {"day": f"{m.month}-15", "sum": float(value), "kind": words[kind]}
        for m in months
        for kind, value in zip(kinds, (m.cooperation, m.tension), strict=True)
        if value
    ]
    color = {"domain": [words[kind] for kind in met], "range": [kinds[kind] for kind in met]}
    legend = {"title": None, "orient": "top", "symbolType": "square", "offset": 2}
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "height": height,
        "data": {"values": rows},
        "mark": {"type": "bar", "width": 2.4},
        "encoding": {
            "x": {**_X, "scale": {"domain": _domain([str(row["day"]) for row in rows])}},
            "y": {**_Y, "field": "sum", "axis": {"tickCount": 4}},
            "y2": {"datum": 0},
            "color": {"field": "kind", "type": "nominal", "scale": color, "legend": legend},
        },
        "config": CONFIG,
    }


CONFIG: Spec = {
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelColor": QUIET,
        "labelFontSize": 8,
        "titleColor": QUIET,
        "titleFontSize": 8,
        "titleFontWeight": "normal",
        "domainColor": QUIET,
        "tickColor": QUIET,
        "gridColor": FAINT,
        "tickSize": 3,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 8,
        "labelLimit": 260,
        "titleColor": QUIET,
        "titleFontSize": 8,
        "titleFontWeight": "normal",
        "orient": "bottom",
        "rowPadding": 1,
        "offset": 4,
        "padding": 0,
    },
}
_X: Spec = {"field": "day", "type": "temporal", "title": None, "axis": {"grid": False}}
_Y: Spec = {
    "field": "value",
    "type": "quantitative",
    "title": None,
    "axis": {"tickCount": 5},
    "scale": {"zero": True, "nice": True},
}


def _domain(days: Iterable[str]) -> list[str]:
    """From the start of the first year to the end of the last."""
    years = [int(day[:4]) for day in days]
    return [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"]


def _gaps(points: Iterable[Point]) -> list[Spec]:
    """An empty value in each year that a series passes over, where its line breaks."""
    years: dict[str, set[int]] = {}
    for point in points:
        years.setdefault(point.series, set()).add(int(point.day[:4]))
    return [
        {"day": f"{year}-07-01", "value": None, "series": name}
        for name, told in years.items()
        for year in range(min(told), max(told))
        if year not in told
    ]


def _mark(mark: Mark, scale: int, words: Mapping[str, str]) -> Spec:
    return {
        "day": mark.day,
        "value": float(mark.value / scale),
        "high": float(mark.high / scale) if mark.high is not None else None,
        "shape": SHAPES.get(mark.bound, "circle"),
        "state": words[mark.state],
    }


def _line_layers(rows: list[Spec], x: Spec) -> list[Spec]:
    if not rows:
        return []
    names = sorted({row["series"] for row in rows})
    legend = {"title": None, "symbolType": "stroke", "columns": 2}
    color = {"domain": names, "range": list(LINES)}
    dash = {"domain": names, "range": [list(dash) for dash in DASHES]}
    nominal = {"field": "series", "type": "nominal"}
    return [
        {
            "data": {"values": rows},
            "mark": {
                "type": "line",
                "strokeWidth": 1.6,
                "invalid": "break-paths-filter-domains",
                "point": {"size": 9, "filled": True},
            },
            "encoding": {
                "x": x,
                "y": _Y,
                "color": {**nominal, "scale": color, "legend": legend},
                "strokeDash": {**nominal, "scale": dash, "legend": legend},
            },
        }
    ]


def _range_layers(rows: list[Spec], x: Spec) -> list[Spec]:
    found = [row for row in rows if row["high"] is not None]
    if not found:
        return []
    encoding = {"x": x, "y": _Y, "y2": {"field": "high"}, "color": {"value": STATES["told"]}}
    return [{"data": {"values": found}, "mark": {"type": "rule"}, "encoding": encoding}]


def _mark_layers(rows: list[Spec], x: Spec, words: Mapping[str, str]) -> list[Spec]:
    if not rows:
        return []
    states = [s for s in STATES if any(row["state"] == words[s] for row in rows)]
    color = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": [words[s] for s in states], "range": [STATES[s] for s in states]},
        "legend": {"title": None, "symbolType": "circle", "symbolSize": 40},
    }
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 38, "opacity": 0.85},
            "encoding": {
                "x": x,
                "y": _Y,
                "color": color,
                "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            },
        }
    ]


# Pictures


def as_svg(spec: Mapping[str, Any], name: str) -> str:
    """The drawing; the ids inside begin with `name`, so that several stand on one page.

    Raises BilateralError without vl-convert-python.
    """
    drawn: str = _converter().vegalite_to_svg(dict(spec), allowed_base_urls=[])
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", drawn)


def as_png(spec: Mapping[str, Any], ppi: int = 300) -> bytes:
    """The picture at the resolution of print. Raises BilateralError without vl-convert-python."""
    made: bytes = _converter().vegalite_to_png(dict(spec), ppi=ppi, allowed_base_urls=[])
    return made


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise BilateralError(
            "charts in papers need vl-convert-python",
            next_step="Install it with: pip install 'bilateral[papers]'",
        ) from error
    return vl_convert
