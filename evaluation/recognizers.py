"""Files of Recognizers test cases in, scores of this project's numbers and dates out.

    python -m evaluation.recognizers FILE...

A file is a JSON array of cases, each with its `Input`, perhaps a reference time, and the
`Results` wanted. A result is right when its type is the same, its span equal (ignoring case
and outer spaces) and its value equal to one of the resolutions listed; "Dollar" is taken as
USD, and the exclusive ends of ranges are converted. The last line printed is one JSON object.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.edtf import bounds
from bilateral.language.numbers import Amount, find_amounts

Case = Mapping[str, Any]
NAMED_UNITS = {"Dollar": "USD"}
CLOCK_REACH = 16
_CLOCK = re.compile(
    r"\d{1,2}:\d\d|\d ?(?:am|pm|a|p|a\.m|p\.m|a m|p m)\b|\d{1,2}-\d{1,2}\b|o'?clock|\bnoon\b"
    r"|\b(?:mornings?|afternoons?|evenings?|nights?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing wanted or found: `values` are the readings, of which one must be shared."""

    kind: str
    text: str
    values: frozenset[str]


def _number(value: Any) -> str:
    try:
        return f"{Decimal(str(value)).normalize():.12g}"
    except InvalidOperation:
        return str(value)


# What a case wants


def wanted(case: Case) -> Iterator[Item]:
    """The results of a case as items."""
    for result in case.get("Results", ()):
        kind = result["TypeName"].removeprefix("datetimeV2.")
        resolution = result.get("Resolution") or {}
        if "values" in resolution:
            values = frozenset(_wanted_time(kind, v) for v in resolution["values"])
        else:
            values = frozenset([_wanted_value(kind, resolution)])
        yield Item(kind, _span(result["Text"]), values)


def _span(text: str) -> str:
    return text.strip().lower()


def _wanted_value(kind: str, resolution: Mapping[str, Any]) -> str:
    value = resolution.get("value")
    if kind == "currency":
        iso = resolution.get("isoCurrency") or NAMED_UNITS.get(resolution.get("unit", ""), "")
        return f"{_number(value)} {iso}".strip()
    return _number(str(value).rstrip("%"))


def _wanted_time(kind: str, value: Mapping[str, Any]) -> str:
    """A day, or the first and last day of a range; Recognizers' ends are exclusive."""
    if kind == "daterange":
        end = value.get("end")
        return f"{value.get('start') or ''}/{_day_before(end) if end else ''}"
    return str(value.get("value"))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


# What the project finds


def found(model: str, case: Case) -> Iterator[Item]:
    """What the project reads in a case, in Recognizers' kinds."""
    text = case["Input"]
    if model == "DateTimeModel":
        reference = (case.get("Context") or {}).get("ReferenceDateTime")
        day = date.fromisoformat(reference[:10]) if reference else None
        yield from (_time_item(text, time) for time in find_times(text, day) if time.edtf)
        return
    for amount in find_amounts(text):
        yield from _amount_items(model, text, amount)


def _time_item(text: str, time: TimeSpan) -> Item:
    readings = [r for r in (time.edtf or "", *time.alternatives) if r and r[0] != "["]
    spans = [bounds(reading) for reading in readings]
    days = [str(first) for first, last in spans if first and first == last]
    if days:  # "two months ago" is a day to Recognizers
        kind = "datetime" if _has_clock(text, time) else "date"
        return Item(kind, _span(time.text), frozenset(days))
    ends = {f"{first or ''}/{last or ''}" for first, last in spans}
    ends.update(_exclusive(reading) for reading in readings if "/" in reading)
    return Item("daterange", _span(time.text), frozenset(ends))


def _exclusive(interval: str) -> str:
    """Where Recognizers ends a range told by both its ends: before its last unit begins."""
    low, high = interval.split("/")
    first, last = bounds(low)[0], bounds(high)[0]
    return f"{first or ''}/{_day_before(last) if last else ''}"


def _has_clock(text: str, time: TimeSpan) -> bool:
    """Whether a time of day stands beside the date, which Recognizers then takes into it."""
    around = text[max(0, time.start - CLOCK_REACH) : time.start]
    return bool(_CLOCK.search(around + " " + text[time.end : time.end + CLOCK_REACH]))


def _amount_items(model: str, text: str, amount: Amount) -> Iterator[Item]:
    span = _span(text[amount.start : amount.end])
    if model == "CurrencyModel" and amount.kind == "money":
        yield Item("currency", span, _money(span, amount.value, amount.unit))
        for second in amount.equivalents:
            words = _span(text[second.start : second.end])
            yield Item("currency", words, _money(words, second.value, second.unit))
    elif model == "PercentModel" and amount.kind == "percent":
        yield Item("percentage", span, frozenset([_number(amount.value)]))
    elif model == "OrdinalModel" and amount.kind == "ordinal":
        yield Item("ordinal", span, frozenset([_number(amount.value)]))
    elif model == "NumberModel" and amount.kind in ("number", "count"):
        yield Item("number", span, frozenset([_number(amount.value)]))


def _money(span: str, value: Decimal, unit: str | None) -> frozenset[str]:
    """Money with and without its code; Recognizers counts cents by themselves as cents."""
    minor = span.endswith(("cent", "cents", "pence", "penny")) and value < 1000
    values = {value, value * 100} if minor or span.startswith("sen") else {value}
    numbers = {_number(v) for v in values}
    return frozenset(numbers | {f"{number} {unit}" for number in numbers})


# Scores


def score(model: str, cases: Iterable[Case]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        want, got = list(wanted(case)), list(found(model, case))
        for item in got:
            match = next((w for w in want if _same(w, item)), None)
            counts[item.kind, "right" if match else "wrong"] += 1
            if match:
                want.remove(match)
        for item in want:
            counts[item.kind, "missed"] += 1
    return {kind: _scores(counts, kind) for kind in sorted({kind for kind, _ in counts})}


def _same(want: Item, got: Item) -> bool:
    return want.kind == got.kind and want.text == got.text and bool(want.values & got.values)


def _scores(counts: Counter[tuple[str, str]], kind: str) -> dict[str, float]:
    right, wrong, missed = (counts[kind, sort] for sort in ("right", "wrong", "missed"))
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
    scores = {"precision": precision, "recall": recall, "f1": f1}
    return {name: round(value, 4) for name, value in scores.items()} | {"cases": right + missed}


def model_of(path: Path) -> str:
    """The model a file tests, from its name ("recognizers-CurrencyModel.json")."""
    return next(part for part in path.stem.split("-") if part.endswith("Model"))


def load(path: Path) -> list[Case]:
    """The cases of a file; they are written with a byte order mark."""
    cases: list[Case] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def main(arguments: list[str]) -> int:
    """Prints a line a kind, then all scores as one JSON object."""
    if not arguments:
        print("Give one or more files of test cases.", file=sys.stderr)
        return 2
    scores = {}
    for argument in arguments:
        model = model_of(Path(argument))
        scores[model] = score(model, load(Path(argument)))
        for kind, values in scores[model].items():
            print(f"{model:16} {kind:16} {values}")
    print(json.dumps(scores))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
