"""The words of an event's sentence in, its date out: its own, or the day the article tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds
from bilateral.reading.events.ahead import day_ahead
from bilateral.reading.page import Page, Sentence

ANCHOR_SENTENCES = 12
ANCHOR_DAYS = 10
HISTORICAL_DAYS = 400
DAY_LENGTH = 10
OPENING = 45
"""Where a time that opens its sentence begins at the latest: it is that of all its acts."""
NEAR = 12
_EVENT_KINDS = ("date", "period", "as_of", "since")
_EARLIER = ("earlier,", "earlier ", "before that", "previously")
_LONGEST_EARLIER = max(map(len, _EARLIER))


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF and the words that gave it."""

    date: str | None = None
    text: str | None = None


NEVER = When()


class Calendar:
    """The times of a page, read once for each sentence that is asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._times: dict[int, list[TimeSpan]] = {}
        self._anchor: When | None = None

    def times(self, sentence: Sentence) -> list[TimeSpan]:
        found = self._times.get(sentence.index)
        if found is None:
            found = find_times(sentence.text, self._page.reference)
            self._times[sentence.index] = found
        return found

    def of_event(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        carried: bool,
        head: int = 0,
        planned: bool = False,
        done: bool = False,
    ) -> When:
        """The date of what stands between two offsets of `sentence`; `head` is where the word for
        the act begins.

        `carried` events (what was said and done that day) take the day the article tells of
        when their sentence gives none. What is `done` lies behind, whatever the sentence's tense.
        """
        times = [t for t in self.times(sentence) if not _describes(sentence.text, t)]
        own = _nearest(sentence.text, times, start, end, head)
        if own and carried and own.end <= start and own.start > OPENING and self.anchor().date:
            own = None if own.start < start - NEAR else own
        if own:
            reckoned = _reckoned(sentence.text, own, start)
            return reckoned or When(self._one_of(own, carried, planned, done), own.text)
        if not carried:
            return NEVER
        beside = _of_narrative(sentence.text, times, head, self._page.reference)
        if beside:
            return When(beside.edtf, beside.text)
        anchor = self.anchor()
        earlier = self._earlier[sentence.index]
        if anchor.date and earlier:
            return When(f"{anchor.date[:7]}/{anchor.date}", earlier)
        return anchor

    def _one_of(self, time: TimeSpan, past: bool, planned: bool, done: bool) -> str | None:
        """Of two readings of a day the one that the act's tense asks for."""
        reference, edtf = self._page.reference, time.edtf
        if planned and reference:
            edtf = day_ahead(time, reference) or edtf
        elif done and reference and (bounds(edtf)[0] or "") > reference.isoformat():
            edtf = next((a for a in time.alternatives if a <= reference.isoformat()), edtf)
        if not edtf or not edtf.startswith("[") or reference is None:
            return edtf
        days = [day for part in edtf.strip("[]").split(",") if (day := as_day(part.strip()))]
        fit = [day for day in days if (day <= reference) == past]
        return fit[0].isoformat() if len(fit) == 1 else edtf

    @cached_property
    def _earlier(self) -> list[str | None]:
        """By the number of a sentence, the last word of its paragraph until there that looks back
        from the day told of."""
        out: list[str | None] = []
        text, found, before = self._page.document.text, None, None
        for sentence in self._page.sentences:
            same = before is not None and before.field == sentence.field
            if before is None or not same or "\n" in text[before.end : sentence.start]:
                found = None
            if sentence.text[:_LONGEST_EARLIER].lower().startswith(_EARLIER):
                found = sentence.text.split(maxsplit=1)[0].strip(",")
            out.append(found)
            before = sentence
        return out

    def anchor(self) -> When:
        """The day that the article tells of: the first day it names that is news."""
        if self._anchor is None:
            self._anchor = self._find_anchor()
        return self._anchor

    def _find_anchor(self) -> When:
        reference = self._page.reference
        if reference is None:
            return NEVER
        for sentence in self._page.sentences[:ANCHOR_SENTENCES]:
            for time in self.times(sentence):
                day = as_day(time.edtf)
                if day and timedelta(0) <= reference - day <= timedelta(ANCHOR_DAYS):
                    return When(time.edtf, time.text)
        return NEVER

    def is_background(self, when: When) -> bool:
        """Whether the date lies a year and more before publication."""
        reference = self._page.reference
        if reference is None or not when.date:
            return False
        year = when.date.lstrip("[")[:4]
        if not year.isdecimal():
            return False
        last = as_day(when.date) or date(int(year), 12, 31)
        return reference - last > timedelta(HISTORICAL_DAYS)


def month_of(when: When) -> When:
    """The month of a day: a trip that is only named lasts longer than the day told of."""
    first, _, last = (when.date or "").partition("/")
    if when.date and (as_day(when.date) or last.startswith(first)):
        return When(when.date[:7], when.text)
    return when


def as_day(edtf: str | None) -> date | None:
    """The day of an EDTF date of day precision."""
    if edtf is None or len(edtf) != DAY_LENGTH or "/" in edtf:
        return None
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None


_NAMED_AFTER = re.compile(r" (?:[A-Z]\w+|\w+ (?:statement|agreement|summit|deal|accord)\b)")


def _describes(text: str, time: TimeSpan) -> bool:
    """ "the 2023 Joint Statement": a year that is part of a name."""
    if not time.text.isdecimal() or _IN.search(text, max(0, time.start - 8), time.start):
        return False
    return bool(_NAMED_AFTER.match(text, time.end))


def _reckoned(text: str, own: TimeSpan, start: int) -> When | None:
    """ "landed on Tuesday, seven months after the treaty was signed": counted from the day told."""
    day = as_day(own.edtf)
    found = _AFTER.search(text, own.end, start) if day and own.end < start else None
    if found is None:
        return None
    counted = find_times(f"{found['span']} ago", day)
    return When(counted[0].edtf, found[0]) if counted else None


_AFTER = re.compile(r"\b(?P<span>[\w-]{1,12} (?:day|week|month|year)s?) after\b")


def _of_narrative(
    text: str, times: Sequence[TimeSpan], head: int, reference: date | None
) -> TimeSpan | None:
    """The past time at which something was asked or promised, behind what was asked: "asked them
    for time in May 2019 when she came", "promised help when he visited Lima a year ago"."""
    for time in times:
        last = bounds(time.edtf)[1] if time.kind in _EVENT_KINDS else None
        if time.start <= head or reference is None or not last or last >= reference.isoformat():
            continue
        when = _WHEN.search(text, head, time.start) or _WHEN.match(text, time.end)
        if when and not any(mark in text[when.end() : time.start] for mark in ",;"):
            return time
    return None


_WHEN = re.compile(
    r" (?:when (?:he|she|they|both|the (?:two|leaders|presidents|ministers))"
    r"|(?:during|on|at) (?:his|her|their|an?)(?: [\w-]+){0,3}?"
    r" (?:visit|trip|meeting|summit|talks|call))\b"
)
_IN = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Aa]fter|[Uu]ntil|[Bb]efore|[Dd]uring) $")


# "to visit since the war ended in 1975": the day of another act.
_OTHER_CLAUSE = re.compile(
    r"\b(?:since|after|before|until|when|while|whose|who|which) (?:[\w’'-]+ ){1,6}?"
    r"(?:\w+ed|was|were|had|began|took|broke|fell|rose|left|lost|won|came|went|became|held|met) "
)


def _of_another(text: str, head: int, time: TimeSpan) -> bool:
    return head < time.start and _OTHER_CLAUSE.search(text, head, time.start) is not None


def _nearest(
    text: str, times: Sequence[TimeSpan], start: int, end: int, head: int
) -> TimeSpan | None:
    """The time inside the span, of several the first behind the word for the act, else the one
    nearest before it."""
    fit = [time for time in times if time.kind in _EVENT_KINDS]
    inside = [
        time
        for time in fit
        if start <= time.start and time.end <= end and not _of_another(text, head, time)
    ]
    if inside:
        return next((time for time in inside if time.start > head), inside[0])
    before = [time for time in fit if time.end <= start]
    return before[-1] if before else None
