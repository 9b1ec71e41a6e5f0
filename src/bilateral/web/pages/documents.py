"""The page of a document: `/d/` and its id, or how its id begins; and its removal."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from bilateral.model import Document
from bilateral.record.removing import loss, withdrawn
from bilateral.web import queries
from bilateral.web.access.forms import writing_router
from bilateral.web.faults import NotThere
from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.document import document
from bilateral.web.views.removing import remove_form

router = APIRouter()
sending = writing_router()


def _document(record: TheRecord, name: str) -> Document:
    found = queries.document(record, name)
    if found is None:
        raise NotThere(f"The record holds no document {name!r}.", "Search for it by its words.")
    return found


@twinned(router, "/d/{name}")
def document_page(request: Request, name: str, record: TheRecord) -> Response:
    """The article with every statement marked in place."""
    found = _document(record, name)
    statements = queries.statements_of(record, found.id)
    entries = queries.entries_of(record, statements)
    view = document(
        found,
        statements,
        entries,
        queries.pairs_of_document(record, found.id),
        queries.copies_of(record, found.id),
        withdrawn(record, found.id),
    )
    return answer(request, "document.html", view)


@twinned(router, "/d/{name}/remove")
def remove_page(request: Request, name: str, record: TheRecord) -> Response:
    """What goes with this article, and the form that removes it."""
    found = _document(record, name)
    if withdrawn(record, found.id):
        raise NotThere("This article is removed already.", "Its page says when and why.")
    return answer(request, "remove.html", remove_form(found, loss(record, found.id)))


@sending.post("/d/{name}/remove", response_model=None)
def remove(
    request: Request,
    name: str,
    record: TheRecord,
    why: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Withdraws the article: it stays to be seen, and nothing stands on it any more."""
    found = _document(record, name)
    if not why.strip():
        raise HTTPException(422, "Say why the article is removed: it stands on its page.")
    if not withdrawn(record, found.id):
        record.remove(found.id, why.strip(), request.state.visitor.name)
    return RedirectResponse(f"/d/{found.id[:16]}", 303)


@sending.post("/d/{name}/restore", response_model=None)
def restore(name: str, record: TheRecord) -> Response:
    """Takes the removal back: all that stood on the article stands again."""
    found = _document(record, name)
    record.restore(found.id)
    return RedirectResponse(f"/d/{found.id[:16]}", 303)
