"""A page in, its statuses out: the labels that are told of, between whom, since when."""

from __future__ import annotations

import re
from dataclasses import replace

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
    taken_up,
)
from bilateral.reading.statuses.dates import DATE_REACH, Told, date_of, start_of
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
    r"(?:,? (?!of\b|to\b|for\b|new\b|possible\b|future\b|potential\b)[a-z-]+,?){0,6} $",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|Co|Group|Bank|University|Airlines|Airways|Holdings|company"
    r"|companies|firm|firms|club|brand)\b"
)
_STATE = 3
"""Length of a country's code; blocs with longer ones are sides only as parties."""


def read_statuses(page: Page) -> list[Status]:
    """The statuses of `page` in the order of their words: changes, and at most one description
    of a level that no change tells of."""
    told = Told(page, [])
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


def _read_sentence(sentence: Sentence, told: Told) -> None:
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
            for again in taken_up(sentence, label, change):
                _tell(sentence, *again, told)
        elif label.level == RELATIONS:
            if _YEARS_OF.search(sentence.text[: label.start]):
                _describe(sentence, replace(label, level="diplomatic_relations"), told, marked=True)
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
    r"\b(?:years|decades|centur(?:y|ies)|anniversary|jubilee) (?:of|since)"
    r"(?: (?:the|our|their|its|of))?(?: [^.;,]{3,60} and of)?"
    r"(?: (?:establish|inception|opening|beginning|start|normali[sz]|restor|re-?establish)\w*"
    r"(?: of)?)?"
    r"(?: (?:the|our|their|full|formal|official|bilateral|unbroken|continuous|uninterrupted"
    r"|ambassadorial|[A-Z][\w.]*[-–][A-Z][\w.]*)){0,3} $"
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


_FIELD_AFTER = re.compile(r" (?:on|in|for) (?!\w+ing )(?:the field of |the area of )?")


def _is_from(text: str, label: LabelSpan) -> bool:
    """The old level in "from a comprehensive partnership to a strategic one"."""
    return _FROM.search(text, max(0, label.start - 40), label.start) is not None


def _tell(sentence: Sentence, label: LabelSpan, change: Change, told: Told) -> None:
    parties = _parties(sentence, change.start, label.end, told.page)
    if parties is None or not set(parties) & set(told.page.parties):
        return
    if not _has_subject(sentence, change):
        return
    date, text, end = date_of(sentence, change, label, told)
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


def _describe(sentence: Sentence, label: LabelSpan, told: Told, marked: bool = False) -> None:
    """A label that the text gives the relation without telling of a change; `marked` where years
    of it are counted."""
    text = sentence.text
    if not marked and not _names(sentence, label, told.page):
        return
    strict = not marked and not _is_theirs(text, label) and not _WE_ARE.search(text[: label.start])
    parties = _parties(sentence, label.start, label.end, told.page, strict=strict)
    if parties is None or not set(parties) <= set(told.page.parties):
        return
    since = _since(sentence, label, told)
    told.found.append(
        Status(
            level=label.level,
            label=text[label.start : label.end],
            parties=parties,
            date=start_of(since.edtf) if since else None,
            date_text=since.text if since else None,
            evidence=(sentence.evidence(label.start, label.end),),
            rule="statuses.described",
        )
    )


def _names(sentence: Sentence, label: LabelSpan, page: Page) -> bool:
    """Whether the label is what the relation is called, and not wished for, of a field or old."""
    text = sentence.text
    if label.follows or not _is_definite(sentence, label, page):
        return False
    return not (
        _is_sectoral(sentence, label)
        or _OTHERS.search(text, max(0, label.start - 60), label.end)
        or _is_from(text, label)
        or _only_wished(text, label.start)
    )


# "We are strategic partners": said of those who speak.
_WE_ARE = re.compile(
    r"\b[Ww]e(?: (?:are|have|also|both|two|remain|share|enjoy|were|’re|'re)|’re|’ve|'re|'ve)+"
    r"(?: [^.;:]{3,30} and)?"
    r"(?: (?:also|both|truly|really|are|have|now|long been|been|as|an?|such))* $"
)
# "our strategic partners": those of one side among many.
_OTHERS = re.compile(
    r"\b(?:our|its|their|the|(?<!each )other)(?: [a-z-]+){0,4} (?:partners|allies)$"
)


def _since(sentence: Sentence, label: LabelSpan, told: Told) -> TimeSpan | None:
    """ "have been strategic partners since 2013": the day from which it is so."""
    if "ince " not in sentence.text:
        return None
    times = find_times(sentence.text, told.page.reference)
    near = (t for t in times if t.kind == "since" and 0 <= t.start - label.end < DATE_REACH)
    return next(near, None)


def _is_definite(sentence: Sentence, label: LabelSpan, page: Page) -> bool:
    """Whether the words are about this relation: "their strategic partnership", "the U.S.-Japan
    alliance", "is a treaty ally"."""
    if any(
        m.sides and sentence.text[m.end : label.start] in (" ", ". ")
        for m in sentence.mentions
        if m.text != "our"
    ):
        return True
    if sentence.text[label.start : label.end].lower() == "alliance":
        if _BETWEEN.match(sentence.text, label.end):
            return True
        if sentence.text[: label.start].lower().endswith("the ") and _BODY.search(
            page.document.text
        ):
            return False
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


# A body that the page calls an alliance of its own: "the Welcome Legal Alliance".
_BODY = re.compile(
    r"(?<![-–])\b(?!(?:The|Our|Their|This|That|An?|Treaty|Security|Defen[cs]e|Ironclad|Strategic"
    r"|Bilateral|Military|And|In|Of|For)\b)[A-Z][a-z]+ Alliance\b(?! (?:between|with)\b)"
    r"|\bAlliance (?:for|of|to) "
)
_OUR = re.compile(
    r"\b(?:our|the bilateral)(?: (?:existing|strong|robust|enduring|ironclad|great|own|growing"
    r"|vital|deep|historic|longstanding|bilateral))* $",
    re.IGNORECASE,
)
_BETWEEN_US = re.compile(
    r" between (?:our|the|their|these) (?:two )?(?:countries|nations|peoples|governments|states)\b"
)
_BETWEEN = re.compile(
    r"(?: and(?: \w+){1,3}?)?"
    r" (?:between (?=[A-Z]|the |our |these |two )|with (?=[A-Z]|the (?:[A-Z]|[a-z]+ kingdom)))"
)
_DOUBTED = (
    r"if|If|unless|whether|not|never|no|without|rather than|instead of|calls? for|proposal for"
)
_WISHED = re.compile(
    rf"\b(?:{_DOUBTED}|will|would|could|should|may|might|hop\w+|plan\w*|aim\w*|intend\w*"
    r"|seek\w*|want\w*|propos\w+|toward|towards"
    r"|to (?:be|become|build|establish|forge|elevate|upgrade|raise))\b"
)


def _only_wished(text: str, start: int) -> bool:
    """Whether the relation is not so yet: "will become a strategic partner", but what has "the" or
    "our" before it is there already, unless it is being founded or in doubt."""
    if text.endswith(("as ", "As "), 0, start):
        return False
    if not _THE.search(text, max(0, start - 60), start):
        return _WISHED.search(text, max(0, start - 70), start) is not None
    if _CREATING.search(text, max(0, start - 110), start):
        return True
    return _IN_DOUBT.search(text, max(0, start - 70), start) is not None


_IN_DOUBT = re.compile(rf"\b(?:{_DOUBTED})\b")
_THE = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Tt]heir|[Ii]ts|[Tt]his|[’']s)(?:,? [\w.–-]+){0,4} $")
_CREATING = re.compile(
    r"\b(?:establish|creat|forg|launch|sign|conclud|form|unveil|announc|inaugurat"
    r"|(?:build|becom)(?!ing on))(?:ing|e|es)?"
    r" (?![^.;]*(?:,| and | that ))[^.;]{0,50}$"
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
    if known.evidence[0].quote.isupper() and not status.evidence[0].quote.isupper():
        return True
    return bool(status.date) and not known.date
