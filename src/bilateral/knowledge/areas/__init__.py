"""Fields of cooperation: their codes, and the words that news and joint statements use for them.

`codes.csv` is the code list with PLOVER's context of each; `<language>/terms.csv` the words.
A term's weight says when it counts:

- `strong`: wherever a sentence speaks of the sides' dealings ("critical minerals");
- `modifier`: only before a word for dealings ("educational ... exchanges");
- `weak`: only named as a field outright ("cooperation in water"), since it means much else.

A term without a code is a trap: it hides the shorter words inside it ("trade union").
`<language>/cues.csv` holds the words that make a sentence speak of dealings, and in what tone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase, fold

LANGUAGES = ("en",)
TERM = "area"
CUE = "area_cue"
WEIGHTS = ("strong", "modifier", "weak")
CUE_KINDS = ("dealing", "field", "talk", "priority", "planned", "ongoing")


@dataclass(frozen=True, slots=True)
class AreaCode:
    """A field: its code, PLOVER's context for it, and what is read as it."""

    code: str
    context: str
    reads: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words for one field, for several at once, or (without codes) for none."""

    term: str
    codes: tuple[str, ...] = ()
    weight: str = "strong"
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show that the sides deal with each other, and how the field stands with them."""

    words: str
    kind: str


@cache
def codes() -> Mapping[str, AreaCode]:
    """Every field by its code, in the order of the list."""
    return MappingProxyType({a.code: a for a in build(AreaCode, table("areas/codes.csv"))})


@cache
def terms(language: str = "en") -> Mapping[str, Term]:
    """The terms by their words (folded), where one stands for several fields all of them."""
    out: dict[str, Term] = {}
    rows = list(table(f"areas/{language}/terms.csv"))
    for row, term in zip(rows, build(Term, rows), strict=True):
        for code in term.codes:
            if code not in codes():
                raise KnowledgeError(f"unknown area {code!r}", where=row.where)
        if term.weight not in WEIGHTS:
            raise KnowledgeError(f"unknown weight {term.weight!r}", where=row.where)
        out[fold(term.term)] = term
    return MappingProxyType(out)


@cache
def cues(language: str = "en") -> tuple[Cue, ...]:
    """The words that show dealings between the sides."""
    out = []
    rows = list(table(f"areas/{language}/cues.csv"))
    for row, cue in zip(rows, build(Cue, rows), strict=True):
        if cue.kind not in CUE_KINDS:
            raise KnowledgeError(f"unknown kind of cue {cue.kind!r}", where=row.where)
        out.append(cue)
    return tuple(out)


def phrases(language: str) -> Iterator[Phrase]:
    """The terms and cues of `language`; a term's key is its words, folded."""
    if language not in LANGUAGES:
        return
    for key, term in terms(language).items():
        yield Phrase(term.term, TERM, key, term.case_sensitive)
    for cue in cues(language):
        yield Phrase(cue.words, CUE, cue.kind)
