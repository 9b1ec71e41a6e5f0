"""What a person asks for in, whether an entry is part of it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bilateral.knowledge.policies import DEFAULT
from bilateral.language.edtf import bounds
from bilateral.model import KINDS, Event, Figure, Status
from bilateral.record.entries import Entry
from bilateral.record.indexing import Pair

TOLD, NEAREST = "told", "nearest"
"""Which day an act stands at in formats that need one; see `acts.day_of`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the record is exported.

    Days are ISO 8601. `kinds` in the order of the contract, all where none is named.
    `statements` asks for what each document says instead of the merged entries, `policy` names
    whose word an entry shows, `days` (told or nearest) what becomes of acts without a day.
    """

    pair: Pair | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    kinds: tuple[str, ...] = ()
    statements: bool = False
    policy: str = DEFAULT
    days: str = TOLD

    def wanted(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `kinds` that are asked for, in the order of the contract."""
        return tuple(k for k in KINDS if k in kinds and (not self.kinds or k in self.kinds))

    def in_time(self, entry: Entry[Any]) -> bool:
        """Whether an entry falls between `since` and `until`; one without any day only where
        neither is named."""
        if not self.since and not self.until:
            return True
        first, last = span(entry)
        if not first:
            return False
        after = not self.since or (last or "9999") >= self.since
        return after and (not self.until or first <= self.until)

    def as_json(self) -> Mapping[str, Any]:
        """The filters as the manifest tells them."""
        return {
            "pair": list(self.pair) if self.pair else None,
            "since": self.since,
            "until": self.until,
            "as_of": self.as_of,
            "kinds": list(self.kinds) or None,
            "unit": "statements" if self.statements else "entries",
            "policy": self.policy,
            "days": self.days,
        }


def span(entry: Entry[Any]) -> tuple[str | None, str | None]:
    """First and last day of what an entry tells; else those on which it was told.

    An event, a figure and a status have days of their own. A promise counts when it was told,
    not when it is due.
    """
    statement = entry.statement
    if isinstance(statement, Event | Status):
        own = bounds(statement.date)
    elif isinstance(statement, Figure):
        own = bounds(statement.time_period or statement.as_of)
    else:
        own = (None, None)
    if own[0] or own[1]:
        return own[0] or own[1], own[1]
    told = (entry.first_told or "")[:10] or None
    return told, (entry.told or "")[:10] or None
