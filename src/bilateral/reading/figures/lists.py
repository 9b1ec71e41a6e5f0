"""A level in its sentence in, the levels that a list makes of it out, each with whom it is of.

"To Finland and Norway were worth 120 and 190 billion kronor respectively" gives each country its
own amount, "$5 million each to Kenya and Uganda" the same one to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bilateral.reading.figures.frame import Level, Line
from bilateral.reading.page import Mention

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_EACH = re.compile(r"\s*(?:in \w+ |of \w+ )?(?:each|apiece)\b")
_JOINT = re.compile(
    r"(?:['’]s?)?\s*(?:,\s*and|,|and|&)\s*(?:(?:to|from|with|in|for|by|those|the)\s+){0,3}"
)


def listed(line: Line, levels: list[Level]) -> Iterator[tuple[Line, Level]]:
    """Each level with the line to read its sides in; a level of a list once for each member."""
    if len(levels) > 1 and _RESPECTIVELY.search(line.text):
        yield from _respective(line, levels)
        return
    for level in levels:
        each = level.measure == "tariff_rate" or _EACH.match(line.text, level.amount.end)
        people = _run(line, None) if each else []
        yield from ((_only(line, people, one), level) for one in people)
        if not people:
            yield line, level


def _respective(line: Line, levels: list[Level]) -> Iterator[tuple[Line, Level]]:
    """The n-th amount with the n-th country, or with the n-th of the measures joined by "and"."""
    people = _run(line, len(levels))
    first = levels[0]
    nouns = [t for t in line.triggers if not t.verb and t.end <= first.amount.start]
    measures = nouns[-len(levels) :]
    joined = all(
        re.fullmatch(r"\s*(?:,|,?\s*and)\s+(?:[\w]+\s+)?", line.between(a.end, b.start))
        for a, b in pairwise(measures)
    )
    for index, level in enumerate(levels):
        if people:
            alone = replace(level, rule=first.rule, anchor=first.anchor, carried=False)
            yield _only(line, people, people[index]), alone
        elif len(measures) == len(levels) and joined:
            noun = measures[index]
            yield line, replace(level, rule=noun.rule, anchor=(noun.start, noun.end), carried=False)
        else:
            yield line, level


def _run(line: Line, length: int | None) -> list[Mention]:
    """The longest row of countries joined by commas and "and"; of the given length, if any."""
    best: list[Mention] = []
    run: list[Mention] = []
    for mention in line.mentions:
        if len(mention.sides) != 1 or mention.kind not in (
            "country",
            "capital",
            "bloc",
            "adjective",
        ):
            continue
        if run and not _JOINT.fullmatch(line.text, run[-1].end, mention.start):
            run = []
        run = [*run, mention]
        if len(run) > len(best) and (length is None or len(run) <= length):
            best = run
    return best if len(best) > 1 and (length is None or len(best) == length) else []


def _only(line: Line, people: list[Mention], one: Mention) -> Line:
    """The line with one country of a row, the others left out.

    The first of a row tells how all stand ("to Finland and Norway"), so the one kept is put in
    its place.
    """
    first = people[0]
    kept = []
    for mention in line.mentions:
        if mention == first:
            kept.append(replace(first, sides=one.sides, text=one.text))
        elif mention not in people:
            kept.append(mention)
    return line.with_mentions(kept)
