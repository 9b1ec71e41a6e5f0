"""What a figure leaves for those after it, and how a side that is not named is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilateral.knowledge.measures import measures
from bilateral.reading.figures.changes import Told
from bilateral.reading.figures.frame import Level, Line, goes_on, sets_target
from bilateral.reading.figures.sides import Sides, other_party, pair_of
from bilateral.reading.figures.when import Timing

FDI = "fdi_"
TRADED = frozenset({"exports", "imports", "trade_balance"})


@dataclass(frozen=True, slots=True)
class Carried:
    """What a figure leaves for those after it: its measure, sides and where it stood."""

    measure: str
    sides: Sides
    sentence: int
    end: int = 0
    when: Timing | None = None
    scope: str | None = None


@dataclass(slots=True)
class Memory:
    """The last figure of the document and of each measure, whose books the last trade figure
    was of, and the government whose outlet speaks."""

    last: Carried | None = None
    outlet: str | None = None
    by_measure: dict[str, Carried] = field(default_factory=dict)
    books: Sides | None = None

    def keep(self, told: Carried) -> None:
        """Remember a figure for those after it."""
        self.last = told
        self.by_measure[told.measure] = told
        if told.measure in TRADED:
            self.books = told.sides

    def near(self, line: Line) -> Carried | None:
        """What is carried from this sentence or the one before."""
        if self.last and line.sentence.index - self.last.sentence <= 1:
            return self.last
        return None


_KINDS = {"currency": ("money",), "persons": ("number", "count"), "percent": ("percent",)}
AGAIN_REACH = 60
TARGET_REACH = 3


def told_again(line: Line, changes: list[Told], memory: Memory) -> list[Level]:
    """ "In 2023 the figure rose to $1.4 billion": the first amount of its kind, of the measure
    told in the sentence before."""
    target = sets_target(line.text)
    if target and memory.last:
        return _targets(line, target, memory)
    it = goes_on(line.text)
    last = memory.near(line)
    if it is None or last is None or last.sentence == line.sentence.index:
        return []
    kinds = _KINDS.get(measures()[last.measure].unit, ())
    moved = {told.amount.start for told in changes}
    for amount in line.amounts:
        alike = amount.kind in kinds and amount.noun in (None, "people", "persons")
        if alike and amount.start not in moved and it[1] <= amount.start < it[1] + AGAIN_REACH:
            return [Level(amount, last.measure, it, carried=True, again=True)]
    return []


def _targets(line: Line, target: tuple[int, int], memory: Memory) -> list[Level]:
    """ "The two sides have set a target of $100 billion": of the trade told a little before."""
    trade = memory.by_measure.get("trade")
    if trade is None or line.sentence.index - trade.sentence > TARGET_REACH:
        return []
    told = [a for a in line.amounts if a.kind == "money" and a.start >= target[1]]
    return [Level(amount, "trade", target) for amount in told]


def third_side(line: Line) -> bool:
    """Whether the sentence names one that is not of the page's two."""
    pair = pair_of(line) or ()
    return any(side not in pair for m in line.mentions for side in m.sides)


def filled(line: Line, sides: Sides) -> Sides:
    if sides.ref:
        return Sides(sides.ref, sides.counterpart or other_party(line, sides.ref))
    return Sides(other_party(line, sides.counterpart), sides.counterpart)


def with_carried(sides: Sides, carried: Sides) -> Sides:
    """The missing side from the figure before in the sentence, where the other is one of its."""
    pair = {carried.ref, carried.counterpart}
    known = sides.ref or sides.counterpart
    if known not in pair:
        return sides
    other = next(iter(pair - {known}), None)
    return Sides(sides.ref or other, sides.counterpart or other)
