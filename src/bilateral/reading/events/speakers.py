"""A clause in its sentence in, who tells it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bilateral.language.verbs import FINITE, Group
from bilateral.reading.events.acts import Analysis
from bilateral.reading.events.sides import Clause, Placed, Sides


class Speaker(NamedTuple):
    """Who says so: as written or listed, the listed name, the sides."""

    name: str | None = None
    actor: str | None = None
    sides: tuple[str, ...] = ()


def speaker_of(
    analysis: Analysis, sides: Sides, mentions: Sequence[Placed], clause: Clause
) -> Speaker:
    """Who tells it, when the clause stands under a verb of saying of another."""
    for group in analysis.groups:
        if group.kind != FINITE or group.end > clause.start:
            continue
        frames = analysis.lexicon.frames.get(group.lemma)
        if not frames or "say" not in frames.operators:
            continue
        own = _who_says(analysis, sides, mentions, group)
        if own:
            mention = own.mention
            return Speaker(mention.actor or mention.text, mention.actor, mention.sides)
    return Speaker()


def _who_says(
    analysis: Analysis, sides: Sides, mentions: Sequence[Placed], group: Group
) -> Placed | None:
    """The subject of a verb of saying, which it may share with the verb before it."""
    if group.parent is not None:
        subject = sides.clause(analysis.groups.index(group)).subject
        if subject:
            return subject[0]
    own = [m for m in mentions if m.end <= group.first]
    return own[-1] if own else None
