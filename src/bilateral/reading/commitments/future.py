""" "will", "shall" and "would" in a sentence in, what a side will do out: what the future merely
brings, threats and visits are left out."""

from __future__ import annotations

import re

from bilateral.knowledge.commitments import frames, words
from bilateral.knowledge.matching import Match
from bilateral.reading.commitments.agents import speaking_subject
from bilateral.reading.commitments.counting import counts, fields_within
from bilateral.reading.commitments.found import FIELDS_WILL, WILL, Found, Reader
from bilateral.reading.commitments.refusals import is_official, is_trip
from bilateral.reading.commitments.subjects import Subject, subject_of
from bilateral.reading.commitments.voices import own_voice
from bilateral.reading.page import Page, Sentence

_CONDITION = re.compile(r"\b(?:if|unless|should they|otherwise|or else|in case)\b", re.IGNORECASE)


_ASKED = re.compile(r"\b(?:how|whether|why|how far|to what extent) [\w .’'-]{2,40}$", re.IGNORECASE)


def will_of(
    sentence: Sentence, match: Match, content: int, end: int, reader: Reader
) -> Found | None:
    """What a side will do; what the future merely brings, threats and visits are left out."""
    text = sentence.text
    if _CONDITION.search(text) or _ASKED.search(text, 0, match.start):
        return None
    if text[match.start : match.end].lower() == "would" and not _is_reported(sentence, match):
        return None
    verb = _PROMISED_VERB.match(text, content)
    if verb is None or _promises_nothing(text, verb) or is_trip(text, content):
        return _fields_will(sentence, match, content, end, reader) if verb else None
    subject = (
        subject_of(sentence, match.start, reader.page)
        or own_voice(sentence, match.start, reader.page, reader.turn)
        or speaking_subject(sentence, match, reader.page)
    )
    if subject is None:
        return _fields_will(sentence, match, content, end, reader)
    if _EXPECTED.search(text, max(0, subject.start - 40), subject.start):
        return None
    if not counts(sentence, frames()[WILL], subject, content, end, reader):
        return None
    if text[match.start : match.end].lower().startswith("shall") and is_official(sentence, subject):
        return None
    return Found(frames()[WILL], subject, subject.start, content, end)


_PROMISED_VERB = re.compile(
    r"(?:\(\w+\) |also |then |further |\w+ly |both |each |all |continue to |now |together |always "
    r"|(?:be|continue) (?:\w+ly )?(?=\w+ing\b))*([\w-]+)"
)


# "The world expects that China will": what others think of it.
_EXPECTED = re.compile(
    r"\b(?:expect|hope|believe|think|thought|confident|sure|certain|convinced|know|knew|trust|fear"
    r"|doubt|predict|see)(?:s|ed|d)?(?:,? [\w ]{1,20},)?(?: that)? (?:the |both )?$"
)
_IN_TOUCH = re.compile(
    r"(?:also |both )*(?:remain|stay|keep|be) (?:in |engaged|(?:fully |closely )?committed)"
)


def _promises_nothing(text: str, verb: re.Match[str]) -> bool:
    """Whether the verb is none by which a side binds itself ("will see", "will be visiting")."""
    word = verb[1].lower()
    base = word.removesuffix("ing")
    if _IN_TOUCH.match(text, verb.start()):
        return False
    return not words("not_promised").isdisjoint({word, base, f"{base}e", f"{base[:-1]}"})


def _is_reported(sentence: Sentence, match: Match) -> bool:
    """Whether "would" tells a promise in reported speech ("announced that it would")."""
    heads = re.findall(r"[a-z]+", sentence.text[: match.start].lower())
    if any(word in words("speech") for word in heads):
        return True
    tail = sentence.text.rpartition(", ")[2] if ", " in sentence.text[match.end :] else ""
    return any(word in words("speech") for word in re.findall(r"[a-z]+", tail)[:8])


def _fields_will(
    sentence: Sentence, match: Match, content: int, end: int, reader: Reader
) -> Found | None:
    """ "Cooperation in X will be expanded": both sides, where a field is the subject."""
    text = sentence.text
    before = re.findall(r"[a-z-]+", text[max(0, match.start - 200) : match.start].lower())
    after = re.findall(r"[a-z]+", text[content:end].lower())[:6]
    if len(reader.page.parties) != 2 or not words("field_subject").intersection(before):
        return None
    if not words("field_verb").intersection(after) or _named(sentence, match.start, reader.page):
        return None
    if not fields_within(sentence, 0, len(text)):
        return None
    begin = max(text.rfind(". ", 0, match.start) + 1, text.rfind(", as ", 0, match.start) + 1)
    start = begin + len(text[begin:]) - len(text[begin:].lstrip())
    subject = Subject(start, reader.page.parties, True)
    return Found(frames()[FIELDS_WILL], subject, start, start, end)


def _named(sentence: Sentence, verb: int, page: Page) -> bool:
    """Whether a noun that is no side's stands right before the verb."""
    last = re.findall(r"[a-z]+", sentence.text[:verb].lower())[-1:]
    return bool(words("not_a_promise_subject").intersection(last))
