"""The knowledge of events in, tables for looking words up out: verbs to rules, nouns to things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bilateral.knowledge.coding import coding_operators, coding_rules, coding_things
from bilateral.knowledge.events import ActRule, act_rules, operators, things
from bilateral.language.inflection import plural
from bilateral.language.verbs import VerbLexicon
from bilateral.language.words import Words

Classes = Mapping[str, tuple[str, ...]]
Entry = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a phrase behind its first, and the classes of what it names."""

LONG_VERB = 3
"""A verb of so many words holds its own object: "give refuge to"."""
COMPLAINT_RULE = "events.condemnation"
"""The rule for what a government protests against."""
DRILL_RULE = "events.drill"
"""The rule for an exercise of one side alone, where the other can see it."""
CLAIM_RULE = "events.allegation"
"""The rule for what one side says that the other did."""
CROWD_RULE = "events.rioted"
"""The rule for what a crowd does by force, whatever the verb."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The rules of one verb: by the class of its object, and without one; its operators."""

    by_object: dict[str, ActRule]
    default: ActRule | None
    operators: frozenset[str]


_SPEAKING = frozenset(("threaten", "demand", "refuse", "agree", "allow", "say"))


class Noun(NamedTuple):
    """A noun phrase found: words `start` to `end`, and the classes of thing it may be."""

    start: int
    end: int
    classes: tuple[str, ...]


class Lexicon:
    """What words mean for events, by the rules, the classes of nouns and the operators given.

    With `beginnings` an operator of several words ("pull back from") that names no act of its own
    is the act that its beginning names ("pull back")."""

    def __init__(
        self,
        known: Sequence[ActRule],
        classes: Classes,
        acting: Classes,
        *,
        beginnings: bool = False,
    ) -> None:
        self.acts = _naming("acts", known)
        self.hints = _naming("hints", known)
        by_name = {rule.name: rule for rule in known}
        self.crowd_rule, self.complaint_rule = by_name[CROWD_RULE], by_name[COMPLAINT_RULE]
        self.drill_rule, self.claim_rule = by_name[DRILL_RULE], by_name[CLAIM_RULE]
        self.by_name = by_name
        self.frames = _frames(known, acting, beginnings)
        phrases = _phrases(classes)
        self.nouns = _nouns(phrases)
        self._starts = {first: _by_second(entries) for first, entries in self.nouns.items()}
        self.verbs = VerbLexicon(self.frames, (" ".join(key) for key in phrases), acting["say"])
        self.far = frozenset(name for r in known if r.far for name in r.objects)

    def nouns_of(self, words: Words) -> list[tuple[int, list[Noun]]]:
        """Where known nouns begin in words, and which: the longest first."""
        low, starts = words.low, self._starts
        found: list[tuple[int, list[Noun]]] = []
        for index, word in enumerate(low):
            entry = starts.get(word)
            if entry is None:
                continue
            alone, longer = entry
            here: list[Noun] = []
            if longer:
                for rest, classes in longer.get(low[index + 1] if index + 1 < len(low) else "", ()):
                    end = index + 1 + len(rest)
                    if tuple(low[index + 1 : end]) == rest:
                        here.append(Noun(index, end, classes))
            if alone:
                here.append(Noun(index, index + 1, alone))
            if here:
                found.append((index, here))
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of articles, built once."""
    return Lexicon(act_rules(), things(), operators())


@cache
def table_lexicon() -> Lexicon:
    """The lexicon of tables of sentences, built once."""
    return Lexicon(coding_rules(), coding_things(), coding_operators(), beginnings=True)


def _naming(field: str, known: Iterable[ActRule]) -> dict[str, ActRule]:
    """Class of thing to the rule that it names (`acts`) or suggests (`hints`) an act of."""
    found: dict[str, ActRule] = {}
    for rule in known:
        for name in getattr(rule, field):
            found.setdefault(name, rule)
    return found


def _frames(known: Iterable[ActRule], operating: Classes, beginnings: bool) -> dict[str, Frames]:
    by_object: dict[str, dict[str, ActRule]] = defaultdict(dict)
    default: dict[str, ActRule] = {}
    acting: dict[str, set[str]] = defaultdict(set)
    for rule in known:
        for verb in rule.verbs:
            if not rule.objects:
                default.setdefault(verb, rule)
            for name in rule.objects:
                by_object[verb].setdefault(name, rule)
            if rule.operator:
                acting[verb].add(rule.operator)
    for operator, verbs in operating.items():
        for verb in verbs:
            acting[verb].add(operator)
    for verb, rules_of in by_object.items():
        words = verb.split()
        if len(words) >= LONG_VERB:
            default.setdefault(verb, next(iter(rules_of.values())))
        shorter = default.get(words[0])
        if shorter and any(rule.root == shorter.root for rule in rules_of.values()):
            default.setdefault(verb, shorter)
    for verb in acting if beginnings else ():
        if not acting[verb].isdisjoint(_SPEAKING):
            continue
        beginning = verb
        while verb not in default and beginning.count(" ") > 1:
            beginning = beginning.rsplit(" ", 1)[0]
            if beginning in default:
                default[verb] = default[beginning]
    return {
        verb: Frames(dict(by_object[verb]), default.get(verb), frozenset(acting[verb]))
        for verb in {*by_object, *default, *acting}
    }


def _phrases(classes: Classes) -> dict[tuple[str, ...], list[str]]:
    """Noun phrase, singular or plural, to the classes that name it."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, nouns in classes.items():
        for noun in nouns:
            for form in (noun.lower(), plural(noun.lower())):
                key = tuple(form.split())
                if name not in found[key]:
                    found[key].append(name)
    return found


def _by_second(entries: list[Entry]) -> tuple[tuple[str, ...], dict[str, list[Entry]]]:
    """The classes of a word by itself, and by the word behind it the phrases that it begins."""
    alone = next((classes for rest, classes in entries if not rest), ())
    longer: dict[str, list[Entry]] = defaultdict(list)
    for rest, classes in entries:
        if rest:
            longer[rest[0]].append((rest, classes))
    return alone, dict(longer)


def _nouns(
    phrases: Mapping[tuple[str, ...], list[str]],
) -> dict[str, list[Entry]]:
    """First word to the rest of the phrases that begin with it, the longest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, classes in phrases.items():
        found[key[0]].append((key[1:], tuple(classes)))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(found)
