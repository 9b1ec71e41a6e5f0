"""A page in a language that is read by frames in, its figures out.

An amount belongs to the nearest measure named before it, a count to the noun behind it; the small
words before the countries around it say who is which side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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
from bilateral.knowledge.offices import BOTH
from bilateral.language.amounts import Amount
from bilateral.language.dates import TimeSpan, making
from bilateral.language.numbers import find_amounts
from bilateral.model import Change, Figure
from bilateral.reading.frames.figure import Draft, figure_of
from bilateral.reading.frames.roles import Line
from bilateral.reading.page import Mention, Page

CUE_REACH, COUNT_REACH, TIME_REACH = 130, 12, 24
MONEY = ("money",)
COUNTS = ("number", "count")


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
        return [figure_of(self.line, draft) for draft in self.drafts]

    def _amounts(self) -> list[Amount]:
        if not any(c.isdecimal() for c in self.text) and not self.counts and not self.cues:
            return []
        found = find_amounts(self.text, language=self.line.language)
        hidden = [(t.start, t.end) for t in self.line.times]
        hidden += [(m.start, m.end) for m in (*self.cues, *self.line.sentence.of_kind(BOTH))]
        found = [a for a in found if not any(s < a.end and a.start < e for s, e in hidden)]
        # "Ba Lan" is no number, but "95 triệu đô la Úc" is an amount.
        names = [(m.start, m.end) for m in self.line.mentions]
        return [a for a in found if not any(s <= a.start < e for s, e in names)]

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
        if not self.text[amount.start].isdecimal() or not noun[1].islower():
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
        rises = self.line.words.inside(between, "rise") is not None
        return self.drafts[-1].cue if lead and rises and self.drafts else None

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
        between = self.text[before.end : amount.start].strip().lower()
        if between not in grammar(self.line.language).of("up_to"):
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
        self._rank_sides(draft)
        draft.out_of = self._among(draft)
        return draft if draft.ref and draft.counterpart else None

    def _among(self, draft: Draft) -> int | None:
        """How many are ranked ("trong số 145 quốc gia")."""
        at = self.line.words.last_inside(self.text, "among", draft.start, draft.end + 20)
        number = _DIGITS.match(self.text, at) if at is not None else None
        return int(number[1]) if number else None

    def _rank_sides(self, draft: Draft) -> None:
        """Who is n-th is the subject; who ranks stands behind with a small word."""
        subject = self.line.subject(draft.start)
        if subject and len(subject.sides) == 1:
            draft.counterpart = subject.sides[0]
        behind = [m for m in self.line.mentions if draft.start < m.start < draft.right]
        marked = [m for m in behind if self.line.marker(m) in draft.rule.ref_area]
        sides = [s for m in marked for s in m.sides if m.kind != "both" and s != draft.counterpart]
        draft.ref = sides[0] if sides else None
        self._fill(draft)

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
        right = self._side_end(draft)
        named = [m for m in self.line.mentions if left <= m.start < right and m.sides]
        for mention in named:
            if draft.start <= mention.start < draft.end and draft.rule.unit == "money":
                continue
            if self.line.is_place(mention):
                continue
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
        cue = draft.cue
        if cue and self.drafts and _kin(draft, self.drafts[-1]) and cue.start > draft.left:
            return cue.start
        inside = any(left <= m.start < draft.right and m.kind != "both" for m in self.line.mentions)
        return left if inside else clause

    def _side_end(self, draft: Draft) -> int:
        """Where the words of a figure end: at the comma behind its amount."""
        comma = self.text.find(", ", draft.end)
        return min(draft.right, comma) if comma >= 0 else draft.right

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
        between = self.text[investor.end : found.start()].strip().lower()
        if between and between not in grammar(self.line.language).of("own_adverb"):
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
        if known and not self.drafts and known.rule.measure.startswith("fdi_outward"):
            known = None
        if known and _alike(known, draft):
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
        words = self.line.words
        rises = words.inside(self.text, "rise", draft.left, draft.start) is not None
        return opening[0] if opening and not (rises and self.drafts) else None

    def _is_base(self, time: TimeSpan) -> bool:
        """Whether a time is only what something is compared with."""
        compared = self.line.words.last_inside(self.text, "compared", 0, time.start)
        return compared is not None and "," not in self.text[compared : time.start]


# A noun of one or two words.
_DIGITS = re.compile(r"\s(\d{1,3})\s")
_NOUN = re.compile(r" ([^\W\d_]+(?: [^\W\d_]+)?)")


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
    if written.isdecimal():
        return int(written)
    ordinals = grammar(language).of("ordinals")
    return ordinals.index(written.lower()) + 1 if written.lower() in ordinals else None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


@cache
def _outward(rule: FigureRule) -> FigureRule:
    """The rule told from the investor's side."""
    return replace(rule, measure=rule.owned) if rule.owned else rule


def _kin(draft: Draft, other: Draft) -> bool:
    """Whether two figures tell of the same investment."""
    return draft.rule.stock and other.rule.stock


def _alike(known: Draft, draft: Draft) -> bool:
    """Whether a figure without sides has those of the figure before."""
    if known.rule.measure == "trade" or known.ref is None:
        return False
    return _kin(known, draft) or not (known.rule.stock or draft.rule.stock)


def _as_roles(words: tuple[str, ...], part: str) -> dict[str, str]:
    return dict.fromkeys(words, part)


def _weak(cue: Match, cues: list[Match]) -> bool:
    """Whether a longer cue of the same amount stands for it ("tổng vốn" behind "dự án")."""
    return any(other is not cue and other.start <= cue.start < other.end for other in cues)
