"""The page of a document: `/d/` and its id, or how its id begins."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bilateral.web import queries
from bilateral.web.faults import NotThere
from bilateral.web.pages.common import TheRecord
from bilateral.web.twins import answer, twinned
from bilateral.web.views.document import document

router = APIRouter()


@twinned(router, "/d/{name}")
def document_page(request: Request, name: str, record: TheRecord) -> Response:
    """The article with every statement marked in place."""
    found = queries.document(record, name)
    if found is None:
        raise NotThere(f"The record holds no document {name!r}.", "Search for it by its words.")
    statements = queries.statements_of(record, found.id)
    entries = queries.entries_of(record, statements)
    view = document(
        found,
        statements,
        entries,
        queries.pairs_of_document(record, found.id),
        queries.copies_of(record, found.id),
    )
    return answer(request, "document.html", view)
