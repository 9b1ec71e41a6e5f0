"""Documents, one document with its statements, and the search over everything."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from bilateral.errors import RecordError
from bilateral.model import Document
from bilateral.publishing import answers
from bilateral.record import Record
from bilateral.web.api.asking import (
    MOST_ITEMS,
    After,
    Limit,
    OptionalPair,
    ThePair,
    TheRecord,
    Words,
    next_address,
)
from bilateral.web.api.entries import Offset
from bilateral.web.api.problems import NotThereError
from bilateral.web.programs import shaping
from bilateral.web.programs.shapes import (
    DocumentShape,
    DocumentWithStatements,
    HitShape,
    PageShape,
    TellsShape,
)

router = APIRouter(tags=["documents"])

Kind = Literal["document", "event", "figure", "status", "commitment", "area", "actor"]


@router.get("/pairs/{pair}/documents")
def list_documents_of_pair(
    request: Request,
    response: Response,
    record: TheRecord,
    pair: ThePair,
    limit: Limit = 50,
    after: After = None,
) -> PageShape[DocumentShape]:
    """The documents that say something of a pair, latest first."""
    page = answers.documents(record, pair.pair, limit=limit, after=after)
    following = next_address(request, response, after=page.after)
    return PageShape(items=[shaping.document(item) for item in page.items], next=following)


@router.get("/documents")
def list_documents(
    request: Request, response: Response, record: TheRecord, limit: Limit = 50, after: After = None
) -> PageShape[DocumentShape]:
    """All documents in force, in the order of their ids."""
    page = answers.documents(record, limit=limit, after=after)
    following = next_address(request, response, after=page.after)
    return PageShape(items=[shaping.document(item) for item in page.items], next=following)


@router.get("/documents/{document}")
def get_document(
    record: TheRecord,
    document: Annotated[
        str, Path(max_length=120, description="Its id, or at least the first six of its signs.")
    ],
    limit: Annotated[int, Query(ge=0, le=5 * MOST_ITEMS, description="Most statements.")] = 500,
) -> DocumentWithStatements:
    """A document with its text and what it says, in the order of its words."""
    found = _document(record, document)
    said = record.statements_of(found.id)
    shown = said[:limit]
    entries = answers.entries_of(record, [item.id for item in shown])
    statements = [
        TellsShape.model_validate({"entry": entries.get(s.id), "statement": shaping.statement(s)})
        for s in shown
    ]
    return DocumentWithStatements(
        **shaping.document(found).model_dump(),
        text=found.text,
        statements=statements,
        total=len(said),
    )


def _document(record: Record, name: str) -> Document:
    try:
        return record.document(name)
    except RecordError as error:
        if error.__cause__ is not None:  # the store failed, which is another matter
            raise
        raise NotThereError(f"The record {error.what}.", "Search for it by its words.") from error


@router.get("/search")
def search(
    request: Request,
    response: Response,
    record: TheRecord,
    q: Words,
    pair: OptionalPair,
    kind: Kind | None = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> PageShape[HitShape]:
    """Documents and statements with all these words, the best match first.

    Words in quotation marks stand together, `-word` must not be there, `begin*` is any word that
    begins so.
    """
    found = record.search(q, limit + 1, kind=kind, pair=pair, offset=offset)
    following = offset + limit if len(found) > limit else None
    return PageShape(
        items=[shaping.hit(item) for item in found[:limit]],
        next=next_address(request, response, offset=following),
    )
