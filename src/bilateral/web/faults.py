"""Faults in, designed error pages (or their JSON) out: what is wrong and what to do next."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bilateral.errors import BilateralError
from bilateral.web.twins import answer, wants_json

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FaultView:
    """An error page: `status` of HTTP, a heading, a sentence, and what to do."""

    status: int
    title: str
    what: str
    next_step: str | None = None


class NotThere(Exception):  # noqa: N818 - what a reader is told, not a fault of the program
    """Nothing stands at an address; the page says what and where to look instead."""

    def __init__(self, what: str, next_step: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


_TITLES = {
    401: "Sign in first",
    403: "This is not allowed",
    404: "Nothing stands here",
    405: "This page only shows",
    409: "That cannot be done now",
    413: "That is too much",
    421: "This is not the name of the server",
    422: "That cannot be asked so",
    429: "Slower, please",
    500: "Something went wrong",
    503: "The record cannot be used",
}


def fault(
    request: Request, status: int, what: str | None = None, next_step: str | None = None
) -> Response:
    """The error page of an HTTP status."""
    title = _TITLES.get(status, "That did not work")
    view = FaultView(status, title, what or "There is no page at this address.", next_step)
    return answer(request, "fault.html", view, status)


def install(app: FastAPI) -> None:
    """Gives `app` the pages for all faults."""

    @app.exception_handler(NotThere)
    async def not_there(request: Request, error: NotThere) -> Response:
        return fault(request, 404, error.what, error.next_step)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        told = error.detail if error.status_code != 404 else None
        return fault(request, error.status_code, told)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        if wants_json(request):
            return JSONResponse({"detail": _problems(error)}, status_code=422)
        return fault(request, 422, "; ".join(_problems(error)))

    @app.exception_handler(BilateralError)
    async def mendable(request: Request, error: BilateralError) -> Response:
        log.error("%s: %s", request.url.path, error.what)
        return fault(request, 503, f"The record {error.what}.", error.next_step)

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        return fault(
            request,
            500,
            "The server failed at this page. Nothing in the record was changed.",
            "Try again; the server's log has the details.",
        )


def _problems(error: RequestValidationError) -> list[str]:
    return [f"{problem['loc'][-1]}: {problem['msg']}" for problem in error.errors()]
