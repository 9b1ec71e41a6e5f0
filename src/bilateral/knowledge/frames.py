"""What is told of a language that is read by frames in, typed grammar and rules out.

A language whose words do not change their form needs no grammar in code: phrases, the small words
that give each side its part, and the order of words say it all. `grammar/<language>/frames.toml`
lists the small words by what they do; a language is read by frames when it has that file. The
rules stand in `<topic>/<language>/rules.toml`, beside their examples:

- measures: words (or `counts`, nouns behind a number), and the small words that mark each side;
- statuses: the words of a change; the labels stand in `labels.csv`;
- events: verbs with PLOVER's type and what their subject and object are;
- commitments: verbs with the strength of what they promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.areas import CUE, TERM, cues, terms
from bilateral.knowledge.loading import Row, build, roots, rules, table
from bilateral.knowledge.matching import Phrase
from bilateral.knowledge.offices import BODY, BOTH, OFFICE, Body, BothForm, Office

FIGURE, COUNT, STATUS, CHANGE, EVENT, COMMITMENT = (
    "frame_figure",
    "frame_count",
    "frame_status",
    "frame_change",
    "frame_event",
    "frame_commitment",
)
"""The kinds of the phrases: the key is the name of the rule, or the level of a status."""

NOTHING = "-"
"""The key of a phrase that only looks like another: being longer, it hides it."""

GOVERNOR = "~"
"""The key of a verb that is no act and has what stands behind it be none either."""

PATTERNS = ("act", "received", "talks", "calls_on", "mutual")
GOVERNS = ("", "agrees", "wishes")
SLOTS = ("subject", "modifier", "owner")
SHAPE = "frames.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Small words with one use in the language."""

    use: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """How a rank is told: `words` with `{n}` for the number, or with the `rank` they mean."""

    words: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language: `home` is the country whose press is written in it, meant where an office or a
    trade figure names no country; `words` by their use."""

    language: str
    home: str
    words: dict[str, tuple[str, ...]]
    ranks: tuple[Rank, ...]
    portfolio_titles: tuple[str, ...]

    def of(self, use: str) -> tuple[str, ...]:
        """The words of one use, none where the language has none."""
        return self.words.get(use, ())


@dataclass(frozen=True, slots=True)
class FigureRule:
    """How a measure is told. `words` stand before the amount, `counts` are the nouns behind a
    number, `needs` must stand in the sentence too. `ref_area` and `counterpart_area` list what
    gives a country its part: a small word before it, or one of `SLOTS`. Where the owner of the
    number stands before `own` words, the measure is `owned`, with both sides exchanged."""

    name: str
    measure: str
    unit: str
    ref_area: tuple[str, ...]
    counterpart_area: tuple[str, ...]
    words: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    negative: bool = False
    stock: bool = False
    flow: str = ""
    owned: str = ""
    own: tuple[str, ...] = ()
    valuation: str | None = None
    nature: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """The words by which a relationship comes to be called something."""

    name: str
    change: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRule:
    """A verb. `pattern`: in an `act` the subject is the source; in `received` the guest, who is
    the object; `talks` have the visitor as source and the host as recipient, as far as it is
    known; who `calls_on` somebody visits; what is `mutual` has all as sources. What a verb
    `governs` is no event of its own. With `needs` the clause must hold one of these words; with
    `people` the object is a person; a `noun` has its actor behind it."""

    name: str
    activity: str
    words: tuple[str, ...]
    event_type: str
    pattern: str = "act"
    mode: str | None = None
    governs: str = ""
    state: str = "occurred"
    needs: tuple[str, ...] = ()
    future_only: bool = False
    noun: bool = False
    people: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentRule:
    """A verb of promise, plan or wish. `only_before` are the words one of which must follow."""

    name: str
    strength: str
    words: tuple[str, ...]
    only_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A field of government, by the names that follow a minister's title."""

    portfolio: str
    sector: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A country's name in a pair ("Việt - Mỹ")."""

    form: str
    country: str


@dataclass(frozen=True, slots=True)
class StatusLabel:
    """Words for a level; without one they only look like a label. `change_only` labels count
    only with the words of a change."""

    words: str
    level: str = ""
    change_only: bool = False


@cache
def languages() -> tuple[str, ...]:
    """The languages that are read by frames: those whose grammar says how."""
    found = {path.parent.name for root in roots() for path in root.glob(f"grammar/*/{SHAPE}")}
    return tuple(sorted(found))


def has(topic: str, language: str) -> bool:
    """Whether a topic has a folder for the language."""
    return any((root / topic / language).is_dir() for root in roots())


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that is read by frames."""
    path = f"grammar/{language}/{SHAPE}"
    words: dict[str, tuple[str, ...]] = {}
    for row in build(Words, rules(path, "words")):
        words[row.use] = words.get(row.use, ()) + row.words
    home = next((str(row.values["country"]) for row in rules(path, "home")), "")
    titles = tuple(str(row.values["words"]) for row in rules(path, "portfolio_title"))
    return Grammar(language, home, words, tuple(build(Rank, rules(path, "rank"))), titles)


def _rules(topic: str, language: str) -> Iterator[Row]:
    if has(topic, language):
        yield from rules(f"{topic}/{language}/rules.toml")


@cache
def figure_rules(language: str) -> dict[str, FigureRule]:
    return {row.name: row for row in build(FigureRule, _rules("measures", language))}


@cache
def change_rules(language: str) -> dict[str, ChangeRule]:
    return {row.name: row for row in build(ChangeRule, _rules("statuses", language))}


@cache
def event_rules(language: str) -> dict[str, EventRule]:
    found = {row.name: row for row in build(EventRule, _rules("events", language))}
    for rule in found.values():
        if rule.pattern not in PATTERNS or rule.governs not in GOVERNS:
            where = f"events/{language}/rules.toml ({rule.name})"
            raise KnowledgeError(f"pattern {rule.pattern!r}, governs {rule.governs!r}", where=where)
    return found


@cache
def commitment_rules(language: str) -> dict[str, CommitmentRule]:
    return {row.name: row for row in build(CommitmentRule, _rules("commitments", language))}


@cache
def status_labels(language: str) -> dict[str, StatusLabel]:
    """The labels by their words in lower case."""
    if not has("statuses", language):
        return {}
    rows = build(StatusLabel, table(f"statuses/{language}/labels.csv"))
    return {row.words.lower(): row for row in rows}


@cache
def offices(language: str) -> dict[str, Office]:
    """Office by its code, those of the fields of government too (`trade_minister`)."""
    if not has("offices", language):
        return {}
    rows = build(Office, table(f"offices/{language}/offices.csv"))
    out = {row.office: row for row in rows}
    titles = grammar(language).portfolio_titles
    for field in build(Portfolio, table(f"offices/{language}/portfolios.csv")):
        forms = tuple(title.format(name) for title in titles for name in field.names)
        code = f"{field.portfolio}_minister"
        own = out.get(code)
        forms = (*own.forms, *forms) if own else forms
        out[code] = Office(code, field.kind, field.sector, forms, case_sensitive=True)
    return out


@cache
def bodies(language: str) -> dict[str, Body]:
    """Body of a state by its code."""
    if not has("offices", language):
        return {}
    return {row.body: row for row in build(Body, table(f"offices/{language}/bodies.csv"))}


@cache
def both_forms(language: str) -> dict[str, int]:
    """Words for all parties and how many they say."""
    rows = build(BothForm, table(f"offices/{language}/both.csv")) if bodies(language) else []
    return {row.form: row.count for row in rows}


@cache
def pair_forms(language: str) -> dict[str, str]:
    """The short names that countries have in a pair, to the country."""
    if not has("seats", language):
        return {}
    return {row.form: row.country for row in build(Pair, table(f"seats/{language}/combining.csv"))}


@cache
def look_alikes(topic: str, language: str) -> tuple[str, ...]:
    """Words that hold a verb or noun of a topic and mean something else."""
    uses = {EVENT: "not_event", FIGURE: "not_figure", COMMITMENT: "not_commitment"}
    return grammar(language).of(uses[topic])


def phrases(language: str) -> Iterator[Phrase]:
    """The words of every rule; nothing for a language that is not read by frames."""
    if language not in languages():
        return
    yield from _names(language)
    yield from _areas(language)
    for figure in figure_rules(language).values():
        yield from (Phrase(words, FIGURE, figure.name) for words in figure.words)
        yield from (Phrase(words, COUNT, figure.name) for words in figure.counts)
    for change in change_rules(language).values():
        yield from (Phrase(words, CHANGE, change.name) for words in change.words)
    for event in event_rules(language).values():
        yield from (Phrase(words, EVENT, event.name) for words in event.words)
    for promise in commitment_rules(language).values():
        yield from (Phrase(words, COMMITMENT, promise.name) for words in promise.words)
    for label in status_labels(language).values():
        yield Phrase(label.words, STATUS, label.level or NOTHING)
    for words in grammar(language).of("only_governs"):
        yield Phrase(words, EVENT, GOVERNOR)
    for kind in (EVENT, FIGURE, COMMITMENT):
        yield from (Phrase(words, kind, NOTHING) for words in look_alikes(kind, language))


def _names(language: str) -> Iterator[Phrase]:
    """Offices, bodies and words for both sides."""
    for office in offices(language).values():
        for form in office.forms:
            yield Phrase(form, OFFICE, office.office, office.case_sensitive)
    for body in bodies(language).values():
        yield from (Phrase(form, BODY, body.body, case_sensitive=True) for form in body.forms)
    for form, count in both_forms(language).items():
        yield Phrase(form, BOTH, str(count))


def _areas(language: str) -> Iterator[Phrase]:
    """The words for fields of cooperation, and those that make a sentence speak of them."""
    if not has("areas", language):
        return
    for key, term in terms(language).items():
        yield Phrase(term.term, TERM, key, term.case_sensitive)
    for cue in cues(language):
        yield Phrase(cue.words, CUE, cue.kind)
