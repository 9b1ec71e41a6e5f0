"""A sentence in, the labels of relations in it out: the words as written and the rung they name.

A label is fixed words ("treaty ally") or a "partnership" with the modifiers before it; what a
government adds behind ("for extensive cooperation") belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bilateral.knowledge.matching import fold
from bilateral.knowledge.statuses import HEAD, LABEL, followers, modifiers
from bilateral.reading.page import Sentence

_WINDOW = 100
_NAMED_FOR = re.compile(
    r" (?:for|of) (?:[A-Z][\w-]+)(?:(?:,? and |, | in | for | of | )(?:[A-Z][\w-]+| and )){0,8}"
)


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """Words for a level of relations. `follows` is what stands right behind: paper, body or
    nothing; `fixed` whether the words are those of the list and not built of modifiers; `bare`
    whether it is the noun alone, which is a label only where relations are raised to it."""

    start: int
    end: int
    level: str
    follows: str = ""
    fixed: bool = False
    bare: bool = False


def label_spans(sentence: Sentence) -> list[LabelSpan]:
    """The labels of `sentence` in their order; names that only look like one are left out."""
    out: list[LabelSpan] = []
    for match in sentence.of_kind(LABEL):
        if match.key == "none":
            found = _within_name(sentence.text, match.start)
            if found:
                out.append(_with_follower(sentence.text, found))
            continue
        found = (
            _built(sentence.text, match.start, match.end)
            if match.key == HEAD
            else LabelSpan(match.start, match.end, match.key, fixed=True)
        )
        if found:
            out.append(_with_follower(sentence.text, found))
    return out


def _within_name(text: str, start: int) -> LabelSpan | None:
    """ "Strategic Partnership for Peace and Prosperity": the modifiers before tell it from the
    programme that is called "Partnership for Peace"."""
    noun = _NOUN.match(text, start)
    found = _built(text, start, noun.end()) if noun else None
    return None if found is None or found.bare else found


# "the Global Partnership for Action on ...": a programme, where a relation is one "for a new era".
_PROGRAMME = re.compile(r" (?:for (?!an? |the )|on |against |to |in |of )", re.IGNORECASE)
_TO_A = re.compile(r"\b(?:to|of|into) (?:an? )?$")
_NOUN = re.compile(r"[Pp]artnership\b")


def _built(text: str, start: int, end: int) -> LabelSpan | None:
    """The label made of the modifiers before "partnership", if they make one."""
    opening = max(0, start - _WINDOW)
    before = _modifiers("en").search(text, opening, start)
    first = before.start() if before and before.end() == start else start
    words = re.findall(r"[a-z-]+", fold(text[first:end]))
    marks = {modifiers().get(word, "") for word in words}
    level = _level(marks)
    if level is None and "titled" in marks and text[first].isupper() and text[start].isupper():
        level = None if _PROGRAMME.match(text, end) else "partnership"
    if level is None:
        bare = text.startswith("partnership", start) and _TO_A.search(text, opening, start)
        return LabelSpan(start, end, "partnership", bare=True) if bare else None
    named = _NAMED_FOR.match(text, end, end + _WINDOW) if text[start].isupper() else None
    return LabelSpan(first, named.end() if named else end, level)


def _level(marks: set[str]) -> str | None:
    """The rung that modifiers with these marks name."""
    if "strategic" in marks:
        high = marks & {"comprehensive", "all_weather"}
        return "comprehensive_strategic_partnership" if high else "strategic_partnership"
    if "comprehensive" in marks:
        return "comprehensive_partnership"
    return "partnership" if "special" in marks else None


@cache
def _modifiers(language: str) -> re.Pattern[str]:
    """One or more modifiers right before the noun, joined by spaces, commas or "and"."""
    words = "|".join(sorted(map(re.escape, modifiers(language)), key=len, reverse=True))
    return re.compile(rf"\b(?:(?:{words})(?:,? and |, | )){{1,8}}$", re.IGNORECASE)


def _with_follower(text: str, span: LabelSpan) -> LabelSpan:
    found = _followers("en").match(text, span.end)
    if found is None:
        return span
    if found.lastgroup == "part":
        return replace(span, end=found.end())
    return replace(span, follows=str(found.lastgroup))


@cache
def _followers(language: str) -> re.Pattern[str]:
    groups = []
    for kind in ("part", "paper", "body"):
        words = [row.words for row in followers(language) if row.kind == kind]
        words.sort(key=len, reverse=True)
        groups.append(rf"(?P<{kind}> (?:{'|'.join(map(re.escape, words))})\b)")
    return re.compile("|".join(groups), re.IGNORECASE)
