"""A sentence in, its mentions out with the words that stand for both sides or for the one before.

"They", "the two leaders", "the National Security Advisors" and "participants" are both of two
parties; a first "it" is the country or body that the sentence before was about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bilateral.reading.events.sides import Placed
from bilateral.reading.events.voices import Voice, spoken_for
from bilateral.reading.page import Mention, Page, Sentence

_PAIR = re.compile(
    r"\b(?:[Tt]he )?(?:Vice )?President and (?:the )?"
    r"(?:Prime Minister|President|Taoiseach|King|Amir|Emir|Chancellor|Crown Prince|Premier"
    r"|Sultan)\b(?! [A-Z])"
)
_TWO = (
    r"leaders|presidents|prime ministers|sides|parties|ministers|governments|chancellors"
    r"|national security advis[eo]rs|(?:foreign|defen[cs]e|trade|finance|energy|interior) ministers"
    r"|secretaries|principals|counterparts|delegations|vice presidents|co-chairs|heads of state"
    r"|officials|envoys|negotiators|participants"
)
_THEY = re.compile(
    rf"\b(?:[Tt]hey|[Tt]he (?:two )?(?:(?i:{_TWO}))|[Bb]oth (?:(?i:{_TWO}))|[Pp]articipants)\b"
    r"(?! (?:of|from|in|at|for|with|to|on|who)\b)(?!['’])"
)
_PRONOUNS = re.compile(r"(?:\d+\. )?(?:[A-Z][a-z]+, )?(?:(?:It|They) |" + _THEY.pattern + " )")
_IT = re.compile(r"It\b")
NEUTER = frozenset(["country", "seat", "capital", "body", "bloc"])
"""Kinds of mention that a later "it" can stand for."""
_PAIR_OF_PARTIES = 2


def may_stand(text: str) -> bool:
    """Whether the sentence opens with words for both sides or the one before."""
    return _PRONOUNS.match(text) is not None


def standing(
    page: Page, sentence: Sentence, before: Placed | None, turns: bool, voice: Voice | None
) -> list[Mention]:
    """The mentions of the sentence and what stands for some; `turns` is whether the page is a
    transcript, where "they" are others than those who speak, `voice` who says "I" and "we"."""
    found = [*sentence.mentions, *(spoken_for(sentence, voice) if voice else ())]
    it = _IT.match(sentence.text)
    if it and before and before.mention.kind in NEUTER:
        found.append(replace(before.mention, start=it.start(), end=it.end(), text=it[0]))
    if len(page.parties) == _PAIR_OF_PARTIES:
        found = _both(page, sentence.text, found, turns)
    return sorted(found, key=lambda m: (m.start, -m.end))


def _both(page: Page, text: str, found: list[Mention], turns: bool) -> list[Mention]:
    """The mentions with those of both parties."""
    for match in _PAIR.finditer(text):
        found = [m for m in found if m.end <= match.start() or match.end() <= m.start]
        found.append(Mention(match.start(), match.end(), "both", page.parties, "leaders"))
    for match in _THEY.finditer(text):
        if turns and match[0].lower() == "they":
            continue
        if not any(m.start < match.end() and match.start() < m.end for m in found):
            found.append(Mention(match.start(), match.end(), "both", page.parties, match[0]))
    return found
