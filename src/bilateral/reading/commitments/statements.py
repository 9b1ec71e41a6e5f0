"""A page in, its commitments out: who promised what to whom, how firmly, by when, who says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bilateral.knowledge.commitments import PROMISE, frames, words
from bilateral.knowledge.matching import Match
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds
from bilateral.model import Commitment
from bilateral.reading.commitments.agents import (
    agent_of,
    giver_of,
    joined_at,
    named_owner_of,
)
from bilateral.reading.commitments.areas import areas_of
from bilateral.reading.commitments.content import (
    behind_clause,
    content_end,
    content_start,
    is_question,
)
from bilateral.reading.commitments.counting import counts, is_act, to_a_region
from bilateral.reading.commitments.found import EXPECTED, FIELDS_WILL, LISTED, WILL, Found, Reader
from bilateral.reading.commitments.future import will_of
from bilateral.reading.commitments.lists import LEAST, LEAST_SPACES, joined, only_opens, point
from bilateral.reading.commitments.refusals import is_courtesy, is_denied, is_trip
from bilateral.reading.commitments.subjects import (
    Subject,
    goes_on,
    owner_of,
    speaker_of,
)
from bilateral.reading.commitments.voices import asked_of, own_voice, turn_of
from bilateral.reading.page import Page, Sentence

_FINITE = ("act", "clause", "noun")
_FORMAL = re.compile(
    r"\b(?:joint (?:\w+ ){0,3}(?:statement|declaration|communiqu)|fact ?sheet|readout|framework"
    r"|agreement|memorandum|declaration|communiqu|deal|statement)",
    re.IGNORECASE,
)
_MAY_TELL_TIME = re.compile(
    r"\b(?:20\d\d|next|coming|tomorrow|until|within|end of|later this|this (?:year|month|week)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct"
    r"|Nov|Dec)|\bby (?:the |\d)"
)
_FUTURE_KINDS = ("by", "until", "before")


def read_commitments(page: Page) -> list[Commitment]:
    """The commitments of `page` in the order of their words."""
    title = page.document.title or ""
    reader = Reader(page, _FORMAL.search(title) is not None)
    out: list[Commitment] = []
    for index, sentence in enumerate(page.sentences):
        reader.turn = turn_of(sentence, reader.turn, page)
        found = list(_of_sentence(sentence, reader)) or list(_of_list(sentence, reader))
        following = page.sentences[index + 1] if index + 1 < len(page.sentences) else None
        told = [x for x in found if not only_opens(sentence.text, x.content, x.end)]
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


def _of_sentence(sentence: Sentence, reader: Reader) -> Iterator[Found]:
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
            for start, end in joined(sentence.text, found.end):
                covered = end
                yield Found(frames()[LISTED], found.subject, start, start, end)


def _until_next(sentence: Sentence, found: Found, later: Sequence[Match]) -> int:
    """The end of a promise, before one that is joined to it ("to pay, and will also build")."""
    for match in later:
        if found.content < match.start < found.end and frames()[match.key].takes in _FINITE:
            joint = joined_at(sentence, match.start)
            if joint is not None and _stands_alone(sentence.text[found.content : joint], found):
                return joint
    return found.end


def _stands_alone(content: str, found: Found) -> bool:
    """Whether the words before a joint promise something themselves, and are not the first names
    of a list ("agreed that Chad, Mali and Niger would share the cost")."""
    if found.rule.name == "commitments.agreed_that" and not _MODAL.search(content):
        return False
    return len(content) >= LEAST


_MODAL = re.compile(r"\b(?:will|would|shall|should|must|can|may)\b")


def _frame(sentence: Sentence, match: Match, reader: Reader) -> Found | None:
    """The promise that the words of `match` open, None when it is none."""
    rule = frames()[match.key]
    text = sentence.text
    content = content_start(text, match.end)
    end = content_end(text, content)
    is_short = end - content < LEAST and not text.rstrip().endswith(":")
    if is_short or is_courtesy(rule, text[content:end]) or is_denied(text, match.start):
        return None
    if is_question(text, content):
        return None
    if rule.name == WILL:
        return will_of(sentence, match, content, end, reader)
    subject = _SUBJECTS[rule.takes](sentence, match, reader.page)
    if subject is None and rule.takes in ("act", "noun"):
        subject = own_voice(sentence, match.start, reader.page, reader.turn)
    if subject is None or (rule.name in _PLANS and _is_programme(text, content)):
        return None
    if rule.takes == "named":
        content = _behind_name(sentence, subject)
    content = behind_clause(text, content, end)
    end = max(content, content_end(text, content))
    if not counts(sentence, rule, subject, content, end, reader):
        return None
    if rule.name == EXPECTED and _expects_of_nobody(sentence, subject, content):
        return None
    if rule.name == "commitments.proposed" and _names_a_third(sentence, content, reader.page):
        return None
    if rule.name in _ASKING and _asks_a_third(sentence, subject, content, reader.page):
        return None
    start = content if rule.takes == "clause" else min(subject.start, match.start)
    if match.start - start > 120:
        start = match.start
    return Found(rule, subject, start, content, end)


def _expects_of_nobody(sentence: Sentence, subject: Subject, content: int) -> bool:
    """ "expects growth to slow": expected of no side."""
    asked = next((m for m in sentence.mentions if content <= m.start <= content + 4), None)
    if asked is None or asked.possessive or asked.kind == "adjective":
        return True
    return not _TO_ACT.match(sentence.text, asked.end) or asked.sides == subject.sides


_TO_ACT = re.compile(r"(?: (?:government|side|sides|people|authorities))? to [a-z]{2,}")


def _names_a_third(sentence: Sentence, content: int, page: Page) -> bool:
    """ "stressed the need for Maduro to": it is asked of somebody who is no party."""
    asked = next((m for m in sentence.mentions if content <= m.start <= content + 4), None)
    if asked is None or not asked.sides or asked.kind == "adjective" or asked.possessive:
        return False
    return not set(asked.sides) & set(page.parties)


def _asks_a_third(sentence: Sentence, subject: Subject, content: int, page: Page) -> bool:
    """ "called on Russia to", "request to the UN Security Council": asked of no party."""
    if _THE_WORLD.match(sentence.text, content):
        return True
    asked = next((m for m in sentence.mentions if content <= m.start <= content + 4), None)
    if asked is None or not asked.sides or asked.possessive or asked.kind == "adjective":
        return False
    return not set(asked.sides) & (set(page.parties) - set(subject.sides))


_THE_WORLD = re.compile(
    r"(?:for |on )?(?:the |greater |more |all )?(?:international (?:community|efforts|support)"
    r"|world\b|Security Council|Congress\b|parliament\b|global (?:community|efforts|action))"
)
_ASKING = (
    "commitments.called",
    "commitments.request",
    "commitments.requested",
)


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
    "modal": lambda sentence, match, page: asked_of(sentence, match.start, match.end, page),
}
_PLANS = ("commitments.intended", "commitments.modal")


def _is_programme(text: str, content: int) -> bool:
    """Whether what is planned is a visit, a meeting or a speech, which are events."""
    verb = _FIRST_VERB.match(text, content)
    return verb is not None and (verb[1] in words("programme") or is_trip(text, content))


_FIRST_VERB = re.compile(r"(?:also |then |\w+ly )*([a-z-]+)")


# "lend Kenya $500 million", but not "democracy in Kenya".


def _of_list(sentence: Sentence, reader: Reader) -> Iterator[Found]:
    """A point of the list that an earlier sentence opened with "agreed to:"."""
    opened = reader.opened
    if opened is None or sentence.index != reader.opened_at + 1:
        return
    start = point(sentence)
    if start is None:
        return
    if opened.rule.name == WILL and not is_act(sentence.text[start:].lower()):
        return
    end = content_end(sentence.text, start)
    if sentence.text.count(" ", start, end) < LEAST_SPACES:
        return
    reader.opened_at = sentence.index
    yield Found(opened.rule, opened.subject, start, start, end)


def _commitment(
    sentence: Sentence, found: Found, following: Sentence | None, reader: Reader
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


def _strength(sentence: Sentence, found: Found, page: Page) -> str:
    """How firm it is; what both say in a joint statement that they will do is agreed."""
    if not found.subject.joint:
        under = found.rule.name == WILL and _UNDER.search(sentence.text, 0, found.content)
        return "agreed" if under else found.rule.strength
    if found.rule.name == WILL and _JOINT_TEXT.search(page.document.title or ""):
        return "agreed"
    return found.rule.joint


_JOINT_TEXT = re.compile(r"\bjoint (?:\w+ ){0,3}(?:statement|declaration|communiqu)", re.IGNORECASE)


def _others(sentence: Sentence, found: Found, page: Page) -> tuple[str, ...]:
    """To whom one side promises: the other of two, or those of several that are named."""
    by = found.subject.sides
    rest = [party for party in page.parties if party not in by]
    if to_a_region(sentence, found):
        return ()
    if len(rest) == 1:
        return tuple(rest)
    named = {side for mention in sentence.mentions for side in mention.sides}
    return tuple(party for party in rest if party in named)


def _areas(sentence: Sentence, found: Found) -> tuple[str, ...]:
    """The fields in the words of the promise, in their order."""
    listed = found.rule.name == FIELDS_WILL
    return areas_of(sentence, found.content, found.end, examples=listed)


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
    sentence: Sentence, found: Found, following: Sentence | None, reader: Reader
) -> str | None:
    """The person who promises or is quoted; before "he added" the speaker is still the last."""
    if found.subject.person and not found.subject.joint:
        return found.subject.person
    quoted = speaker_of(sentence, found.start, found.end)
    if quoted:
        return quoted
    continued = goes_on(sentence) or (following is not None and goes_on(following))
    return reader.speaker if continued else None


def _carry(sentence: Sentence, found: list[Found], reader: Reader) -> None:
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
