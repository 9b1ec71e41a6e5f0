"""A job in, the page that shows how far it is out."""

from __future__ import annotations

from dataclasses import dataclass

from bilateral.record.indexing import Pair
from bilateral.web.jobs import INTERRUPTED, Job, Source


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One document that came in: its page and what became of it."""

    href: str
    title: str
    outcome: str
    statements: int


@dataclass(frozen=True, slots=True)
class FaultLine:
    """Why something was left out, and what to do."""

    what: str
    reason: str
    next_step: str | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One file, link or pasted article."""

    name: str
    state: str
    count: int
    added: tuple[AddedLine, ...]
    faults: tuple[FaultLine, ...]


@dataclass(frozen=True, slots=True)
class JobView:
    """How far an adding is: `done` of `total`, and the relationships that it tells of; of one
    that was interrupted the links that may be given again."""

    id: str
    href: str
    who: str
    made: str
    finished: bool
    interrupted: bool
    done: int
    total: int
    documents: int
    failed: int
    sources: tuple[SourceLine, ...]
    pairs: tuple[Pair, ...]
    again: tuple[str, ...]


OUTCOMES = {
    "added": "added",
    "unchanged": "was there already",
    "reread": "read again",
    "corrected": "a new version",
}


def job(found: Job, pairs: tuple[Pair, ...]) -> JobView:
    """The page of a job; `pairs` are those that its documents tell of."""
    return JobView(
        id=found.id,
        href=f"/jobs/{found.id}",
        who=found.who,
        made=found.made,
        finished=found.finished,
        interrupted=found.interrupted,
        done=found.done,
        total=len(found.sources),
        documents=sum(source.count for source in found.sources),
        failed=sum(source.state == "failed" for source in found.sources),
        sources=tuple(_source(source) for source in found.sources),
        pairs=pairs,
        again=tuple(
            source.name
            for source in found.sources
            if source.state == INTERRUPTED and source.name.startswith(("http://", "https://"))
        ),
    )


def _source(source: Source) -> SourceLine:
    added = tuple(
        AddedLine(f"/d/{a.document[:16]}", a.title, OUTCOMES[a.outcome], a.statements)
        for a in source.added
    )
    faults = tuple(FaultLine(f.source, f.reason, f.next_step) for f in source.faults)
    return SourceLine(source.name, source.state, source.count, added, faults)
