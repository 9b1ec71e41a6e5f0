"""A statement in, the pages on which a person corrects it or merges its entry out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bilateral.model import Document, Statement
from bilateral.record.entries import Entry
from bilateral.record.search.finding import Found
from bilateral.web.correcting import Asked, form_of
from bilateral.web.views.parts import Line, Paper, entry_href, label, line, paper, quote


@dataclass(frozen=True, slots=True)
class CorrectView:
    """The form that corrects one statement; `fault` is what was wrong with the last try."""

    statement: str
    kind: str
    label: str
    href: str
    quotes: tuple[str, ...]
    paper: Paper
    fields: tuple[Asked, ...]
    fault: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another entry that may be the same thing, by a statement of it."""

    statement: str
    href: str
    text: str
    outlet: str
    when: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class MergeView:
    """The page on which an entry is merged with others: those the machine was not sure of
    first, then those of near days, or those that hold the words asked for."""

    line: Line
    statement: str
    q: str
    candidates: tuple[Candidate, ...]
    fault: str | None


def correct_form(
    document: Document, now: Statement, fault: str | None = None, why: str = ""
) -> CorrectView:
    """The form for a statement as it is now."""
    return CorrectView(
        statement=now.id,
        kind=now.kind,
        label=label(now),
        href=entry_href(now.id),
        quotes=tuple(" ".join(e.quote.split()) for e in now.evidence),
        paper=paper(document),
        fields=form_of(now),
        fault=fault,
        why=why,
    )


def merge_form(
    item: Entry[Any],
    near: Sequence[tuple[Document, Statement, bool]],
    found: Sequence[Found],
    q: str,
    fault: str | None = None,
) -> MergeView:
    """The page for an entry: candidates (with whether they wait for a person), or hits."""
    candidates = [_candidate(*told) for told in near] if not q else [_hit(hit) for hit in found]
    own = {s.id for s in item.statements}
    return MergeView(
        line=line(item),
        statement=item.statement.id,
        q=q,
        candidates=tuple(c for c in candidates if c.statement not in own),
        fault=fault,
    )


def _candidate(document: Document, told: Statement, waits: bool) -> Candidate:
    day = getattr(told, "date", None) or getattr(told, "due", None)
    outlet = paper(document).outlet
    text = quote(told)
    return Candidate(told.id, entry_href(told.id), text, outlet, day, waits)


def _hit(hit: Found) -> Candidate:
    outlet = hit.outlet or ""
    return Candidate(hit.id, entry_href(hit.id), hit.snippet.text, outlet, None, False)
