"""A page in, its statuses out: the labels that are told of, between whom, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bilateral.knowledge.areas import TERM
from bilateral.knowledge.statuses import ACT, LABEL, RELATIONS, private_bodies
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds
from bilateral.model import Status
from bilateral.reading.page import Mention, Page, Sentence
from bilateral.reading.statuses.acts import (
    Change,
    change_of,
    is_wanted,
    looks_back,
    plain_relations,
)
from bilateral.reading.statuses.labels import LabelSpan, label_spans

_LEVEL_OF_CHANGE = {"severed": "severed"}
_SUBJECT_GAP = re.compile(
    r"(?:,? (?:have|has|had|also|formally|officially|then|jointly|later|were|was|been|recently"
    r"|first|last|in \d{4}|[a-z]+ly|agreed to|decided to|both))* ?"
)
_FROM = re.compile(r"\bfrom (?:a |an |the |its |their )?(?:level of )?$", re.IGNORECASE)
_DEFINITE = re.compile(
    r"(?:\b(?:years of|decades of|the|their|our|its|this|as|is|are|been|remain|remains|become"
    r"|became|a|an|under|within)"
    r"|[’']s?|[A-Za-z.]+[-–][A-Za-z.]+|\w+(?:ese|ish|an|ch))"
    r"(?:,? (?!of\b|to\b|for\b|new\b|possible\b|future\b|potential\b)[a-z-]+,?){0,5} $",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|Co|Group|Bank|University|Airlines|Airways|Holdings|company"
    r"|companies|firm|firms|club|brand)\b"
)
_LATER = re.compile(r"\b(\w+) years? later\b|\bafter (\w+) years?\b", re.IGNORECASE)
_AGO = re.compile(r"\b(\w+) years? ago\b", re.IGNORECASE)
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    "a": 1,
    **{word: n for n, word in enumerate(_UNITS.split(), 1)},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 1)},
}
_DATE_REACH = 70
_STATE = 3
"""Length of a country's code; blocs with longer ones are sides only as parties."""


@dataclass(slots=True)
class _Told:
    """The statuses of a page so far, and the last date told for one."""

    page: Page
    found: list[Status]
    year: int | None = None


def read_statuses(page: Page) -> list[Status]:
    """The statuses of `page` in the order of their words: changes, and at most one description
    of a level that no change tells of."""
    told = _Told(page, [])
    for sentence in page.sentences:
        if _may_tell(sentence):
            _read_sentence(sentence, told)
    return _without_repeats(told.found)


def _may_tell(sentence: Sentence) -> bool:
    """Whether there is a label, or relations that an act could be on: most sentences have none."""
    kinds = {match.kind for match in sentence.matches}
    if LABEL in kinds:
        return True
    return ACT in kinds and any(noun in sentence.text for noun in ("elations", "ties", "Ties"))


def _read_sentence(sentence: Sentence, told: _Told) -> None:
    labels = label_spans(sentence)
    plain = plain_relations(sentence)
    if not labels and not plain:
        return
    back = looks_back(sentence.text)
    last: tuple[LabelSpan, Change] | None = None
    named: list[LabelSpan] = []
    for label in labels:
        change = None if back else change_of(sentence, label) or _shared(sentence.text, last, label)
        if change and _is_whole(sentence, label):
            _tell(sentence, label, change, told)
            last = label, change
        elif label.level == RELATIONS:
            if _YEARS_OF.search(sentence.text[: label.start]):
                named.append(replace(label, level="diplomatic_relations"))
        elif not label.bare and not (back and label.follows):
            named.append(label)
    for label in named:
        changed = last is not None and last[1].start <= label.start < last[1].end
        if not changed and not is_wanted(sentence, label):
            _describe(sentence, label, told)
    for label, change in () if back else plain:
        if last is None or change.start != last[1].start:
            _tell(sentence, label, change, told)


# "mark 30 years of diplomatic relations": an anniversary describes the rung it names.
_YEARS_OF = re.compile(
    r"\b(?:years|decades|anniversary) of (?:the |our |their )?(?:establishment of |establishing )?"
    r"(?:\w+ |[A-Z][\w.]*[-–][A-Z][\w.]* ){0,2}$"
)


def _shared(text: str, last: tuple[LabelSpan, Change] | None, label: LabelSpan) -> Change | None:
    """The act that a label shares with the one before ("became partners in 2013 and strategic
    partners in 2023")."""
    if last is None or not _AND_A.fullmatch(text, last[0].end, label.start):
        return None
    return Change(label.start, label.end, last[1].change)


_AND_A = re.compile(
    r"(?: (?:in|on) (?:[A-Z]\w+ )?(?:\d{1,2}, )?\d{4})?,? (?:and|then|and then)"
    r"(?: (?:a|an|to|to a|to an|into a|into an))? ",
)


def _is_whole(sentence: Sentence, label: LabelSpan) -> bool:
    """Whether the label is that of the relation, not of a body, a sector or an earlier day."""
    if label.follows == "body" or _is_from(sentence.text, label):
        return False
    return not _is_sectoral(sentence, label)


def _is_sectoral(sentence: Sentence, label: LabelSpan) -> bool:
    """Whether the partnership is one in a field ("a strategic partnership on hydrogen")."""
    found = _FIELD_AFTER.match(sentence.text, label.end)
    return found is not None and any(
        found.end() <= m.start <= found.end() + 25 for m in sentence.of_kind(TERM)
    )


_FIELD_AFTER = re.compile(r" (?:on|in|for) (?:the field of |the area of )?")


def _is_from(text: str, label: LabelSpan) -> bool:
    """The old level in "from a comprehensive partnership to a strategic one"."""
    return _FROM.search(text, max(0, label.start - 40), label.start) is not None


def _tell(sentence: Sentence, label: LabelSpan, change: Change, told: _Told) -> None:
    parties = _parties(sentence, change.start, label.end, told.page)
    if parties is None or not set(parties) & set(told.page.parties):
        return
    if not _has_subject(sentence, change):
        return
    date, text, end = _date(sentence, change, label, told)
    if date and bounds(date)[0]:
        told.year = int((bounds(date)[0] or "0")[:4])
    start = _subject(sentence, change.start)
    level = label.level
    if level == RELATIONS:
        level = _LEVEL_OF_CHANGE.get(change.change, "diplomatic_relations")
    told.found.append(
        Status(
            level=level,
            label=sentence.text[label.start : label.end],
            parties=parties,
            date=date,
            date_text=text,
            change=change.change,
            evidence=(sentence.evidence(start, max(end, change.end)),),
            rule=f"statuses.{change.change}",
        )
    )


_WE = re.compile(r"\b(?:they|we|both|the two|leaders|presidents|ministers|sides)\b", re.IGNORECASE)


_SUBJECT_REACH = 70
_WORDS = re.compile(r"[a-z][a-z-]+")
_UNION = re.compile(r"\b(?:European|African|Soviet) Union\b")


def _is_private(before: str) -> bool:
    """Whether a body that is no state stands before the act, in the same clause."""
    clause = _UNION.sub("", before[-_SUBJECT_REACH:]).replace(";", ",").rpartition(",")[2]
    return not private_bodies().isdisjoint(_WORDS.findall(clause.lower()))


def _has_subject(sentence: Sentence, change: Change) -> bool:
    """Whether a side stands before the act, so that it can be its own (and not a company's)."""
    before = sentence.text[: change.start]
    if _is_private(before):
        return False
    if not before.strip() or _WE.search(before):
        return True
    if any(m.sides and m.start < change.end for m in sentence.mentions):
        return True
    return len({side for m in sentence.mentions for side in m.sides}) > 1


def _describe(sentence: Sentence, label: LabelSpan, told: _Told) -> None:
    """A label that the text gives the relation without telling of a change."""
    text = sentence.text
    if label.follows or not _is_definite(sentence, label, told.page):
        return
    if (
        _is_sectoral(sentence, label)
        or _OTHERS.search(text, max(0, label.start - 60), label.end)
        or _is_from(text, label)
        or _only_wished(text, label.start)
    ):
        return
    strict = not _is_theirs(text, label)
    parties = _parties(sentence, label.start, label.end, told.page, strict=strict)
    if parties is None or not set(parties) <= set(told.page.parties):
        return
    since = _since(sentence, label, told)
    told.found.append(
        Status(
            level=label.level,
            label=text[label.start : label.end],
            parties=parties,
            date=_start_of(since.edtf) if since else None,
            date_text=since.text if since else None,
            evidence=(sentence.evidence(label.start, label.end),),
            rule="statuses.described",
        )
    )


# "our strategic partners": those of one side among many.
_OTHERS = re.compile(
    r"\b(?:our|its|their|the|(?<!each )other)(?: [a-z-]+){0,4} (?:partners|allies)$"
)


def _since(sentence: Sentence, label: LabelSpan, told: _Told) -> TimeSpan | None:
    """ "have been strategic partners since 2013": the day from which it is so."""
    if "ince " not in sentence.text:
        return None
    times = find_times(sentence.text, told.page.reference)
    near = (t for t in times if t.kind == "since" and 0 <= t.start - label.end < _DATE_REACH)
    return next(near, None)


def _is_definite(sentence: Sentence, label: LabelSpan, page: Page) -> bool:
    """Whether the words are about this relation: "their strategic partnership", "the U.S.-Japan
    alliance", "is a treaty ally"."""
    if any(m.sides and m.end == label.start - 1 for m in sentence.mentions if m.text != "our"):
        return True
    if sentence.text[label.start : label.end].lower() == "alliance":
        if _BETWEEN.match(sentence.text, label.end):
            return True
        return _is_theirs(sentence.text, label) and _is_of_the_two(page)
    return _DEFINITE.search(sentence.text, max(0, label.start - 60), label.start) is not None


def _is_of_the_two(page: Page) -> bool:
    """Whether a bare "the Alliance" can be that of the parties: of two, and not NATO."""
    return len(page.parties) == 2 and "NATO" not in page.document.text


def _is_theirs(text: str, label: LabelSpan) -> bool:
    """ "our alliance", "the Alliance", "the partnership between our two nations"."""
    if _OUR.search(text, max(0, label.start - 40), label.start):
        return True
    if text[label.start].isupper() and text[: label.start].endswith(("the ", "The ")):
        return True
    return _BETWEEN_US.match(text, label.end) is not None


_OUR = re.compile(
    r"\b(?:our|the bilateral)(?: (?:existing|strong|robust|enduring|ironclad|great|own|growing"
    r"|vital|deep|historic|longstanding|bilateral))* $",
    re.IGNORECASE,
)
_BETWEEN_US = re.compile(
    r" between (?:our|the|their|these) (?:two )?(?:countries|nations|peoples|governments|states)\b"
)
_BETWEEN = re.compile(r" (?:between|with) ")
_WISHED = re.compile(
    r"\b(?:if|If|unless|whether|not|never|no|will|would|could|should|may|might|hop\w+|plan\w*|aim\w*|intend\w*|seek\w*|want\w*"
    r"|propos\w+|toward|towards|to (?:be|become|build|establish|forge|elevate|upgrade|raise))\b"
)


def _only_wished(text: str, start: int) -> bool:
    if _STANDS.search(text, max(0, start - 80), start):
        return False
    if _NAMED_PAIR.search(text, max(0, start - 60), start):
        return _CREATING.search(text, max(0, start - 110), start) is not None
    return _WISHED.search(text, max(0, start - 70), start) is not None


_NAMED_PAIR = re.compile(r"\b(?:the|The) [A-Z][\w.]*(?: [A-Z]\w+)?[-–][A-Z][\w.]*(?: [A-Z]\w+)? $")
_CREATING = re.compile(r"\b(?:establish|creat|forg|launch|sign|conclud|elevat|upgrad|form)\w*\b")
# "will deepen our partnership": what is to be deepened is there already.
_STANDS = re.compile(
    r"\b(?:strengthen|deepen|expand|enhanc|advanc|consolidat|reinforc|broaden|reaffirm|renew|implement"
    r"|cement|nurtur|celebrat|invigorat|revitali[sz]|solidif|commitment to|progress (?:in|under|on)"
    r"|under|within|in|of)\w* (?:the|our|their|its|this)(?: [\w-]+){0,2} $"
)


def _parties(
    sentence: Sentence, start: int, end: int, page: Page, strict: bool = False
) -> tuple[str, ...] | None:
    """Between whom: both parties, or the two sides that the sentence names nearest.

    `strict` asks for words that tie the label to the sides: both named, or a pair of two.
    """
    if _COMPANY.search(sentence.text, max(0, start - 100), end):
        return None
    if _COMPANY.search(sentence.text[end : end + 60].split(" and ", 1)[0]):
        return None
    found = _with_partner(sentence, start, end) or _nearest_sides(sentence, start, end)
    sides = [side for side in found if len(side) == _STATE or side in page.parties]
    if len(sides) >= 2:
        return tuple(sorted(sides[:2]))
    if len(page.parties) != 2 or (sides and sides[0] not in page.parties):
        return None
    if strict and not sides:
        return None
    return page.parties


_WITH = re.compile(r"[\w ]{0,20} (?:with|to|and) (?:the )?$")


def _with_partner(sentence: Sentence, start: int, end: int) -> list[str]:
    """The subject of the sentence and the side behind "with"."""
    behind = next((m for m in sentence.mentions if m.start >= end and m.sides), None)
    first = next((m for m in sentence.mentions if m.end <= start and len(m.sides) == 1), None)
    if behind is None or first is None or not _WITH.fullmatch(sentence.text[end : behind.start]):
        return []
    return [first.sides[0], behind.sides[0]] if first.sides[0] != behind.sides[0] else []


def _nearest_sides(sentence: Sentence, start: int, end: int) -> list[str]:
    """The sides of the mentions around the words, the nearest first; two when both are meant."""
    ranked = sorted(sentence.mentions, key=lambda m: _distance(m, start, end))
    sides: list[str] = []
    for mention in ranked:
        if mention.kind == "both" and len(mention.sides) == 2 and not sides:
            return list(mention.sides)
        for side in mention.sides:
            if side not in sides and side not in ("IGO", "NGO"):
                sides.append(side)
    return sides


def _distance(mention: Mention, start: int, end: int) -> int:
    if mention.end <= start:
        return start - mention.end
    return max(0, mention.start - end)


def _subject(sentence: Sentence, start: int) -> int:
    """Where the words of the act begin: with its subject, when that stands right before."""
    for mention in reversed(sentence.mentions):
        if mention.end <= start:
            gap = sentence.text[mention.end : start]
            near = mention.kind == "both" and len(gap) < 60 and _SUBJECT_GAP.fullmatch(gap)
            return mention.start if near else start
    return start


def _date(
    sentence: Sentence, change: Change, label: LabelSpan, told: _Told
) -> tuple[str | None, str | None, int]:
    """The date of the act, its words and where they end (0 when they stand before the act)."""
    times = find_times(sentence.text, told.page.reference)
    stop = re.search(r";|\. |, (?:and|but) | said ", sentence.text[change.end :])
    reach = change.end + min(_DATE_REACH, stop.start() if stop else _DATE_REACH)
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
    counted = chosen in before and _LATER.search(sentence.text, chosen.end if chosen else 0)
    if chosen and not counted:
        return _start_of(chosen.edtf), chosen.text, chosen.end if chosen in behind else 0
    date, text = _counted(sentence.text, told)
    return *((date, text) if text else _of_the_scene(sentence, change, told)), 0


def _of_the_scene(sentence: Sentence, change: Change, told: _Told) -> tuple[str | None, str | None]:
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


def _start_of(edtf: str | None) -> str | None:
    """ "since 2011" dates a change to 2011."""
    return edtf.removesuffix("/..") if edtf else None


_DATES = ("date", "period", "as_of", "since")


def _counted(text: str, told: _Told) -> tuple[str | None, str | None]:
    """ "ten years later", counted from the last date told; "a year ago", from publication."""
    later, ago = _LATER.search(text), _AGO.search(text)
    found = later or ago
    if found is None:
        return None, None
    word = next(group for group in found.groups() if group).lower()
    count = int(word) if word.isdigit() else _NUMBERS.get(word)
    day = told.page.reference
    year = told.year if later else day.year if day else None
    if not year or not count:
        return None, found[0]
    return f"{year + count if later else year - count}", found[0]


def _without_repeats(found: list[Status]) -> list[Status]:
    """One change told twice is one, by the telling that dates it, and a level that a change tells
    of is not described."""
    changed = {(s.level, s.parties) for s in found if s.change != "described"}
    out: dict[tuple[str, ...], Status] = {}
    for status in found:
        if status.change == "described" and (status.level, status.parties) in changed:
            continue
        key = (status.level, status.change, *status.parties)
        known = out.get(key)
        if known is None or _tells_more(status, known):
            out[key] = status
    return sorted(out.values(), key=lambda s: (s.evidence[0].field != "title", s.evidence[0].start))


def _tells_more(status: Status, known: Status) -> bool:
    """Whether a telling of the text has the date that the title or an undated one lacks."""
    if known.evidence[0].field == "title" and status.evidence[0].field == "text":
        return bool(status.date) or not known.date
    return bool(status.date) and not known.date
