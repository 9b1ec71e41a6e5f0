"""The figures of a pair in, groups out: one measure, two sides, one period and scope each.

A flow is one flow whichever side tells it: what Vietnam exports to the United States is what the
United States imports from Vietnam. What the values
say against each other is found in `findings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bilateral.knowledge.policies import DEFAULT, policy
from bilateral.language.edtf import bounds
from bilateral.model import Document, Figure
from bilateral.record.entries import DISPUTED, SINGLE, SUPPORTED, Entry, State, entry
from bilateral.record.intervals import agree
from bilateral.record.sources import independent

MANY = frozenset({"deal_value", "aid", "loan", "debt", "tariff_rate", "other"})
"""Measures of which two countries have many at once: two values are seldom one quantity."""

Flow = tuple[str, str, str]


def flow(figure: Figure) -> Flow:
    """The quantity that a figure measures, the same from either side: (what, from, to)."""
    ref, partner = figure.ref_area or "", figure.counterpart_area or ""
    match figure.measure:
        case "exports":
            return "goods", ref, partner
        case "imports":
            return "goods", partner, ref
        case "trade":
            return "trade", min(ref, partner), max(ref, partner)
    what, _, rest = figure.measure.partition("_inward_")
    if rest and what == "fdi":
        return f"fdi_{rest}", partner, ref
    what, _, rest = figure.measure.partition("_outward_")
    if rest and what == "fdi":
        return f"fdi_{rest}", ref, partner
    return figure.measure, ref, partner


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """All that is told of one measure, direction, period and scope; `values` is one entry a
    value, the most often told first.

    `shown` is the value that the policy chooses, `sources` counts the independent sources of
    all values. Where the text gives no period, `told_year` is the year in which it was told.
    """

    measure: str
    ref_area: str | None
    counterpart_area: str | None
    time_period: str | None
    scope: str | None
    values: tuple[Entry[Figure], ...]
    shown: Entry[Figure]
    sources: int
    told_year: str | None = None

    @property
    def disputed(self) -> bool:
        """Whether two of the values cannot both be true at the digits and bounds stated.

        Values without a period may be of different ones, and are not held against each other.
        """
        if self.measure in MANY or self.told_year:
            return False
        levels = [entry.statement for entry in self.values]
        return any(not agree(a, b) for n, a in enumerate(levels) for b in levels[n + 1 :])

    @property
    def state(self) -> State:
        """Supported, single source or disputed."""
        if self.disputed:
            return State(DISPUTED, self.sources, f"{len(self.values)} values")
        return State(SUPPORTED if self.sources > 1 else SINGLE, self.sources)

    @property
    def first_seen(self) -> str | None:
        return min((day for e in self.values if (day := e.first_told)), default=None)

    @property
    def last_seen(self) -> str | None:
        return max((day for e in self.values if (day := e.told)), default=None)

    @property
    def spread(self) -> Decimal | None:
        """How far the greatest value lies above the least, as a part of the least."""
        units = {e.statement.unit_measure for e in self.values}
        levels = [e.statement.obs_value for e in self.values if e.statement.obs_value is not None]
        if len(units) != 1 or len(levels) < 2 or min(levels) <= 0:
            return None
        return (max(levels) - min(levels)) / min(levels)


Told = Sequence[tuple[Document, Figure]]


def figure_groups(
    told: Told, stories: Mapping[str, str], rule: str = DEFAULT
) -> tuple[FigureGroup, ...]:
    """The groups in order of measure, period and side; the value shown by the policy `rule`."""
    groups: dict[tuple[str | None, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, figure in told:
        groups[group_key(document, figure)].append((document, figure))
    made = [_group(group, stories, rule) for group in groups.values()]
    return tuple(
        sorted(
            made,
            key=lambda g: (
                g.measure,
                bounds(g.time_period)[0] or g.told_year or "",
                g.ref_area or "",
                g.shown.id,
            ),
        )
    )


def group_key(document: Document, f: Figure) -> tuple[str | None, ...]:
    """What figures of one group have in common: flow, period, scope, nature and unit."""
    period = f.time_period or f.as_of or f"told {(document.published or '')[:4]}"
    services = f.product_scope if f.product_scope not in (None, "goods") else None
    paid = f.valuation if f.valuation == "disbursed" else None
    moved = "change" if f.obs_value is None else "level"
    return (*flow(f), period, f.scope, f.nature, services, paid, f.unit_measure, moved)


def value_key(f: Figure) -> tuple[object, ...]:
    """What two tellings of one value have in common."""
    return f.obs_value, f.obs_value_high, f.bound, f.change


def _group(told: Told, stories: Mapping[str, str], rule: str) -> FigureGroup:
    by_value: dict[tuple[object, ...], list[tuple[Document, Figure]]] = defaultdict(list)
    for document, f in told:
        by_value[value_key(f)].append((document, f))
    made = [entry(group, stories, min(f.id for _, f in group), rule) for group in by_value.values()]
    values = tuple(sorted(made, key=lambda e: (-e.sources, -len(e.documents), e.id)))
    ranks = policy(rule)
    shown = min(values, key=lambda e: (ranks.get(e.standing, len(ranks) + 1), -e.sources, e.id))
    f = shown.statement
    period = f.time_period or f.as_of
    documents = {document.id: document for document, _ in told}
    year = (shown.told or "")[:4] or None
    return FigureGroup(
        measure=f.measure,
        ref_area=f.ref_area,
        counterpart_area=f.counterpart_area,
        time_period=period,
        scope=f.scope,
        values=values,
        shown=shown,
        sources=independent(documents.values(), stories),
        told_year=None if period else year,
    )
