"""The home page: `/`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bilateral.record.accounts import EDITOR
from bilateral.web import queries
from bilateral.web.pages.common import AsOf, TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.home import PAGE, home

LATEST = 8
LOOKED_AT = 3
"""Pairs that the page looks into for their status and what is disputed or overdue."""

router = APIRouter()


@twinned(router, "/")
def index(
    request: Request,
    record: TheRecord,
    day: AsOf,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The pairs, what came last, what is disputed or overdue."""
    pairs = queries.pairs(record, PAGE + 1, (page - 1) * PAGE)
    looked_at = pairs[: LOOKED_AT if page == 1 else 0]
    views = [queries.relationship(record, p.pair, day.shown, "home") for p in looked_at]
    events = queries.latest_events(record, day.shown, LATEST) if page == 1 else []
    if request.state.visitor.may(EDITOR):
        request.app.state.waiting.look()
    view = home(pairs, views, events, day.shown, day.asked, page)
    return answer(request, "home.html", view)
