"""A document in, a reading out: `read` is a pure function, with no clock, network or store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bilateral.model import Document, Reading, Statement
from bilateral.reading import frames
from bilateral.reading.actors import read_actors
from bilateral.reading.annotate import annotate
from bilateral.reading.areas import read_areas
from bilateral.reading.commitments import read_commitments
from bilateral.reading.events import read_events
from bilateral.reading.figures import read_figures
from bilateral.reading.page import Page
from bilateral.reading.statuses import read_statuses

__all__ = ["read"]

S = TypeVar("S", bound=Statement)


def read(document: Document) -> Reading:
    """What `document` says about the relation between countries, each statement sourced.

    A document that is not about two countries or more gives an empty reading.
    """
    page = annotate(document, whole=False)
    document = replace(document, parties=page.parties)
    if len(page.parties) < 2:
        return Reading(document=document)
    by_frames = frames.language_of(document)
    if by_frames:
        return _by_frames(document, page, by_frames)
    return Reading(
        document=document,
        actors=_identified(document, read_actors(page)),
        figures=_identified(document, read_figures(page)),
        statuses=_identified(document, read_statuses(page)),
        events=_identified(document, read_events(page)),
        commitments=_identified(document, read_commitments(page)),
        areas=_identified(document, read_areas(page)),
    )


def _by_frames(document: Document, page: Page, language: str) -> Reading:
    """What a document says whose language is told by data alone."""
    return Reading(
        document=document,
        actors=_identified(document, read_actors(page)),
        figures=_identified(document, frames.read_figures(page, language)),
        statuses=_identified(document, frames.read_statuses(page, language)),
        events=_identified(document, frames.read_events(page, language)),
        commitments=_identified(document, frames.read_commitments(page, language)),
        areas=_identified(document, frames.read_areas(page, language)),
    )


def _identified(document: Document, statements: Iterable[S]) -> tuple[S, ...]:
    """The statements with ids made of the document, the kind and the words they stand on."""
    seen: Counter[str] = Counter()
    out = []
    for statement in statements:
        spans = ",".join(f"{e.field}:{e.start}-{e.end}" for e in statement.evidence)
        anchor = f"{document.id}|{statement.kind}|{spans}"
        seen[anchor] += 1
        digest = hashlib.sha256(f"{anchor}|{seen[anchor]}".encode()).hexdigest()
        out.append(replace(statement, id=f"{statement.kind}-{digest[:16]}"))
    return tuple(out)
