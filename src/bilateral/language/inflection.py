"""A verb or noun in its base form in, its inflected forms out."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from bilateral.knowledge.grammar import irregular_verbs

VOWELS = "aeiou"

# Both spellings of these are written: "canceled" and "cancelled".
_EITHER = frozenset(
    [
        "cancel",
        "travel",
        "signal",
        "label",
        "model",
        "counsel",
        "quarrel",
        "level",
        "total",
        "equal",
        "marshal",
        "rival",
        "fuel",
        "kidnap",
        "airdrop",
        "program",
        "worship",
        "enrol",
        "fulfil",
        "instil",
    ]
)
# Verbs of more than one syllable whose last consonant doubles: the stress is on the end.
_DOUBLING = _EITHER | frozenset(
    [
        "abet",
        "abhor",
        "acquit",
        "admit",
        "allot",
        "annul",
        "commit",
        "compel",
        "concur",
        "confer",
        "control",
        "defer",
        "deter",
        "dispel",
        "embed",
        "equip",
        "expel",
        "extol",
        "forbid",
        "impel",
        "incur",
        "infer",
        "interfer",
        "occur",
        "omit",
        "patrol",
        "permit",
        "prefer",
        "propel",
        "re-admit",
        "readmit",
        "rebel",
        "recur",
        "refer",
        "regret",
        "remit",
        "repel",
        "submit",
        "transfer",
        "transmit",
    ]
)


class Form(IntEnum):
    """Which inflected forms a word may be: "met" is past and participle of "meet"."""

    BASE = 1
    PRESENT = 2
    PAST = 4
    PARTICIPLE = 8
    GERUND = 16


def verb_forms(lemma: str) -> Iterator[tuple[str, int]]:
    """Every form of `lemma` (one word, in base form)."""
    yield lemma, Form.BASE
    yield _third_person(lemma), Form.PRESENT
    for stem in _stems(lemma):
        yield f"{stem}ing", Form.GERUND
    irregular = irregular_verbs().get(lemma)
    if irregular:
        for form in irregular[0]:
            yield form, Form.PAST
        for form in irregular[1]:
            yield form, Form.PARTICIPLE
        return
    for past in _regular_past(lemma):
        yield past, Form.PAST | Form.PARTICIPLE


def plural(noun: str) -> str:
    """The plural of a noun, the last word of a phrase taking the ending."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return f"{noun[:-1]}ies"
    if noun.endswith("man") and not noun.endswith("human"):
        return f"{noun[:-3]}men"
    return f"{noun}s"


_PLURAL = frozenset(
    ["people", "police", "men", "women", "children", "both", "sides", "militia", "taliban"]
)


def looks_plural(word: str) -> bool:
    """Whether `word` may stand for many."""
    return word in _PLURAL or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


def _third_person(lemma: str) -> str:
    if lemma in ("have", "be"):
        return {"have": "has", "be": "is"}[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _stems(lemma: str) -> Iterator[str]:
    """What -ing is put on."""
    if lemma.endswith("ie"):
        yield f"{lemma[:-2]}y"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        yield lemma[:-1]
    else:
        yield from _doubled(lemma)


def _regular_past(lemma: str) -> Iterator[str]:
    if lemma.endswith("e"):
        yield f"{lemma}d"
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        yield f"{lemma[:-1]}ied"
    else:
        for stem in _doubled(lemma):
            yield f"{stem}ed"


def _doubled(lemma: str) -> Iterator[str]:
    """`lemma` with its last consonant doubled where English does so ("ban": "bann")."""
    if lemma in _EITHER:
        yield lemma
    if lemma in _DOUBLING or _is_short(lemma):
        yield lemma + lemma[-1]
    elif lemma not in _EITHER:
        yield lemma


def _is_short(lemma: str) -> bool:
    """One syllable that ends in one vowel and one consonant, as "ban", "stop", "plan"."""
    return (
        len(lemma) >= 3
        and lemma[-1] not in VOWELS + "wxy"
        and lemma[-2] in VOWELS
        and lemma[-3] not in VOWELS.replace("u", "")
        and not (lemma[-3] == "u" and lemma[-4:-3] != "q")
        and sum(1 for c in lemma if c in VOWELS) - (lemma[-3] == "u") == 1
    )
