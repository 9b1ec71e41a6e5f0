"""The words of a promise in, the fields that it is about out.

In a promise every word for a field counts: "tractors" may be passing words in an article, yet
who promises tractors promises something for agriculture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilateral.knowledge.commitments import THING
from bilateral.reading.areas import AreaSpan, area_spans
from bilateral.reading.page import Sentence

# "tariffs on goods, including machinery": machinery is no field of the promise by that.
_EXAMPLES = re.compile(r",? including\b")
_GOODS = re.compile(
    r"\b(?:tariffs?|goods|products|barriers|purchases?|imports?|exports?|duty|duties)\b"
)


def areas_of(
    sentence: Sentence, start: int, end: int, *, examples: bool = False
) -> tuple[str, ...]:
    """The codes of the fields named from `start` to `end`, in their order.

    What stands behind "including" counts only with `examples`, where goods are promised.
    """
    given = None if examples else _EXAMPLES.search(sentence.text, start, end)
    if given and _GOODS.search(sentence.text, start, given.start()):
        end = given.start()
    things = list(_things(sentence, start, end))
    named = [
        span
        for span in area_spans(sentence)
        if start <= span.start and span.end <= end and _tells(span, things)
        if not _DEFENDED.match(sentence.text, span.start)
    ]
    named = [span for span in named if not _is_figure_of_speech(sentence, span)]
    telling = [span for span in named if not _bare(sentence, span)]
    named = telling or named
    free = (
        span
        for span in things
        if not (_covered(span, named) or _is_figure_of_speech(sentence, span))
    )
    return tuple(dict.fromkeys(code for span in sorted([*named, *free]) for code in span.codes))


def _tells(span: AreaSpan, things: list[AreaSpan]) -> bool:
    """Whether a term for a field tells one here: words that may be passing ones give way to the
    thing promised, and bodies and regions among them are where, not what."""
    if span.weight == "strong":
        return True
    return not _WHERE.intersection(span.codes) and not _covered(span, things)


# "in defense of human rights" is none of arms.
_DEFENDED = re.compile(
    r"(?:defen[cs]e|protection|security) of (?:human|civil|democra|the press|minorit)"
)
_BARE = ("innovation", "innovative", "border", "borders")


_ALONG = re.compile(r"\b(?:along|on|down|of) (?:this|that|the|its|their) $")


def _is_figure_of_speech(sentence: Sentence, span: AreaSpan) -> bool:
    """ "to go on along this road"."""
    if sentence.text[span.start : span.end].lower() not in ("road", "path"):
        return False
    return _ALONG.search(sentence.text, 0, span.start) is not None


def _bare(sentence: Sentence, span: AreaSpan) -> bool:
    """Whether the word comes along with whatever is promised ("innovation"), or is a place ("a
    railway up to the border")."""
    return sentence.text[span.start : span.end].lower() in _BARE


_WHERE = {"multilateral", "border", "human_rights"}


def _covered(span: AreaSpan, by: list[AreaSpan]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in by)


def _things(sentence: Sentence, start: int, end: int) -> Iterator[AreaSpan]:
    """The things of `things.csv` that are promised."""
    for match in sentence.of_kind(THING):
        if start <= match.start and match.end <= end:
            yield AreaSpan(match.start, match.end, tuple(match.key.split()), "thing")
