"""What a person says of an entry: accept, reject, correct, merge, split, undo.

Every act is a form that works without scripts: sent, done, and back to the page of the entry,
where it stands with who and when, and with the button that takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from bilateral.errors import RecordError
from bilateral.model import Document, Statement
from bilateral.record import review
from bilateral.record.merge.anchors import CORRECT, Correction, with_correction
from bilateral.web import queries
from bilateral.web.access.forms import local, writing_router
from bilateral.web.candidates import MERGED, candidates, hits
from bilateral.web.correcting import FormError, corrected
from bilateral.web.faults import NotThere
from bilateral.web.pages.common import AsOf, TheRecord
from bilateral.web.queries import FoundEntry
from bilateral.web.twins import answer, twinned
from bilateral.web.views.correcting import correct_form, merge_form

router = APIRouter()
sending = writing_router()

Why = Annotated[str, Form(max_length=1000)]


def _entry(record: TheRecord, name: str, day: str) -> FoundEntry:
    found = queries.find_entry(record, name, day)
    if found is None:
        raise NotThere(f"No entry is called {name!r}.", "Search for it by its words.")
    return found


def _statement(record: TheRecord, name: str) -> tuple[Document, Statement]:
    try:
        return queries.statement_called(record, name)
    except RecordError as error:
        if told := queries.shown_by(record, name):
            return queries.statement_called(record, told)
        raise NotThere(f"No statement is called {name!r}.", "Search for it.") from error


def _back(statement: str, acts: Sequence[str], said: str) -> Response:
    """To the page of the entry, with what was done and by which acts it is undone."""
    return RedirectResponse(f"/e/{statement}?said={said}&acts={quote(' '.join(acts))}", 303)


@sending.post("/e/{name}/judge", response_model=None)
def judge(
    request: Request,
    name: str,
    record: TheRecord,
    day: AsOf,
    act: Annotated[str, Form(pattern="^(accept|reject)$")],
    statement: Annotated[str, Form(max_length=100)] = "",
    why: Why = "",
) -> Response:
    """Accepts or rejects one statement; without one, the statement that the entry shows is
    accepted, or all that it stands on are rejected."""
    told = _entry(record, name, day.shown).entry
    names = [s.id for s in told.statements]
    if statement:
        names = [statement]
    elif act == review.ACCEPT:
        names = [told.statement.id]
    who = request.state.visitor.name
    acts = [_done(review.correct, record, s, act, who=who, why=why or None) for s in names]
    return _back(names[0], acts, f"{act}ed")


def _done(act: Callable[..., str], *told: object, **said: object) -> str:
    """The name of an act; what cannot be done is told to the person who wanted it."""
    try:
        return act(*told, **said)
    except RecordError as error:
        raise HTTPException(409, f"That cannot be done: {error.where} {error.what}.") from error


@twinned(router, "/e/{name}/correct")
def correct_page(request: Request, name: str, record: TheRecord) -> Response:
    """The form that corrects one statement; of an entry, the one that it shows."""
    document, told = _statement(record, name)
    return answer(request, "correct.html", correct_form(document, _now(record, told)))


def _now(record: TheRecord, told: Statement) -> Statement:
    """A statement as people left it, also one that they rejected."""
    said = [c for c in queries.corrections_of(record, [told.id]) if c.verdict == CORRECT]
    kept = with_correction(told, Correction(CORRECT, said[-1].fields)) if said else told
    return kept or told


@sending.post("/e/{name}/correct", response_model=None)
async def correct(request: Request, name: str, record: TheRecord) -> Response:
    """Keeps what of the form is not as the machine read it."""
    document, told = _statement(record, name)
    form = await request.form()
    sent = {
        field: [text for text in form.getlist(field) if isinstance(text, str)] for field in form
    }
    why = (sent.get("why") or [""])[0].strip()[:1000]
    try:
        changed = corrected(told, sent)
        if not changed:
            raise FormError("is as the machine read it", where="Everything")
        acts = [
            review.correct(
                record, told.id, CORRECT, changed, who=request.state.visitor.name, why=why or None
            )
        ]
    except (FormError, RecordError) as error:
        fault = f"{error.where}: {error.what}. {error.next_step or ''}".strip()
        view = correct_form(document, _now(record, told), fault, why)
        return answer(request, "correct.html", view, 422)
    return _back(told.id, acts, "corrected")


@twinned(router, "/e/{name}/merge")
def merge_page(
    request: Request,
    name: str,
    record: TheRecord,
    day: AsOf,
    q: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """The other entries with which this one may be merged."""
    found = _entry(record, name, day.shown)
    if found.entry.statement.kind not in MERGED:
        raise NotThere(
            f"A {found.entry.statement.kind} is not merged by hand.",
            "Figures are one where they measure the same.",
        )
    near = candidates(record, found) if not q.strip() else []
    view = merge_form(found.entry, near, hits(record, found, q.strip()), q.strip())
    return answer(request, "merge.html", view)


@sending.post("/e/{name}/merge", response_model=None)
def merge(
    request: Request,
    name: str,
    record: TheRecord,
    day: AsOf,
    other: Annotated[list[str] | None, Form()] = None,
    why: Why = "",
) -> Response:
    """Says that the chosen entries are the same thing as this one."""
    if not other:
        raise HTTPException(422, "Choose the entries that are the same thing.")
    statement = _entry(record, name, day.shown).entry.statement.id
    said = {"who": request.state.visitor.name, "why": why or None}
    act = _done(review.judge, record, review.SAME, statement, other, **said)
    return _back(statement, [act], "merged")


@sending.post("/e/{name}/split", response_model=None)
def split(
    request: Request,
    name: str,
    record: TheRecord,
    statement: Annotated[str, Form(max_length=100)],
    why: Why = "",
) -> Response:
    """Takes one statement out of the entry."""
    said = {"who": request.state.visitor.name, "why": why or None}
    act = _done(review.split, record, statement, **said)
    return _back(statement, [act], "split")


@sending.post("/undo", response_model=None)
def undo(
    record: TheRecord,
    acts: Annotated[str, Form(max_length=20_000)],
    back: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Takes back what was said in these acts, the last first."""
    for act in reversed(acts.split()):
        try:
            review.undo(record, act)
        except RecordError as error:
            raise HTTPException(409, "That was taken back already.") from error
    return RedirectResponse(local(back), 303)
