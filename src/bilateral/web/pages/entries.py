"""The page of an entry: `/e/event~...`, or `/e/` and any statement of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bilateral.model import Figure
from bilateral.web import queries
from bilateral.web.faults import NotThere
from bilateral.web.pages.common import AsOf, TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.entry import entry

router = APIRouter()


@twinned(router, "/e/{name}")
def entry_page(
    request: Request,
    name: str,
    record: TheRecord,
    day: AsOf,
    said: Annotated[str, Query(max_length=20)] = "",
    acts: Annotated[str, Query(max_length=20_000)] = "",
) -> Response:
    """What is said, all its evidence, why it is one entry, and the verdict."""
    found = queries.find_entry(record, name, day.shown)
    if found is None:
        raise NotThere(
            f"No entry is called {name!r}.", "It may have been read anew: search for it."
        )
    told, statement = found.entry, found.entry.statement
    stories = queries.stories(record, told.documents)
    verdict = (
        queries.verdict(record, statement, told.told) if isinstance(statement, Figure) else None
    )
    people = queries.corrections_of(record, [s.id for s in told.statements])
    view = entry(found, stories, verdict, people, day.shown, day.asked, said, acts)
    return answer(request, "entry.html", view)
