"""Scores in, whether any lies under its pinned floor out; `floors.json` holds the floors.

A floor is raised by an explicit flag and lowered by another one only. With the floors stands
the hash of the gold set they were measured on: new labels ask for new floors.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.scoring import Scores

FLOORS = Path(__file__).with_name("floors.json")

Floors = dict[str, dict[str, float]]
"""Name of the set of articles (or of the suite) to the floor of each of its scores."""

CEILING = "read from negatives"
"""The one score that counts faults: there the floor is the most there may be."""


@dataclass(frozen=True)
class Pinned:
    """What `floors.json` holds: the floors, and the hash of the gold set they are true of."""

    gold: str
    floors: Floors


def measured(scores: Scores) -> dict[str, float]:
    """The scores that have floors, by name (`figures f1`), cut to three digits."""
    found: dict[str, float] = {}
    for section, score in scores.kinds.items():
        for name, value in (("f1", score.f1), ("whole", score.whole)):
            if value is not None and score.right + score.missed:
                found[f"{section} {name}"] = cut(value)
    if scores.negatives:
        found[CEILING] = scores.read_from_negatives
    return found


def cut(value: float) -> float:
    """Three digits, downward, so that a score never lies under the floor made of it."""
    return math.floor(value * 1000 + 1e-9) / 1000


def load_floors(path: Path) -> Pinned | None:
    """The pinned floors; None where none are pinned yet."""
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Pinned(data["gold"], data["floors"])


def save_floors(pinned: Pinned, path: Path) -> None:
    data = {"gold": pinned.gold, "floors": pinned.floors}
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def under(floors: Mapping[str, Mapping[str, float]], now: Floors) -> list[str]:
    """A line for each score that lies under its floor; sets that are not at hand are left out."""
    return [
        f"{group}: {name} is {now[group].get(name, 0.0):g}, pinned at {floor:g}"
        for group, pinned in floors.items()
        if group in now
        for name, floor in pinned.items()
        if _worse(name, now[group].get(name, 0.0), floor)
    ]


def _worse(name: str, value: float, floor: float) -> bool:
    return value > floor if name == CEILING else value < floor


def moved(floors: Mapping[str, Mapping[str, float]], now: Floors, *, lower: bool) -> Floors:
    """The floors with `now` written in where it is higher, or where it is lower with `lower`.

    A score without a floor gets one either way; sets that are not at hand stay as they are.
    """
    out = {group: dict(pinned) for group, pinned in floors.items()}
    for group, values in now.items():
        own = out.setdefault(group, {})
        for name, value in values.items():
            if name not in own or _worse(name, value, own[name]) == lower:
                own[name] = value
        if lower:
            out[group] = {name: floor for name, floor in own.items() if name in values}
    return out
