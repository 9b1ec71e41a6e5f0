"""What waits for a person: `/review`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from bilateral.errors import RecordError
from bilateral.web.access.forms import local, writing_router
from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.parts import query
from bilateral.web.views.review import DONE, review
from bilateral.web.waiting import WEIGHTS, Waiting, decide, take_back

router = APIRouter()
sending = writing_router()


@twinned(router, "/review")
def review_page(
    request: Request,
    pair: Annotated[str, Query(max_length=20)] = "",
    reason: Annotated[str, Query(pattern=f"^({'|'.join(WEIGHTS)})?$")] = "",
    after: Annotated[str, Query(max_length=300)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
    acts: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """What waits, what matters most first."""
    waiting: Waiting = request.app.state.waiting
    items = waiting.items()
    sides = tuple(sorted(pair.upper().split("-")))
    if len(sides) == 2 and not any(item.pair == sides for item in items):
        items = [*items, *waiting.items((sides[0], sides[1]))]
    view = review(items, "-".join(sides) if pair else None, reason or None, after, done, acts)
    return answer(request, "review.html", view)


@sending.post("/review", response_model=None)
def say(
    request: Request,
    record: TheRecord,
    item: Annotated[str, Form(max_length=300)],
    verdict: Annotated[str, Form(pattern="^(accept|reject)$")],
    back: Annotated[str, Form(max_length=1000)] = "/review",
) -> Response:
    """Carries out what a person says of an item, and goes on with the queue; htmx gets the line
    that stands in the place of the item."""
    try:
        acts = decide(record, item, verdict, request.state.visitor.name)
    except RecordError as error:
        raise HTTPException(409, "That waits no more: somebody was quicker.") from error
    if request.headers.get("HX-Request"):
        context = {"done": DONE[verdict], "acts": acts, "back": local(back, "/review")}
        templates = request.app.state.templates
        line: Response = templates.TemplateResponse(request, "decided.html", context)
        return line
    return RedirectResponse(_with(local(back, "/review"), verdict, acts), 303)


@sending.post("/review/undo", response_model=None)
def undo(
    record: TheRecord,
    acts: Annotated[str, Form(max_length=300)],
    back: Annotated[str, Form(max_length=1000)] = "/review",
) -> Response:
    """Takes a decision back."""
    try:
        take_back(record, acts)
    except RecordError as error:
        raise HTTPException(409, "That was taken back already.") from error
    return RedirectResponse(_with(local(back, "/review"), "undone", ""), 303)


def _with(back: str, done: str, acts: str) -> str:
    joined = query(done=done, acts=acts)
    return back + (joined.replace("?", "&", 1) if "?" in back else joined)
