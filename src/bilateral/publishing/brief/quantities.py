"""The figures of a view and official statistics in, what may be quoted of each quantity out.

Official values are those of both sides' own books, the newest vintage of each source. A value
told in the press is set beside those of its period, with the verdict on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bilateral.checking.figures import Judge
from bilateral.checking.statistics.periods import last_day_known, span, written
from bilateral.checking.statistics.values import OfficialValue, official_values, periods_known
from bilateral.checking.verdicts import Verdict
from bilateral.language.edtf import bounds
from bilateral.model import Document, Figure
from bilateral.publishing.brief.making import Making
from bilateral.publishing.brief.notes import shown_in
from bilateral.record.entries import Entry
from bilateral.record.series import FigureGroup, flow

BALANCE = "trade_balance"
QUANTITIES = ("trade", "goods", BALANCE, "fdi_stock", "fdi_flow")
"""What a brief tells, each from either side where it has a direction."""
RANKS = ("trade_partner_rank",)
PERIODS = 2
"""The latest period with an official value, and a later one that is only told."""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A value told and the verdict on it; `value` is seen from the quantity's first side."""

    item: Entry[Figure]
    document: Document
    value: Decimal | None
    verdict: Verdict

    @property
    def figure(self) -> Figure:
        return self.item.statement


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of one period: the official values, one a reporter and source, and the values
    told. `period` is EDTF, None where the articles give none (then `told_year`)."""

    code: str
    one: str
    other: str
    period: str | None
    told_year: str | None
    official: tuple[OfficialValue, ...]
    claims: tuple[Claim, ...]
    disputed: bool


class Ledger:
    """The quantities of a view, looked up once."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._groups: dict[Key, list[FigureGroup]] = defaultdict(list)
        for group in making.view.figures:
            if _counts(group):
                self._groups[_told_as(flow(group.shown.statement))].append(group)

    def judge(self, figure: Figure, told: str | None) -> Verdict:
        """What official statistics, and both sides' books as they are told, say of a figure."""
        return self._judge.judge(figure, told)

    @cached_property
    def _judge(self) -> Judge:
        beside: dict[tuple[Key, str], list[tuple[Document, Figure]]] = defaultdict(list)
        for group in self._making.view.figures:
            for value in group.values:
                for document, figure in zip(value.told_in, value.statements, strict=True):
                    if figure.time_period:
                        beside[flow(figure), figure.time_period].append((document, figure))
        return Judge(self._making.record, lambda f, period: beside[flow(f), period])

    def all(self) -> list[Quantity]:
        """The quantities in the order of a brief, each with its latest periods."""
        one, other = self._making.sides
        both = ((one, other), (other, one))
        keys = [key(code, *sides) for code in (*QUANTITIES, *RANKS) for sides in both]
        keys.remove((BALANCE, other, one))  # the same from the other side
        return [q for k in dict.fromkeys(keys) for q in self.quantities(k)]

    def quantities(self, of: Key) -> list[Quantity]:
        """The latest period of a quantity that has an official value, then a later one told."""
        groups = sorted(self.groups(of), key=_end, reverse=True)
        latest = self._latest_official(of)
        found = []
        if latest:
            same = [g for g in groups if g.time_period == latest]
            found.append(self._quantity(of, latest, same))
        later = [g for g in groups if _end(g) > (bounds(latest)[1] or "")] if latest else groups
        dated = [g for g in later if g.time_period] or (later if not latest else [])
        if dated:
            period = dated[0].time_period
            same = [g for g in dated if g.time_period == period and _end(g) == _end(dated[0])]
            found.insert(0, self._quantity(of, period, same))
        return found[:PERIODS]

    def yearly(self, of: Key) -> list[tuple[int, OfficialValue]]:
        """Each reporter's value of each year until the day."""
        years = [(p, s) for p in self._periods(of) if len(p) == 4 and (s := span(p))]
        return [(int(year), v) for year, _ in years for v in self._official(of, year)]

    def groups(self, of: Key) -> Sequence[FigureGroup]:
        """All that is told of a quantity."""
        return self._groups.get(_told_as(of), [])

    def _periods(self, of: Key) -> list[str]:
        """The periods with official values that were over on the day."""
        if of[0] in RANKS:
            return []
        known = periods_known(*_asked(of), self._making.record)
        spans = [s for p in known if (s := span(p))]
        return [written(s) for s in spans if last_day_known(s) <= self._making.day]

    def _latest_official(self, of: Key) -> str | None:
        periods = [p for p in self._periods(of) if self._official(of, p)]
        years = [p for p in periods if len(p) == 4]
        return max(years or periods, key=lambda p: bounds(p)[1] or "", default=None)

    def _official(self, of: Key, period: str) -> tuple[OfficialValue, ...]:
        """One value a reporter and source: the current one that is not nothing."""
        out: dict[tuple[str, str], OfficialValue] = {}
        for value in official_values(*_asked(of), period, self._making.record):
            if value.current and value.value:
                out.setdefault((value.reporter, value.source), value)
        return tuple(out.values())

    def _quantity(self, of: Key, period: str | None, groups: Sequence[FigureGroup]) -> Quantity:
        code, one, other = of
        items = [(g, item) for g in groups for item in g.values]
        # Of ranks, and of values without a period, only what was told last is of now.
        if period is None and items:
            last = max((item.told or "")[:10] for _, item in items)
            items = [(g, item) for g, item in items if (item.told or "")[:10] == last]
        claims = [self._claim(item, one) for _, item in items]
        return Quantity(
            code=code,
            one=one,
            other=other,
            period=period,
            told_year=None if period else next((g.told_year for g, _ in items), None),
            official=self._official(of, period) if period and code not in RANKS else (),
            claims=tuple(sorted(claims, key=_weight)),
            disputed=any(g.disputed for g, _ in items),
        )

    def _claim(self, item: Entry[Figure], one: str) -> Claim:
        figure, document = item.statement, shown_in(item)
        turned = figure.measure == BALANCE and figure.ref_area != one
        value = -figure.obs_value if turned and figure.obs_value else figure.obs_value
        return Claim(item, document, value, self.judge(figure, document.published))


def key(code: str, one: str, other: str) -> Key:
    """The key of a quantity; trade and the balance have one for both directions."""
    if code == "trade":
        return code, min(one, other), max(one, other)
    return code, one, other


def _told_as(of: Key) -> Key:
    """The key under which tellings are found: a balance is told from either side."""
    code, one, other = of
    return (code, min(one, other), max(one, other)) if code == BALANCE else of


def _asked(of: Key) -> Key:
    """The measure and the sides by which official values are found."""
    code, one, other = of
    match code:
        case "goods":
            return "exports", one, other
        case "fdi_stock" | "fdi_flow":
            return code.replace("fdi_", "fdi_outward_"), one, other
    return of


def _counts(group: FigureGroup) -> bool:
    """Whether a group tells what was measured of the whole."""
    shown = group.shown.statement
    services = shown.product_scope == "services"
    return (
        shown.nature == "observed"
        and shown.obs_value is not None
        and not services
        and (group.scope is None)
    )


def _weight(claim: Claim) -> tuple[int, int, str]:
    """What more independent sources tell comes first."""
    return -claim.item.sources, -len(claim.item.documents), claim.item.id


def _end(group: FigureGroup) -> str:
    return bounds(group.time_period)[1] or group.told_year or ""
