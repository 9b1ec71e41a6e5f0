"""Levels, changes and ranks of a sentence in, its figures out, with what is carried along."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bilateral.knowledge.measures import measure_rules, measures
from bilateral.language.numbers import Amount
from bilateral.model import Change, Equivalent, Figure
from bilateral.reading.figures import details
from bilateral.reading.figures.changes import Told
from bilateral.reading.figures.frame import Line
from bilateral.reading.figures.levels import Level, is_person_count
from bilateral.reading.figures.sides import (
    Sides,
    is_mutual,
    other_party,
    placed,
    read_sides,
    says_its,
)
from bilateral.reading.figures.when import Timing, base_period, timing

FDI = "fdi_"
CHANGE_REACH = 110
NAME_REACH = 60
_TRADED = frozenset({"exports", "imports", "trade_balance"})
_FILLED = frozenset({"aid", "loan", "deal_value", "tariff_rate", "other"})
_HAS = re.compile(r"\b(?:has|have|had|owns?|runs?)\b[^,;]{0,40}$")
_OF_ALL = re.compile(r"\b(?:foreign|global|world|external|international) trade\b", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"(?:[^.;\d]|\d{4}){0,60}?\b(?:to|reaching|hitting|and reached|at)(?: an?)?(?: record)?\s+"
)
_OF_WHICH = re.compile(r"\b(?:of which|in which|including|of that|of this|with)\b", re.IGNORECASE)
_NEW = re.compile(r"\bnew(?:ly)?\b|\bfresh\b|\binflows?\b|\bflows\b|\bannual", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a figure leaves for those after it: its measure, sides and where it stood."""

    measure: str
    sides: Sides
    sentence: int
    end: int = 0
    when: Timing | None = None


@dataclass(slots=True)
class Memory:
    """The last figure of the document, and the government whose outlet speaks."""

    last: Carried | None = None
    outlet: str | None = None

    def near(self, line: Line) -> Carried | None:
        """What is carried from this sentence or the one before."""
        if self.last and line.sentence.index - self.last.sentence <= 1:
            return self.last
        return None


def figure_of(line: Line, level: Level, levels: list[Level], memory: Memory) -> Figure | None:
    """The figure of one level, or None when its two sides are not both known."""
    measure, sides = _resolved(line, level, memory)
    if not sides.whole or sides.ref is None or sides.counterpart is None:
        return None
    if measure == "trade":
        sides = Sides(*sorted((sides.ref, sides.counterpart)))
    amount = level.amount
    nature = details.nature(line, amount, measure, level.anchor[1])
    others = [other.amount for other in levels]
    when = timing(line, amount, measure, others, nature)
    if measure.startswith(FDI):
        measure = _stock_or_flow(line, measure, amount, when, nature)
    when = _shared_time(line, measure, when, memory)
    memory.last = Carried(measure, sides, line.sentence.index, amount.end, when)
    return _built(line, level, measure, sides, nature, when, others)


def _shared_time(line: Line, measure: str, when: Timing, memory: Memory) -> Timing:
    """The period of the trade figure before it in the sentence, where it has none of its own
    ("imports were $2 billion in 2002, while exports rose to $580 million")."""
    last = memory.last
    if when.period_text or when.as_of_text or last is None or last.when is None:
        return when
    together = last.sentence == line.sentence.index and last.measure != measure
    if not (together and _traded(measure) and _traded(last.measure)):
        return when
    return Timing(last.when.period, last.when.period_text)


def _built(
    line: Line,
    level: Level,
    measure: str,
    sides: Sides,
    nature: str,
    when: Timing,
    others: list[Amount],
) -> Figure:
    amount = level.amount
    start, end = _span(line, level, when, others)
    left_out, _caveat_end = details.caveat(line, amount.end)
    around = (max(line.clause(amount.start)[0], min(start, level.anchor[0]) - 20), end + 20)
    valued = (level.anchor[0] - 14, max(amount.end, level.anchor[1]) + 14)
    return Figure(
        measure=measure,
        ref_area=sides.ref,
        counterpart_area=sides.counterpart,
        obs_value=_signed(line, level, measure),
        obs_value_high=amount.high,
        unit_measure=_unit(measure, amount),
        bound=amount.bound,
        significant_digits=amount.significant_digits,
        time_period=when.period,
        time_period_text=when.period_text,
        as_of=when.as_of,
        as_of_text=when.as_of_text,
        nature=nature,
        scope=details.product(line, level.anchor, amount, measure),
        product_scope=details.product_scope(line, *around) if _traded(measure) else None,
        valuation=details.valuation(line, *valued),
        reporter=details.reporter(line),
        caveat=left_out,
        equivalents=tuple(Equivalent(e.value, e.unit) for e in amount.equivalents),
        speaker=details.speaker(line),
        evidence=(line.sentence.evidence(start, end),),
        rule=_rule_name(level, measure),
    )


def _rule_name(level: Level, measure: str) -> str:
    """The rule that read it; that of the measure where its direction or kind was settled after."""
    rules = measure_rules("en")
    own = rules[level.rule]
    return own.name if own.measure == measure else rules[measure].name


def _traded(measure: str) -> bool:
    return measure in ("trade", "exports", "imports", "trade_balance")


def _unit(measure: str, amount: Amount) -> str:
    unit = measures()[measure].unit
    if unit == "currency":
        return amount.unit or "XXX"
    if measure == "tariff_rate":
        return "percent"
    return amount.noun or "number" if unit == "any" else unit


def _signed(line: Line, level: Level, measure: str) -> Decimal:
    """A deficit is below zero."""
    words = line.text[level.anchor[0] : level.anchor[1]].lower()
    below = measure == "trade_balance" and re.search(r"deficit|gap|shortfall|imbalance", words)
    return -level.amount.value if below else level.amount.value


def _span(line: Line, level: Level, when: Timing, others: list[Amount]) -> tuple[int, int]:
    """The words of the figure: from its measure (or the amount before it) to its time."""
    amount = level.amount
    first = amount.start if amount.bound_start is None else amount.bound_start
    floor = max((a.end for a in others if a.end <= first), default=line.clause(first)[0])
    start = level.anchor[0] if floor <= level.anchor[0] < first else first
    mentioned = [
        m.start
        for m in line.mentions
        if floor <= m.start < start and _plain_gap(line, m.end, start)
    ]
    if mentioned and level.anchor[0] >= floor:
        start = min(mentioned)
    end = max(amount.end, amount.noun_end or 0, *(e.end for e in amount.equivalents), 0)
    if amount.end <= level.anchor[0] < amount.end + 60:
        end = max(end, level.anchor[1])
    ceiling = min((a.start for a in others if a.start >= amount.end), default=len(line.text))
    if when.start is not None and amount.end <= when.start and when.end <= ceiling:
        end = max(end, when.end)
    return start, end


def _plain_gap(line: Line, start: int, end: int) -> bool:
    """Whether a mention stands close enough before the words to belong to them."""
    inside = any(start <= a.start < end for a in line.amounts)
    return end - start < NAME_REACH and "," not in line.between(start, end) and not inside


# Sides


def _resolved(line: Line, level: Level, memory: Memory) -> tuple[str, Sides]:
    """The measure, with its direction settled, and the sides of a level."""
    measure = level.measure
    rule = measure_rules("en")[level.rule]
    carried = memory.near(line)
    if level.carried and carried:
        return carried.measure if measure.startswith(FDI) else measure, _renamed(
            line, level, carried
        )
    floor = 0
    if carried and carried.sentence == line.sentence.index and carried.end <= level.anchor[0]:
        floor = carried.end
    sides = read_sides(line, rule, level.anchor, level.amount.start, floor)
    if measure.startswith(FDI):
        return _investment(line, level, sides, memory)
    return measure, _completed(line, level, sides, memory)


def _renamed(line: Line, level: Level, carried: Carried) -> Sides:
    """The sides carried, but for one that is named anew ("and 6.3 million from Russia")."""
    rule = measure_rules("en")[level.rule]
    amount = level.amount
    window = (max(amount.start - NAME_REACH, carried.end), amount.end + NAME_REACH)
    stop = next((a.start for a in line.amounts if a.start > amount.end), len(line.text))
    people = placed(line, (window[0], min(window[1], stop)), (amount.start, amount.end))
    known = {carried.sides.ref, carried.sides.counterpart}
    fresh = [p for p in people if p.side not in known]
    for person in fresh:
        if person.cue in rule.counterpart and person.cue not in ("subject", "object"):
            return Sides(carried.sides.ref, person.side)
        if person.cue in rule.ref and person.cue not in ("subject", "object"):
            return Sides(person.side, carried.sides.counterpart)
    return carried.sides


def _completed(line: Line, level: Level, sides: Sides, memory: Memory) -> Sides:
    """The sides, with a missing one taken from what is mutual, carried or implied."""
    if sides.whole:
        return sides
    parties = line.page.parties
    if level.measure == "trade":
        return _trading(line, sides, memory)
    carried = memory.near(line)
    if sides.ref is None and sides.counterpart is None:
        return _unnamed(line, level, memory)
    if is_person_count(level):
        return _filled(line, sides) if is_mutual(line) else sides
    if level.measure in _FILLED and len(parties) == 2:
        return _filled(line, sides)
    if carried and carried.sentence == line.sentence.index and (sides.ref or sides.counterpart):
        sides = _with_carried(sides, carried.sides)
        if sides.whole:
            return sides
    if level.measure in _TRADED and sides.ref is None:
        return Sides(_only_other(line, sides.counterpart), sides.counterpart)
    related = carried is not None and {carried.sides.ref, carried.sides.counterpart} >= {
        sides.ref or sides.counterpart
    }
    if is_mutual(line) or (related and _leans(line, level)) or says_its(line, level.anchor[0]):
        return _filled(line, sides)
    return sides


def _with_carried(sides: Sides, carried: Sides) -> Sides:
    """The missing side from the figure before in the sentence, where the other is one of its."""
    pair = {carried.ref, carried.counterpart}
    known = sides.ref or sides.counterpart
    if known not in pair:
        return sides
    other = next(iter(pair - {known}), None)
    return Sides(sides.ref or other, sides.counterpart or other)


def _only_other(line: Line, side: str | None) -> str | None:
    """The one other country of the sentence, else the other party: "exports to Cambodia" are
    those of whoever else is spoken of."""
    named = {s for m in line.mentions if len(m.sides) == 1 for s in m.sides} - {side}
    return named.pop() if len(named) == 1 else other_party(line, side)


def _leans(line: Line, level: Level) -> bool:
    """Whether the words hang on a figure before them ("of which Vietnam's exports ...")."""
    return bool(_OF_WHICH.search(line.text[: level.amount.start])) or level.anchor[0] < 40


def _filled(line: Line, sides: Sides) -> Sides:
    if sides.ref:
        return Sides(sides.ref, sides.counterpart or other_party(line, sides.ref))
    return Sides(other_party(line, sides.counterpart), sides.counterpart)


def _trading(line: Line, sides: Sides, memory: Memory) -> Sides:
    parties = line.page.parties
    named = {side for m in line.mentions if len(m.sides) == 1 for side in m.sides}
    if is_mutual(line):
        pairs = [m.sides for m in line.mentions if m.kind == "both" and len(m.sides) == 2]
        if pairs:
            return Sides(*pairs[-1])
        if len(named) == 2:
            return Sides(*sorted(named))
        return Sides(*parties) if len(parties) == 2 else sides
    carried = memory.near(line)
    if carried and not named:
        return carried.sides
    if not named and len(parties) == 2 and not _OF_ALL.search(line.text):
        return Sides(*parties)  # "Trade was $8.5 billion": on a page about two, theirs
    return sides


def _unnamed(line: Line, level: Level, memory: Memory) -> Sides:
    """No side is named: those carried from the figure before, of the same or a kin measure."""
    carried = memory.near(line)
    if carried and (carried.measure == level.measure or carried.measure.startswith(FDI)):
        return carried.sides if carried.measure == level.measure else Sides(None, None)
    if (
        carried
        and level.measure in ("exports", "imports")
        and carried.measure
        in (
            "export_market_rank",
            "import_source_rank",
        )
    ):
        return carried.sides
    if carried and {carried.measure, level.measure} == {"exports", "imports"}:
        return carried.sides
    if carried and {carried.measure, level.measure} == {"aid", "loan"}:
        return carried.sides
    if level.measure in ("aid", "loan") and memory.outlet in line.page.parties:
        return Sides(memory.outlet, other_party(line, memory.outlet))
    return Sides(None, None)


def _investment(line: Line, level: Level, sides: Sides, memory: Memory) -> tuple[str, Sides]:
    """Investment with its direction: told of the host by default, of the investor where the
    investor has it abroad or the words before were told so."""
    measure = level.measure
    carried = memory.near(line)
    same = carried is not None and carried.sentence == line.sentence.index
    if carried and same and carried.measure.startswith(FDI) and _coordinate(line, level):
        outward = "outward" in carried.measure or "recipient" in carried.measure
        return _turned(measure, outward), carried.sides
    if "outward" in measure:
        return measure, _filled(line, sides) if not sides.whole and is_mutual(line) else sides
    if not sides.whole and len(line.page.parties) == 2 and (sides.ref or sides.counterpart):
        sides = _filled(line, sides)
    if not sides.whole:
        return measure, sides
    if _held_abroad(line, level, sides):
        return _turned(measure, True), Sides(sides.counterpart, sides.ref)
    return measure, sides


def _coordinate(line: Line, level: Level) -> bool:
    """Whether the amount hangs on the words before it ("with 1,340 projects and a capital of")."""
    head = line.text[max(0, level.anchor[0] - 50) : level.amount.start]
    return bool(re.search(r"\b(?:with|and|worth|totalling|totaling|capitalised at)\b|,", head))


def _held_abroad(line: Line, level: Level, sides: Sides) -> bool:
    """ "Vietnam has 230 investment projects in the US"."""
    if not _HAS.search(line.text[: level.amount.start]) or level.amount.kind != "count":
        return False
    subject = line.mentions[0].sides if line.mentions else ()
    return sides.counterpart in subject


def _turned(measure: str, outward: bool) -> str:
    return measure.replace("inward", "outward") if outward else measure.replace("outward", "inward")


def _stock_or_flow(line: Line, measure: str, amount: Amount, when: Timing, nature: str) -> str:
    """New money in a period is a flow; what has been registered or invested so far is a stock."""
    if measure.endswith("projects"):
        return measure
    near = line.text[max(0, amount.start - 60) : amount.end + 40]
    if _NEW.search(near):
        return measure.replace("_stock", "_flow")
    totals = any(line.cues_between("stock", max(0, amount.start - 80), amount.end + 40))
    if nature in ("pledged", "target"):
        return measure.replace("_stock", "_flow")
    if totals or when.as_of or when.as_of_text or when.period is None or when.period.endswith(".."):
        return measure
    return measure.replace("_stock", "_flow")


# Changes


def with_changes(
    line: Line, told: list[Told], found: list[tuple[Level, Figure]], memory: Memory
) -> list[Figure]:
    """The figures, each with the change told of it, and those of growth without a level."""
    figures = [figure for _, figure in found]
    for change in told:
        index = _level_of(line, change, [level for level, _ in found])
        if index is None:
            growth = None if change.amount.kind == "money" else _growth(line, change, memory)
            figures += [growth] if growth else []
        elif figures[index].change is None and _may_change(figures[index], change):
            figures[index] = _changed(line, figures[index], change)
    return figures


def _may_change(figure: Figure, told: Told) -> bool:
    """A change in money is told of trade only; elsewhere it is more money."""
    return told.amount.kind != "money" or _traded(figure.measure)


def _level_of(line: Line, told: Told, levels: list[Level]) -> int | None:
    """The level that a change is told of: the one right after it ("rose 12% to $10 billion"),
    else the nearest before it."""
    for index, level in enumerate(levels):
        first = level.amount.start if level.amount.bound_start is None else level.amount.bound_start
        if told.end <= first and _LEADS_TO.fullmatch(line.between(told.end, first)):
            return index
    before = [i for i, lv in enumerate(levels) if lv.amount.end <= told.start]
    if before and told.start - levels[before[-1]].amount.end < CHANGE_REACH:
        gap = line.between(levels[before[-1]].amount.end, told.start)
        moved_on = [
            t
            for t in line.triggers
            if t.start >= levels[before[-1]].amount.end
            and t.end <= told.start
            and t.measure != levels[before[-1]].measure
        ]
        if not moved_on and ";" not in gap:
            return before[-1]
    return None


def _changed(line: Line, figure: Figure, told: Told) -> Figure:
    base, end = base_period(line, told.start, told.end + CHANGE_REACH, figure.time_period)
    evidence = figure.evidence[0]
    offset = line.sentence.start
    start = min(evidence.start - offset, told.start)
    stop = max(evidence.end - offset, told.end, end)
    return replace(
        figure, change=told.change(base), evidence=(line.sentence.evidence(start, stop),)
    )


def _growth(line: Line, told: Told, memory: Memory) -> Figure | None:
    """ "Bilateral trade grew 12% in 2023": a change with no level."""
    clause = line.clause(told.start)[0]
    before = [t for t in line.triggers if clause <= t.start and t.end <= told.start]
    triggers = [t for t in before if _traded(t.measure) or t.measure.startswith(FDI)]
    if not triggers or triggers[-1].verb or told.start - triggers[-1].end > CHANGE_REACH:
        return None
    level = Level(told.amount, triggers[-1].measure, (triggers[-1].start, triggers[-1].end))
    figure = figure_of(line, level, [level], memory)
    if figure is None:
        return None
    base, end = base_period(line, told.start, told.end + CHANGE_REACH, figure.time_period)
    change: Change = told.change(base)
    stop = max(figure.evidence[0].end - line.sentence.start, told.end, end)
    start = min(figure.evidence[0].start - line.sentence.start, level.anchor[0])
    return replace(
        figure,
        obs_value=None,
        obs_value_high=None,
        significant_digits=None,
        bound="exact",
        unit_measure="percent",
        change=change,
        evidence=(line.sentence.evidence(start, stop),),
    )
