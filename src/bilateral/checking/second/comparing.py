"""What two readers read in one document in; where they differ out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bilateral.model import Statement

DIFFERS, SECOND_ONLY, FIRST_ONLY = "differs", "second only", "first only"

COMPARED: dict[str, tuple[str, ...]] = {
    "figure": ("measure", "ref_area", "counterpart_area", "obs_value", "unit_measure"),
    "status": ("level", "parties", "change"),
    "event": ("event_type", "source", "recipient", "state"),
    "commitment": ("strength", "by", "to"),
    "area": ("code",),
}
"""The fields of each kind by which two readers say the same. Actors are not compared: the first
reader finds them by offices and names that a model would have to guess."""

_WHOLE_DOCUMENT = ("area",)
"""Kinds that are said once of a document, wherever the words stand."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the readers differ: `what` is one of the three above, `fields` those that differ."""

    what: str
    kind: str
    first: Statement | None
    second: Statement | None
    fields: tuple[str, ...] = ()


def differences(first: Iterable[Statement], second: Sequence[Statement]) -> list[Difference]:
    """Every difference, those of one statement first."""
    left = [s for s in first if s.kind in COMPARED]
    unmatched, found = [], []
    for proposal in sorted(second, key=lambda s: (s.kind, s.evidence)):
        near = [s for s in left if s.kind == proposal.kind and _near(s, proposal)]
        if not near:
            unmatched.append(Difference(SECOND_ONLY, proposal.kind, None, proposal))
            continue
        best = min(near, key=lambda s: len(_unlike(s, proposal)))
        left.remove(best)
        if fields := _unlike(best, proposal):
            found.append(Difference(DIFFERS, best.kind, best, proposal, fields))
    missing = [Difference(FIRST_ONLY, s.kind, s, None) for s in left]
    return [*found, *unmatched, *missing]


def _near(one: Statement, other: Statement) -> bool:
    if one.kind in _WHOLE_DOCUMENT:
        return not _unlike(one, other)
    return any(
        a.field == b.field and a.start < b.end and b.start < a.end
        for a in one.evidence
        for b in other.evidence
    )


def _unlike(one: Statement, other: Statement) -> tuple[str, ...]:
    return tuple(
        name
        for name in COMPARED[one.kind]
        if _plain(getattr(one, name)) != _plain(getattr(other, name))
    )


def _plain(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value
