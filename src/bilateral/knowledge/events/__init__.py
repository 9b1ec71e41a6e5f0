"""The rules that name events: acts by their verbs and nouns, and what other words make of them.

`en/rules.toml` says what an act is called, `en/things.csv` which nouns name things and acts,
`en/acting.csv` by whom a state acts, `en/operators.csv` which verbs act on another act (agreed to,
refused, lifted) and `en/rules_operators.toml` what comes of it; `en/venues.csv` says whose guests
meet in which city.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, rules, table

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class ActRule:
    """One kind of act. `roles`: who is source, see the head of `rules.toml`.

    An object of a `far` rule decides wherever it stands behind the verb. The nouns of `hints`
    decide in a table of sentences where the verb before them is in no rule; there a rule may
    stand `before` another."""

    name: str
    root: str
    mode: str = ""
    activity: str = "other"
    plv: str = ""
    roles: str = ""
    scope: str = ""
    operator: str = ""
    far: bool = False
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class OperatorRule:
    """What an operator (`agree`, `demand`, `refuse`, `threaten`, `stop`, `allow`, and `will`
    for the future tense) makes of an act. `root` may be `same`."""

    name: str
    root: str
    operators: tuple[str, ...]
    of: tuple[str, ...] = ()
    mode: str = ""
    activity: str = "other"
    plv: str = ""
    keep_activity: bool = False


@cache
def act_rules(language: str = LANGUAGE) -> tuple[ActRule, ...]:
    """The kinds of act, in the order of the file: an earlier one wins."""
    found = tuple(build(ActRule, rules(f"events/{language}/rules.toml")))
    check_classes(found, things(language))
    return found


def check_classes(found: Iterable[ActRule], known: Container[str]) -> None:
    """Refuse rules with objects of no class that is known."""
    for rule in found:
        for name in (*rule.objects, *rule.acts, *rule.hints):
            if name not in known:
                raise KnowledgeError(f"{rule.name}: no class {name!r} in things.csv")


@cache
def operator_rules(language: str = LANGUAGE) -> tuple[OperatorRule, ...]:
    """What becomes of an act under an operator, in the order of the file."""
    return tuple(build(OperatorRule, rules(f"events/{language}/rules_operators.toml")))


@cache
def things(language: str = LANGUAGE) -> dict[str, tuple[str, ...]]:
    """Class to its nouns, in the singular."""
    return dict(lists(f"events/{language}/things.csv", "class", "nouns"))


@cache
def operators(language: str = LANGUAGE) -> dict[str, tuple[str, ...]]:
    """Operator to its verbs; `say` brings a clause, `plain` verbs mean nothing here."""
    return dict(lists(f"events/{language}/operators.csv", "operator", "verbs"))


@cache
def acting(language: str = LANGUAGE) -> frozenset[str]:
    """The last words of nouns for people and forces by whom a state acts: "official"."""
    rows = lists(f"events/{language}/acting.csv", "kind", "nouns")
    return frozenset(noun.split()[-1] for _, nouns in rows for noun in nouns)


@cache
def venues(language: str = LANGUAGE) -> dict[str, str]:
    """Places where governments meet that are no capitals, in lower case, to their country."""
    rows = lists(f"events/{language}/venues.csv", "country", "places")
    return {place.lower(): country for country, places in rows for place in places}


def lists(path: str, key: str, column: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a table of lists: a key, and its items parted by semicolons."""
    for row in table(path):
        items = (item.strip() for item in row.values[column].split(";"))
        yield row.values[key], tuple(dict.fromkeys(item for item in items if item))
