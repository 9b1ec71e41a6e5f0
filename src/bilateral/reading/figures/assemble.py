"""Levels, changes and ranks of a sentence in, its figures out, with what is carried along."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bilateral.knowledge.measures import measure_rules, measures
from bilateral.language.dates import making
from bilateral.language.numbers import Amount
from bilateral.model import Change, Equivalent, Figure
from bilateral.reading.figures import details
from bilateral.reading.figures.beyond import to_region
from bilateral.reading.figures.carried import FDI, Carried, Memory
from bilateral.reading.figures.changes import Told
from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.figures.goods import product
from bilateral.reading.figures.sides import Sides
from bilateral.reading.figures.when import Timing, base_period, timing
from bilateral.reading.figures.whose import resolved

_YEAR_BEFORE = re.compile(
    r"\b(?:year (?:earlier|before|ago)|previous year|preceding year)\b", re.IGNORECASE
)
_RETAINING = re.compile(r"\b(?:retain|keep|leav)(?:s|es|ing)?\b")
_STANDS = re.compile(r"[^,;]{0,50}\b(?:was|were|is|stood at|stands at|amounted to)\b")
RANK = "_rank"
CHANGE_REACH = 110
NAME_REACH = 60
_LEADS_TO = re.compile(
    r"(?:[^.;\d]|\d{4}){0,60}?\b(?:to|reaching|hitting|and reached|at)(?: an?)?(?: record)?\s+"
)
_OF_ELSE = re.compile(
    r"[^.;,]{0,45}\b(?:the number of|jobs|capacity|production|output|emissions|staff|employment)\b"
)
_FROM = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,2}$")
_BELOW = r"deficit|gap|shortfall|imbalance|in the red"
_IN = re.compile(r"\s+in\s")
_NEW = re.compile(r"\bnew(?:ly)?\b|\bfresh\b|\binflows?\b|\bflows\b|\bannual", re.IGNORECASE)


def figure_of(line: Line, level: Level, levels: list[Level], memory: Memory) -> Figure | None:
    """The figure of one level, or None when its two sides are not both known."""
    if to_region(line, level):
        return None
    measure, sides = resolved(line, level, memory)
    if measure.endswith(RANK):  # carried from the rank that the amount follows
        measure = level.measure
    if not sides.whole or sides.ref is None or sides.counterpart is None:
        return None
    if measure == "trade":
        sides = Sides(*sorted((sides.ref, sides.counterpart)))
    amount = level.amount
    nature = details.nature(line, amount, measure, level.anchor[1])
    others = [other.amount for other in levels]
    told = level.rule if level.rule == "debt" else measure
    when = timing(line, amount, told, others, nature)
    if measure.startswith(FDI):
        measure = _stock_or_flow(line, level, measure, when, nature)
    when = _in_turn(line, level, levels) or when
    when = _year_before(line, amount, memory) or when
    when = _shared_time(line, measure, sides, nature, _shifted(when, memory.near(line)), memory)
    figure = _built(line, level, measure, sides, nature, when, others)
    last = memory.near(line)
    if last and figure.scope is None and _told_of_the_same(line, level, last, measure):
        figure = replace(figure, scope=last.scope)
    at = (line.sentence.index, amount.end)
    memory.keep(Carried(measure, sides, *at, when, figure.scope))
    return figure


_THOSE = re.compile(
    r"\b(?:those|that|the same)\b[^,;]{0,20}$|\s+(?:for|on|against) (?:those|the same)\b"
)


def _told_of_the_same(line: Line, level: Level, last: Carried, measure: str) -> bool:
    """Whether a level is told of the goods of the figure before it ("against 30 percent today",
    "15 percent for those from Chile")."""
    if level.again:
        return True
    if last.sentence != line.sentence.index or last.measure != measure:
        return False
    near = line.text[max(0, level.amount.start - 40) : level.amount.end + 20]
    return level.carried or bool(_THOSE.search(near)) or bool(_FROM.search(near[:40]))


def _shared_time(
    line: Line, measure: str, sides: Sides, nature: str, when: Timing, memory: Memory
) -> Timing:
    """The period of the trade figure before it, where it has none of its own
    ("imports were $2 billion in 2002, while exports rose to $580 million")."""
    last = memory.last
    if when.period_text or when.as_of_text or last is None or last.when is None:
        return when
    if line.sentence.index - last.sentence > 1 or nature != "observed":
        return when
    if {last.sides.ref, last.sides.counterpart} != {sides.ref, sides.counterpart}:
        return when
    if not (_traded(measure) and (_traded(last.measure) or last.measure.endswith("partner_rank"))):
        return when
    if last.measure == measure and last.sides == sides and last.sentence == line.sentence.index:
        return when
    return Timing(last.when.period, last.when.period_text)


_AND = re.compile(r"(?:,| and|, and)\s+(?:in )?")
_PREVIOUS = re.compile(
    r"\s+(?:in )?(?:the (?:year before|previous year|preceding year|prior year)"
    r"|a year (?:earlier|before|ago))\b"
)


def _in_turn(line: Line, level: Level, levels: list[Level]) -> Timing | None:
    """ "In 2021, 2022 and 2023 it exported fish for 4, 5 and 6 billion": the n-th time."""
    row = [one for one in levels if one.anchor == level.anchor]
    times = line.times
    if len(row) < 2 or len(times) != len(row):
        return None
    if not all(_AND.fullmatch(line.text, a.end, b.start) for a, b in pairwise(times)) or not all(
        _AND.fullmatch(line.text, a.amount.end, b.amount.start) for a, b in pairwise(row)
    ):
        return None
    time = times[row.index(level)]
    return Timing(time.edtf, time.text, end=time.end, start=time.start)


def _year_before(line: Line, amount: Amount, memory: Memory) -> Timing | None:
    """ "From £110 million the year before": a year before the period of the amount before it."""
    found = _PREVIOUS.match(line.text, amount.end)
    last = memory.near(line)
    period = last.when.period if last and last.when else None
    if found is None or period is None:
        return None
    words = found.group().strip()
    return Timing(making.shift_years(period, -1), words, end=found.end(), start=amount.end + 1)


def _shifted(when: Timing, last: Carried | None) -> Timing:
    """ "A year earlier exports had been higher": a year before the period told last."""
    before = last.when.period if last and last.when else None
    if not before or not when.period_text or not _YEAR_BEFORE.search(when.period_text):
        return when
    if last and last.when and last.when.period_text == when.period_text:
        return replace(when, period=before)
    return replace(when, period=making.shift_years(before, -1))


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
        scope=product(line, level.anchor, amount, measure),
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
        return amount.unit or amount.noun or "XXX"
    if measure == "tariff_rate":
        return "percent"
    return amount.noun or "number" if unit == "any" else unit


def _signed(line: Line, level: Level, measure: str) -> Decimal:
    """A deficit is below zero."""
    words = line.text[level.anchor[0] : level.anchor[1]].lower()
    favoured = re.search(r"favou?r\b", line.text)
    below = measure == "trade_balance" and not favoured and re.search(_BELOW, words)
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


def _stock_or_flow(line: Line, level: Level, measure: str, when: Timing, nature: str) -> str:
    """New money in a period is a flow; what has been registered or invested so far is a stock."""
    if measure.endswith("projects"):
        return measure
    amount = level.amount
    near = line.unnamed(max(0, amount.start - 60), amount.end + 40)
    if _NEW.search(near):
        return measure.replace("_stock", "_flow")
    comma = line.text.find(",", amount.end, amount.end + 40)
    stop = comma if comma >= 0 else amount.end + 40
    totals = any(line.cues_between("stock", max(0, amount.start - 80), stop))
    if nature in ("pledged", "target"):
        return measure.replace("_stock", "_flow")
    if _STANDS.match(line.between(level.anchor[1], max(level.anchor[1], amount.start))):
        return measure
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
    if _OF_ELSE.match(line.text, told.end):
        return None
    for index, level in enumerate(levels):
        first = level.amount.start if level.amount.bound_start is None else level.amount.bound_start
        if told.end <= first and _LEADS_TO.fullmatch(_way(line, told.end, first, levels)):
            return index
    if told.amount.kind == "percentage_points" and len(levels) == 1:
        rate = levels[0].measure == "tariff_rate" and told.end < levels[0].amount.start
        if rate and _RETAINING.search(line.between(told.end, levels[0].amount.start)):
            return 0
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


def _way(line: Line, start: int, end: int, levels: list[Level]) -> str:
    """The words between a change and a level, without what it moved from ("tripled from $780
    million in 2009 to $3 billion")."""
    for level in levels:
        amount = level.amount
        first = amount.start if amount.bound_start is None else amount.bound_start
        before = line.between(start, max(start, first))
        if start <= first and amount.end <= end and _FROM.search(before):
            return before + line.between(amount.end, end)
    return line.between(start, end)


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
    if told.end > told.amount.end and _IN.match(line.text, told.end):
        before = [t for t in line.triggers if told.end < t.start < told.end + NAME_REACH][:1]
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
