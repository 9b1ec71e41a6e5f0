"""A draft's statuses in, each as a claim out: against the ladder of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bilateral.checking import wording
from bilateral.checking.drafts.claims import STATUS, Claim, Telling, source_of, telling_of
from bilateral.checking.drafts.lookup import Lookup
from bilateral.checking.verdicts import CONTRADICTED, NO_DATA, STALE, SUPPORTED
from bilateral.knowledge.statuses import levels
from bilateral.language.edtf import bounds
from bilateral.model import Document, Reading, Status

Told = list[tuple[Document, Status]]


@dataclass(frozen=True, slots=True)
class _Found:
    verdict: str
    message: str
    suggestion: str | None = None
    told: tuple[tuple[Document, Status], ...] = ()


def status_claims(reading: Reading, lookup: Lookup, day: str) -> Iterator[Claim]:
    """A claim for each status that the draft tells."""
    for status in reading.statuses:
        ladder = _changes(lookup.statuses(status.parties))
        found = _dated(status, ladder) if status.date else _undated(status, ladder, day)
        yield Claim(
            kind=STATUS,
            evidence=status.evidence,
            quote=" … ".join(e.quote for e in status.evidence),
            says=_says(status),
            verdict=found.verdict,
            told=tuple(_telling(d, s, status) for d, s in found.told),
            message=found.message,
            suggestion=found.suggestion,
            statement=status.id,
        )


def _says(status: Status) -> str:
    since = f", {status.change} {wording.when(status.date)}" if status.date else ""
    return f"{status.label}{since}"


def _changes(told: Told) -> Told:
    """Changes with their day, in time."""
    steps = [(d, s) for d, s in told if s.change != "described" and bounds(s.date)[0]]
    return sorted(steps, key=lambda item: (bounds(item[1].date)[0] or "", item[1].id))


def _dated(status: Status, ladder: Told) -> _Found:
    """A status with a day: that of the same level in the record."""
    same = [(d, s) for d, s in ladder if s.level == status.level]
    if not same:
        return _Found(NO_DATA, "The record tells of no such status.")
    fitting = [(d, s) for d, s in same if _together(s.date, status.date)]
    if fitting:
        # The telling with the day says more than one with the year.
        document, known = max(fitting, key=lambda item: len(item[1].date or ""))
        return _Found(SUPPORTED, f"The record has it: {_step(document, known)}.", None, (*fitting,))
    if status.change == "described":
        # "the partnership, told in 2024": described in that year, it may have begun before.
        return _described_then(status, ladder)
    document, known = same[0]
    return _Found(
        CONTRADICTED,
        f"The record has another day: {_step(document, known)}.",
        f"Write {known.label}, {known.change} {wording.when(known.date or '')}.",
        (*same,),
    )


def _described_then(status: Status, ladder: Told) -> _Found:
    return _undated(status, ladder, bounds(status.date)[1] or "9999")


def _undated(status: Status, ladder: Told, day: str) -> _Found:
    """A status without a day: that which the record has on the day of telling."""
    until = [(d, s) for d, s in ladder if (bounds(s.date)[0] or "") <= day]
    if not until:
        return _Found(NO_DATA, "The record tells of no status with its day.")
    document, current = until[-1]
    if current.level == status.level:
        return _Found(
            SUPPORTED,
            f"So it is since {current.date}: {_step(document, current)}.",
            None,
            (until[-1],),
        )
    before = [(d, s) for d, s in until if s.level == status.level]
    if before and _rung(status.level) < _rung(current.level):
        return _Found(
            STALE,
            f"That was so since {before[-1][1].date}; since {current.date} it is "
            f"{current.label} ({source_of(document)}).",
            f"Write {current.label}, or say of which time.",
            (before[-1], until[-1]),
        )
    return _Found(
        NO_DATA, f"The record does not tell of it; the last it has is {_step(document, current)}."
    )


def _rung(level: str) -> int:
    found = levels().get(level)
    return found.rung if found else 0


def _together(one: str | None, other: str | None) -> bool:
    first, second = bounds(one), bounds(other)
    return (first[0] or "") <= (second[1] or "9") and (second[0] or "") <= (first[1] or "9")


def _step(document: Document, status: Status) -> str:
    return (
        f"{status.label}, {status.change} {wording.when(status.date or '')} ({source_of(document)})"
    )


def _telling(document: Document, status: Status, own: Status) -> Telling:
    agrees = status.level == own.level and _together(status.date, own.date or status.date)
    return telling_of(document, status, _says(status), agrees)
