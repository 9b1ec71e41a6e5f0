"""The home page: `/`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.home import home

router = APIRouter()


@twinned(router, "/")
def index(request: Request, record: TheRecord) -> Response:
    """The pairs, what came last, what is disputed or overdue."""
    return answer(request, "home.html", home(record))
