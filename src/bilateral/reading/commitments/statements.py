"""A page in, its commitments out: who promised what to whom, how firmly, by when, who says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bilateral.knowledge.commitments import PROMISE, Rule, frames, words
from bilateral.knowledge.matching import Match
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds
from bilateral.model import Commitment
from bilateral.reading.areas import fields
from bilateral.reading.commitments.agents import (
    agent_of,
    giver_of,
    joined_at,
    named_owner_of,
    speaking_subject,
)
from bilateral.reading.commitments.areas import areas_of
from bilateral.reading.commitments.content import behind_clause, content_end, is_question
from bilateral.reading.commitments.refusals import is_courtesy, is_denied, is_official, is_trip
from bilateral.reading.commitments.subjects import (
    Subject,
    goes_on,
    owner_of,
    speaker_of,
    subject_of,
)
from bilateral.reading.page import Page, Sentence

WILL = "commitments.will"
FIELDS_WILL = "commitments.cooperation_will"
LISTED = "commitments.listed"
_FINITE = ("act", "clause", "noun")
_LEAST = 8
_LEAST_SPACES = 1
_FORMAL = re.compile(
    r"\b(?:joint (?:\w+ ){0,3}(?:statement|declaration|communiqu)|fact ?sheet|readout|framework"
    r"|agreement|memorandum|declaration|communiqu|deal|statement)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|should they|otherwise|or else|in case)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:how|whether|why|how far|to what extent) [\w .’'-]{2,40}$", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-•*–—·▪]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]) ?")
_MAY_TELL_TIME = re.compile(
    r"\b(?:20\d\d|next|coming|tomorrow|until|within|end of|later this|this (?:year|month|week)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct"
    r"|Nov|Dec)|\bby (?:the |\d)"
)
_FUTURE_KINDS = ("by", "until", "before")


@dataclass(frozen=True, slots=True)
class _Found:
    """A promise in a sentence: its words, what is promised, and by whom."""

    rule: Rule
    subject: Subject
    start: int
    content: int
    end: int


@dataclass(slots=True)
class _Reader:
    """What is carried from sentence to sentence: the last speaker, and an open list."""

    page: Page
    formal: bool
    speaker: str | None = None
    opened: _Found | None = None
    opened_at: int = -1


def read_commitments(page: Page) -> list[Commitment]:
    """The commitments of `page` in the order of their words."""
    title = page.document.title or ""
    reader = _Reader(page, _FORMAL.search(title) is not None)
    out: list[Commitment] = []
    for index, sentence in enumerate(page.sentences):
        found = list(_of_sentence(sentence, reader)) or list(_of_list(sentence, reader))
        following = page.sentences[index + 1] if index + 1 < len(page.sentences) else None
        told = [item for item in found if not _only_opens(sentence.text, item)]
        out.extend(_commitment(sentence, item, following, reader) for item in told)
        _carry(sentence, found, reader)
    return _without_repeats(_without_title(out))


def _without_title(found: list[Commitment]) -> list[Commitment]:
    """A title only announces what the text tells: it counts where the text has nothing of it."""
    told = {(c.by, c.strength in _WISHED) for c in found if c.evidence[0].field == "text"}
    return [
        c
        for c in found
        if c.evidence[0].field == "text" or (c.by, c.strength in _WISHED) not in told
    ]


_WISHED = ("proposed", "hoped")


def _only_opens(text: str, found: _Found) -> bool:
    """Whether the words only open a list ("agreed to the following:")."""
    content = text[found.content : found.end]
    opens = re.search(r"\b(?:following|including|such as|example)\b", content)
    return len(content) < _LEAST or (opens is not None and text.rstrip().endswith(":"))


def _of_sentence(sentence: Sentence, reader: _Reader) -> Iterator[_Found]:
    """The promises of one sentence; what stands inside another's words is part of that."""
    covered = 0
    asks = sentence.text.rstrip('”" ').endswith("?")
    matches = [] if asks else sentence.of_kind(PROMISE)
    for index, match in enumerate(matches):
        if match.start < covered:
            continue
        found = _frame(sentence, match, reader)
        if found:
            found = replace(found, end=_until_next(sentence, found, matches[index + 1 :]))
            covered = found.end
            yield found


def _until_next(sentence: Sentence, found: _Found, later: Sequence[Match]) -> int:
    """The end of a promise, before one that is joined to it ("to pay, and will also build")."""
    for match in later:
        if found.content < match.start < found.end and frames()[match.key].takes in _FINITE:
            joint = joined_at(sentence, match.start)
            if joint is not None and joint - found.content >= _LEAST:
                return joint
    return found.end


def _frame(sentence: Sentence, match: Match, reader: _Reader) -> _Found | None:
    """The promise that the words of `match` open, None when it is none."""
    rule = frames()[match.key]
    text = sentence.text
    content = match.end - 1 if text[match.end - 1] in "$€£" else match.end + 1
    end = content_end(text, content)
    is_short = end - content < _LEAST and not text.rstrip().endswith(":")
    if is_short or is_courtesy(rule, text[content:end]) or is_denied(text, match.start):
        return None
    if is_question(text, content):
        return None
    if rule.name == WILL:
        return _will(sentence, match, content, end, reader)
    subject = _SUBJECTS[rule.takes](sentence, match, reader.page)
    if subject is None:
        return None
    if rule.takes == "named":
        content = _behind_name(sentence, subject)
    content = behind_clause(text, content, end)
    end = max(content, content_end(text, content))
    if not _counts(sentence, rule, subject, content, end, reader):
        return None
    if rule.name in _ASKING and _asks_a_third(sentence, subject, content, reader.page):
        return None
    start = content if rule.takes == "clause" else min(subject.start, match.start)
    if match.start - start > 120:
        start = match.start
    return _Found(rule, subject, start, content, end)


def _asks_a_third(sentence: Sentence, subject: Subject, content: int, page: Page) -> bool:
    """ "called on Russia to", "request to the UN Security Council": asked of no party."""
    asked = next((m for m in sentence.mentions if content <= m.start <= content + 4), None)
    if asked is None or not asked.sides or asked.possessive or asked.kind == "adjective":
        return False
    return not set(asked.sides) & (set(page.parties) - set(subject.sides))


_ASKING = ("commitments.called", "commitments.request", "commitments.requested")


def _behind_name(sentence: Sentence, subject: Subject) -> int:
    """Where the promise begins behind its maker ("a pledge by Oslo to train ...")."""
    named = next(m for m in sentence.mentions if m.start == subject.start)
    found = _OPENS.match(sentence.text, named.end)
    return found.end() if found else named.end


_OPENS = re.compile(r",? (?:to|for|that|on) ")


_SUBJECTS: dict[str, Callable[[Sentence, Match, Page], Subject | None]] = {
    "act": agent_of,
    "clause": agent_of,
    "noun": agent_of,
    "owned": lambda sentence, match, page: owner_of(sentence, match.start, page),
    "named": named_owner_of,
    "given": giver_of,
}


def _will(
    sentence: Sentence, match: Match, content: int, end: int, reader: _Reader
) -> _Found | None:
    """What a side will do; what the future merely brings, threats and visits are left out."""
    text = sentence.text
    if _CONDITION.search(text) or _ASKED.search(text, 0, match.start):
        return None
    if text[match.start : match.end].lower() == "would" and not _is_reported(sentence, match):
        return None
    verb = re.match(
        r"(?:\(\w+\) |also |then |further |\w+ly |both |each |continue to |now )*([\w-]+)",
        text[content:],
    )
    if verb is None or verb[1].lower() in words("not_promised") or is_trip(text, content):
        return _fields_will(sentence, match, content, end, reader) if verb else None
    subject = subject_of(sentence, match.start, reader.page) or speaking_subject(
        sentence, match, reader.page
    )
    if subject is None:
        return _fields_will(sentence, match, content, end, reader)
    if not _counts(sentence, frames()[WILL], subject, content, end, reader):
        return None
    if text[match.start : match.end].lower().startswith("shall") and is_official(sentence, subject):
        return None
    return _Found(frames()[WILL], subject, subject.start, content, end)


def _is_reported(sentence: Sentence, match: Match) -> bool:
    """Whether "would" tells a promise in reported speech ("announced that it would")."""
    heads = re.findall(r"[a-z]+", sentence.text[: match.start].lower())
    return any(word in words("speech") for word in heads)


def _fields_will(
    sentence: Sentence, match: Match, content: int, end: int, reader: _Reader
) -> _Found | None:
    """ "Cooperation in X will be expanded": both sides, where a field is the subject."""
    text = sentence.text
    before = re.findall(r"[a-z-]+", text[max(0, match.start - 200) : match.start].lower())
    after = re.findall(r"[a-z]+", text[content:end].lower())[:6]
    if len(reader.page.parties) != 2 or not words("field_subject").intersection(before):
        return None
    if not words("field_verb").intersection(after) or _named(sentence, match.start, reader.page):
        return None
    if not _fields_within(sentence, 0, len(text)):
        return None
    begin = max(text.rfind(". ", 0, match.start) + 1, text.rfind(", as ", 0, match.start) + 1)
    start = begin + len(text[begin:]) - len(text[begin:].lstrip())
    subject = Subject(start, reader.page.parties, True)
    return _Found(frames()[FIELDS_WILL], subject, start, start, end)


def _named(sentence: Sentence, verb: int, page: Page) -> bool:
    """Whether a noun that is no side's stands right before the verb."""
    last = re.findall(r"[a-z]+", sentence.text[:verb].lower())[-1:]
    return bool(words("not_a_promise_subject").intersection(last))


def _counts(
    sentence: Sentence, rule: Rule, subject: Subject, content: int, end: int, reader: _Reader
) -> bool:
    """Whether what is promised concerns the other side."""
    parties = set(reader.page.parties)
    if not parties.intersection(subject.sides):
        return False
    if "not" in sentence.text[max(0, content - 12) : content].split():
        return False
    if rule.name == "commitments.agreed_that":
        return _binds(sentence, content, end, reader.page)
    if rule.takes in ("owned", "named") and rule.strength == "proposed":
        return _names_other(sentence, subject, reader.page)
    if rule.takes in ("owned", "named", "given") and not _is_act(sentence.text[content:end]):
        return rule.takes == "given" and _names_other(sentence, subject, reader.page)
    is_plan = rule.joint == "hoped" or (rule.takes == "act" and rule.strength == "planned")
    if is_plan and (subject.joint or rule.takes == "act") and not reader.formal:
        return _concerns(sentence, subject, content, end, reader.page)
    if subject.joint or _to_a_region(sentence, _Found(rule, subject, 0, content, end)):
        return True
    if rule.takes in ("noun", "clause") or rule.name == "commitments.desire":
        return _names_other(sentence, subject, reader.page)
    return (
        reader.formal
        or _names_other(sentence, subject, reader.page)
        or bool(words("other_side").intersection(sentence.text[content:end].lower().split()))
    )


def _binds(sentence: Sentence, content: int, end: int, page: Page) -> bool:
    """Whether "agreed that ..." says what the sides will do, and not what they think."""
    text = sentence.text[content:end]
    if re.search(r"\b(?:will|would|should|must)\b", text) is None:
        return False
    opening = range(content, content + 50)
    if words("other_side").intersection(text.lower().split()):
        return True
    if any(m.start in opening and set(m.sides) & set(page.parties) for m in sentence.mentions):
        return True
    return _BOTH_FIRST.match(text) is not None


_BOTH_FIRST = re.compile(r"(?:they|both|the (?:two|leaders|parties|sides)|co-?operation)\b")


def _is_act(content: str) -> bool:
    """Whether what one is committed to is to be done ("to building", "to share"), or is work
    together, and not a value ("to democracy")."""
    first = re.match(r"(?:\w+ly |also )?([a-z-]+)", content)
    if first is None:
        return False
    if first[1] in words("act_verb") or first[1].endswith("ing") or _TAKES_OBJECT.match(content):
        return True
    return bool(words("other_side").intersection(content.lower().split()[:6]))


# "lend Kenya $500 million", but not "democracy in Kenya".
_TAKES_OBJECT = re.compile(
    r"(?:\w+ly |also )?[a-z]{2,} (?:the|an?|its|their|his|her|our|all|more|new|free|another|each"
    r"|up|out|\$?\d[\d,.]*|[A-Z]\w+)\b"
)


def _concerns(sentence: Sentence, subject: Subject, content: int, end: int, page: Page) -> bool:
    """Whether the words of the promise themselves speak of the other side or of a field."""
    if words("other_side").intersection(sentence.text[content:end].lower().split()):
        return True
    if subject.joint:
        return bool(_fields_within(sentence, content, end))
    rest = set(page.parties) - set(subject.sides)
    inside = (m for m in sentence.mentions if content <= m.start < end)
    return any(rest.intersection(mention.sides) for mention in inside)


def _names_other(sentence: Sentence, subject: Subject, page: Page) -> bool:
    """Whether the sentence names another party than the subject."""
    named = {side for mention in sentence.mentions for side in mention.sides}
    return bool((named & set(page.parties)) - set(subject.sides))


def _of_list(sentence: Sentence, reader: _Reader) -> Iterator[_Found]:
    """A point of the list that an earlier sentence opened with "agreed to:"."""
    opened = reader.opened
    if opened is None or sentence.index != reader.opened_at + 1:
        return
    bullet = _BULLET.match(sentence.text)
    start = bullet.end() if bullet else 0
    first = re.match(r"[A-Za-z]+", sentence.text[start:])
    if first is None or first[0].lower() in ("the", "a", "an", "this", "these", "both", "in"):
        return
    if sentence.mentions and sentence.mentions[0].start == start:
        return
    if opened.rule.name == WILL and not _is_act(sentence.text[start:].lower()):
        return
    end = content_end(sentence.text, start)
    if sentence.text.count(" ", start, end) < _LEAST_SPACES or first[0].endswith("ed"):
        return
    reader.opened_at = sentence.index
    yield _Found(opened.rule, opened.subject, start, start, end)


def _commitment(
    sentence: Sentence, found: _Found, following: Sentence | None, reader: _Reader
) -> Commitment:
    text = sentence.text
    due = _due(text[found.start : found.end], reader.page.reference)
    by = tuple(sorted(found.subject.sides))
    own = LISTED if reader.opened is not None and sentence.index == reader.opened_at else None
    return Commitment(
        strength=_strength(sentence, found, reader.page),
        by=by,
        to=by if found.subject.joint else _others(sentence, found, reader.page),
        content=text[found.content : found.end],
        areas=_areas(sentence, found),
        due=due.edtf if due else None,
        due_text=due.text if due else None,
        speaker=_speaker(sentence, found, following, reader),
        evidence=(sentence.evidence(found.start, found.end),),
        rule=own or found.rule.name,
    )


_UNDER = re.compile(
    r"\b[Uu]nder (?:(?:the|a|an|this|that|its|their) (?:\w+ ){0,3}"
    r"(?:deal|agreement|accord|memorandum|treaty|pact|arrangement|protocol|plan)\b|which )"
)


def _strength(sentence: Sentence, found: _Found, page: Page) -> str:
    """How firm it is; what both say in a joint statement that they will do is agreed."""
    if not found.subject.joint:
        under = found.rule.name == WILL and _UNDER.search(sentence.text, 0, found.content)
        return "agreed" if under else found.rule.strength
    if found.rule.name == WILL and _JOINT_TEXT.search(page.document.title or ""):
        return "agreed"
    return found.rule.joint


_JOINT_TEXT = re.compile(r"\bjoint (?:\w+ ){0,3}(?:statement|declaration|communiqu)", re.IGNORECASE)


_REGION = re.compile(
    r"\b(?:for|to|in|across|on) (?:the |all |least[- ]developed )?(?:[A-Z]?[a-z-]+ ){0,2}?"
    r"(?:Africa|African|Asia|Latin America|Caribbean|Pacific|continent|region|developing"
    r"|Global South|low-income|least[- ]developed|island (?:states|nations|countries))\b"
    r"|^(?:the )?(?:Africa|African (?:states|nations|countries)|Latin America) "
)


def _to_a_region(sentence: Sentence, found: _Found) -> bool:
    """Whether a continent or a group of countries is promised something, and no side by name."""
    if found.subject.joint or found.rule.name not in _GIVING:
        return False
    inside = (m for m in sentence.mentions if found.content <= m.start < found.end)
    if any(set(m.sides) - set(found.subject.sides) for m in inside):
        return False
    return _REGION.search(sentence.text[found.content : found.end]) is not None


_GIVING = ("commitments.pledged", "commitments.offered", "commitments.given")


def _others(sentence: Sentence, found: _Found, page: Page) -> tuple[str, ...]:
    """To whom one side promises: the other of two, or those of several that are named."""
    by = found.subject.sides
    rest = [party for party in page.parties if party not in by]
    if _to_a_region(sentence, found):
        return ()
    if len(rest) == 1:
        return tuple(rest)
    named = {side for mention in sentence.mentions for side in mention.sides}
    return tuple(party for party in rest if party in named)


def _areas(sentence: Sentence, found: _Found) -> tuple[str, ...]:
    """The fields in the words of the promise, in their order."""
    listed = found.rule.name == FIELDS_WILL
    return areas_of(sentence, found.content, found.end, examples=listed)


def _fields_within(
    sentence: Sentence, start: int, end: int, named_forums: bool = True
) -> list[str]:
    """The codes between the offsets; a forum called by its name is where, not what."""
    inside = (x for x in fields(sentence, 2) if start <= x.start and x.end <= end)
    return [
        code
        for span in inside
        for code in span.codes
        if named_forums or code != "multilateral" or sentence.text[span.start].islower()
    ]


def _due(words_of_it: str, day: date | None) -> TimeSpan | None:
    """By when: "by 2030", "until March", or a time that is still to come."""
    if not _MAY_TELL_TIME.search(words_of_it):
        return None
    times = find_times(words_of_it, day)
    firm = next((t for t in times if t.kind in _FUTURE_KINDS), None)
    if firm or day is None:
        return firm
    return next((t for t in times if (bounds(t.edtf)[1] or "") > day.isoformat()), None)


def _speaker(
    sentence: Sentence, found: _Found, following: Sentence | None, reader: _Reader
) -> str | None:
    """The person who promises or is quoted; before "he added" the speaker is still the last."""
    if found.subject.person and not found.subject.joint:
        return found.subject.person
    quoted = speaker_of(sentence, found.start, found.end)
    if quoted:
        return quoted
    continued = goes_on(sentence) or (following is not None and goes_on(following))
    return reader.speaker if continued else None


def _carry(sentence: Sentence, found: list[_Found], reader: _Reader) -> None:
    """Remember who speaks, and a list that the sentence opens."""
    for mention in sentence.mentions:
        if mention.actor and mention.kind in ("person", "office", "pronoun"):
            speaker = speaker_of(sentence, len(sentence.text), 0)
            reader.speaker = speaker or reader.speaker
            break
    if found and sentence.text.rstrip().endswith(":") and reader.opened_at != sentence.index:
        reader.opened, reader.opened_at = found[-1], sentence.index
    elif reader.opened_at != sentence.index:
        reader.opened = None


def _without_repeats(found: list[Commitment]) -> list[Commitment]:
    """A promise told again in the same words (a repeated lead) counts once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    out = []
    for item in found:
        key = (item.content, item.by)
        if key not in seen:
            seen.add(key)
            out.append(item)
    return out
