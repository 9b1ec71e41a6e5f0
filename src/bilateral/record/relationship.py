"""Documents and statements of one pair in, the view of the relationship out.

Statements that tell the same thing in the same terms stand together as one entry, with every
document that tells it. Nothing is chosen between them: a disagreement is shown as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bilateral.language.edtf import bounds
from bilateral.model import Area, Commitment, Document, Event, Figure, Statement, Status
from bilateral.record.indexing import Pair
from bilateral.record.intervals import agree
from bilateral.record.store import Record

S = TypeVar("S", bound=Statement)

OPEN_STRENGTHS = ("agreed", "pledged", "planned")
"""Commitments that bind or plan; what is proposed or hoped for is nobody's promise."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[S]):
    """One thing told: the statements that tell it and the documents they stand in.

    `statement` is the one shown, that of the earliest document.
    """

    statement: S
    statements: tuple[S, ...]
    documents: tuple[Document, ...]

    @property
    def told(self) -> str | None:
        """The day of the latest document that tells it."""
        return max((d.published for d in self.documents if d.published), default=None)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """All that is told of one measure, direction, period and scope; `values` is one entry a
    value, the most often told first."""

    measure: str
    ref_area: str | None
    counterpart_area: str | None
    time_period: str | None
    scope: str | None
    values: tuple[Entry[Figure], ...]

    @property
    def disputed(self) -> bool:
        """Whether two of the values cannot both be true at the digits and bounds stated."""
        shown = [entry.statement for entry in self.values]
        return any(not agree(a, b) for n, a in enumerate(shown) for b in shown[n + 1 :])


@dataclass(frozen=True, slots=True)
class Relationship:
    """What the record knows of a pair, each part in the order in which it is shown."""

    pair: Pair
    as_of: str
    documents: tuple[Document, ...]
    ladder: tuple[Entry[Status], ...]
    events: tuple[Entry[Event], ...]
    figures: tuple[FigureGroup, ...]
    commitments: tuple[Entry[Commitment], ...]
    areas: tuple[Entry[Area], ...]

    @property
    def status(self) -> Entry[Status] | None:
        """What the relationship is called on the day: the latest dated change of status."""
        steps = [e for e in self.ladder if e.statement.change != "described"]
        return steps[-1] if steps else None


def relationship(record: Record, pair: Pair, as_of: str) -> Relationship:
    """The view of `pair` on the day `as_of` (ISO 8601), from documents published until then."""
    documents = {
        d.id: d for d in record.documents(pair) if not d.published or d.published[:10] <= as_of
    }
    told: dict[str, list[tuple[Document, Statement]]] = defaultdict(list)
    for document, statement in record.statements(pair):
        if document in documents:
            told[statement.kind].append((documents[document], statement))
    return Relationship(
        pair=pair,
        as_of=as_of,
        documents=tuple(documents.values()),
        ladder=_ladder(_of(told, Status), as_of),
        events=_events(_of(told, Event)),
        figures=_figures(_of(told, Figure)),
        commitments=_commitments(_of(told, Commitment)),
        areas=_areas(_of(told, Area)),
    )


Told = Sequence[tuple[Document, S]]


def _of(told: dict[str, list[tuple[Document, Statement]]], kind: type[S]) -> Told[S]:
    return [(document, s) for document, s in told[kind.kind] if isinstance(s, kind)]


def _entries(told: Iterable[tuple[Document, S]], key: Callable[[S], Hashable]) -> list[Entry[S]]:
    groups: dict[Hashable, list[tuple[Document, S]]] = defaultdict(list)
    for document, statement in told:
        groups[key(statement)].append((document, statement))
    return [_entry(group) for group in groups.values()]


def _entry(told: list[tuple[Document, S]]) -> Entry[S]:
    told = sorted(told, key=lambda item: (item[0].published or "9999", item[0].id))
    documents = {document.id: document for document, _ in told}
    statements = tuple(statement for _, statement in told)
    return Entry(statements[0], statements, tuple(documents.values()))


def _day(edtf: str | None) -> str:
    return bounds(edtf)[0] or ""


def _ladder(told: Told[Status], as_of: str) -> tuple[Entry[Status], ...]:
    """The changes of status up to the day, in time; then how it is described, latest first."""
    entries = _entries(told, lambda s: (s.level, s.change, (s.date or "")[:4]))
    steps = [e for e in entries if e.statement.date and _day(e.statement.date) <= as_of]
    rest = [e for e in entries if not e.statement.date]
    steps.sort(key=lambda e: _day(e.statement.date))
    rest.sort(key=lambda e: e.told or "", reverse=True)
    return (*rest, *steps)


def _events(told: Told[Event]) -> tuple[Entry[Event], ...]:
    entries = _entries(
        told,
        lambda e: (e.event_type, e.activity, e.source, e.recipient, e.state, e.date or id(e)),
    )
    return tuple(
        sorted(entries, key=lambda e: _day(e.statement.date) or e.told or "", reverse=True)
    )


def _figures(told: Told[Figure]) -> tuple[FigureGroup, ...]:
    groups: dict[tuple[str | None, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        period = f.time_period or f.as_of
        key = (f.measure, f.ref_area, f.counterpart_area, period, f.scope, f.nature)
        groups[key].append((document, f))
    out = [
        FigureGroup(f.measure, f.ref_area, f.counterpart_area, f.time_period or f.as_of, f.scope, v)
        for group in groups.values()
        for f, v in [(group[0][1], _values(group))]
    ]
    return tuple(sorted(out, key=lambda g: (g.measure, _day(g.time_period), g.ref_area or "")))


def _values(told: list[tuple[Document, Figure]]) -> tuple[Entry[Figure], ...]:
    entries = _entries(told, lambda f: (f.obs_value, f.bound, f.unit_measure, f.change))
    return tuple(sorted(entries, key=lambda e: -len(e.documents)))


def _commitments(told: Told[Commitment]) -> tuple[Entry[Commitment], ...]:
    binding = [(d, c) for d, c in told if c.strength in OPEN_STRENGTHS]
    entries = _entries(binding, lambda c: (c.strength, c.by, c.to, c.content))
    return tuple(sorted(entries, key=lambda e: e.told or "", reverse=True))


def _areas(told: Told[Area]) -> tuple[Entry[Area], ...]:
    entries = _entries(told, lambda a: a.code)
    return tuple(sorted(entries, key=lambda e: (-len(e.documents), e.statement.code)))
