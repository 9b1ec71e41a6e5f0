"""What a table of sentences with given sides knows beyond the rules of events.

`en/rules.toml` holds rules of its own, `en/verbs.csv` further verbs and objects of the rules of
events, `en/things.csv` further nouns of their classes, `en/operators.csv` further operators and
`en/cues.csv` words that point to a rule where no verb names an act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.events import ActRule, act_rules, check_classes, lists, operators, things
from bilateral.knowledge.loading import build, rules, table

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Extension:
    """Further verbs and objects of the rule of events that is called `rule`."""

    rule: str
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


@cache
def coding_rules(language: str = LANGUAGE) -> tuple[ActRule, ...]:
    """The rules of events with what is added to them, and those that stand before them."""
    known = {rule.name: rule for rule in act_rules(language)}
    for more in build(Extension, table(f"coding/{language}/verbs.csv")):
        if more.rule not in known:
            raise KnowledgeError(f"no rule {more.rule!r} in events", where="coding/verbs.csv")
        known[more.rule] = _extended(known[more.rule], more)
    found: list[ActRule] = []
    own = build(ActRule, rules(f"coding/{language}/rules.toml"))
    own_names = {rule.name for rule in own}
    for name, rule in known.items():
        for new in own:
            if new.before == name:
                found.extend(narrower for narrower in own if narrower.before == new.name)
                found.append(new)
        found.append(rule)
    found.extend(new for new in own if new.before not in known and new.before not in own_names)
    check_classes(found, coding_things(language))
    return tuple(found)


@cache
def coding_things(language: str = LANGUAGE) -> dict[str, tuple[str, ...]]:
    """Class to its nouns: first the classes that events does not know, which are narrower."""
    known, more = things(language), list(lists(f"coding/{language}/things.csv", "class", "nouns"))
    own = [row for row in more if row[0] not in known]
    return {**dict(own), **_joined(known, (row for row in more if row[0] in known))}


@cache
def coding_operators(language: str = LANGUAGE) -> dict[str, tuple[str, ...]]:
    """Operator to its verbs, those of events first."""
    more = lists(f"coding/{language}/operators.csv", "operator", "verbs")
    return _joined(operators(language), more)


@cache
def coding_cues(language: str = LANGUAGE) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rule to the words that point to it where no verb names an act; `*` opens the end."""
    known = {rule.name for rule in coding_rules(language)}
    found = tuple(lists(f"coding/{language}/cues.csv", "rule", "words"))
    for name, _ in found:
        if name not in known:
            raise KnowledgeError(f"no rule {name!r}", where=f"coding/{language}/cues.csv")
    return found


def _extended(rule: ActRule, more: Extension) -> ActRule:
    verbs, objects = dict.fromkeys((*rule.verbs, *more.verbs)), (*rule.objects, *more.objects)
    return replace(rule, verbs=tuple(verbs), objects=objects)


def _joined(
    known: Mapping[str, tuple[str, ...]], more: Iterable[tuple[str, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    found = dict(known)
    for key, items in more:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *items)))
    return found
