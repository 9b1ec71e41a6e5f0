"""The closed lists of the contract out: what each value of a field means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a field of a kind may have."""

    kind: str
    field: str
    value: str
    reads: str


@cache
def values() -> dict[tuple[str, str], tuple[Value, ...]]:
    """Kind and field to the values that it may have, in the order of the file."""
    out: dict[tuple[str, str], tuple[Value, ...]] = {}
    for row in build(Value, table("contract/values.csv")):
        out[row.kind, row.field] = (*out.get((row.kind, row.field), ()), row)
    return out
