"""Typed views in, Vega-Lite specifications out; colours and fonts come from the page's style.

A chart adds to a table that says the same. Names of colours (`cooperation`, `claim` ...) are
put in by the page, so that one specification serves light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bilateral.web.views.courses import Course
from bilateral.web.views.figures import Claim, Official, Panel

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_SHAPES = {
    "exact": "circle",
    "about": "diamond",
    "over": "triangle-up",
    "at_least": "triangle-up",
    "nearly": "triangle-down",
    "under": "triangle-down",
    "at_most": "triangle-down",
    "range": "square",
}

_AXIS = {"grid": False, "labelOverlap": "greedy", "labelSeparation": 10, "labelFlush": False}


def course_chart(course: Course, *, brush: bool = False) -> Spec:
    """Cooperation above and tension below the line, a bar a month.

    With `brush` a span of months can be drawn, which filters the events; else wheel and drag
    zoom.
    """
    rows = [
        {"month": f"{m.month}-15", "kind": kind, "sum": float(value)}
        for m in course.months
        for kind, value in (("Cooperation", m.cooperation), ("Tension", m.tension))
        if value
    ]
    selection = {"type": "interval", "encodings": ["x"]}
    domain = _years([{"day": row["month"]} for row in rows]) if rows else None
    params: list[Spec] = [
        {"name": "brush", "select": selection}
        if brush
        else {"name": "zoom", "select": selection, "bind": "scales"}
    ]
    return {
        "$schema": _SCHEMA,
        "width": "container",
        "height": 150,
        "data": {"values": rows},
        "params": params,
        "mark": {"type": "rule", "strokeWidth": 3, "clip": True},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "title": None,
                "axis": _AXIS,
                "scale": {"domain": domain} if domain else {},
            },
            "y": {
                "field": "sum",
                "type": "quantitative",
                "title": None,
                "axis": {"tickCount": 5},
                "scale": {"nice": True},
            },
            "y2": {"datum": 0},
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {
                    "domain": ["Cooperation", "Tension"],
                    "range": ["@cooperation", "@tension"],
                },
                "legend": None,
            },
            "tooltip": [
                {"field": "month", "type": "temporal", "format": "%B %Y", "title": "Month"},
                {"field": "kind", "title": "Kind"},
                {"field": "sum", "title": "PLOVER intensity"},
            ],
        },
    }


def figure_chart(panel: Panel) -> Spec:
    """Claims as marks, their shape the bound; official series as lines, one a reporter."""
    told = [c for g in panel.groups for c in g.claims if c.middle and c.value is not None]
    most = max(abs(float(c.value or 0)) for c in told)
    scale, unit = next((s, n) for s, n in _UNITS if most >= s or s == 1)
    claims = [_mark(c, scale) for c in told]
    series = [_point(o, scale) for o in panel.official]
    series += _gaps(panel.official)
    x = {**_X, "scale": {"domain": _years([*claims, *series])}}
    y = {**_Y, "title": f"{unit} {panel.unit}".strip().replace("_", " ")}
    layers = [*_lines(series, x, y), *_ranges(claims, x, y), *_claims(claims, x, y)]
    return {
        "$schema": _SCHEMA,
        "width": "container",
        "height": 260,
        "layer": layers,
        "resolve": {"scale": {"color": "independent"}},
    }


_UNITS = ((10**9, "billion"), (10**6, "million"), (1, ""))


def _years(rows: Iterable[Spec]) -> list[str]:
    """From the start of the first year to the end of the last."""
    years = [int(row["day"][:4]) for row in rows]
    return [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"]


def _mark(claim: Claim, scale: int) -> Spec:
    return {
        "day": claim.middle,
        "value": float(claim.value or 0) / scale,
        "high": float(claim.high) / scale if claim.high is not None else None,
        "told": claim.words,
        "by": claim.told_by,
        "period": claim.period,
        "shape": _SHAPES.get(claim.bound, "circle"),
        "state": _state(claim),
        "verdict": claim.verdict,
        "href": claim.href,
    }


def _state(claim: Claim) -> str:
    if claim.spliced:
        return "In a spliced comparison"
    if claim.nature != "observed":
        return "Target or forecast"
    return "Disputed" if claim.disputed else "Told"


def _point(official: Official, scale: int) -> Spec:
    return {
        "day": official.middle,
        "value": float(official.value) / scale,
        "series": _books(official),
        "told": official.words,
        "year": str(official.year),
        "vintage": official.vintage,
    }


def _gaps(official: Iterable[Official]) -> list[Spec]:
    """An empty value in each year that a series passes over, where its line breaks."""
    years: dict[str, set[int]] = {}
    for found in official:
        years.setdefault(_books(found), set()).add(found.year)
    return [
        {"day": f"{year}-07-01", "value": None, "series": name}
        for name, told in years.items()
        for year in range(min(told), max(told))
        if year not in told
    ]


def _books(official: Official) -> str:
    return f"{official.reporter_name}: {official.source_name}"


_X = {"field": "day", "type": "temporal", "title": None, "axis": _AXIS}
_Y = {
    "field": "value",
    "type": "quantitative",
    "title": None,
    "axis": {"tickCount": 5},
    "scale": {"zero": True},
}
_STATES = {
    "Told": "@claim",
    "Disputed": "@disputed",
    "In a spliced comparison": "@spliced",
    "Target or forecast": "@forecast",
}


def _lines(series: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    if not series:
        return []
    names = sorted({point["series"] for point in series})
    color = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": ["@line-1", "@line-2", "@line-3", "@line-4"]},
        "legend": {"title": "Official series", "symbolType": "stroke", "orient": "bottom"},
    }
    tooltip = [
        {"field": "series", "title": "Books"},
        {"field": "year", "title": "Year"},
        {"field": "told", "title": "Value"},
        {"field": "vintage", "title": "Vintage"},
    ]
    mark = {
        "type": "line",
        "strokeWidth": 2,
        "invalid": "break-paths-filter-domains",
        "point": {"size": 24, "filled": True},
    }
    encoding = {"x": x, "y": y, "color": color, "tooltip": tooltip}
    return [{"data": {"values": series}, "mark": mark, "encoding": encoding}]


def _ranges(claims: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    found = [claim for claim in claims if claim["high"] is not None]
    if not found:
        return []
    encoding = {"x": x, "y": y, "y2": {"field": "high"}, "color": {"value": "@claim"}}
    return [{"data": {"values": found}, "mark": {"type": "rule"}, "encoding": encoding}]


def _claims(claims: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    states = [s for s in _STATES if any(claim["state"] == s for claim in claims)]
    color = {
        "field": "state",
        "type": "nominal",
        "scale": {"domain": states, "range": [_STATES[s] for s in states]},
        "legend": {"title": "Claims in the news", "orient": "bottom", "symbolType": "circle"},
    }
    tooltip = [
        {"field": "told", "title": "Told"},
        {"field": "period", "title": "Period"},
        {"field": "by", "title": "By"},
        {"field": "state", "title": "State"},
        {"field": "verdict", "title": "Official figures"},
    ]
    return [
        {
            "data": {"values": claims},
            "params": [
                {
                    "name": "zoom",
                    "select": {"type": "interval", "encodings": ["x"]},
                    "bind": "scales",
                }
            ],
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.9, "clip": True},
            "encoding": {
                "x": x,
                "y": y,
                "color": color,
                "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
                "href": {"field": "href"},
                "tooltip": tooltip,
            },
        }
    ]
