"""The home page: `/`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bilateral.web import queries
from bilateral.web.pages.common import AsOf, TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.home import home

LATEST = 8
LOOKED_AT = 6
"""Pairs that the page looks into for their status and what is disputed or overdue."""

router = APIRouter()


@twinned(router, "/")
def index(request: Request, record: TheRecord, day: AsOf) -> Response:
    """The pairs, what came last, what is disputed or overdue."""
    pairs = queries.pairs(record)
    views = [queries.relationship(record, p.pair, day.shown) for p in pairs[:LOOKED_AT]]
    events = queries.latest_events(record, day.shown, LATEST)
    return answer(request, "home.html", home(pairs, views, events, day.shown, day.asked))
