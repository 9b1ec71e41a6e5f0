"""Titles and bodies of states as data in, typed rows and the phrases of the matcher out.

`<language>/offices.csv` holds offices by what they are called, `portfolios.csv` the fields of
ministers from which titles are made ("Minister of X", "X Minister"), `bodies.csv` words for a
state itself ("government"), `both.csv` words for both parties at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = ("en",)
OFFICE, PORTFOLIO, BODY, BOTH = "office", "portfolio", "body", "both"
"""The kinds of the phrases."""


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `kind` is what it is in any state (head_of_state, foreign_minister, ...),
    `sector` PLOVER's. `countries` are those that have it, none for any; `default` is the
    country meant where the text names none and that country is on the page. A `title_only`
    office counts before a name and never alone ("General", "Chair")."""

    office: str
    kind: str
    sector: str
    forms: tuple[str, ...]
    countries: tuple[str, ...] = ()
    default: str | None = None
    case_sensitive: bool = False
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A field of government: `names` follow "Minister of", `adjectives` stand before "Minister"."""

    portfolio: str
    sector: str
    kind: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Words that stand for a state itself after its name ("the Kenyan government")."""

    body: str
    sector: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BothForm:
    """Words for all parties at once; `count` is how many they say, 0 where they do not."""

    form: str
    count: int


BEFORE_PORTFOLIO = ("Minister of", "Minister for", "Secretary of", "Secretary for")
AFTER_PORTFOLIO = ("Minister", "Cabinet Secretary")


@cache
def offices(language: str) -> dict[str, Office]:
    """Office by its code, those made of portfolios too (`trade_minister`)."""
    if language not in LANGUAGES:
        return {}
    rows = build(Office, table(f"offices/{language}/offices.csv"))
    out = {row.office: row for row in rows}
    for field in portfolios(language):
        made = _of_portfolio(field)
        own = out.get(made.office)
        out[made.office] = made if own is None else _joined(own, made)
    return out


def _of_portfolio(field: Portfolio) -> Office:
    before = [f"{title} {name}" for title in BEFORE_PORTFOLIO for name in field.names]
    after = [f"{word} {title}" for title in AFTER_PORTFOLIO for word in field.adjectives]
    return Office(f"{field.portfolio}_minister", field.kind, field.sector, (*before, *after))


def _joined(own: Office, made: Office) -> Office:
    return Office(own.office, own.kind, own.sector, (*own.forms, *made.forms))


@cache
def portfolios(language: str) -> tuple[Portfolio, ...]:
    """The fields of government."""
    return tuple(build(Portfolio, table(f"offices/{language}/portfolios.csv")))


@cache
def bodies(language: str) -> dict[str, Body]:
    """Body by its code."""
    if language not in LANGUAGES:
        return {}
    return {row.body: row for row in build(Body, table(f"offices/{language}/bodies.csv"))}


@cache
def both_forms(language: str) -> dict[str, int]:
    """Words for all parties and how many parties they say."""
    if language not in LANGUAGES:
        return {}
    rows = build(BothForm, table(f"offices/{language}/both.csv"))
    return {row.form: row.count for row in rows}


def phrases(language: str) -> Iterator[Phrase]:
    """What to look for in a text: offices, portfolios, bodies and words for both parties."""
    for office in offices(language).values():
        for form in office.forms:
            yield Phrase(form, OFFICE, office.office, office.case_sensitive)
    for body in bodies(language).values():
        for form in body.forms:
            yield Phrase(form, BODY, body.body, True)
    if language in LANGUAGES:
        for field in portfolios(language):
            for name in field.names:
                yield Phrase(name, PORTFOLIO, field.portfolio, case_sensitive=True)
    for form, count in both_forms(language).items():
        yield Phrase(form, BOTH, str(count))


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words with one use in finding names: prefix of a title, honorific, particle, never."""

    use: str
    words: tuple[str, ...]


@cache
def name_words(use: str) -> frozenset[str]:
    """The words of one use; `never` are words in capitals that no name contains."""
    rows = build(NameWords, table("offices/en/name_words.csv"))
    return frozenset(word for row in rows if row.use == use for word in row.words)
