"""A draft's reading in, its people with their titles as claims out: who held the office then?

The day is that of what the person does in the sentence, else one the sentence names, else the
day on which the draft is told. Only offices in the table of office-holders are judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bilateral.checking import wording
from bilateral.checking.drafts.claims import TITLE, Claim
from bilateral.checking.verdicts import CONTRADICTED, NO_DATA, STALE, SUPPORTED
from bilateral.knowledge.holders import Tenure, people, tenures, tenures_of
from bilateral.knowledge.offices import OFFICE
from bilateral.language.dates import find_times
from bilateral.language.edtf import bounds
from bilateral.model import Evidence, Reading
from bilateral.reading.cast import holder_key
from bilateral.reading.nations import by_kind, country_mentions, survey
from bilateral.reading.page import Page, Sentence
from bilateral.reading.titles import Title, read_titles

Days = tuple[str, str]
_NOT_YET = re.compile(
    r"[- ](?:elect|designate|nominee)\b|\b(?:acting|incoming|then|interim|late|outgoing|ex)[- ]",
    re.IGNORECASE,
)
"""Words by which somebody is not called the holder of the office as of that day."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ORDER = (CONTRADICTED, STALE, SUPPORTED, NO_DATA)


@dataclass(frozen=True, slots=True)
class _Called:
    """A person called by a title: `key` in the table of office-holders, None for nobody in it;
    `days` those meant, `named` whether the words around name them; `told` other times of the
    paragraph, in which a person who is only mentioned may be meant."""

    sentence: Sentence
    title: Title
    country: str
    name: str
    key: str | None
    days: Days
    named: bool
    told: tuple[Days, ...] = ()

    @property
    def words(self) -> str:
        """The title as written, without the country."""
        return " and ".join(self.title.roles)


def title_claims(reading: Reading, page: Page, day: str) -> Iterator[Claim]:
    """A claim for each title before or after a name that the table can judge, once a wording."""
    seen = set()
    for called in _all_called(page, reading, day):
        claim = _claim(called)
        key = (called.name, called.words, called.days)
        if claim and key not in seen:
            seen.add(key)
            yield claim


def _all_called(page: Page, reading: Reading, day: str) -> Iterator[_Called]:
    found = [by_kind(sentence) for sentence in page.sentences]
    counts = survey(found)
    for sentence, matches in zip(page.sentences, found, strict=True):
        if OFFICE not in matches:
            continue
        for title in read_titles(sentence, matches, country_mentions(sentence, matches, counts)):
            called = _called(sentence, title, page, reading, day)
            if called:
                yield called


def _called(
    sentence: Sentence, title: Title, page: Page, reading: Reading, day: str
) -> _Called | None:
    mention = next(
        (
            m
            for m in sentence.mentions
            if m.kind == "person" and m.start < title.end and title.start < m.end
        ),
        None,
    )
    country = title.country or (mention.sides[0] if mention and mention.sides else None)
    if title.name is None or country is None or title.former or title.deputy:
        return None
    around = sentence.text[max(0, title.start - 12) : title.end]
    if _NOT_YET.search(around):
        return None
    named = _days_named(sentence, title, page, reading)
    days = named or (day, day)
    words = title.name.words
    key = holder_key(words, title, country, page.reference)
    told = () if named else _paragraph(sentence, page)
    return _Called(sentence, title, country, " ".join(words), key, days, named is not None, told)


def _paragraph(sentence: Sentence, page: Page) -> tuple[Days, ...]:
    """The times that the paragraph of a sentence names."""
    text = page.document.text
    first = text.rfind("\n", 0, sentence.start) + 1 if sentence.field == "text" else 0
    last = text.find("\n", sentence.end) if sentence.field == "text" else 0
    times = find_times(text[first : last if last >= 0 else len(text)], page.reference)
    return tuple(days for t in times if t.edtf and (days := _days(t.edtf)))


def _days_named(sentence: Sentence, title: Title, page: Page, reading: Reading) -> Days | None:
    """The days of the event in which the title stands, else the only time in the sentence."""
    at = sentence.start + title.start
    for event in reading.events:
        inside = any(e.field == sentence.field and e.start <= at < e.end for e in event.evidence)
        if inside and event.date and (days := _days(event.date)):
            return days
    # "from September 21 to 24" leaves the year to the tense: such a time is a guess.
    times = {
        t.edtf for t in find_times(sentence.text, page.reference) if t.edtf and _YEAR.search(t.text)
    }
    return _days(times.pop()) if len(times) == 1 else None


def _days(edtf: str) -> Days | None:
    first, last = bounds(edtf)
    return (first, last) if first and last else None


# Verdicts


def _claim(called: _Called) -> Claim | None:
    judged = [_of_part(called, part) for part in called.title.offices]
    known = [item for item in judged if item]
    if not known:
        return None
    verdict, message, suggestion = min(known, key=lambda item: _ORDER.index(item[0]))
    evidence = called.sentence.evidence(called.title.start, called.title.end)
    return Claim(
        kind=TITLE,
        evidence=(_trimmed(evidence),),
        quote=_trimmed(evidence).quote,
        says=f"{called.name}: {called.words} ({wording.country(called.country)})",
        verdict=verdict,
        message=message,
        suggestion=suggestion,
    )


def _trimmed(given: Evidence) -> Evidence:
    quote = given.quote.rstrip(" ,")
    return Evidence(given.field, given.start, given.start + len(quote), quote)


def _of_part(called: _Called, codes: Sequence[str]) -> tuple[str, str, str | None] | None:
    """The verdict on one office, its message and what to write; None for an office that the
    table does not have at that time."""
    rows = [t for t in tenures() if t.country == called.country and t.office in codes]
    then = [t for t in rows if _overlaps(t, called.days)]
    mine = [t for t in rows if called.key == f"{t.country}:{t.person}"]
    held = [t for t in mine if any(_overlaps(t, days) for days in (called.days, *called.told))]
    if not then and not held:
        return None
    if held:
        return SUPPORTED, f"{held[-1].person} held the office {_term(held[-1])}.", None
    if called.key is None or not (mine or _elsewhere(called)):
        return NO_DATA, f"The table of office-holders has {_holders(then)} in this office.", None
    return _wrong(called, mine, then)


def _wrong(
    called: _Called, mine: Sequence[Tenure], then: Sequence[Tenure]
) -> tuple[str, str, str | None]:
    person = people()[called.key or ""].person
    before = [t for t in mine if t.until and t.until <= called.days[0]]
    own = f"{person} held it {wording.listed(map(_term, mine))}" if mine else f"{person} never did"
    when = _period(called.days)
    message = f"{when} {_holders(then)} held this office; {own}."
    now = wording.listed(f"{called.words} {t.person}" for t in then)
    former = f", or former {called.words} {person}" if before else ""
    past_only = before and not called.named
    suggestion = (
        f"Write {now}{former}."
        if not past_only
        else f"Write former {called.words}" + (f" {person}, or say when.")
    )
    return STALE if past_only else CONTRADICTED, message, suggestion


def _elsewhere(called: _Called) -> bool:
    """Whether the person is known to have held another office in that time."""
    return any(_overlaps(t, called.days) for t in tenures_of(called.key or ""))


def _overlaps(tenure: Tenure, days: Days) -> bool:
    until = tenure.until
    return tenure.since <= days[1] and (not until or until >= days[0] or days[0].startswith(until))


def _holders(rows: Sequence[Tenure]) -> str:
    return wording.listed(f"{t.person} ({_term(t)})" for t in rows)


def _term(tenure: Tenure) -> str:
    if tenure.until:
        return f"from {tenure.since} until {tenure.until}"
    return f"since {tenure.since}"


def _period(days: Days) -> str:
    return f"On {days[0]}" if days[0] == days[1] else f"Between {days[0]} and {days[1]}"
