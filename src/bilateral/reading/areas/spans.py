"""A sentence in, the words in it that name fields out, coordination unpacked.

"maritime and aviation capacity building" names two fields though only one is written out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bilateral.knowledge.areas import TERM, Term, terms
from bilateral.knowledge.matching import fold
from bilateral.reading.page import Sentence

RELATION_NOUNS = (
    "cooperation|co-operation|collaboration|coordination|ties|relations|relationship|exchange"
    "|exchanges|links|linkages|partnership|partnerships|engagement|agreement|agreements|dialogue"
    "|support|assistance|aid|issues|matters|sector|sectors|field|fields|areas|area|sphere"
    "|domains|projects|connections|interaction|interactions|contacts|bonds|development"
)
# Up to four more modifiers, each with its sign of coordination, and then the noun for dealings.
_BEFORE_RELATION = re.compile(
    rf"(?:(?:,? and |, | or |/|-| )[\w’'-]+){{0,4}}?(?:,? and | |, )(?:{RELATION_NOUNS})\b",
    re.IGNORECASE,
)
_MODIFIERS = re.compile(r"((?:[\w’'-]+, ){0,4}[\w’'-]+)(?:,? (?:and|or) |[/&] ?)$")
_COORDINATED = (" and ", " or ", "/", "& ", "&")
_OFFICE_BEFORE = re.compile(
    r"\b(?:Minist(?:er|ers|ry|ries)|Secretar(?:y|ies)|Departments?|Commissioners?|Committees?"
    r"|Bureau|Office|Institute|School|College|Faculty|Professor|Academy|Centre|Center|Council)"
    r" (?:of|for|on) (?:the )?(?:[\w’'-]+,? (?:and |& )?){0,4}$",
    re.IGNORECASE,
)
_OFFICE_AFTER = re.compile(
    r"(?:(?:,? and |, | & )[\w’'-]+){0,2} (?:(?:Vice|Deputy|Assistant|Prime) )?"
    r"(?:minist(?:er|ers|ry|ries)|secretary|department|commissioner|adviser|advisor|spokes\w+"
    r"|tsar|czar|committee|bureau|chief|attach[eé]|analyst|expert|correspondent|editor)\b",
    re.IGNORECASE,
)
_COVERING = ("person", "office", "body")


class AreaSpan(NamedTuple):
    """Words of a sentence that name a field, or several at once."""

    start: int
    end: int
    codes: tuple[str, ...]
    weight: str


def area_spans(sentence: Sentence, language: str = "en") -> list[AreaSpan]:
    """The words that name fields, in their order; traps, titles and bodies are left out.

    A modifier stands here only where a word for dealings follows, and is then `strong`.
    """
    known = terms(language)
    out: list[AreaSpan] = []
    elided: list[AreaSpan] = []
    for match in sentence.matches:
        if match.kind != TERM:
            continue
        term = known[match.key]
        if term.codes and not _is_title(sentence, match.start, match.end, term):
            weight = _weight(sentence.text, match.end, term)
            if weight:
                out.append(AreaSpan(match.start, match.end, term.codes, weight))
        if term.codes or " " in term.term:
            elided.extend(_elided(sentence.text, match.start, match.end))
    elided = [span for span in elided if not _is_inside(sentence, span)]
    spelled_out = {(span.start, span.end) for span in elided}
    return sorted({*elided, *(s for s in out if (s.start, s.end) not in spelled_out)})


def _is_inside(sentence: Sentence, span: AreaSpan) -> bool:
    """Whether the word is part of a longer term, as "security" is in "food security"."""
    return any(
        m.start <= span.start and span.end <= m.end and m.end - m.start > span.end - span.start
        for m in sentence.of_kind(TERM)
    )


def _weight(text: str, end: int, term: Term) -> str | None:
    if term.weight != "modifier":
        return term.weight
    return "strong" if _BEFORE_RELATION.match(text, end, end + 120) else None


def _is_title(sentence: Sentence, start: int, end: int, term: Term) -> bool:
    """Whether the words belong to an office or a body ("Minister of Trade and Industry")."""
    for mention in sentence.mentions:
        if mention.kind in _COVERING and mention.start <= start and end <= mention.end:
            own = mention.end - mention.start == end - start
            if not (own and mention.kind == "body" and "multilateral" in term.codes):
                return True
    text = sentence.text
    if _OFFICE_AFTER.match(text, end, end + 60):
        return True
    return _may_follow_office(text[max(0, start - 80) : start]) and (
        _OFFICE_BEFORE.search(text, max(0, start - 80), start) is not None
    )


def _may_follow_office(before: str) -> bool:
    """Whether a word that joins an office to its field stands before: cheap, and mostly not so."""
    lowered = before.lower()
    return " of " in lowered or " for " in lowered or " on " in lowered


def _elided(text: str, start: int, end: int) -> list[AreaSpan]:
    """Fields whose second half stands only once ("maritime" in "maritime and aviation
    capacity building")."""
    if not text[max(0, start - 5) : start].endswith(_COORDINATED):
        return []
    words = fold(text[start:end]).split(" ")
    if len(words) < 2:
        return []
    before = _MODIFIERS.search(text, max(0, start - 70), start)
    if before is None:
        return []
    out = []
    for item in re.finditer(r"[\w’'-]+", before[1]):
        at = before.start(1) + item.start()
        term = _with_head(fold(item[0]), words)
        if term:
            out.append(AreaSpan(at, at + len(item[0]), term.codes, "strong"))
    return out


def _with_head(modifier: str, words: list[str], language: str = "en") -> Term | None:
    """The term made of `modifier` and the longest end of `words` that is one."""
    known = terms(language)
    for cut in range(1, len(words)):
        term = known.get(" ".join((modifier, *words[cut:])))
        if term and term.codes:
            return term
    return None
