"""An amount in its sentence in, the period, the as-of date and the base period out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.language.dates import TimeSpan, making
from bilateral.language.edtf import bounds
from bilateral.language.numbers import Amount
from bilateral.reading.figures.frame import Line

_COMPARES = re.compile(
    r"\b(?:compared (?:to|with)|below|above|over|from|than(?: in)?|against|versus|vs\.?|on)"
    r"(?: that| those)?"
    r"(?: of| in)?(?: the)?\s*$"
    r"|\b(?:those|that|the (?:figure|level|total)) (?:of|in|for)\s*$",
    re.IGNORECASE,
)
_STATEMENT_MEASURES = frozenset({"aid", "loan", "deal_value"})
_POINT_KINDS = frozenset({"as_of", "by"})
_ASIDE = re.compile(
    r",?\s\b(?:which|who|whose|where|after|before"
    r"|and (?:is|are|will|has|have|plans?|would|was|were))\b"
)
_TOLD_THEN = re.compile(
    r"\b(?:reported|published|released|announced|said|put out)\b", re.IGNORECASE
)
_MOST = re.compile(
    r"\b(?:largest|biggest|highest|lowest|smallest|first|most|best|worst|steepest"
    r"|fastest)\b[^,;]{0,20}$"
)
_UP_ON = re.compile(
    r"\b(?:up|down|higher|lower|more|less|rise|increase|growth|fall|drop|decline"
    r"|per ?cent)\s+on\s+$|%\s+on\s+$"
)
_SPREAD = re.compile(r"\s+(?:in|across|through|with|for|over)\s+(?:some |about |over |nearly )?")
_NOW = re.compile(r"\b(?:now|today|currently|nowadays|at present|these days)\b")
_LATELY = frozenset({"last month", "last week", "this week", "this month", "earlier this month"})
_FROM = re.compile(r"\b(?:from|against|versus)\s+(?:the\s+|a\s+)?(?:current\s+)?$")
_END_OF = "end of "
_ANNUAL = frozenset({"trade", "exports", "imports", "trade_balance"})
_STOCKS = frozenset(
    [
        "fdi_inward_stock",
        "fdi_outward_stock",
        "fdi_inward_projects",
        "fdi_outward_projects",
        "students",
        "workers",
        "community",
        "troops",
        "debt",
    ]
)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a figure holds, with the words; both None where the text does not say."""

    period: str | None = None
    period_text: str | None = None
    as_of: str | None = None
    as_of_text: str | None = None
    end: int = 0
    start: int | None = None


NO_TIME = Timing()


def timing(line: Line, amount: Amount, measure: str, others: list[Amount], nature: str) -> Timing:
    """The time of a level: after the amount, else before it, else that of the next level it is
    joined to by "and"."""
    others = [a for a in others if not any(t.start <= a.start < t.end for t in line.times)]
    starts = _in_force(line, amount) if measure == "tariff_rate" else None
    if starts:
        return starts
    time = _after(line, amount, others, measure)
    if time is None and not _is_start(line, amount):
        time = _before(line, amount, others, measure)
    if time and nature != "observed" and _is_past(line, time, amount):
        time = None
    if time is None and not _is_start(line, amount):
        later = next((a for a in others if a.start > amount.end), None)
        if later and _joined(line, amount, later):
            time = _after(line, later, others, measure)
    return _as_timing(time, measure, nature) if time else NO_TIME


def _in_force(line: Line, amount: Amount) -> Timing | None:
    """A tariff's first day: "from 6 August 2025"."""
    for time in line.times:
        since = line.text[: time.start].endswith("from ") and time.kind == "date"
        if since and time.edtf and time.start > amount.end and "[" not in time.edtf:
            return Timing(f"{time.edtf}/..", time.text, end=time.end, start=time.start)
    return None


def _is_start(line: Line, amount: Amount) -> bool:
    """Whether the amount is what something moved from, which has its own time or none."""
    first = amount.start if amount.bound_start is None else amount.bound_start
    return bool(_FROM.search(line.text[max(0, first - 30) : first]))


def _is_past(line: Line, time: TimeSpan, amount: Amount) -> bool:
    """Whether a time before the amount of a plan was over when the plan was told."""
    reference = line.page.reference
    if time.kind not in ("period", "date") or time.end > amount.start or not time.edtf:
        return False
    last = bounds(time.edtf)[1]
    return reference is not None and last is not None and last < reference.isoformat()


def _joined(line: Line, amount: Amount, later: Amount) -> bool:
    gap = line.between(amount.end, later.start)
    if later.kind == "count" and _SPREAD.fullmatch(gap):
        return True
    planned = any(amount.end <= m.start <= later.start for m in line.cues("nature"))
    return (
        " and " in gap
        and not planned
        and not line.broken(amount.end, later.start)
        and len(gap) < 80
    )


def _usable(line: Line, time: TimeSpan, measure: str) -> bool:
    if time.kind == "same_period" or is_base(line, time):
        return False
    if time.kind == "date":
        return False
    if time.text in _LATELY and measure in _ANNUAL and _TOLD_THEN.search(line.text):
        return False
    if time.kind == "since" and _MOST.search(line.text, 0, time.start):
        return False  # "the largest since 2015"
    if measure in _STATEMENT_MEASURES and (time.edtf or "").startswith(".."):
        return False  # "has until 2028 to pay"
    if measure == "tariff_rate" and line.text[time.start - 1 : time.start] == "(":
        return False
    return not (measure in _STATEMENT_MEASURES and time.kind in ("before", "after"))


def _after(line: Line, amount: Amount, others: list[Amount], measure: str) -> TimeSpan | None:
    limit = min((a.bound_start or a.start for a in others if a.start > amount.start), default=None)
    stop = len(line.text) if limit is None else limit
    for time in line.times:
        if not (amount.end <= time.start and time.end <= stop):
            continue
        own = time.kind == "same_period" and line.between(amount.end, time.start).strip() == ""
        if own or _usable(line, time, measure):
            aside = measure in _STATEMENT_MEASURES and _ASIDE.search(
                line.text, amount.end, time.start
            )
            return None if aside or line.broken(amount.end, time.start) else time
    return None


def _before(line: Line, amount: Amount, others: list[Amount], measure: str) -> TimeSpan | None:
    """The nearest time before the amount, not that of an earlier amount; or the one that opens
    the sentence."""
    floor = max((a.end for a in others if a.end <= amount.start), default=0)
    found = [t for t in line.times if t.end <= amount.start and _usable(line, t, measure)]
    near = [t for t in found if t.start >= floor and not line.broken(t.end, amount.start)]
    if measure in _STOCKS:
        near = [t for t in near if not _taken(line, t, others)]
    near = [t for t in near if not _NOW.search(line.text, t.end, amount.start)]
    if near:
        return near[-1]
    opening = [t for t in found if t.start < 40 and not _taken(line, t, others)]
    opening = [t for t in opening if not _NOW.search(line.text, t.end, amount.start)]
    return opening[0] if opening else None


def _taken(line: Line, time: TimeSpan, others: list[Amount]) -> bool:
    """Whether a time stands after another amount and so belongs to it."""
    return any(a.end <= time.start for a in others)


def is_base(line: Line, time: TimeSpan) -> bool:
    """Whether a time is what something is compared with ("over 2022", "from a year earlier")."""
    if time.kind == "same_period":
        return True
    if _UP_ON.search(line.text, max(0, time.start - 20), time.start):
        return True
    if time.kind not in ("period", "date") or line.text[time.start : time.start + 4] == "from":
        return False
    return bool(_COMPARES.search(line.text[max(0, time.start - 24) : time.start])) and not bool(
        re.search(r"\b(?:on|over the)\s*$", line.text[max(0, time.start - 10) : time.start])
    )


def _as_timing(time: TimeSpan, measure: str, nature: str) -> Timing:
    held = measure in (*_STOCKS, "rank") and nature == "observed"
    is_point = time.kind == "as_of" or (held and (time.kind == "by" or _END_OF in time.text))
    is_point = is_point or (measure == "debt" and "-" in (time.edtf or ""))
    if is_point:
        return Timing(as_of=time.edtf, as_of_text=time.text, end=time.end, start=time.start)
    edtf = time.edtf
    if edtf and time.kind == "by" and _END_OF in time.text and not held:
        edtf = edtf[:4]
    if edtf and time.kind == "since" and measure in _ANNUAL:
        edtf = making.start_of(edtf)
    return Timing(edtf, time.text, end=time.end, start=time.start)


def base_period(line: Line, after: int, limit: int, level: str | None) -> tuple[str | None, int]:
    """The period that a change is counted from, told between two places, and where it ends."""
    for time in line.times:
        if after <= time.start and time.start < limit and is_base(line, time):
            edtf = time.edtf
            if (edtf is None and level) or (
                edtf and level and len(edtf) == 4 and "earlier" in time.text
            ):
                edtf = making.shift_years(level, -1)
            return edtf, time.end
        if after <= time.start and time.start < limit and _starts_then(time):
            return time.edtf.split("/")[0] if time.edtf else None, time.end
    before = _YEAR_BEFORE.search(line.text, after, limit)
    if before and level:
        return making.shift_years(level, -1), before.end()
    return None, after


_YEAR_BEFORE = re.compile(
    r"\b(?:on|over|than|from|against|compared (?:with|to)|versus)(?: (?:in|that of))? (?:the|a)"
    r" (?:year (?:before|earlier|ago)|(?:previous|preceding|prior|same) (?:year|period))\b"
)
_BETWEEN = re.compile(r"(?:between|from) \d{4} (?:and|to) \d{4}")


def _starts_then(time: TimeSpan) -> bool:
    """Whether what is told moved from the beginning of a time: "since 1995", "between 2019 and
    2023"."""
    if time.kind == "since" and time.text.lower().startswith("since"):
        return True
    return time.kind == "period" and bool(_BETWEEN.match(time.text))
