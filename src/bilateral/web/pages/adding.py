"""Adding articles by drop, paste or link: `/add`, and how far it is: `/jobs/`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from bilateral.documents.input import MOST_BYTES
from bilateral.record.accounts import EDITOR
from bilateral.web import queries
from bilateral.web.access.forms import writing_router
from bilateral.web.faults import NotThere
from bilateral.web.jobs import BusyError, Given
from bilateral.web.pages.common import TheRecord
from bilateral.web.settings import Limits
from bilateral.web.twins import answer, twinned
from bilateral.web.views.job import JobView, job

LATEST = 5

router = APIRouter()
sending = writing_router()


@dataclass(frozen=True, slots=True)
class AddView:
    """The page for adding, with what may be given and what was added last."""

    most_files: int
    most_mb: int
    latest: tuple[JobView, ...]
    fault: str | None


@twinned(router, "/add")
def add_page(request: Request) -> Response:
    """The form for files, links and pasted articles."""
    return _form(request, None)


def _form(request: Request, fault: str | None) -> Response:
    limits: Limits = request.app.state.settings.limits
    shown = request.app.state.jobs.latest(LATEST) if request.state.visitor.may(EDITOR) else []
    latest = tuple(job(found, ()) for found in shown)
    view = AddView(limits.files, limits.file_mb, latest, fault)
    return answer(request, "add.html", view, 422 if fault else 200)


@sending.post("/add", response_model=None)
async def add(
    request: Request,
    files: Annotated[list[UploadFile] | None, Form()] = None,
    links: Annotated[str, Form(max_length=50_000)] = "",
    text: Annotated[str, Form(max_length=2_000_000)] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    published: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Queues what was given, and goes to the page of its progress."""
    limits: Limits = request.app.state.settings.limits
    uploads = [file for file in files or [] if file.filename]
    addresses = links.split()
    fault = _fault(uploads, addresses, text, published, limits)
    if fault:
        return _form(request, fault)
    given = [await _upload(file) for file in uploads]
    given += [Given(address) for address in dict.fromkeys(addresses)]
    if text.strip():
        name = title.strip() or "the pasted article"
        given.append(
            Given(name, text=text, title=title.strip() or None, published=published or None)
        )
    try:
        started = request.app.state.jobs.start(request.state.visitor.name, given)
    except BusyError as error:
        raise HTTPException(503, f"The server {error.what}. {error.next_step}.") from error
    return RedirectResponse(f"/jobs/{started.id}", 303)


def _fault(
    uploads: list[UploadFile], addresses: list[str], text: str, published: str, limits: Limits
) -> str | None:
    """Why what was given cannot be added at all."""
    strange = [a for a in addresses if not a.lower().startswith(("http://", "https://"))]
    if strange:
        return f"{strange[0][:100]!r} is no link: write it as https://…"
    if len(uploads) > limits.files or len(addresses) > limits.links:
        return f"At most {limits.files} files and {limits.links} links at once."
    if not uploads and not addresses and not text.strip():
        return "Choose a file, give a link or paste an article."
    if published and not _is_day(published):
        return f"{published!r} is no day: write it as 2024-09-23."
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


async def _upload(file: UploadFile) -> Given:
    """A file's own name, never the path that a browser may tell."""
    name = PurePath((file.filename or "file").replace("\\", "/")).name or "file"
    # One byte more than may be: then its reader says that it is too large.
    return Given(name, content=await file.read(MOST_BYTES + 1))


@twinned(router, "/jobs/{name}")
def job_page(request: Request, name: str, record: TheRecord) -> Response:
    """How far an adding is."""
    found = request.app.state.jobs.get(name)
    if found is None:
        raise NotThere(
            f"No adding is called {name!r}.", "What was added is in the record: search for it."
        )
    documents = [a.document for source in found.sources for a in source.added]
    pairs = queries.pairs_of_documents(record, documents) if found.finished else []
    return answer(request, "job.html", job(found, tuple(pairs)))
