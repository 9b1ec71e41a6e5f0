"""A label and a statement of one kind in, the fields in which they differ out.

`key` fields decide whether a statement is right; the others whether it is right as a whole.
Only fields that the label holds are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.names import same_actor, same_person, words_of

Json = Mapping[str, Any]
Compare = Callable[[Any, Any], bool]

STRENGTH_CLASS = {
    "agreed": "undertaken",
    "pledged": "undertaken",
    "planned": "undertaken",
    "proposed": "wished",
    "hoped": "wished",
}
SYMMETRIC_MEASURES = {"trade"}
"""Measures of both sides together: which side stands first does not matter."""

AREAS_IN_COMMON = 0.5
"""Least Jaccard overlap of the areas of a commitment."""


@dataclass(frozen=True)
class Field:
    """One scored field: whether it decides, and how two values are compared."""

    name: str
    key: bool
    same: Compare


@dataclass(frozen=True)
class Fault:
    """A field that differs."""

    field: str
    key: bool
    gold: Any
    read: Any


def equal(gold: Any, read: Any) -> bool:
    return bool(gold == read)


def same_number(gold: Any, read: Any) -> bool:
    """Equal but for the last bit of a float; null only equals null."""
    if gold is None or read is None:
        return gold is read
    return abs(float(gold) - float(read)) <= 1e-9 * max(abs(float(gold)), abs(float(read)))


def same_set(gold: Any, read: Any) -> bool:
    return set(gold or ()) == set(read or ())


def same_words(gold: Any, read: Any) -> bool:
    """Both null, or one's words among the other's, whatever the case and the plural."""
    left, right = words_of(gold), words_of(read)
    if not left or not right:
        return not left and not right
    return left <= right or right <= left


def same_change(gold: Any, read: Any) -> bool:
    """Value, unit, direction and base period, as far as the label gives them."""
    if not gold or not read:
        return bool(gold) == bool(read)
    if not same_number(gold.get("value"), read.get("value")):
        return False
    return all(bool(gold[key] == read.get(key)) for key in gold if key != "value")


def same_strength_class(gold: Any, read: Any) -> bool:
    left, right = str(gold), str(read)
    return STRENGTH_CLASS.get(left, left) == STRENGTH_CLASS.get(right, right)


def areas_overlap(gold: Any, read: Any) -> bool:
    left, right = set(gold or ()), set(read or ())
    if not left and not right:
        return True
    return len(left & right) / len(left | right) >= AREAS_IN_COMMON


def same_actors(gold: Any, read: Any) -> bool:
    """Every actor named on one side is named on the other."""
    left, right = list(gold or ()), list(read or ())
    return all(any(same_person(a, b) for b in right) for a in left) and all(
        any(same_person(a, b) for a in left) for b in right
    )


FIELDS: dict[str, tuple[Field, ...]] = {
    "figures": (
        Field("measure", True, equal),
        Field("ref_area", True, equal),
        Field("counterpart_area", True, equal),
        Field("obs_value", True, same_number),
        Field("unit_measure", True, equal),
        Field("obs_value_high", False, same_number),
        Field("bound", False, equal),
        Field("time_period", False, equal),
        Field("as_of", False, equal),
        Field("change", False, same_change),
        Field("out_of", False, same_number),
        Field("scope", False, same_words),
        Field("valuation", False, equal),
        Field("nature", False, equal),
    ),
    "statuses": (
        Field("level", True, equal),
        Field("change", True, equal),
        Field("parties", True, same_set),
        Field("date", False, equal),
    ),
    "events": (
        Field("event_type", True, equal),
        Field("source", True, same_set),
        Field("recipient", True, same_set),
        Field("activity", False, equal),
        Field("state", False, equal),
        Field("date", False, equal),
        Field("actors", False, same_actors),
    ),
    "commitments": (
        Field("strength", True, same_strength_class),
        Field("by", True, same_set),
        Field("to", True, same_set),
        Field("areas", True, areas_overlap),
        Field("strength", False, equal),
    ),
    "actors": (Field("name", True, equal), Field("country", True, equal)),
    "areas": (Field("code", True, equal),),
}


def faults(section: str, gold: Json, read: Json) -> tuple[Fault, ...]:
    """The fields of the label that the statement gets wrong, in the order of `FIELDS`."""
    if section == "actors":
        return _actor_faults(gold, read)
    read = _oriented(section, gold, read)
    found = [
        Fault(field.name, field.key, gold[field.name], read.get(field.name))
        for field in FIELDS[section]
        if field.name in gold and not field.same(gold[field.name], read.get(field.name))
    ]
    return tuple(found)


def _actor_faults(gold: Json, read: Json) -> tuple[Fault, ...]:
    found = []
    if not same_actor(gold["name"], read.get("name") or "", gold.get("country")):
        found.append(Fault("name", True, gold["name"], read.get("name")))
    if "country" in gold and gold["country"] != read.get("country"):
        found.append(Fault("country", True, gold["country"], read.get("country")))
    return tuple(found)


def _oriented(section: str, gold: Json, read: Json) -> Json:
    """A figure of both sides together, turned to stand as the label does."""
    if section != "figures" or gold.get("measure") not in SYMMETRIC_MEASURES:
        return read
    sides = (read.get("counterpart_area"), read.get("ref_area"))
    if sides != (gold.get("ref_area"), gold.get("counterpart_area")):
        return read
    return {**read, "ref_area": sides[0], "counterpart_area": sides[1]}
