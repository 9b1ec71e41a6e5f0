"""A transcript in which two sides speak to each other in, what they do by speaking out.

"PRESIDENT RUTO: I want to thank you, Prime Minister": who "I" and "you" are is told by the line
that opens a turn. A side thanks once, however often it says so, and both meet once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bilateral.model import Event
from bilateral.reading.events.timing import When
from bilateral.reading.page import Mention, Page, Sentence

_TURN = re.compile(r"(?:^|\n)[A-Z][^a-z\n:]{5,60}: ")
_THANKS = re.compile(
    r"\bI (?:(?:want|wanted|wish|would like|’d like|'d like)(?: \w+){0,3} to(?: \w+){0,2} )?"
    r"(?:really |also |again )?(?:thank|congratulate) (?:you\b|your\b|the (?:people|government) of)"
    r"[^.!?]{6,80}"
    r"|\b[Tt]hank you(?: \w+){0,2} for (?:your|the|all|being|standing|hosting)\b[^.!?]{6,80}"
)
_GREETING = re.compile(
    r"\b(?:good|great|nice|honou?r|pleasure|pleased|glad|happy|delighted|privilege)(?: \w+){0,2} "
    r"to (?:see|be with|be here with|meet|meet with|have|host|welcome|get together with)"
    r"(?: \w+)? ?you\b|\b[Ww]elcome(?: back)?(?:, [^,.]{3,40},)? to (?:the )?[A-Z]\w+"
    r"|\bI(?:’m| am|'m)? (?:\w+ )?welcom(?:e|ing) you\b"
)
_PAIR = 2


class _Turn(NamedTuple):
    """A sentence and who says it."""

    sentence: Sentence
    speaker: Mention


def remarks(page: Page, day_told: Callable[[], When], host: str | None) -> list[Event]:
    """The meeting and the thanks of a transcript, in the order of the words.

    `day_told` gives the day told of, `host` is the side at whose place they speak; nothing is read
    where a party has not spoken by name."""
    if len(page.parties) != _PAIR or not has_turns(page):
        return []
    turns = list(_turns(page))
    speakers = {turn.speaker.sides[0]: turn.speaker.actor or "" for turn in turns}
    if len(speakers) != _PAIR:
        return []
    day = day_told()
    return sorted(
        [*_meeting(page, turns, speakers, day, host or _venue(page)), *_thanks(page, turns, day)],
        key=lambda event: event.evidence[0].start,
    )


def has_turns(page: Page) -> bool:
    """Whether the page is what people said in turns."""
    return _TURN.search(page.document.text) is not None


def _turns(page: Page) -> Iterator[_Turn]:
    speaker: Mention | None = None
    for sentence in page.sentences:
        if sentence.field != "text":
            continue
        named = _opening(sentence)
        if named is not None:
            speaker = named if named.sides and named.sides[0] in page.parties else None
        elif _TURN.match(sentence.text):
            speaker = None
        if speaker is not None:
            yield _Turn(sentence, speaker)


def _opening(sentence: Sentence) -> Mention | None:
    """ "PRESIDENT RUTO: ...": the person whose turn begins."""
    for mention in sentence.mentions[:1]:
        name = sentence.text[: mention.end]
        if sentence.text[mention.end : mention.end + 1] == ":" and name == name.upper():
            return mention
    return None


def _venue(page: Page) -> str | None:
    """The side whose capital or seat is named above the first turn."""
    for sentence in page.sentences:
        if sentence.field == "text" and _opening(sentence):
            return None
        for mention in sentence.mentions if sentence.field == "text" else ():
            if mention.kind in ("seat", "capital", "country") and len(mention.sides) == 1:
                return mention.sides[0] if mention.sides[0] in page.parties else None
    return None


def _meeting(
    page: Page, turns: list[_Turn], speakers: dict[str, str], day: When, host: str | None
) -> Iterator[Event]:
    for turn in turns:
        found = _GREETING.search(turn.sentence.text)
        if found is None:
            continue
        if "elcom" in found[0]:
            host = turn.speaker.sides[0]
        guests = tuple(side for side in page.parties if side != host)
        recipient = (host,) if host in page.parties and host else ()
        actors = tuple(name for name in speakers.values() if name)
        yield _event("events.meeting", turn, found, guests, recipient, actors, day)
        return


def _thanks(page: Page, turns: list[_Turn], day: When) -> Iterator[Event]:
    thanked: set[str] = set()
    for turn in turns:
        side = turn.speaker.sides[0]
        found = None if side in thanked else _THANKS.search(turn.sentence.text)
        if found:
            thanked.add(side)
            others = tuple(party for party in page.parties if party != side)
            actors = (turn.speaker.actor,) if turn.speaker.actor else ()
            yield _event("events.congratulated", turn, found, (side,), others, actors, day)


def _event(
    rule: str,
    turn: _Turn,
    found: re.Match[str],
    source: tuple[str, ...],
    recipient: tuple[str, ...],
    actors: tuple[str, ...],
    day: When,
) -> Event:
    meets = rule == "events.meeting"
    return Event(
        evidence=(turn.sentence.evidence(found.start(), found.end()),),
        rule=rule,
        event_type="CONSULT" if meets else "SUPPORT",
        source=source,
        recipient=recipient,
        activity="meeting" if meets else "condolence",
        actors=actors,
        date=day.date,
        date_text=day.text,
        state="occurred",
    )
