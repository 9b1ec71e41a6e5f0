"""A page in a language that is read by frames in, its figures out.

An amount belongs to the nearest measure named before it, a count to the noun behind it; the small
words before the countries around it say who is which side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bilateral.knowledge.frames import (
    COUNT,
    FIGURE,
    NOTHING,
    FigureRule,
    figure_rules,
    grammar,
)
from bilateral.knowledge.matching import Match
from bilateral.language.amounts import Amount
from bilateral.language.dates import TimeSpan, making
from bilateral.language.lexicon import lexicon
from bilateral.language.numbers import find_amounts
from bilateral.model import Change, Figure
from bilateral.reading.frames.roles import Line
from bilateral.reading.page import Mention, Page

CUE_REACH, COUNT_REACH, TIME_REACH = 130, 12, 24
MONEY = ("money",)
COUNTS = ("number", "count")


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


def read_figures(page: Page, language: str) -> list[Figure]:
    """The figures of `page`, in the order of the words."""
    out: list[Figure] = []
    last: Draft | None = None
    for sentence in page.sentences:
        if not (sentence.of_kind(FIGURE, COUNT) or last):
            continue
        reader = _Reader(Line(page, sentence, language), last)
        out += reader.figures()
        last = reader.last
    return _once(out)


def _once(figures: list[Figure]) -> list[Figure]:
    """One figure for what is told twice, in the text rather than in the title."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for figure in sorted(figures, key=lambda f: f.evidence[0].field == "title"):
        key = (figure.measure, figure.ref_area, figure.counterpart_area, figure.obs_value)
        if key not in seen or figure.obs_value is None:
            kept.append(figure)
        seen.add(key)
    return kept


class _Reader:
    """Reads the figures of one sentence; `last` is the one before it on the page."""

    def __init__(self, line: Line, last: Draft | None) -> None:
        self.line, self.last, self.text = line, last, line.text
        self.rules = figure_rules(line.language)
        self.cues = [m for m in line.sentence.of_kind(FIGURE) if m.key != NOTHING]
        self.hidden = [m for m in line.sentence.of_kind(FIGURE) if m.key == NOTHING]
        self.counts = line.sentence.of_kind(COUNT)
        self.drafts: list[Draft] = []

    def figures(self) -> list[Figure]:
        amounts = self._amounts()
        left = 0
        for index, amount in enumerate(amounts):
            right = amounts[index + 1].start if index + 1 < len(amounts) else len(self.text)
            self._read(amount, left, right, amounts[index - 1] if index else None)
            left = amount.end
        self.drafts += self._ranks()
        self.drafts.sort(key=lambda d: d.start)
        return [figure for draft in self.drafts if (figure := self._figure(draft))]

    def _amounts(self) -> list[Amount]:
        if not any(c.isdigit() for c in self.text) and not self.counts and not self.cues:
            return []
        found = find_amounts(self.text, language=self.line.language)
        times = self.line.times
        return [a for a in found if not any(t.start < a.end and a.start < t.end for t in times)]

    def _read(self, amount: Amount, left: int, right: int, before: Amount | None) -> None:
        if amount.kind == "percent" or amount.kind == "percentage_points":
            self._percent(amount, left, right, before)
            return
        draft = self._counted(amount, left, right) or self._measured(amount, left, right)
        if draft is None:
            return
        if (
            self.line.words.inside(self.text, "whole", left, min(right, amount.end + 30))
            is not None
        ):
            return
        self._complete(draft)

    def _counted(self, amount: Amount, left: int, right: int) -> Draft | None:
        """A number with the noun that it counts behind it."""
        if amount.kind not in COUNTS:
            return None
        noun = next((m for m in self.counts if 0 <= m.start - amount.end <= COUNT_REACH), None)
        if noun is None or self.text[amount.end : noun.start].strip():
            return self._in_kind(amount, left, right)
        rule = self.rules[noun.key]
        needs = _pattern(rule.needs)
        if needs and not needs.search(self.text):
            return None
        return Draft(
            rule, amount.start, noun.end, left, right, amount.value, rule.unit, noun, amount
        )

    def _in_kind(self, amount: Amount, left: int, right: int) -> Draft | None:
        """Gifts counted by what they are ("10.000 tấn gạo")."""
        cue = self._cue(amount, left, "any")
        noun = _NOUN.match(self.text, amount.end)
        if cue is None or noun is None or amount.start - cue.end > 60:
            return None
        rule = self.rules[cue.key]
        end = noun.end()
        return Draft(rule, amount.start, end, left, right, amount.value, noun[1], cue, amount)

    def _measured(self, amount: Amount, left: int, right: int) -> Draft | None:
        """Money, after the measure that it is an amount of."""
        if amount.kind not in MONEY:
            return None
        cue = self._cue(amount, left, "money") or self._carried(amount, left)
        if cue is None:
            return None
        rule = self.rules[cue.key]
        start = min(left, cue.start) if cue.start < left else left
        return Draft(
            rule, amount.start, amount.end, start, right, amount.value, amount.unit, cue, amount
        )

    def _cue(self, amount: Amount, left: int, unit: str) -> Match | None:
        """The measure named last before an amount and after the amount before it; the first noun
        right behind it where there is none."""
        clause, _ = self.line.clause(amount.start)
        units = ("any", "money") if unit == "money" else (unit,)
        fits = [c for c in self.cues if self.rules[c.key].unit in units]
        before = [c for c in fits if max(left, clause) <= c.start and c.end <= amount.start]
        before = [c for c in before if amount.start - c.end <= CUE_REACH]
        if before:
            strong = [c for c in before if not _weak(c, before)]
            return (strong or before)[-1]
        return next((c for c in fits if 0 < c.start - amount.end <= 2), None)

    def _carried(self, amount: Amount, left: int) -> Match | None:
        """The measure of the amount before it, for "từ ... lên ..." and "con số này"."""
        between = self.text[left : amount.start]
        lead = between.strip().lower()
        again = self.line.words.inside(self.text, "anaphora", 0, amount.start) is not None
        if again and self.last is not None:
            return Match(amount.start, amount.start, FIGURE, self.last.rule.name)
        if left and lead[:40] and _RISE.search(between) and self.drafts:
            return self.drafts[-1].cue
        return None

    # Percentages

    def _percent(self, amount: Amount, left: int, right: int, before: Amount | None) -> None:
        direction = self._direction(amount)
        if direction:
            self._changed(amount, direction, left, right)
            return
        cue = self._cue(amount, left, "percent")
        if cue is None:
            return
        if self._extends(amount, before):
            return
        rule = self.rules[cue.key]
        draft = Draft(
            rule, amount.start, amount.end, left, right, amount.value, "percent", cue, amount
        )
        self._complete(draft)

    def _extends(self, amount: Amount, before: Amount | None) -> bool:
        """Whether a percentage is the upper end of the one before ("từ 36% đến 63%")."""
        if before is None or not self.drafts or self.drafts[-1].amount is not before:
            return False
        if not _RANGE.fullmatch(self.text[before.end : amount.start]):
            return False
        self.drafts[-1].high, self.drafts[-1].bound = amount.value, "range"
        self.drafts[-1].end = amount.end
        return True

    def _direction(self, amount: Amount) -> str | None:
        start = amount.start if amount.bound_start is None else amount.bound_start
        for use in ("up", "down"):
            if self.line.words.before(self.text, start, use):
                return use
        return None

    def _changed(self, amount: Amount, direction: str, left: int, right: int) -> None:
        """A growth: of the level told before it, or of a measure without a level."""
        change = Change(amount.value, "percent", direction)
        cue = self._cue(amount, left, "money")
        previous = self.drafts[-1] if self.drafts else None
        if previous and previous.change is None and (cue is None or cue is previous.cue):
            previous.change = self._based(change, amount, right, previous)
            previous.right = max(previous.right, amount.end)
            return
        if cue is None or self.rules[cue.key].unit != "money":
            return
        draft = Draft(self.rules[cue.key], amount.start, amount.end, left, right, None, None, cue)
        self._complete(draft)
        if self.drafts and self.drafts[-1] is draft:
            draft.change = self._based(change, amount, right, draft)

    def _based(self, change: Change, amount: Amount, right: int, draft: Draft) -> Change:
        """The change with the period that it is counted from."""
        words = self.line.words
        compared = words.inside(self.text, "compared", amount.end, right)
        same = words.inside(self.text, "same_period", amount.end, right)
        period = draft.period.edtf if draft.period else None
        base = None
        if same is not None and period:
            base = making.shift_years(period, -1)
        elif compared is not None:
            time = next((t for t in self.line.times if compared <= t.start < right), None)
            base = time.edtf if time else None
        return Change(change.value, change.unit, change.direction, base)

    # Ranks

    def _ranks(self) -> Iterator[Draft]:
        for pattern, number in _rank_patterns(self.line.language):
            for found in pattern.finditer(self.text):
                value = number or _number(found[1], self.line.language)
                if value is None:
                    continue
                start = max(0, found.start() - 45)
                if self.line.words.inside(self.text, "one_of", start, found.start()) is not None:
                    continue
                draft = self._ranked(found.start(), found.end(), Decimal(value))
                if draft:
                    yield draft

    def _ranked(self, start: int, end: int, value: Decimal) -> Draft | None:
        ranked = [c for c in self.cues if self.rules[c.key].unit == "rank"]
        before = [c for c in ranked if c.end <= start and start - c.end <= 30]
        after = [c for c in ranked if end <= c.start and c.start - end <= 60]
        cue = before[-1] if before else after[0] if after else None
        if cue is None:
            return None
        left, right = self.line.clause(start)
        rule = self.rules[cue.key]
        draft = Draft(
            rule, min(start, cue.start), max(end, cue.end), left, right, value, "rank", cue
        )
        self._sides(draft)
        return draft if draft.ref and draft.counterpart else None

    # Sides, time, the rest

    def _complete(self, draft: Draft) -> None:
        draft.bound = draft.amount.bound if draft.amount else "exact"
        if draft.amount:
            draft.high = draft.amount.high
        draft.period = self._time(draft)
        self._sides(draft)
        if draft.ref and draft.counterpart:
            self.drafts.append(draft)
            self.last = draft

    def _sides(self, draft: Draft) -> None:
        roles = {
            **_as_roles(draft.rule.ref_area, "ref"),
            **_as_roles(draft.rule.counterpart_area, "cp"),
        }
        if draft.rule.measure == "trade":
            self._symmetric(draft)
            return
        left = self._side_start(draft)
        named = [m for m in self.line.mentions if left <= m.start < draft.right and m.sides]
        for mention in named:
            if mention.kind == "both" or len(mention.sides) != 1:
                continue
            side = mention.sides[0]
            part = roles.get(self._part(mention, draft))
            if part == "ref" and draft.ref is None and side != draft.counterpart:
                draft.ref = side
            elif part == "cp" and draft.counterpart is None and side != draft.ref:
                draft.counterpart = side
        self._owned(draft, left)
        draft.explicit = bool(draft.ref or draft.counterpart)
        self._fill(draft)

    def _side_start(self, draft: Draft) -> int:
        """Where the words of a figure begin: behind the figure before it, unless it has none."""
        clause, _ = self.line.clause(draft.start)
        left = max(draft.left, clause)
        if draft.rule.unit == "rank":
            return clause
        inside = any(left <= m.start < draft.right and m.kind != "both" for m in self.line.mentions)
        return left if inside else clause

    def _part(self, mention: Mention, draft: Draft) -> str:
        """The small word before a mention, or its place: subject, modifier or object."""
        marker = self.line.marker(mention)
        if marker:
            return marker
        cue = draft.cue
        anchor = min(draft.start, cue.start) if cue else draft.start
        if mention.end <= anchor:
            return "subject"
        word_end = max(cue.end, draft.end) if cue and cue.start >= draft.start else draft.end
        if mention.start >= word_end:
            return "modifier" if mention.start - word_end <= 12 else "object"
        return "modifier" if cue and mention.start - cue.end <= 3 else "object"

    def _owned(self, draft: Draft, left: int) -> None:
        """ "A has N projects in B": told from the investor's side."""
        own = _pattern(draft.rule.own)
        if not own or not draft.rule.owned:
            return
        clause, _ = self.line.clause(draft.start)
        found = own.search(self.text, clause, draft.start)
        investor = next(
            (m for m in self.line.mentions if m.sides and found and m.end <= found.start()), None
        )
        if found is None or investor is None or self.line.marker(investor):
            return
        if self.text[investor.end : found.start()].strip() not in ("", "hiện", "đang", "đã"):
            return
        host = draft.ref if draft.ref not in (None, investor.sides[0]) else None
        host = host or next(iter(self.line.other(investor.sides)), None)
        draft.rule = _outward(draft.rule)
        draft.ref, draft.counterpart = investor.sides[0], host

    def _symmetric(self, draft: Draft) -> None:
        """Both sides of trade: those named with it, else the parties."""
        left = self._side_start(draft)
        named = [m for m in self.line.mentions if left <= m.start < draft.right and m.sides]
        near = [m for m in named if m.end <= draft.end or m.start - draft.end < 30]
        sides = list(dict.fromkeys(s for m in near for s in m.sides))
        parties = self.line.page.parties
        if len(sides) == 1:
            sides += list(self.line.other(sides))[:1]
        if len(sides) != 2:
            sides = list(parties) if len(parties) == 2 else []
        if len(sides) == 2:
            draft.ref, draft.counterpart = sorted(sides)

    def _fill(self, draft: Draft) -> None:
        """The side that the words leave out: the other party, or as in the figure before."""
        parties = self.line.page.parties
        if len(parties) != 2 and not (draft.ref and draft.counterpart):
            return
        if draft.ref is None and draft.counterpart is None:
            self._like_before(draft, parties)
        elif draft.ref is None:
            draft.ref = next((p for p in parties if p != draft.counterpart), None)
        elif draft.counterpart is None:
            draft.counterpart = next((p for p in parties if p != draft.ref), None)
        if draft.ref == draft.counterpart or not {draft.ref, draft.counterpart} & set(parties):
            draft.ref = draft.counterpart = None

    def _like_before(self, draft: Draft, parties: tuple[str, ...]) -> None:
        if draft.rule.unit == "rank":
            return
        known = self.drafts[-1] if self.drafts else self.last
        if known and known.rule.measure != "trade" and known.ref:
            same = known.rule.measure.startswith("fdi") == draft.rule.measure.startswith("fdi")
            if same:
                draft.ref, draft.counterpart = known.ref, known.counterpart
                if known.rule.measure.startswith("fdi_outward"):
                    draft.rule = _outward(draft.rule)
                return
        home = self.line.home
        draft.ref = home if home in parties else parties[0]
        draft.counterpart = next(p for p in parties if p != draft.ref)

    def _time(self, draft: Draft) -> TimeSpan | None:
        """The time behind the amount, else before it, else the one that opens the sentence."""
        times = [t for t in self.line.times if t.edtf and not self._is_base(t)]
        behind = [
            t for t in times if 0 <= t.start - draft.end <= TIME_REACH and t.start < draft.right
        ]
        behind = [t for t in behind if "," not in self.text[draft.end : t.start]]
        if behind:
            return behind[0]
        inner = [t for t in times if draft.left <= t.start and t.end <= draft.start]
        if inner:
            return inner[-1]
        opening = [t for t in times if t.end <= draft.start]
        clause, _ = self.line.clause(draft.start)
        opening = [t for t in opening if t.start >= clause] or opening[:1]
        if not opening or _RISE.search(self.text[draft.left : draft.start]):
            return opening[0] if opening and not self.drafts else None
        return opening[0]

    def _is_base(self, time: TimeSpan) -> bool:
        """Whether a time is only what something is compared with."""
        compared = self.line.words.last_inside(self.text, "compared", 0, time.start)
        return compared is not None and "," not in self.text[compared : time.start]

    def _figure(self, draft: Draft) -> Figure | None:
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
            found = _WITHIN.search(self.text, draft.end)
            return found[1] if found and found.start() - draft.end < 40 else None
        if cue is None or draft.rule.measure not in ("exports", "imports"):
            return None
        found = _GOODS.match(self.text, cue.end)
        words = found[1].strip(" ,") if found else ""
        stop = self.line.words.inside(words, "preposition")
        words = words[:stop].strip(" ,") if stop is not None else words
        goods = self.line.words.at(words, 0, "goods") is not None
        return words if words and not goods and not _VERBS.match(words) else None

    def _speaker(self) -> str | None:
        """ "theo số liệu của Tổng cục Hải quan, ..."."""
        end = self.line.words.at(self.text, 0, "source")
        comma = self.text.find(",", end) if end is not None else -1
        if end is None or comma < 0 or comma - end > 80:
            return None
        return self.text[end:comma].strip() or None


# Shapes of words beside an amount that hold in any language of this kind.
_NOUN = re.compile(r" ([^\W\d_]+(?: [^\W\d_]+)?)")
_RANGE = re.compile(r"\s*(?:đến|-|–|tới|to|until)\s*")
_RISE = re.compile(r"(?:^|\s)(?:lên|xuống|tới|đến|menjadi|to)\s")
_WITHIN = re.compile(r"\btrong (?:khối |số các nước )?((?:[A-ZĐ][\w-]*)(?: [A-ZĐ][\w-]*)*)")
_GOODS = re.compile(r" ((?:[^\W\d_]+,? ){0,5}[^\W\d_]+)")
_VERBS = re.compile(r"(?:đạt|là|tăng|giảm|ước|khoảng|gần|hơn|trên|năm|trong|cả|hai|song)\b")


@cache
def _rank_patterns(language: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    out = []
    for rank in grammar(language).ranks:
        words = (
            re.escape(rank.words).replace(r"\{n\}", r"(\d{1,3}|[^\W\d_]+)").replace(r"\ ", r"\s")
        )
        out.append((re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE), rank.rank))
    return tuple(out)


def _number(written: str, language: str) -> int | None:
    if written.isdigit():
        return int(written)
    row = lexicon(language).numerals.get(written.lower())
    return int(row.value) if row and row.kind in ("unit", "ordinal") else None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


@cache
def _outward(rule: FigureRule) -> FigureRule:
    """The rule told from the investor's side."""
    from dataclasses import replace

    return replace(rule, measure=rule.owned) if rule.owned else rule


def _as_roles(words: tuple[str, ...], part: str) -> dict[str, str]:
    return {word: part for word in words}


def _weak(cue: Match, cues: list[Match]) -> bool:
    """Whether a longer cue of the same amount stands for it ("tổng vốn" behind "dự án")."""
    return any(other is not cue and other.start <= cue.start < other.end for other in cues)


def _edtf(time: TimeSpan | None) -> str | None:
    if time is None or time.edtf is None:
        return None
    return time.edtf.removesuffix("/..") if time.kind == "since" else time.edtf
