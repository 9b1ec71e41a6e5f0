"""A sentence in, who speaks in it out: for what a speaker says of "we", and what he says that
another side should do."""

from __future__ import annotations

import re

from bilateral.knowledge.commitments import words
from bilateral.reading.commitments.subjects import (
    UPPER,
    Subject,
    is_transcript,
    subject_of,
    tail_speaker,
)
from bilateral.reading.page import Mention, Page, Sentence

_SELF = re.compile(
    r"\b(we|I)(?:[’'](?:ll|re|ve|m))?"
    r"(?: (?:have|are|am|will|also|both|all|now|\w+ly|do|further))* $",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?:Q|[{UPPER}][{UPPER} .,’'-]{{2,60}}:)(?= |$)")
_REMARK = re.compile(r", (\w+ing)(?: also)? (?:that )?")


def turn_of(sentence: Sentence, before: Subject | None, page: Page) -> Subject | None:
    """Who has the word in a transcript, from the label on: the side and the person."""
    label = _LABEL.match(sentence.text)
    if label is None or not is_transcript(page):
        return before
    inside = (m for m in sentence.mentions if m.end <= label.end() and m.actor)
    speaker = next(inside, None)
    if speaker is None or not set(speaker.sides) <= set(page.parties):
        return None
    return Subject(0, speaker.sides, False, speaker.actor)


def own_voice(sentence: Sentence, verb: int, page: Page, turn: Subject | None) -> Subject | None:
    """The side for which somebody says "we" or "I" before the verb at `verb`: whoever has the
    word, or is quoted in the sentence."""
    found = _SELF.search(sentence.text, max(0, verb - 40), verb)
    if found is None:
        return None
    speaker = turn or _quoted(sentence, found.start(1), page)
    if speaker is None:
        return None
    return Subject(found.start(1), speaker.sides, False, speaker.person)


def _quoted(sentence: Sentence, start: int, page: Page) -> Subject | None:
    text = sentence.text
    if not _is_quoted(text, start):
        return None
    name = tail_speaker(sentence, start)
    said = next((m for m in sentence.mentions if name and m.actor == name), None)
    said = said or teller(sentence, start, page)
    if said is None or len(said.sides) != 1 or said.sides[0] not in page.parties:
        return None
    return Subject(start, said.sides, False, said.actor)


def _is_quoted(text: str, start: int) -> bool:
    """Whether a quotation mark is open at `start`."""
    for opens, closes in (("“", "”"), ("«", "»")):
        if text.count(opens, 0, start) > text.count(closes, 0, start):
            return True
    return text.count('"', 0, start) % 2 == 1


def teller(sentence: Sentence, start: int, page: Page) -> Mention | None:
    """Who says what begins at `start`: the mention with a verb of saying behind it, also where
    that is a second one ("met X, stressing that")."""
    text = sentence.text
    for mention in reversed(sentence.mentions):
        if mention.end > start or not mention.sides or mention.kind == "both":
            continue
        gap = text[mention.end : start]
        remark = _REMARK.match(gap)
        if remark and remark[1] in words("speech"):
            return _main_subject(sentence, mention.end, page)
        heads = re.findall(r"[a-z]+", gap[:80].lower())[:6]
        if mention.kind != "adjective" and any(word in words("speech") for word in heads):
            return mention
    return None


def _main_subject(sentence: Sentence, comma: int, page: Page) -> Mention | None:
    subject = subject_of(sentence, comma + 2, page)
    if subject is None or subject.joint:
        return None
    return next((m for m in sentence.mentions if m.start == subject.start), None)


def asked_of(sentence: Sentence, verb: int, end: int, page: Page) -> Subject | None:
    """Who says that both sides or another one should do something: `verb` is where "should"
    stands, or "important for", with those who should behind `end`."""
    whom = subject_of(sentence, verb, page) or _behind(sentence, end, page)
    if whom is None:
        return None
    tail = tail_speaker(sentence, end)
    said = next((m for m in sentence.mentions if tail and m.actor == tail), None)
    said = said or teller(sentence, min(whom.start, verb), page)
    if said is None or len(said.sides) != 1 or said.sides[0] not in page.parties:
        return None
    if not whom.joint and (whom.sides == said.sides or not set(whom.sides) <= set(page.parties)):
        return None
    return Subject(min(whom.start, verb), said.sides, False, said.actor)


def _behind(sentence: Sentence, end: int, page: Page) -> Subject | None:
    """Both or one of them right behind "important for"."""
    named = next((m for m in sentence.mentions if end <= m.start <= end + 5 and m.sides), None)
    if named is None or named.possessive or named.kind == "adjective":
        return None
    return Subject(named.start, named.sides, len(named.sides) > 1)
