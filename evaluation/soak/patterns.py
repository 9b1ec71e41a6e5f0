"""Every compiled pattern of the program in, those whose work grows faster than their text out.

A pattern is tried with strings made from itself (what it looks for, over and over, and never
ended) and with the strings that trouble patterns in general, of one length and of four times that
length: work that grows with the square of the length shows as sixteen times the time.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._constants as codes  # type: ignore[import-not-found, unused-ignore]
import re._parser as parser  # type: ignore[import-not-found, unused-ignore]
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import bilateral
from evaluation.soak.fuzz import HangError, within

SHORT = 3_000
GROWTH = 4
FASTER = 9.0
"""Times as long for four times the text: between 4 for work along it and 16 for its square."""
WORTH = 0.02
"""Seconds below which nothing is judged."""
HANG = 20.0
_SEEDS = 4
_MOST_REPEATS = 3

TROUBLE = (
    "a",
    " ",
    "\n",
    " \n",
    "9",
    "9,",
    "9.",
    "9 ",
    ".",
    ",",
    ", and ",
    "A",
    "A ",
    "Aa ",
    "a ",
    "-",
    "- ",
    "_",
    "*a",
    "(",
    "[",
    "[a](",
    "<",
    "<!--",
    "<a ",
    '"',
    "“",
    "$",
    "$9 ",
    "the ",
    "of the ",
    "|",
    "| ",
    "--|",
    "\t",
    "&",
    "/",
    "éa",
    "\u00a0",
)


@dataclass(frozen=True)
class Slow:
    """A pattern, the piece that was repeated, and the seconds for both lengths."""

    where: str
    piece: str
    short: float
    long: float


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that a module of the program holds, by where it stands."""
    out: dict[str, re.Pattern[Any]] = {}
    seen: set[tuple[Any, int]] = set()
    for info in pkgutil.walk_packages(bilateral.__path__, "bilateral."):
        if info.name.endswith("__main__") or ".migrations." in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for place, pattern in _within(value, f"{info.name}.{name}"):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    out[place] = pattern
    return out


def _within(value: object, place: str, depth: int = 3) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif depth and isinstance(value, (tuple, list, frozenset, set)):
        for number, item in enumerate(value):
            yield from _within(item, f"{place}[{number}]", depth - 1)
    elif depth and isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, f"{place}[{key!r}]", depth - 1)


def try_all() -> list[Slow]:
    """The patterns that are slow, the slowest first."""
    found = [slow for place, pattern in patterns().items() for slow in try_one(place, pattern)]
    return sorted(found, key=lambda slow: -slow.long)


def try_one(place: str, pattern: re.Pattern[Any]) -> list[Slow]:
    """The worst piece for a pattern, if its work grows faster than the text."""
    worst: Slow | None = None
    for piece in pieces(pattern):
        short = _seconds(pattern, _long(piece, SHORT))
        long = _seconds(pattern, _long(piece, SHORT * GROWTH))
        if long > WORTH and long > FASTER * short and (worst is None or long > worst.long):
            worst = Slow(place, piece[:60], short, long)
    return [worst] if worst else []


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """Strings to repeat: the usual trouble, and examples of the pattern whole and broken off."""
    source = pattern.pattern
    tree = parser.parse(source, pattern.flags)
    out = list(TROUBLE)
    for seed in range(_SEEDS):
        example = "".join(_example(tree, random.Random(seed)))
        out += [example, example[:-1], example[: len(example) // 2], example + "\x01"]
    return list(dict.fromkeys(piece for piece in out if piece))


def _long(piece: str, length: int) -> str:
    """The piece over and over, and at the end a sign that nothing looks for."""
    return piece * (length // len(piece) + 1) + "\x01"


def _seconds(pattern: re.Pattern[Any], text: str) -> float:
    given: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    try:
        with within(HANG):
            for _ in pattern.finditer(given):
                pass
    except HangError:
        return HANG
    return time.process_time() - started


def _example(tree: Iterable[Any], chance: random.Random) -> Iterator[str]:
    """A string that the parsed pattern may match; what looks around gives nothing."""
    for code, value in tree:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.NOT_LITERAL:
            yield "x" if value != ord("x") else "y"
        elif code is codes.ANY:
            yield chance.choice("a 9")
        elif code is codes.IN:
            yield _one_of(value, chance)
        elif code is codes.BRANCH:
            yield from _example(chance.choice(value[1]), chance)
        elif code is codes.SUBPATTERN:
            yield from _example(value[3], chance)
        elif code is codes.ATOMIC_GROUP:
            yield from _example(value, chance)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, item = value
            most = min(high, max(low, _MOST_REPEATS))
            for _ in range(chance.randint(low, most)):
                yield from _example(item, chance)


def _one_of(members: list[Any], chance: random.Random) -> str:
    """A sign of a class."""
    if members[0][0] is codes.NEGATE:
        return chance.choice("a 9,\u00e9")
    code, value = chance.choice(members)
    if code is codes.RANGE:
        return chr(chance.randint(*value))
    if code is codes.CATEGORY:
        return {"DIGIT": "7", "SPACE": " ", "WORD": "w"}.get(str(value).rsplit("_", 1)[-1], ",")
    return chr(value)
