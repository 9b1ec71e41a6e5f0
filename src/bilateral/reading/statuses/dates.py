"""A change of relations in its sentence in, the day it was made out, with the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bilateral.language.dates import TimeSpan, find_times
from bilateral.model import Status
from bilateral.reading.page import Page, Sentence
from bilateral.reading.statuses.acts import Change
from bilateral.reading.statuses.labels import LabelSpan

_LATER = re.compile(r"\b(\w+) years? later\b|\bafter (\w+) years?\b", re.IGNORECASE)
_AGO = re.compile(r"\b(\w+) years? ago\b", re.IGNORECASE)
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    "a": 1,
    **{word: n for n, word in enumerate(_UNITS.split(), 1)},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 1)},
}
DATE_REACH = 70
"""How far behind the act its date may begin."""


@dataclass(slots=True)
class Told:
    """The statuses of a page so far, and the last date told for one."""

    page: Page
    found: list[Status]
    year: int | None = None


def date_of(
    sentence: Sentence, change: Change, label: LabelSpan, told: Told
) -> tuple[str | None, str | None, int]:
    """The date of the act, its words and where they end (0 when they stand before the act)."""
    times = find_times(sentence.text, told.page.reference)
    stop = re.search(r";|\. |, (?:and|but) | said ", sentence.text[change.end :])
    reach = change.end + min(DATE_REACH, stop.start() if stop else DATE_REACH)
    behind = [t for t in times if change.end <= t.start <= reach]
    inside = [
        t
        for t in times
        if change.start <= t.start < change.end
        and not _OF_ANOTHER.search(sentence.text, 0, t.start)
    ]
    before = [t for t in times if t.end <= change.start]
    nearest = [*_plain(behind), *_plain(inside)]
    if change.start == 0 and sentence.text[label.end :].lstrip()[:1] not in ("", ".", ","):
        nearest = [*_plain(inside), *_plain(behind)]
    chosen = next(iter([*nearest, *reversed(_plain(before))]), None)
    earlier = _years_before(sentence.text, change, times)
    if earlier:
        return *earlier, 0
    counted = chosen in before and _later(sentence.text, chosen.end if chosen else 0, told)
    if chosen and not counted:
        return start_of(chosen.edtf), chosen.text, chosen.end if chosen in behind else 0
    date, text = _counted(sentence.text, told)
    return *((date, text) if text else _of_the_scene(sentence, change, told)), 0


def _years_before(
    text: str, change: Change, times: list[TimeSpan]
) -> tuple[str | None, str | None] | None:
    """ "upgraded in 2021, six years after becoming strategic partners": counted back."""
    found = _YEARS_AFTER.search(text, 0, change.start)
    if found is None:
        return None
    last = next((t for t in _plain(times) if t.end <= found.start()), None)
    year = (last.edtf or "")[:4] if last else ""
    count = _count(found[1])
    return (
        (f"{int(year) - count}", found[0].strip()) if year.isdecimal() and count else (None, None)
    )


_YEARS_AFTER = re.compile(r"\b(\w+) years? after (?:\w+ )?$")


def _count(word: str) -> int | None:
    word = word.lower()
    return int(word) if word.isdecimal() else _NUMBERS.get(word)


def _later(text: str, start: int, told: Told) -> re.Match[str] | None:
    """ "ten years later"; "after ten years" only behind a date told before."""
    found = _LATER.search(text, start)
    return found if found and (found[1] or told.year) else None


def _of_the_scene(sentence: Sentence, change: Change, told: Told) -> tuple[str | None, str | None]:
    """The day of the meeting that the sentences before tell of, where its leaders decide."""
    day = told.page.reference
    before = sentence.text[: change.start]
    if day is None or sentence.field == "title" or not _DECIDE.search(before):
        return None, None
    first = max(0, sentence.index - _SCENE)
    for earlier in reversed(told.page.sentences[first : sentence.index]):
        for time in find_times(earlier.text, day):
            if time.edtf and len(time.edtf) == _DAY and _is_fresh(time.edtf, day):
                return time.edtf, time.text
    return None, None


def _is_fresh(edtf: str, day: date) -> bool:
    """Whether the day is that of the news, or at most a week before."""
    try:
        told = date.fromisoformat(edtf)
    except ValueError:
        return False
    return 0 <= (day - told).days <= _WEEK


_SCENE = 4
_DAY = 10
_WEEK = 7
_DECIDE = re.compile(
    r"\b(?:[Tt]he (?:two )?(?:leaders|presidents|prime ministers|sides|ministers|Presidents"
    r"|Prime Ministers|Leaders)|[Tt]hey|[Bb]oth (?:sides|leaders))"
    r" (?:(?:also|then|agreed|decided|to|have) )*$"
)


def _plain(times: list[TimeSpan]) -> list[TimeSpan]:
    return [t for t in times if t.kind in _DATES and not _LATER.match(t.text)]


# "the partnership, set up in 2015, to a ...": the day of another act.
_OF_ANOTHER = re.compile(
    r", (?:first )?(?:set up|established|formed|launched|signed|agreed|concluded|forged)"
    r" (?:in|on) $"
)


def start_of(edtf: str | None) -> str | None:
    """ "since 2011" dates a change to 2011."""
    return edtf.removesuffix("/..") if edtf else None


_DATES = ("date", "period", "as_of", "since")


def _counted(text: str, told: Told) -> tuple[str | None, str | None]:
    """ "ten years later", counted from the last date told; "a year ago", from publication."""
    later, ago = _later(text, 0, told), _AGO.search(text)
    found = later or ago
    if found is None:
        return None, None
    count = _count(next(group for group in found.groups() if group))
    day = told.page.reference
    year = told.year if later else day.year if day else None
    if not year or not count:
        return None, found[0]
    return f"{year + count if later else year - count}", found[0]
