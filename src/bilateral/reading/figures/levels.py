"""A sentence in, the amounts and counts of a relation that it tells out, each with its measure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.knowledge.measures import COUNTED_KIND
from bilateral.language.numbers import Amount
from bilateral.reading.figures.changes import Told
from bilateral.reading.figures.frame import Line, Trigger

RIGHT_REACH = 48
WEAK_REACH = 60
WEAK = frozenset({"deal_value", "aid", "loan"})
# Words of these measures that are told with an amount in a hundred other senses.
_VAGUE = frozenset(
    [
        "support",
        "order",
        "orders",
        "agreement",
        "agreements",
        "sale",
        "sales",
        "credit",
        "credits",
        "purchase",
        "export",
        "import",
        "capital",
        "investment",
        "funding",
        "relief",
        "provided",
        "provide",
        "provides",
        "providing",
        "committed",
        "buy",
        "sell",
        "sold",
        "bought",
        "purchased",
        "financing",
        "debt",
        "debts",
        "acquisition",
        "surplus",
        "deficit",
        "commerce",
        "transactions",
    ]
)
_RIGHT_GAP = re.compile(
    r"[\s-]*(?:(?:worth|in|of|for|as|through|via)\s+)?(?:[\w'’.-]+\s+){0,4}?(?:and\s+[\w-]+\s+)?$"
)
_RIGHT_STOP = re.compile(
    r"[.,;:()]|\b(?:to|from|by|with|last|this|since|while|was|were|is|are|has|had|have|into|on|at)\b"
)
_PERSONS = frozenset({"visitors", "students", "workers", "community", "troops"})
_OF_RANK = {
    "export_market_rank": "exports",
    "import_source_rank": "imports",
    "trade_partner_rank": "trade",
}
_INVEST = re.compile(r"\binvest|\bFDI\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """An amount with the measure it fills and the words that name the measure."""

    amount: Amount
    measure: str
    anchor: tuple[int, int]
    carried: bool = False


def read_levels(
    line: Line, changes: list[Told], taken: list[tuple[int, int]], ranked: str | None
) -> list[Level]:
    """The amounts that fill a measure; those that tell a change or belong to a rank are left.

    `ranked` is the measure of the rank that the sentence tells, whose value may follow.
    """
    moved = {told.amount.start for told in changes}
    out: list[Level] = []
    for amount in line.amounts:
        if amount.start in moved or any(s <= amount.start < e for s, e in taken):
            continue
        level = _level(line, amount, ranked)
        if level:
            out.append(level)
    return out


def _level(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    if amount.kind == "count":
        return _counted(line, amount)
    if amount.kind == "percent":
        return _tariff(line, amount)
    if amount.kind == "money" and amount.unit and not _of_a_company(line, amount):
        return _money(line, amount, ranked)
    return None


def _counted(line: Line, amount: Amount) -> Level | None:
    """A count of persons or projects by the noun it counts."""
    end = amount.noun_end or amount.end
    for match in line.sentence.of_kind(COUNTED_KIND):
        if amount.end <= match.start <= end and match.end >= end - 1:
            if match.key == "fdi_inward_projects" and not _INVEST.search(line.text):
                return None
            return Level(amount, match.key, (amount.start, match.end))
    return None


def _tariff(line: Line, amount: Amount) -> Level | None:
    near = [t for t in line.triggers if t.measure == "tariff_rate"]
    near = [t for t in near if -50 < amount.start - t.end < 60 or 0 <= t.start - amount.end < 40]
    near = [t for t in near if not line.broken(*sorted((t.end, amount.start)))]
    if not near:
        return None
    trigger = min(near, key=lambda t: abs(t.start - amount.start))
    return Level(amount, "tariff_rate", (trigger.start, trigger.end))


def _of_a_company(line: Line, amount: Amount) -> bool:
    """Whether the nearest words say that the money is a company's or a country's own."""
    cues = [m for m in line.cues("company") if abs(m.start - amount.start) < WEAK_REACH]
    if not cues:
        return False
    nearest = min(abs(m.start - amount.start) for m in cues)
    return all(abs(t.start - amount.start) > nearest for t in line.triggers)


def _money(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    trigger = _right(line, amount) or _left(line, amount)
    if trigger is None:
        return _valued(line, amount, ranked)
    return Level(amount, trigger.measure, (trigger.start, trigger.end))


def _valued(line: Line, amount: Amount, ranked: str | None) -> Level | None:
    """ "with value exceeding $100 billion" is of what the sentence ranks."""
    measure = _OF_RANK.get(ranked or "")
    first = amount.start if amount.bound_start is None else amount.bound_start
    cues = [m for m in line.cues("generic") if m.end <= first <= m.end + RIGHT_REACH]
    if measure is None or not cues:
        return None
    return Level(amount, measure, (cues[-1].start, cues[-1].end), carried=True)


def _right(line: Line, amount: Amount) -> Trigger | None:
    """ "$5 billion in aid", "a $3 billion loan", "$10 billion worth of contracts"."""
    end = max([amount.end, *(e.end for e in amount.equivalents)])
    for trigger in line.triggers:
        if not end <= trigger.start <= end + RIGHT_REACH or trigger.verb:
            continue
        gap = line.between(end, trigger.start)
        if _RIGHT_STOP.search(gap) or not _RIGHT_GAP.match(gap):
            return None
        return _head(line, trigger)
    return None


def _head(line: Line, trigger: Trigger) -> Trigger:
    """The last word of a run of measure words ("in trade assistance" is aid)."""
    for other in line.triggers:
        if other.start > trigger.end and line.between(trigger.end, other.start).strip() == "":
            return other
    return trigger


def _left(line: Line, amount: Amount) -> Trigger | None:
    """The nearest words before the amount in its clause."""
    start = amount.start if amount.bound_start is None else amount.bound_start
    clause = line.clause(amount.start)[0]
    before = [t for t in line.triggers if clause <= t.start and t.end <= start]
    strong = [t for t in before if not _too_far(line, t, start)]
    if not strong:
        return None
    nearest = strong[-1]
    longest = [t for t in strong if t.start <= nearest.start and nearest.end <= t.end]
    return max(longest, key=lambda t: t.end - t.start)


def _too_far(line: Line, trigger: Trigger, start: int) -> bool:
    word = line.text[trigger.start : trigger.end].lower()
    if trigger.measure in WEAK or word in _VAGUE:
        return start - trigger.end > WEAK_REACH
    return False


def is_person_count(level: Level) -> bool:
    return level.measure in _PERSONS
