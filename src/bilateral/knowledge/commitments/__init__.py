"""Words by which a side binds itself, or asks another to: rules, and the words around them.

`<language>/rules.toml` holds the rules: the words that open a promise, what they take, and how
strong it is when one side says so (`strength`) and when both do (`joint`). `<language>/words.csv`
holds the words that make a subject, a speaker or a verb of the kind that counts, and
`<language>/things.csv` the goods, works and people that tell the fields of a promise ("nurses",
"a pipeline"), which are passing words elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, rules, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = ("en",)
PROMISE = "promise"
THING = "promised_thing"
AUXILIARIES = (
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "stand",
    "stands",
    "remain",
    "remains",
)
STRENGTHS = ("agreed", "pledged", "planned", "proposed", "hoped")
TAKES = ("act", "clause", "noun", "owned", "named", "given", "modal")


@dataclass(frozen=True, slots=True)
class Rule:
    """`takes` says what the words open: an `act` of the subject ("agreed to"), a `clause` with a
    subject of its own ("proposed that"), a `noun` or an act that is asked for ("called for"),
    or an act of whoever owns the noun ("their commitment to"), is `named` behind it ("a pledge by
    Oslo to") has `given` it ("gave Kyiv a pledge to"), or
    is what somebody says that a side should do (`modal`)."""

    name: str
    takes: str
    strength: str
    joint: str
    words: tuple[str, ...]
    says: str = ""


@cache
def frames(language: str = "en") -> Mapping[str, Rule]:
    """The rules by their names."""
    out: dict[str, Rule] = {}
    for row in rules(f"commitments/{language}/rules.toml"):
        rule = build(Rule, [row])[0]
        if rule.takes not in TAKES or {rule.strength, rule.joint} - set(STRENGTHS):
            raise KnowledgeError("takes or strength is unknown", where=row.where)
        out[rule.name] = rule
    return MappingProxyType(out)


@cache
def words(kind: str, language: str = "en") -> frozenset[str]:
    """The words of one kind in `words.csv`."""
    rows = table(f"commitments/{language}/words.csv")
    return frozenset(row.values["words"] for row in rows if row.values["kind"] == kind)


def _forms(text: str) -> Iterator[str]:
    """The words, and with what may stand between them: "is also willing to", "agreed on Monday
    to", "pledged further to"."""
    yield text
    first, _, rest = text.partition(" ")
    if first in AUXILIARIES and rest:
        yield from (f"{first} {adverb} {rest}" for adverb in sorted(words("auxiliary_adverb")))
    elif rest in ("to", "that") and first.endswith("ed"):
        yield from (f"{first} {adverb} {rest}" for adverb in sorted(words("verb_adverb")))


def phrases(language: str) -> Iterator[Phrase]:
    """The words that open a promise, their key the rule's name, and the things promised, their
    key the codes of their fields."""
    if language not in LANGUAGES:
        return
    for rule in frames(language).values():
        for text in dict.fromkeys(form for word in rule.words for form in _forms(word)):
            yield Phrase(text, PROMISE, rule.name)
    for row in table(f"commitments/{language}/things.csv"):
        yield Phrase(row.values["words"], THING, row.values["areas"])
