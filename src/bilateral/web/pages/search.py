"""The search page: `/search?q=`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bilateral.web import queries
from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.search import KINDS, PAGE, search

router = APIRouter()


@twinned(router, "/search")
def search_page(
    request: Request,
    record: TheRecord,
    q: Annotated[str, Query(max_length=300)] = "",
    kind: Annotated[str, Query(pattern=f"^({'|'.join(KINDS)})?$")] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Documents and statements with these words."""
    words = q.strip()
    found = queries.search(record, words, kind or None, PAGE + 1, (page - 1) * PAGE)
    counts = queries.search_counts(record, words)
    return answer(request, "search.html", search(words, kind or None, page, found, counts))
