"""A document and what would go with it in, the page that asks before it is removed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilateral.model import KINDS, Document
from bilateral.record.removing import Loss
from bilateral.web.views.parts import Paper, paper

NAMES = {
    "actor": "people and bodies",
    "figure": "figures",
    "status": "statuses",
    "event": "events",
    "commitment": "commitments",
    "area": "fields",
}


@dataclass(frozen=True, slots=True)
class Going:
    """How many entries of a kind go, and how many lose one telling and stay."""

    kind: str
    name: str
    gone: int
    stay: int


@dataclass(frozen=True, slots=True)
class RemoveView:
    """What is removed, and what changes by it."""

    paper: Paper
    href: str
    statements: int
    kinds: tuple[Going, ...]


def remove_form(given: Document, lost: Loss) -> RemoveView:
    """The page that asks before an article is removed."""
    return RemoveView(
        paper=paper(given),
        href=f"/d/{given.id[:16]}",
        statements=lost.statements,
        kinds=tuple(_going(kind, lost.gone, lost.stay) for kind in KINDS if _any(kind, lost)),
    )


def _any(kind: str, lost: Loss) -> bool:
    return bool(lost.gone.get(kind) or lost.stay.get(kind))


def _going(kind: str, gone: Mapping[str, int], stay: Mapping[str, int]) -> Going:
    return Going(kind, NAMES[kind], gone.get(kind, 0), stay.get(kind, 0))
