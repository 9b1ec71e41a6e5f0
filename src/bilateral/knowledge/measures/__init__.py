"""The measures of a relation in, and how a language tells them: words, sides and cues out.

`measures.csv` is the code list; `missions.csv` says where peace missions are, `companies.csv`
where the companies are at home that buy, sell and invest abroad;
`<language>/rules.toml` gives each measure its words and how its sides stand in a sentence;
`<language>/cues.csv` the words of change, nature, valuation and the rest that go with a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, rules, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = ("en",)
TOPIC = "measures"
NOUN_KIND = "measure_noun"
VERB_KIND = "measure_verb"
TRANSFER_KIND = "measure_transfer"
RANK_KIND = "measure_rank"
COUNTED_KIND = "measure_counted"
CUE_KIND = "measure_cue"
MISSION_KIND = "peace_mission"
COMPANY_KIND = "company"
TESTED = frozenset({"no_goods", "not_goods"})
"""Kinds of cue that are looked up at a place, not looked for in the text."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A code of the list; `ref_area` and `counterpart_area` say in words who they are."""

    code: str
    unit: str
    ref_area: str = ""
    counterpart_area: str = ""
    reads: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """The words of one measure, and the cues of its two sides, the surest first.

    A rule that tells another rule's measure from the other end ("owes") names it in `of`.
    Verbs that say a hundred things ("sent", "took") say `about` what the amount must be for them
    to tell the measure: goods, money, loan, invest. `moves` verbs have the amount as their
    subject ("$3 billion of fruit went to Chile").
    """

    name: str
    of: str | None = None
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()
    about: str | None = None
    moves: bool = False

    @property
    def measure(self) -> str:
        return self.of or self.key

    @property
    def key(self) -> str:
        return self.name.removeprefix(f"{TOPIC}.")


@dataclass(frozen=True, slots=True)
class Mission:
    """A peace mission by its name or acronym, and the country that it is in."""

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that go with a figure: what they say is `kind`, and `value` which of it."""

    words: str
    kind: str
    value: str = ""


@cache
def measures() -> dict[str, Measure]:
    """Every measure by its code."""
    return {row.code: row for row in build(Measure, table("measures/measures.csv"))}


@cache
def measure_rules(language: str) -> dict[str, MeasureRule]:
    """The rules by their names without the topic.

    Raises KnowledgeError for a measure that is not in the list.
    """
    path = f"measures/{language}/rules.toml"
    out = {rule.key: rule for rule in build(MeasureRule, rules(path))}
    unknown = sorted({rule.measure for rule in out.values()} - set(measures()))
    if unknown:
        raise KnowledgeError(f"no measure has the code {unknown[0]!r}", where=path)
    return out


@cache
def cues(language: str) -> tuple[Cue, ...]:
    return tuple(build(Cue, table(f"measures/{language}/cues.csv")))


@dataclass(frozen=True, slots=True)
class Company:
    """A company by the name that news calls it, and the country that it is of; `sells` are makers
    of aircraft, arms and plants, which are the sellers of what is ordered."""

    name: str
    country: str
    sells: bool = False


@cache
def companies() -> dict[str, Company]:
    """The companies by their names."""
    return {row.name: row for row in build(Company, table("measures/companies.csv"))}


@cache
def missions() -> dict[str, str]:
    """Where each peace mission is, by its name."""
    return {row.name: row.host for row in build(Mission, table("measures/missions.csv"))}


@cache
def cue_words(language: str, kind: str) -> frozenset[str]:
    """The words of one kind of cue, for a test at a known place."""
    return frozenset(cue.words for cue in cues(language) if cue.kind == kind)


def phrases(language: str) -> Iterator[Phrase]:
    """The words as phrases; the key is a rule, or kind and value of a cue."""
    if language not in LANGUAGES:
        return
    for rule in measure_rules(language).values():
        verb = TRANSFER_KIND if rule.about else VERB_KIND
        for kind, group in ((NOUN_KIND, rule.nouns), (verb, rule.verbs)):
            yield from (Phrase(words, kind, rule.key) for words in group)
        for words in dict.fromkeys(form for one in rule.ranked for form in (one, _plural(one))):
            yield Phrase(words, RANK_KIND, rule.key)
        yield from (Phrase(words, COUNTED_KIND, rule.key) for words in rule.counted)
    for name in companies():
        yield Phrase(name, COMPANY_KIND, name, case_sensitive=True)
    for name in missions():
        yield Phrase(name, MISSION_KIND, name, case_sensitive=True)
    for cue in cues(language):
        if cue.kind in TESTED:
            continue
        yield Phrase(cue.words, f"{CUE_KIND}_{cue.kind}", cue.value)


def _plural(words: str) -> str:
    """The words with their head in the plural: "source of imports" as "sources of imports"."""
    head, joint, rest = words.partition(" of") if " of" in words else words.partition(" for")
    if head.endswith(("s", "f")):
        return words
    return f"{head[:-1]}ies{joint}{rest}" if head.endswith("ry") else f"{head}s{joint}{rest}"
