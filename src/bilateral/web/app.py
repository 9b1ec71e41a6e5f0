"""A record in, the server of its pages out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from bilateral import __version__
from bilateral.record import Record
from bilateral.web import faults
from bilateral.web.access.guard import Guard
from bilateral.web.api import PREFIX, create_api
from bilateral.web.jobs import Jobs
from bilateral.web.pages import ROUTERS
from bilateral.web.rendering import STATIC, templates
from bilateral.web.security import SecurityHeaders
from bilateral.web.settings import Settings
from bilateral.web.waiting import Waiting

_A_YEAR = "public, max-age=31536000, immutable"


class _Files(StaticFiles):
    """Files that browsers keep: an address names the content by its hash, and a font is a font."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b"") or path.startswith("vendor/fonts/"):
            response.headers["Cache-Control"] = _A_YEAR
        return response


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """When the server stops, so does its reading: after the document that it is at."""
    yield
    await run_in_threadpool(app.state.jobs.close)


def create_app(record: Record, settings: Settings | None = None) -> FastAPI:
    """The server over an open record, which stays the caller's to close.

    `app.state` holds `record`, `settings`, `templates`, `waiting` (how much is to be reviewed)
    and `jobs` (what is being added) for the pages.
    """
    app = FastAPI(
        title="Bilateral", version=__version__, docs_url=None, redoc_url=None, lifespan=_running
    )
    app.state.record = record
    app.state.settings = settings or Settings()
    app.state.templates = templates()
    app.state.waiting = Waiting(record, app.state.settings.today)
    app.state.jobs = Jobs(record, allow_private=app.state.settings.allow_private)
    app.add_middleware(Guard)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", _Files(directory=STATIC), name="static")
    app.mount(PREFIX, create_api(record, app.state.settings), name="api")
    faults.install(app)
    for router in ROUTERS:
        app.include_router(router)
    return app
