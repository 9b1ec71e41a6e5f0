"""The draft of a figure in, the figure out: nature, scope, valuation and whose number it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bilateral.knowledge.frames import FigureRule, grammar
from bilateral.knowledge.matching import Match
from bilateral.language.amounts import Amount
from bilateral.language.dates import TimeSpan
from bilateral.model import Change, Figure
from bilateral.reading.frames.roles import Line

# Words up to the next sign.
_GOODS = re.compile(r" ((?:[^\W\d_]+,? ){0,5}[^\W\d_]+)")


@dataclass(slots=True)
class Draft:
    """A figure in the making: `start` to `end` is its amount, `left` to `right` its words."""

    rule: FigureRule
    start: int
    end: int
    left: int
    right: int
    value: Decimal | None
    unit: str | None
    cue: Match | None
    amount: Amount | None = None
    high: Decimal | None = None
    ref: str | None = None
    counterpart: str | None = None
    bound: str = "exact"
    period: TimeSpan | None = None
    change: Change | None = None
    explicit: bool = False
    out_of: int | None = None


def figure_of(line: Line, draft: Draft) -> Figure:
    """The figure that a draft with both its sides makes."""
    return _Describer(line).figure(draft)


class _Describer:
    """Reads what the words around an amount say of it."""

    def __init__(self, line: Line) -> None:
        self.line, self.text = line, line.text

    def figure(self, draft: Draft) -> Figure:
        rule = draft.rule
        value = -draft.value if rule.negative and draft.value is not None else draft.value
        as_of = draft.period if rule.stock or rule.unit == "rank" else None
        as_of = as_of if as_of and self._is_state(as_of) else None
        period = None if as_of else draft.period
        measure = rule.measure
        if rule.flow and period and not as_of and measure == rule.measure and "inward" in measure:
            measure = rule.flow
        start = self._evidence_start(draft)
        end = max(draft.end, draft.cue.end if draft.cue else 0)
        return Figure(
            evidence=(self.line.sentence.evidence(start, end),),
            rule=rule.name,
            speaker=self._speaker(),
            measure=measure,
            ref_area=draft.ref,
            counterpart_area=draft.counterpart,
            obs_value=value,
            unit_measure=draft.unit or "",
            obs_value_high=draft.high,
            bound=draft.bound,
            significant_digits=draft.amount.significant_digits if draft.amount else None,
            time_period=_edtf(period),
            time_period_text=period.text if period else None,
            as_of=_edtf(as_of),
            as_of_text=as_of.text if as_of else None,
            change=draft.change,
            out_of=draft.out_of,
            scope=self._scope(draft),
            nature=self._nature(draft),
            product_scope=self._products(draft),
            valuation=self._valuation(draft),
        )

    def _is_state(self, time: TimeSpan) -> bool:
        """Whether a time says as of when ("tính đến hết tháng 8")."""
        if time.kind in ("by", "as_of", "until"):
            return True
        return self.line.words.before(self.text, time.start, "as_of") is not None

    def _evidence_start(self, draft: Draft) -> int:
        start = draft.start
        if draft.amount and draft.amount.bound_start is not None:
            start = min(start, draft.amount.bound_start)
        return min(start, draft.cue.start) if draft.cue and draft.cue.start >= draft.left else start

    def _nature(self, draft: Draft) -> str:
        rule = draft.rule
        if rule.nature:
            return rule.nature
        start, _ = self.line.clause(draft.start)
        words, language = self.line.words, self.line.language
        giving = rule.measure in grammar(language).of("pledged_measure")
        for use in ("pledged",) if giving else ("target", "forecast"):
            if words.inside(self.text, use, start, draft.start) is not None:
                return use
        return "observed"

    def _products(self, draft: Draft) -> str | None:
        if draft.rule.unit != "money":
            return None
        start = self._evidence_start(draft)
        inside = self.line.words.inside(self.text, "goods", start, draft.end + 15)
        return "goods" if inside is not None else None

    def _valuation(self, draft: Draft) -> str | None:
        cue = draft.cue
        if cue is None or not draft.rule.stock or draft.rule.unit != "money":
            return None
        for use in ("registered", "disbursed"):
            if self.line.words.inside(self.text, use, cue.start, draft.start) is not None:
                return use
        return None

    def _scope(self, draft: Draft) -> str | None:
        """The goods between the measure and the next small word, or the bloc a rank counts in."""
        cue = draft.cue
        if draft.rule.unit == "rank":
            at = self.line.words.inside(self.text, "within", draft.end, draft.end + 40)
            return self.line.bloc_after(at) if at is not None else None
        if cue is None or draft.rule.measure not in ("exports", "imports"):
            return None
        found = _GOODS.match(self.text, cue.end)
        words = found[1].strip(" ,") if found else ""
        stop = self.line.words.inside(words, "preposition")
        words = words[:stop].strip(" ,") if stop is not None else words
        goods = self.line.words.at(words, 0, "goods") is not None
        verb = self.line.words.at(words, 0, "level_verb") is not None
        return words if words and not goods and not verb else None

    def _speaker(self) -> str | None:
        """ "theo số liệu của Tổng cục Hải quan, ..."."""
        end = self.line.words.at(self.text, 0, "source")
        comma = self.text.find(",", end) if end is not None else -1
        if end is None or comma < 0 or comma - end > 80:
            return None
        return self.text[end:comma].strip() or None


def _edtf(time: TimeSpan | None) -> str | None:
    if time is None or time.edtf is None:
        return None
    return time.edtf.removesuffix("/..") if time.kind == "since" else time.edtf
