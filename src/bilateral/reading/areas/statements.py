"""A page in, its areas out: which fields the text treats as fields between the sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bilateral.knowledge.areas import CUE, codes
from bilateral.model import Area, Evidence
from bilateral.reading.areas.spans import RELATION_NOUNS, AreaSpan, area_spans
from bilateral.reading.page import Page, Sentence

STANCES = ("mentioned", "ongoing", "planned", "priority")
"""From the weakest to the strongest; an area takes the strongest of its evidence."""

# A weak term is named as a field when a word for dealings follows it at once.
_NAMED_FIELD = re.compile(
    rf"(?:(?:,? and |, )[\w’'-]+){{0,2}} (?:{RELATION_NOUNS})\b", re.IGNORECASE
)
# From the words that open a list of fields ("cooperation in") to a field in it: no verb between.
_LIST_BREAK = re.compile(
    r"[.;:?!]| (?:said|says|told|which|who|because|while|but|that|will|is|are) "
)
_PRIORITY_REACH = 160


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a sentence says of dealings: its cues by kind, and how many sides it names."""

    cues: dict[str, list[tuple[int, int]]]
    sides: int

    @property
    def possible(self) -> bool:
        """Whether any rule can hold: each wants a side, or an opened list of fields."""
        return self.sides > 0 or self.has("field")

    def has(self, kind: str) -> bool:
        return kind in self.cues


@dataclass(frozen=True, slots=True)
class _Finding:
    code: str
    stance: str
    evidence: Evidence
    rule: str


def read_areas(page: Page) -> list[Area]:
    """The areas of `page` in the order of their first words, each with all its evidence."""
    out: dict[str, list[_Finding]] = {}
    carried = 0
    for sentence in page.sentences:
        sides = _sides(sentence, page.parties)
        for finding in _findings(sentence, max(sides, carried)):
            out.setdefault(finding.code, []).append(finding)
        carried = _carried(sides, carried)
    return [_area(code, found) for code, found in out.items()]


def _carried(sides: int, before: int) -> int:
    """A sentence right after one on both sides still speaks of them as of one."""
    return 1 if sides > 1 else min(sides, 1) if sides else max(0, before - 1)


def _sides(sentence: Sentence, parties: tuple[str, ...]) -> int:
    """How many of the parties the sentence names."""
    named = {side for mention in sentence.mentions for side in mention.sides}
    return len(named.intersection(parties))


def fields(sentence: Sentence, sides: int) -> list[AreaSpan]:
    """The words of `sentence` that stand for fields between the sides, `sides` of them in play."""
    setting = _Setting(_cues(sentence), sides)
    spans = area_spans(sentence) if setting.possible else []
    return [span for span in spans if _rule(sentence, span, setting)]


def _findings(sentence: Sentence, sides: int) -> Iterable[_Finding]:
    setting = _Setting(_cues(sentence), sides)
    for span in area_spans(sentence) if setting.possible else ():
        rule = _rule(sentence, span, setting)
        if rule:
            stance = _stance(span, setting)
            evidence = sentence.evidence(span.start, span.end)
            for code in span.codes:
                yield _Finding(code, stance, evidence, rule)


def _cues(sentence: Sentence) -> dict[str, list[tuple[int, int]]]:
    out: dict[str, list[tuple[int, int]]] = {}
    for match in sentence.matches:
        if match.kind == CUE:
            out.setdefault(match.key, []).append((match.start, match.end))
    return out


def _rule(sentence: Sentence, span: AreaSpan, setting: _Setting) -> str | None:
    """Which rule makes the words a field between the sides, None when nothing does."""
    if _in_list(sentence.text, span, setting):
        return "areas.field_list" if setting.sides or span.weight == "strong" else None
    if span.weight == "weak":
        named = _NAMED_FIELD.match(sentence.text, span.end, span.end + 60)
        return "areas.named_field" if named and setting.sides else None
    if setting.sides > 1:
        return "areas.between_sides"
    if setting.sides and (setting.has("dealing") or setting.has("talk") or setting.has("priority")):
        return "areas.dealing"
    return None


def _in_list(text: str, span: AreaSpan, setting: _Setting) -> bool:
    """Whether the words stand in what "cooperation in", "areas such as" opens."""
    opened = [end for _, end in setting.cues.get("field", ()) if end <= span.start]
    return bool(opened) and not _LIST_BREAK.search(text, opened[-1], span.start)


def _stance(span: AreaSpan, setting: _Setting) -> str:
    near = any(
        abs(start - span.start) <= _PRIORITY_REACH for start, _ in setting.cues.get("priority", ())
    )
    if near:
        return "priority"
    if setting.has("planned"):
        return "planned"
    return "ongoing" if setting.has("ongoing") else "mentioned"


def _area(code: str, found: list[_Finding]) -> Area:
    strongest = max(found, key=lambda f: STANCES.index(f.stance))
    evidence = tuple(dict.fromkeys(f.evidence for f in found))
    assert code in codes()
    return Area(code=code, stance=strongest.stance, evidence=evidence, rule=strongest.rule)
