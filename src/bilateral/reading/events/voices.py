"""A page in, who says "I", "we" and "my administration" in it out.

A statement by one person speaks for that person's side; in a joint statement "we" are both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.reading.page import Mention, Page, Sentence

_BY = re.compile(r"(?:Statement|Message|Letter|Remarks|Proclamation)\b[^,;:]*?\b(?:by|from|of) ")
_STATEMENT = re.compile(r"Statement\b", re.IGNORECASE)
_JOINT = re.compile(
    r"\bJoint (?:\w+['’]? )?(?:Statement|Declaration|Communiqu|Vision|Press Statement)",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\bI(?= (?:\w+ly )?[a-z])"
    r"|\b[Ww]e(?= (?:\w+ly |also |further )?(?:condemn|welcome|thank|congratulate|applaud|commend"
    r"|urge|call on|call upon|deplore|denounce|salute|mourn|reaffirm|stand with)\b)"
    r"|\b(?:[Mm]y|[Oo]ur|[Tt]his) Administration\b(?!['’])"
)
_WE = re.compile(r"\b[Ww]e(?= (?!are\b|were\b|have been\b)(?:\w+ly )?[a-z])")
_BOTH = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in the whole page: the sides, and the person when it is one."""

    sides: tuple[str, ...]
    actor: str | None = None


def voice_of(page: Page, turns: bool) -> Voice | None:
    """Who says "I" or "we" on the page; nobody where several speak in turns."""
    title = page.title
    if title is None or turns:
        return None
    if len(page.parties) == _BOTH and _JOINT.search(title.text):
        return Voice(page.parties)
    found = _BY.match(title.text)
    if found is None or " and " in title.text[found.end() : found.end() + 40]:
        return None
    speaker = next((m for m in title.mentions if m.start >= found.end()), None)
    if speaker is None or speaker.start - found.end() > len("the ") or len(speaker.sides) != 1:
        return None
    if speaker.kind not in ("person", "office") or speaker.sides[0] not in page.parties:
        return None
    return Voice(speaker.sides, speaker.actor)


def is_statement(page: Page) -> bool:
    """Whether the page is what one side says to the world."""
    return bool(page.title and _STATEMENT.match(page.title.text))


def spoken_for(sentence: Sentence, voice: Voice) -> list[Mention]:
    """ "I", "we" and "my Administration" outside quotation marks, as mentions of who speaks."""
    text = sentence.text
    pattern, kind = (_SELF, "pronoun") if len(voice.sides) == 1 else (_WE, "both")
    return [
        Mention(found.start(), found.end(), kind, voice.sides, found[0], voice.actor)
        for found in pattern.finditer(text)
        if text.count("“", 0, found.start()) <= text.count("”", 0, found.start())
        and text.count('"', 0, found.start()) % 2 == 0
        and not any(m.start < found.end() and found.start() < m.end for m in sentence.mentions)
    ]
