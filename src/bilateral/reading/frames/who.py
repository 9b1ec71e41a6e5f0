"""A page in a language that is read by frames in; its mentions, parties and actors put on it.

The parties are the countries of the title and of the opening, and those that come up often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bilateral.knowledge.frames import grammar
from bilateral.knowledge.offices import BOTH
from bilateral.reading.frames.people import Reader, actors_of
from bilateral.reading.page import Mention, Page, Sentence

LEAD = 3
FEW, SHARE = 5, 0.3
"""Up to how many sentences one mention makes a party, and beyond that in what share."""


def resolve(page: Page, language: str) -> None:
    """Put the mentions on each sentence of `page`, and its parties and actors on the page."""
    reader = Reader(language, page.reference, page.sentences)
    # The headline last: names are cut short there.
    ordered = sorted(page.sentences, key=lambda s: s.field == "title")
    found = {sentence.index: reader.mentions(sentence) for sentence in ordered}
    page.parties = parties_of(page.sentences, found, grammar(language).home)
    for sentence in page.sentences:
        sentence.mentions = _with_both(sentence, found[sentence.index], page.parties)
    page.actors = actors_of(reader.cast, page.parties)


def _with_both(
    sentence: Sentence, mentions: list[Mention], parties: tuple[str, ...]
) -> tuple[Mention, ...]:
    """The mentions and the words for all parties ("hai nước"), none over another."""
    both = [
        Mention(m.start, m.end, "both", parties, sentence.text[m.start : m.end])
        for m in sentence.of_kind(BOTH)
        if len(parties) == int(m.key) and not _over(mentions, m.start, m.end)
    ]
    return tuple(sorted([*mentions, *both], key=lambda m: m.start))


def _over(mentions: Sequence[Mention], start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in mentions)


def parties_of(
    sentences: Sequence[Sentence], mentions: dict[int, list[Mention]], home: str
) -> tuple[str, ...]:
    """The countries that a page is about, alphabetically; fewer than two where it is about none."""
    title: list[str] = []
    lead: Counter[str] = Counter()
    often: Counter[str] = Counter()
    total = 0
    for sentence in sentences:
        sides = {side for m in mentions[sentence.index] for side in m.sides}
        if sentence.field == "title":
            title = list(dict.fromkeys(s for m in mentions[sentence.index] for s in m.sides))
            continue
        total += 1
        often.update(sorted(sides))
        if total <= LEAD:
            lead.update(sorted(sides))
    if len(title) == 2:
        return tuple(sorted(title))
    if len(title) > 2:
        kept = [side for side in title if often[side] >= max(1, SHARE * total)]
        return tuple(sorted(kept if len(kept) > 1 else title[:2]))
    return _by_weight(title, lead, often, total, home)


def _by_weight(
    title: list[str], lead: Counter[str], often: Counter[str], total: int, home: str
) -> tuple[str, ...]:
    """The side in the title and the one that comes up most beside it."""
    least = 1 if total <= FEW else SHARE * total
    weights = {side: often[side] + lead[side] + (side == home) * 0.5 for side in often}
    chosen = list(title)
    for side in sorted(weights, key=lambda s: (-weights[s], s)):
        if side not in chosen and often[side] >= least and len(chosen) < 2:
            chosen.append(side)
    return tuple(sorted(chosen)) if len(chosen) > 1 else ()
