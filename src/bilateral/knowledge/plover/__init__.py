"""PLOVER 2.0 out: its roots with quad codes and intensities, modes, contexts and activities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.knowledge.loading import build, table

PLV = "plv"

# The older codebook has one root for what PLOVER 2.0 parts into CONCEDE and RETREAT.
_PLV_QUADS = {"YIELD": 2}


@dataclass(frozen=True, slots=True)
class Root:
    """One of the 16 event types; `quad_code` 1 to 4, `intensity` from -10 to 10."""

    root: str
    quad_code: int
    intensity: Decimal
    recipient_required: bool = False
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a root."""

    root: str
    mode: str
    intensity: Decimal


@cache
def roots() -> dict[str, Root]:
    """Name to root."""
    return {root.root: root for root in build(Root, table("plover/roots.csv"))}


@cache
def modes() -> dict[tuple[str, str], Mode]:
    """Root and mode to the mode."""
    return {(m.root, m.mode): m for m in build(Mode, table("plover/modes.csv"))}


@cache
def activities() -> tuple[str, ...]:
    """The codes of activities that an event may carry."""
    return tuple(row.values["code"] for row in table("plover/activities.csv"))


@cache
def context_words(language: str = "en") -> dict[str, tuple[str, ...]]:
    """Context to the words that show it."""
    return {
        row.values["context"]: tuple(row.values["words"].split(";"))
        for row in table(f"plover/{language}/contexts.csv")
    }


def quad_code(root: str, codebook: str = "plover") -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    if codebook == PLV and root in _PLV_QUADS:
        return _PLV_QUADS[root]
    return roots()[root].quad_code


def intensity(root: str, mode: str | None = None) -> Decimal:
    """The PLOVER intensity of a root, or of its mode."""
    found = modes().get((root, mode)) if mode else None
    return found.intensity if found else roots()[root].intensity
