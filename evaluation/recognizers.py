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
from bilateral.language.plain_numbers import PlainNumber, find_numbers

Case = Mapping[str, Any]
NAMED_UNITS = {"Dollar": "USD"}
CLOCK_REACH = 16
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CLOCK = re.compile(
    r"\d{1,2}:\d\d|\d ?(?:am|pm|a|p|a\.m|p\.m|a m|p m)\b|\d{1,2}-\d{1,2}\b|o'?clock|\bnoon\b"
    r"|\b(?:mornings?|afternoons?|evenings?|nights?|tonight|lunchtime|midnight|midday)\b"
    rf"|\b{_HOUR} [ap]\.? ?m\b|\bat \d{{1,2}}\.\d\d|\bat {_HOUR}\b|\bend of the $"
    r"|\b(?:early|late|mid)(?: in the day)? $",
    re.IGNORECASE,
)
# A multiplier in the words of an amount: a word, or letters that stand on digits.
MULTIPLIER = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|lakhs?|crores?)\b"
    r"|(?:\d\s?|\b)(?:k|m|b|t|mn|mln|mio|bn|bln|tn|trn)\b",
    re.IGNORECASE,
)
# Recognizers gives seasons and the years of schools and budgets without days.
_NO_DAYS = re.compile(
    r"\b(?:fiscal|school|fy|sy|spring|summer|autumn|fall|winter)\b", re.IGNORECASE
)
# It halves years, months and weeks for "early" and "late", and leaves out some articles.
_PART = re.compile(
    r"(?:(?P<opens>since|after|before|until|by)\s+)?(?:the\s+)?"
    r"(?P<part>early|earlier|beginning|start|late|later|end)\b[\s-]*(?:of |in )?(?:the )?"
    r"(?P<whole>(?:\w+ )?(?:year|month|week|\d{4}))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^the (?=(?:calendar |cy |year )|(?:end|beginning|start|middle|early|mid|late)\b|\d+ )"
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
        times = find_times(text, day, fiscal="USA")
        yield from (_time_item(text, time, day) for time in times if time.edtf)
        return
    if model == "NumberModel":
        yield from (_number_item(text, number) for number in find_numbers(text))
        return
    for amount in find_amounts(text):
        yield from _amount_items(model, text, amount)


def _time_item(text: str, time: TimeSpan, day: date | None) -> Item:
    span = _ARTICLE.sub("", _span(time.text))
    readings = [r for r in (time.edtf or "", *time.alternatives) if r and r[0] != "["]
    clock = "time" if _has_clock(text, time) else ""
    days = frozenset(reading for reading in readings if _is_day(reading))
    if days and (len(days) == len(readings) or "/" not in "".join(readings)):
        return Item("datetime" if clock else "date", span, days)
    to_the_day = all(len(reading.strip("./")) > 9 for reading in readings)
    kind = "datetimerange" if clock and to_the_day and "week" not in span else "daterange"
    if _NO_DAYS.search(span):
        return Item(kind, span, frozenset({"/"}))
    halves = _half(span, day)
    if halves:
        return Item(kind, span, frozenset({halves}))
    ends = {f"{first or ''}/{last or ''}" for first, last in map(bounds, readings)}
    ends.update(_exclusive(reading) for reading in readings if "/" in reading)
    return Item(kind, span, frozenset(ends))


def _is_day(reading: str) -> bool:
    first, last = bounds(reading)
    return first is not None and first == last


def _half(span: str, day: date | None) -> str | None:
    """The half of a year, month or week that Recognizers takes "early" or "late" for."""
    match = _PART.fullmatch(span)
    if match is None or day is None:
        return None
    bare = match["whole"] in ("year", "month", "week")
    whole = find_times(f"in {'this ' if bare else ''}{match['whole']}", day)
    if len(whole) != 1 or not whole[0].edtf:
        return None
    first, last = (date.fromisoformat(str(end)) for end in bounds(whole[0].edtf))
    part = match["part"].lower()
    if match["opens"] in ("before", "until", "by") and part == "end":
        return f"/{last}"
    if part == "earlier" and (last - first).days > 31:
        return f"{first}/{day - timedelta(1)}"
    low, high = _cut(part, first, last)
    return f"{low}/" if match["opens"] else f"{low}/{high}"


def _cut(part: str, first: date, last: date) -> tuple[date, date]:
    """The first or the second half; the end of a year is its last four months."""
    length = (last - first).days + 1
    if length > 31:
        middle = first.replace(month=9 if part == "end" else 7)
    elif length > 7:
        middle = first.replace(day=16)
    else:
        middle = first + timedelta(3)
    if part.startswith(("ear", "beg", "sta")):
        return first, middle - timedelta(0 if length == 7 else 1)
    return middle, last


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


def _number_item(text: str, number: PlainNumber) -> Item:
    return Item(
        "number", _span(text[number.start : number.end]), frozenset([_number(number.value)])
    )


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
            _count(counts, item, "right" if match else "wrong")
            if match:
                want.remove(match)
        for item in want:
            _count(counts, item, "missed")
    return {kind: _scores(counts, kind) for kind in sorted({kind for kind, _ in counts})}


def _count(counts: Counter[tuple[str, str]], item: Item, outcome: str) -> None:
    """Counts an item, and money with a multiplier a second time under its own kind."""
    counts[item.kind, outcome] += 1
    if item.kind == "currency" and MULTIPLIER.search(item.text):
        counts["currency_multiplier", outcome] += 1


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
