"""A sentence in, what a figure is made of out: amounts, times, measure words, cues, clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from bilateral.knowledge.dates import fiscal_years
from bilateral.knowledge.matching import Match
from bilateral.knowledge.measures import (
    COMPANY_KIND,
    COUNTED_KIND,
    CUE_KIND,
    MISSION_KIND,
    NOUN_KIND,
    RANK_KIND,
    TRANSFER_KIND,
    VERB_KIND,
    companies,
    measure_rules,
)
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.numbers import Amount, find_amounts
from bilateral.reading.figures.headings import Item, headings, tells_measure, under
from bilateral.reading.figures.voices import Voices
from bilateral.reading.page import Mention, Page, Sentence

MILLION = Decimal(1_000_000)
LONGEST = 1200
THINGS_REACH = 24
THOUSAND = Decimal(1000)
_LIST_JOINT = re.compile(r"\s*(?:,|,?\s+and)\s+(?:some |about |nearly |over )?")
_SCALES = (
    (r"thousand", THOUSAND),
    (r"million|\dmn?\b|\bmn?\b", MILLION),
    (r"billion|\dbn\b|\bbn\b", THOUSAND * MILLION),
    (r"trillion|\dtn\b|\btn\b", MILLION * MILLION),
)
_IN_ORDER = re.compile(r"in order (?:to|that)\b")
_GOES_ON = re.compile(
    r"(?:(?:In|By|For|During|Last|This|A|An|One|Two|Three|Five|Ten|Over|At|Since|Today|Now|And|But"
    r"|Only|Yet|Then|Compared|From|Before)\b[^.;:]{0,60}?,?\s+)??"
    r"(?P<it>[Ii]t|[Tt]hey|[Tt]his|[Tt]hat|[Tt]hat (?:was|is)|[Tt]hese|(?:[Tt]he|[Tt]hat|[Tt]his"
    r"|[Tt]heir|[Ii]ts)"
    r" (?:figures?|totals?|numbers?|values?|volumes?|amounts?|sums?|flows?|stock))\s+"
    r"(?:(?:had|has|have|is|are|was|were|been|be|already|also|then|now|later|only|still|expected"
    r"|forecast|projected|set|due|to|should|could|may|might|will|would|has since|even"
    r"|almost)\s+){0,5}"
    r"(?:was|were|stood|stands|reach(?:ed|es)?|hit|hits|rose|risen|rise|fell|fallen|fall"
    r"|climb(?:ed|s)?"
    r"|grew|grown|grow|jumped|drop(?:ped)?|came|come|amount(?:ed|s)?|total(?:led|ed|s)?"
    r"|exceed(?:ed|s)?"
    r"|topped|passed|surpassed|increased?|decreased?|declined|dipped|shrank|soared|surged|swelled"
    r"|slipped|slumped|tumbled|doubled|tripled|quadrupled|number(?:ed|s)?|(?=[$€£¥\d]))\b"
)
_TARGET = re.compile(r"\b(?:targets?|goals?|ambition|objective) of\b")
GENERIC_KIND = f"{CUE_KIND}_generic"
TRIGGER_KINDS = (NOUN_KIND, VERB_KIND, RANK_KIND, COUNTED_KIND, GENERIC_KIND, TRANSFER_KIND)
_CLAUSE = re.compile(r";|\bwhile\b|\bwhereas\b|, but\b|\|")
_NAME_BEFORE = re.compile(r"[a-z] [A-Z][a-z]+ (?:and |of |for |& )?$")
_NAME_AFTER = re.compile(
    r"(?: (?:and|of|for|&|[A-Z][a-z]+)){0,3} (?:Bank|Fund|Lab|Agency|Corporation|Agreement|Forum"
    r"|Facility|Partnership|Initiative"
    r"|Authority"
    r"|Council|Committee|Board|Office|Ministry|Department|Summit|Programme|Program|Framework|Act"
    r"|Representative|Commission|Organi[sz]ation|Cent(?:re|er)|Group|Hub|Platform|Project"
    r"|Compact)\b"
)
_ABBREVIATED = re.compile(r"(?<=\b[A-Z])\.")
_BREAKS_GAP = re.compile(r"[;.!?]|\s[–—]\s|—|\bwhile\b|\bbut\b")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name a measure, as a noun or as a verb; `rule` is the key of its rule."""

    start: int
    end: int
    rule: str
    verb: bool

    @property
    def measure(self) -> str:
        return measure_rules("en")[self.rule].measure


@dataclass(frozen=True, slots=True)
class Level:
    """An amount with the rule of the measure it fills and the words that name the measure.

    `carried` levels take their sides from the figure before them; `strict` ones, told by a general
    verb, are read only where the sentence itself names both sides; those told `again` take their
    goods too. `origin` is where the people
    come from that are counted by their nation's name ("20,000 Brazilians"), `host` where they
    live, where the words about them say so.
    """

    amount: Amount
    rule: str
    anchor: tuple[int, int]
    carried: bool = False
    strict: bool = False
    again: bool = False
    origin: str | None = None
    host: str | None = None

    @property
    def measure(self) -> str:
        return measure_rules("en")[self.rule].measure


@dataclass
class Line:
    """One sentence with everything that its figures are read from."""

    page: Page
    sentence: Sentence
    dollar: str = "USD"
    country: str | None = None
    fiscal: str | None = None
    heading: Sentence | None = None

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.sentence.mentions

    @cached_property
    def flat(self) -> str:
        """The text with the points of abbreviations ("U.S.") written as letters, so that they end
        nothing."""
        return _ABBREVIATED.sub("_", self.text)

    @cached_property
    def _nameless(self) -> str:
        text, at = self.flat, 0
        parts: list[str] = []
        for mention in self.mentions:
            named = mention.sides and mention.kind in ("adjective", "country")
            if named and mention.start >= at:
                parts += (text[at : mention.start], "~" * (mention.end - mention.start))
                at = mention.end
        return "".join((*parts, text[at:]))

    def unnamed(self, start: int, end: int | None = None) -> str:
        """The text between two places, with the names of countries blanked out."""
        return self._nameless[start:end]

    @cached_property
    def amounts(self) -> list[Amount]:
        found = find_amounts(self.text, dollar=self.dollar, country=self._press())
        found = [_scaled(self.text, _unbound(self.text, amount)) for amount in found]
        told = _listed(self.text, list(_elliptical(found, self._money_before(found), self._things)))
        lead = self.sentence.lead if isinstance(self.sentence, Item) else 0
        return [amount for amount in told if amount.start >= lead]

    def _things(self, amount: Amount) -> bool:
        """Whether a number counts goods named a word on ("2 million Covid vaccine doses")."""
        goods = self.sentence.of_kind(COUNTED_KIND)
        return any(0 < m.start - amount.end < THINGS_REACH for m in goods) and not any(
            mark in self.text[amount.end : amount.end + 3] for mark in ",;."
        )

    def _money_before(self, found: list[Amount]) -> str | None:
        """The currency of the sentence before, for numbers in the millions without one."""
        first = next((a for a in found if a.kind in ("number", "money")), None)
        bare = first and first.kind == "number" and first.value >= MILLION
        if not bare or not self.sentence.index:
            return None
        before = self.page.sentences[self.sentence.index - 1]
        told = find_amounts(before.text, dollar=self.dollar, country=self._press())
        return next((a.unit for a in reversed(told) if a.kind == "money"), None)

    def _press(self) -> str | None:
        """Whose money an ambiguous word for it means: the outlet's, or the first country's."""
        opening = (m for s in self.page.sentences[:2] for m in s.mentions)
        named = (m.sides[0] for m in (*self.mentions, *opening) if len(m.sides) == 1)
        return self.country or next(named, None)

    @cached_property
    def times(self) -> list[TimeSpan]:
        return find_times(self.text, self.page.reference, fiscal=self._fiscal())

    def _fiscal(self) -> str | None:
        """Whose fiscal year is meant: the first country named that has one of its own."""
        own = fiscal_years()
        named = (m.sides[0] for m in self.mentions if len(m.sides) == 1)
        return next((side for side in named if side in own), self.fiscal)

    @cached_property
    def triggers(self) -> list[Trigger]:
        """Measure words in order; those inside the words of a rank are not among them."""
        ranks = self.sentence.of_kind(RANK_KIND)
        found = [
            Trigger(m.start, m.end, m.key, m.kind == VERB_KIND)
            for m in self.sentence.of_kind(NOUN_KIND, VERB_KIND)
            if not self._in_a_name(m) and not _IN_ORDER.match(self.text, m.start - 3)
        ]
        inside = [t for t in found if not any(r.start < t.end <= r.end for r in ranks if _long(r))]
        return [t for t in inside if not _within(t, inside)]

    def _in_a_name(self, match: Match) -> bool:
        """Whether the words belong to a name ("Partnership for Infrastructure and Investment")."""
        word = self.text[match.start : match.end]
        if self.sentence.field == "title" or not word.istitle() or " " in word:
            return False
        hyphened = self.text[match.start - 1 : match.start] == "-"
        if match.kind == NOUN_KIND and _NAME_AFTER.match(self.text, match.end):
            return True
        return hyphened or bool(_NAME_BEFORE.search(self.text[: match.start]))

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The spans between words that open another statement."""
        cuts = [match.start() for match in _CLAUSE.finditer(self.text)]
        return list(zip([0, *cuts], [*cuts, len(self.text)], strict=True))

    def clause(self, at: int) -> tuple[int, int]:
        """The clause in which a place stands."""
        return next((c for c in self.clauses if c[0] <= at < c[1]), (0, len(self.text)))

    @cached_property
    def companies(self) -> tuple[Mention, ...]:
        """The companies named, as mentions of where they are at home."""
        home = companies()
        return tuple(
            Mention(m.start, m.end, "company", (home[m.key].country,), m.key)
            for m in self.sentence.of_kind(COMPANY_KIND)
            if not any(o.start <= m.start < o.end for o in self.mentions)
        )

    def under_heading(self) -> Line | None:
        """The line of a list read on from its heading, None where it stands under none."""
        if self.heading is None or len(self.text) > LONGEST:
            return None
        return replace(self, sentence=under(self.sentence, self.heading), heading=None)

    def with_companies(self) -> Line:
        """The line with its companies as sides of their countries."""
        return self.with_mentions(sorted((*self.mentions, *self.companies), key=lambda m: m.start))

    def with_mentions(self, mentions: Iterable[Mention]) -> Line:
        """The line with other mentions, all that is known of its words kept."""
        other = replace(self, sentence=replace(self.sentence, mentions=tuple(mentions)))
        kept = ("flat", "amounts", "times", "triggers", "clauses", "_verbs", "mission")
        other.__dict__.update({name: getattr(self, name) for name in kept})
        return other

    @cached_property
    def mission(self) -> Match | None:
        """The peace mission that is named, if any."""
        return next(iter(self.sentence.of_kind(MISSION_KIND)), None)

    def cues(self, kind: str) -> list[Match]:
        return self.sentence.of_kind(f"{CUE_KIND}_{kind}")

    def cues_between(self, kind: str, start: int, end: int) -> Iterator[Match]:
        return (m for m in self.cues(kind) if start <= m.start and m.end <= end)

    def between(self, start: int, end: int) -> str:
        return self.flat[start:end]

    def is_verb(self, at: int) -> bool:
        """Whether a verb that tells a measure starts at a place."""
        return at in self._verbs

    @cached_property
    def _verbs(self) -> frozenset[int]:
        return frozenset(m.start for m in self.sentence.of_kind(VERB_KIND, TRANSFER_KIND))

    def broken(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places."""
        return bool(_BREAKS_GAP.search(self.flat, start, end))


def _within(trigger: Trigger, others: list[Trigger]) -> bool:
    """Whether a longer phrase holds this one ("trade" in "trade deficit")."""
    return any(
        o is not trigger
        and o.start <= trigger.start
        and trigger.end <= o.end
        and o.end - o.start > trigger.end - trigger.start
        for o in others
    )


_ADDS = re.compile(
    r"\b(?:add(?:s|ed|ing)?|roll(?:s|ed|ing)?|hand(?:s|ed|ing)?|carr(?:y|ied|ies)|turn(?:s"
    r"|ed)?)\s+$"
)


def _unbound(text: str, amount: Amount) -> Amount:
    """The amount without a bound that belongs to the verb ("add up to $2 billion", "rolled over a
    $3 billion deposit")."""
    start = amount.bound_start
    if start is None or not _ADDS.search(text, max(0, start - 12), start):
        return amount
    return replace(amount, bound="exact", bound_start=None)


_MORE = re.compile(r" (?:more|additional|extra|further) (thousand|million|billion)\b")


def _scaled(text: str, amount: Amount) -> Amount:
    """ "17 more million doses": the scale stands behind a word that adds."""
    more = _MORE.match(text, amount.end) if amount.kind in ("count", "number") else None
    return replace(amount, value=amount.value * _scale(more[1])) if more else amount


def _elliptical(
    amounts: list[Amount], unit: str | None, things: Callable[[Amount], bool]
) -> Iterator[Amount]:
    """The amounts, a number in the millions taking the currency of the money before it ("from
    $1 billion to 1.5 billion"), the first that of the sentence before."""
    for amount in amounts:
        if amount.kind == "money":
            unit = amount.unit
        elif unit and amount.kind == "number" and amount.value >= MILLION and not things(amount):
            amount = replace(amount, kind="money", unit=unit)
        yield amount


def _listed(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts, the numbers of a list taking scale and currency from the last of it ("9, 14
    and 18 billion baht")."""
    out = list(amounts)
    scales = {a.start: _scale(text[a.start : a.end]) for a in amounts if a.kind == "money"}
    for index in range(len(out) - 2, -1, -1):
        first, second = out[index], out[index + 1]
        if first.kind != "number" or second.kind not in ("money", "percent") or second.high:
            continue
        if first.value >= THOUSAND or not _joined(text, first, second):
            continue
        scale = scales.get(second.start, Decimal(1))
        scales[first.start] = scale
        out[index] = replace(first, kind=second.kind, unit=second.unit, value=first.value * scale)
    return out


def _joined(text: str, first: Amount, second: Amount) -> bool:
    """Whether two numbers are members of a list, or "from 8 to 18 percent"."""
    if text.endswith("from ", 0, first.start) and text[first.end : second.start] == " to ":
        return True
    return bool(_LIST_JOINT.fullmatch(text, first.end, second.start))


def _scale(words: str) -> Decimal:
    return next((scale for word, scale in _SCALES if re.search(word, words)), Decimal(1))


def _long(rank: Match) -> bool:
    return rank.end - rank.start > len("exporter")


def lines(page: Page, dollar: str, country: str | None, fiscal: str | None) -> Iterator[Line]:
    """The sentences of `page` that hold both a word of measure and a number."""
    above = headings(page)
    voices = Voices(page, country)
    for whole in page.sentences:
        heading = above.get(whole.index)
        for sentence in pieces(voices.heard(whole)):
            told = sentence.of_kind(*TRIGGER_KINDS) or tells_measure(heading)
            compares = " more " in sentence.text and " than " in sentence.text
            if told or compares or _goes_with_before(sentence.text):
                line = Line(page, sentence, dollar, country, fiscal, heading)
                if compares or line.amounts:  # a count needs a number, a rank a word for one
                    yield line


def _goes_with_before(text: str) -> bool:
    """Whether a number of the sentence may be of what was told before it."""
    if not any(map(text.__contains__, "0123456789")):
        return False
    return bool(goes_on(text) or sets_target(text))


def sets_target(text: str) -> tuple[int, int] | None:
    """The words of a target whose measure was told before ("have set a target of $10 billion")."""
    found = _TARGET.search(text) if " of " in text else None
    return found.span() if found else None


def goes_on(text: str) -> tuple[int, int] | None:
    """The words that stand for the figure told before, where a sentence opens with them ("In
    2023 it had reached", "A year later the figure was")."""
    found = _GOES_ON.match(text)
    return found.span("it") if found else None


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, cut where it is longer than any that is written, so that the work grows with
    the text and no faster."""
    if len(sentence.text) <= LONGEST:
        yield sentence
        return
    cuts = [0]
    while len(sentence.text) - cuts[-1] > LONGEST:
        space = sentence.text.rfind(" ", cuts[-1] + 1, cuts[-1] + LONGEST)
        cuts.append(space + 1 if space > 0 else cuts[-1] + LONGEST)
    ends = [*cuts[1:], len(sentence.text)]
    matches: list[list[Match]] = [[] for _ in cuts]
    mentions: list[list[Mention]] = [[] for _ in cuts]
    for match in sentence.matches:
        at = bisect_right(cuts, match.start) - 1
        if match.end <= ends[at]:  # A name that a cut goes through stands in neither piece.
            start, end = match.start - cuts[at], match.end - cuts[at]
            matches[at].append(match._replace(start=start, end=end))
    for mention in sentence.mentions:
        at = bisect_right(cuts, mention.start) - 1
        if mention.end <= ends[at]:
            start, end = mention.start - cuts[at], mention.end - cuts[at]
            mentions[at].append(replace(mention, start=start, end=end))
    for at, (start, end) in enumerate(zip(cuts, ends, strict=True)):
        yield replace(
            sentence,
            start=sentence.start + start,
            end=sentence.start + end,
            text=sentence.text[start:end],
            matches=tuple(matches[at]),
            mentions=tuple(mentions[at]),
        )
