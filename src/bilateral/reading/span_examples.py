"""Examples of amounts and times in, what the readers of language read in them out.

They are not whole readings: the rule of an amount or a time is its kind.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.numbers import Amount, find_amounts


def amounts_in(text: str, language: str) -> list[dict[str, Any]]:
    """The amounts of `text`, as the examples write them."""
    return [_amount(text, amount) for amount in find_amounts(text, language=language)]


def times_in(text: str, language: str, published: str | None) -> list[dict[str, Any]]:
    """The times of `text`, as the examples write them; an EDTF that is not known is empty."""
    reference = date.fromisoformat(published[:10]) if published else None
    return [_time(time) for time in find_times(text, reference, language=language)]


def _amount(text: str, amount: Amount) -> dict[str, Any]:
    return {
        "rule": f"numbers.{amount.kind}",
        "text": text[amount.start : amount.end],
        "value": float(amount.value),
        "high": None if amount.high is None else float(amount.high),
        "unit": amount.unit,
        "noun": amount.noun,
        "bound": amount.bound,
        "equivalents": [f"{e.value.normalize():f} {e.unit}" for e in amount.equivalents],
    }


def _time(time: TimeSpan) -> dict[str, Any]:
    return {"rule": f"dates.{time.kind}", "text": time.text, "edtf": time.edtf or ""}
