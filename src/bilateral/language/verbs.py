"""The verbs to be known in, a lexicon of their forms out; and what is known of a verb in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bilateral.language.inflection import verb_forms

FINITE, INFINITIVE, GERUND, PARTICIPLE = "finite", "infinitive", "gerund", "participle"

# Particles that may stand behind the object: "pulled its soldiers out".
_PARTICLES = frozenset(
    [
        "out",
        "off",
        "back",
        "down",
        "up",
        "away",
        "home",
        "go",
        "free",
        "ablaze",
        "afloat",
        "packing",
        "over",
        "alight",
        "hostage",
        "captive",
        "dead",
    ]
)


class VerbLexicon:
    """The verbs to be known: `meet`, `call for`, `be willing`; the longest form wins.

    `longer` gives by the first and the second word the rest of each verb and the verb, the longest
    first.
    `nouns` are words that may be nouns though they look like verbs; after `clause_verbs` a
    clause may follow without "that" ("said it had left")."""

    def __init__(
        self, verbs: Iterable[str], nouns: Iterable[str] = (), clause_verbs: Iterable[str] = ()
    ) -> None:
        self.forms: dict[str, tuple[tuple[str, int], ...]] = {}
        self.longer: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        self.nouns = frozenset(nouns)
        self.clause_verbs = frozenset(clause_verbs)
        found: dict[str, dict[str, int]] = {}
        for verb in sorted(set(verbs), key=lambda v: -len(v.split())):
            first, *rest = verb.split()
            if rest:
                own = self.longer.setdefault(first, {})
                own.setdefault(rest[0], []).append((tuple(rest), verb))
            for form, mask in verb_forms(first) if first != "be" else ():
                by_lemma = found.setdefault(form, {})
                by_lemma[first] = by_lemma.get(first, 0) | mask
        self.particles = {
            first: {
                second: verb
                for second, verbs_of in longer.items()
                for rest, verb in verbs_of
                if rest[1:] == () and second in _PARTICLES
            }
            for first, longer in self.longer.items()
        }
        self.forms = {form: tuple(lemmas.items()) for form, lemmas in found.items()}


@dataclass(slots=True)
class Group:
    """One verb with its auxiliaries: words `first` to `end`, the verb itself at `head`.

    `lemma` may be longer than a word ("call for", "be willing"). `parent` is the group whose
    subject it shares (coordination), as an index into the list of groups.
    """

    first: int
    head: int
    end: int
    lemma: str
    kind: str
    form: int
    modal: str | None = None
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    future: bool = False
    duty: bool = False
    possible: bool = False
    relative: bool = False
    parent: int | None = None
