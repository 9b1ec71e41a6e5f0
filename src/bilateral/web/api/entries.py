"""One entry with all that tells it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from bilateral.publishing import answers
from bilateral.web.api.asking import AsOf, Limit, TheRecord, next_address
from bilateral.web.api.problems import NotThereError
from bilateral.web.programs import shaping
from bilateral.web.programs.shapes import EvidenceOfEntry

router = APIRouter(tags=["entries"])

Offset = Annotated[int, Query(ge=0, le=1_000_000, description="Items to leave out before them.")]


@router.get("/entries/{entry}")
def get_entry(
    request: Request,
    response: Response,
    entry: Annotated[str, Path(max_length=120, description="Name of an entry or a statement.")],
    record: TheRecord,
    as_of: AsOf,
    limit: Limit = 50,
    offset: Offset = 0,
) -> EvidenceOfEntry:
    """An entry, and every statement that tells it with its words, the earliest first."""
    found = answers.called(record, entry, as_of)
    if found is None:
        raise NotThereError(f"No entry is called {entry!r}.", "Search for it by its words.")
    told, following = answers.evidence(record, found, as_of, limit=limit, offset=offset)
    return EvidenceOfEntry(
        entry=shaping.entry(found),
        tellings=[shaping.telling(item) for item in told],
        next=next_address(request, response, offset=following),
    )
