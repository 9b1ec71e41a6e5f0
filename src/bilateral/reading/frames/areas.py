"""A page in a language that is read by frames in, the fields its parties work in out."""

from __future__ import annotations

from bilateral.knowledge.areas import CUE, TERM, terms
from bilateral.model import Area
from bilateral.reading.page import Page, Sentence

STANCES = ("priority", "planned", "ongoing")


def read_areas(page: Page, language: str) -> list[Area]:
    """The areas of `page`, one object a code, with the strongest stance told."""
    known = terms(language)
    found: dict[str, Area] = {}
    for sentence in page.sentences:
        matches = sentence.of_kind(TERM)
        cues = {m.key for m in sentence.of_kind(CUE)}
        if not matches or not cues or sentence.field == "title" or not _between_sides(sentence):
            continue
        stance = next((s for s in STANCES if s in cues), "mentioned")
        for match in matches:
            for code in known[match.key].codes:
                area = Area(
                    evidence=(sentence.evidence(match.start, match.end),),
                    rule=f"areas.{language}.term",
                    code=code,
                    stance=stance,
                )
                kept = found.get(code)
                if kept is None or _rank(stance) < _rank(kept.stance):
                    found[code] = area
    return list(found.values())


def _rank(stance: str) -> int:
    return STANCES.index(stance) if stance in STANCES else len(STANCES)


def _between_sides(sentence: Sentence) -> bool:
    """Whether a sentence names a side at all."""
    return any(m.sides for m in sentence.mentions)
