"""The figures of one article in, the sums that they claim out; a change in, the base it implies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bilateral.knowledge.sums import cues
from bilateral.model import Document, Figure
from bilateral.record.intervals import Interval, interval, last_digit

Sum = tuple[Figure, tuple[Figure, ...]]

_BESIDE = 160
"""How far from its total, in code points, exports and imports may stand."""
_REACH = 400
"""How far behind its total, in code points, a part may stand in a sentence."""


def total_of(document: Document, figures: Sequence[Figure]) -> Iterator[Sum]:
    """Trade with the exports and imports told beside it, of the same sides and scope."""
    flows: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.measure in ("exports", "imports", "trade") and f.obs_value is not None:
            sides = frozenset({f.ref_area, f.counterpart_area})
            flows[sides, f.scope, f.unit_measure, f.nature].append(f)
    for group in flows.values():
        for total in (f for f in group if f.measure == "trade"):
            parts = _nearest_parts([f for f in group if _joins(document, f, total)], total)
            if parts:
                yield total, parts


def _nearest_parts(flows: Sequence[Figure], total: Figure) -> tuple[Figure, ...]:
    """The flow each way that is told beside the total; the nearest, where several are."""
    here = total.evidence[0]
    ways: dict[tuple[str, str], Figure] = {}
    for flow in sorted(flows, key=lambda f: abs(f.evidence[0].start - here.start), reverse=True):
        if abs(flow.evidence[0].start - here.start) <= _BESIDE:
            ways[_way(flow)] = flow
    if len(ways) != 2 or len({flow.time_period for flow in ways.values()}) > 1:
        return ()
    return tuple(ways[way] for way in sorted(ways))


def _way(figure: Figure) -> tuple[str, str]:
    sides = (figure.ref_area or "", figure.counterpart_area or "")
    return sides if figure.measure == "exports" else (sides[1], sides[0])


def _joins(document: Document, figure: Figure, total: Figure) -> bool:
    """Whether a flow and a total are of one period and of the same books, as far as is told.

    What a sentence says once, it says of all its numbers; what another says needs its own period.
    """
    goods = {f.product_scope or "goods" for f in (figure, total)}
    if figure.measure == "trade" or len(goods) > 1:
        return False
    periods, books = (figure.time_period, total.time_period), (figure.reporter, total.reporter)
    told = periods[0] is not None and periods[0] == periods[1]
    if not told and not (None in periods and in_one_sentence(document.text, figure, total)):
        return False
    return None in books or books[0] == books[1]


def in_one_sentence(text: str, one: Figure, other: Figure) -> bool:
    """Whether no sentence ends between the words of two figures."""
    first, second = sorted((one.evidence[0], other.evidence[0]), key=lambda e: e.start)
    between = text[first.end : second.start]
    return ". " not in between and "\n" not in between


def parts_of(document: Document, figures: Sequence[Figure]) -> Iterator[Sum]:
    """A total and what a sentence says it is made up of."""
    placed = sorted(
        (f for f in figures if f.obs_value is not None and f.evidence),
        key=lambda f: (f.evidence[0].start, f.evidence[0].end),
    )
    text = document.text.casefold()
    for cue in cues(document.language or "en"):
        start = text.find(cue)
        while start >= 0:
            yield from _around(placed, document.text, start, start + len(cue))
            start = text.find(cue, start + 1)


def _around(placed: Sequence[Figure], text: str, start: int, end: int) -> Iterator[Sum]:
    """The last figure before a cue in its sentence, and those behind it."""
    opens = max(text.rfind(mark, 0, start) for mark in (". ", "\n"))
    closes = min(
        (at for mark in (". ", ".\n", "\n") if (at := text.find(mark, end)) >= 0),
        default=len(text),
    )
    closes = min(closes, end + _REACH)
    here = [f for f in placed if opens <= f.evidence[0].start <= closes]
    before = [f for f in here if _position(f, text) < start]
    behind = [f for f in here if _position(f, text) >= end]
    if not before:
        return
    total = before[-1]
    parts = tuple(f for f in behind if f.unit_measure == total.unit_measure)
    if len(parts) >= 2 and len({f.obs_value for f in (total, *parts)}) > 1:
        yield total, parts


def _position(figure: Figure, text: str) -> int:
    """Where the figure's amount stands: its digits, as far as its words hold them."""
    words = figure.evidence[0]
    value = figure.obs_value
    assert value is not None
    digits = format(value.normalize(), "f").replace(".", "").rstrip("0") or "0"
    for token in words.quote.replace("$", " ").split():
        if "".join(c for c in token if c.isdecimal()).rstrip("0") == digits:
            return words.start + words.quote.find(token)
    return words.start


def implied_base(figure: Figure) -> Interval | None:
    """The least and the greatest earlier value that a level and its change in percent allow."""
    moved, level = figure.change, interval(figure)
    if moved is None or level is None or moved.value is None or moved.unit != "percent":
        return None
    if moved.direction == "flat" or not moved.base_period:
        return None
    sign = 1 if moved.direction == "up" else -1
    step = last_digit(moved.value, None)
    factors = sorted(1 + sign * (moved.value + by) / 100 for by in (-step, step))
    if factors[0] <= 0:
        return None
    ends = [Decimal(end / factor) for end in level for factor in factors]
    return min(ends), max(ends)
