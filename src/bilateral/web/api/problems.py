"""Faults in, `application/problem+json` (RFC 9457) out: what is wrong and what to do next."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from bilateral.errors import BilateralError, UnknownCountryError
from bilateral.publishing.answers.wanted import WrongQuestionError
from bilateral.record.pages import NoPlaceError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong: `detail` says it for a person, `next_step` what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    next_step: str | None = None


def _documented(about: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": about, "model": Problem, "content": {MEDIA_TYPE: {"schema": schema}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _documented("It is no request that can be read"),
    404: _documented("Nothing stands there"),
    413: _documented("It is too large"),
    422: _documented("It cannot be asked so"),
    503: _documented("The record cannot be used"),
}
"""The faults that every operation may give, for the description."""

_TITLES = {
    400: "That cannot be read",
    404: "Nothing stands here",
    405: "This can only be read",
    413: "Too large",
    422: "That cannot be asked so",
    500: "Something went wrong",
    503: "The record cannot be used",
}


class NotThereError(Exception):
    """Nothing stands at an address."""

    def __init__(self, what: str, next_step: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


def problem(
    status: int,
    detail: str,
    next_step: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The answer that tells a fault."""
    title = _TITLES.get(status, "That did not work")
    found = Problem(title=title, status=status, detail=detail, next_step=next_step)
    return JSONResponse(found.model_dump(), status, headers=headers, media_type=MEDIA_TYPE)


def install(api: FastAPI) -> None:
    """Gives `api` an answer for every fault."""

    @api.exception_handler(NotThereError)
    async def not_there(request: Request, error: NotThereError) -> Response:
        return problem(404, error.what, error.next_step)

    @api.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return problem(error.status_code, str(error.detail), None, headers)

    @api.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # What was given is not repeated: it may be anything, of any length.
        told = (f"{found['loc'][-1]}: {found['msg']}" for found in error.errors())
        return problem(422, "; ".join(told)[:2000])

    @api.exception_handler(BilateralError)
    async def mendable(request: Request, error: BilateralError) -> Response:
        if isinstance(error, NoPlaceError | UnknownCountryError):
            return problem(404, error.what, error.next_step)
        if isinstance(error, WrongQuestionError):
            return problem(422, error.what, error.next_step)
        log.error("%s: %s", request.url.path, error.what)
        return problem(503, f"The record {error.what}.", error.next_step)

    @api.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        step = "Try again; the server's log has the details."
        return problem(500, "The server failed at this. Nothing was changed.", step)
