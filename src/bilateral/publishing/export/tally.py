"""What was written and left out in, the counts that a person and the manifest are told out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ENTRIES, STATEMENTS = "entries", "statements"

PLURALS = {
    "actor": "actors",
    "figure": "figures",
    "status": "statuses",
    "event": "events",
    "commitment": "commitments",
    "area": "areas",
    "document": "documents",
}
"""Kind to the name of its table, sheet or file."""


@dataclass
class Tally:
    """Counts of one export.

    `written` by kind; `rows` by table where a format has other rows than one an entry; `left_out`
    by unit (entries or statements), kind and reason; `notes` of what was changed to fit.
    """

    written: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def leave_out(self, kind: str, reason: str, count: int = 1, unit: str = ENTRIES) -> None:
        """Count what the file does not hold."""
        if count:
            self.left_out[unit, kind, reason] += count

    def as_json(self) -> Mapping[str, Any]:
        """The counts as the manifest tells them, in a fixed order."""
        return {
            "written": {PLURALS[kind]: self.written[kind] for kind in sorted(self.written)},
            "rows": dict(sorted(self.rows.items())),
            "left_out": [
                {"unit": unit, "kind": kind, "reason": reason, "count": count}
                for (unit, kind, reason), count in sorted(self.left_out.items())
            ],
            "notes": [{"note": note, "count": n} for note, n in sorted(self.notes.items())],
        }

    def lines(self, where: str) -> Iterable[str]:
        """The counts for a person, what was written first."""
        told = ", ".join(f"{n:,} {named(kind, n)}" for kind, n in self.written.items() if n)
        rows = ", ".join(f"{n:,} {_rows(name, n)}" for name, n in self.rows.items())
        yield f"{told or 'nothing'} written to {where}" + (f" ({rows})" if rows else "")
        for (unit, kind, reason), count in sorted(self.left_out.items()):
            what = named(kind, count) if unit == ENTRIES else f"{kind} {_statements(count)}"
            yield f"left out: {count:,} {what}: {reason}"
        for note, count in sorted(self.notes.items()):
            yield f"{count:,} {note}"


def named(kind: str, count: int) -> str:
    """A kind in the number that fits."""
    return kind if count == 1 else PLURALS[kind]


def _statements(count: int) -> str:
    return "statement" if count == 1 else "statements"


def _rows(name: str, count: int) -> str:
    """What rows are called, in the number that fits: the first word is what is counted."""
    first, space, rest = name.partition(" ")
    singular = first.removesuffix("ies") + "y" if first.endswith("ies") else first.removesuffix("s")
    return f"{singular}{space}{rest}" if count == 1 else name
