"""An entry in, the others of its pair that may be the same thing out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bilateral.model import Document, Statement
from bilateral.record import Record
from bilateral.record.pages import Choice, rows, shown
from bilateral.record.review import UNSURE
from bilateral.record.search.finding import Found
from bilateral.web.queries import FoundEntry, statement_called, statement_of_profile

MERGED = ("event", "status", "commitment", "actor")
"""Kinds that are merged by judgement; figures are grouped by what they measure."""

NEAR = timedelta(days=21)
MOST = 20


def candidates(record: Record, found: FoundEntry) -> list[tuple[Document, Statement, bool]]:
    """Entries the machine was not sure of (True), then those of near days (False)."""
    unsure = _unsure(record, found)
    known = {told.id for _, told, _ in unsure}
    return [*unsure, *(item for item in _near(record, found) if item[1].id not in known)][:MOST]


def _unsure(record: Record, found: FoundEntry) -> list[tuple[Document, Statement, bool]]:
    why = found.explanation
    if why is None:
        return []
    own = {told.profile for told in why.told}
    ends = [
        j.other if j.one in own else j.one
        for j in why.outside
        if j.origin == "machine" and j.verdict == UNSURE
    ]
    names = [statement_of_profile(record, end) for end in dict.fromkeys(ends)]
    told = [statement_called(record, name) for name in names if name]
    return [(document, statement, True) for document, statement in told]


def _near(record: Record, found: FoundEntry) -> list[tuple[Document, Statement, bool]]:
    if found.view is None:
        return []
    kind = found.entry.statement.kind
    day = getattr(found.entry.statement, "date", None) or found.entry.first_told
    since, until = _around(day)
    choice = Choice(kind, since=since, until=until)
    near = rows(record, found.view.pair, choice, limit=MOST * 2).items
    told = shown(record, near)
    return [(*told[row.entry], False) for row in near if row.entry in told]


def _around(day: str | None) -> tuple[str | None, str | None]:
    try:
        middle = date.fromisoformat((day or "")[:10])
    except ValueError:
        return (
            (f"{day[:4]}-01-01", f"{day[:4]}-12-31") if day and day[:4].isdecimal() else (None,) * 2
        )
    return (middle - NEAR).isoformat(), (middle + NEAR).isoformat()


def hits(record: Record, found: FoundEntry, words: str) -> Sequence[Found]:
    """Statements of the same kind with these words, in the pair of the entry."""
    pair = found.view.pair if found.view else None
    return record.search(words, MOST, kind=found.entry.statement.kind, pair=pair) if words else []
