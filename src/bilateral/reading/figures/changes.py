"""The percentages and multiples of a sentence in, the changes that they tell out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilateral.language.numbers import Amount
from bilateral.model import Change
from bilateral.reading.figures.frame import Line

REACH = 28
BY_REACH = 70
_COMPOSED = re.compile(r"\b(?:made|make|makes|making) up$")
_MOVED = re.compile(
    r"\b(?:rise|increase|growth|gain|jump|surge|drop|fall|decline|decrease|slump|expansion)\b"
)
_ANOTHER_PHRASE = re.compile(r",|\b(?:to|and|while|of|in|from|for|on|at|by)\b")
_THOSE_OF = re.compile(
    r"\s+(?:those|that|the (?:figure|number|total|amount|value|level)) (?:of|in)\b"
)
_SIGNED = re.compile(r"(?:^|[\s(,])([+\u2212\u2013-])\s?$")
_NO_CUE_BETWEEN = re.compile(r"[.;:]|\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A change and the place of its words."""

    amount: Amount
    direction: str
    start: int
    end: int

    def change(self, base_period: str | None) -> Change:
        unit = {"multiple": "times", "money": self.amount.unit or ""}.get(
            self.amount.kind, self.amount.kind
        )
        return Change(self.amount.value, unit, self.direction, base_period)


def read_changes(line: Line) -> list[Told]:
    """Every amount of the sentence that says by how much something moved."""
    out: list[Told] = []
    for amount in line.amounts:
        told = _told(line, amount) or _again(line, amount, out)
        if told:
            out.append(told)
    return out


def _again(line: Line, amount: Amount, before: list[Told]) -> Told | None:
    """ "exports rose 12% to $10 billion and imports 8% to $4 billion": the verb said once."""
    if not before or amount.kind != "percent":
        return None
    if not re.match(r"\s+to\s+(?:[\w ]{0,20})?[^\w\s]?\d", line.text[amount.end :]):
        return None
    return Told(amount, before[-1].direction, amount.start, amount.end)


def _told(line: Line, amount: Amount) -> Told | None:
    if amount.kind == "multiple":
        return _multiple(line, amount)
    if amount.kind not in ("percent", "percentage_points", "money"):
        return None
    if _is_share(line, amount):
        return None
    found = _signed(line, amount) or _cue_after(line, amount) or _cue_before(line, amount)
    if found is None:
        return None
    direction, start, end = found
    return Told(amount, direction, min(start, amount.start), max(end, amount.end))


def _is_share(line: Line, amount: Amount) -> bool:
    """ "24% of total exports" is a share; "a rise of 24% of ..." is not met."""
    if re.match(r"\s+of\s+(?:the |its |all |total |\w+'s )", line.text[amount.end :]):
        return True
    back = line.text[max(0, amount.start - 40) : amount.start]
    share = re.search(r"\b(?:account\w*|represent\w*|mak\w+ up|share)\b[^,;]*$", back)
    return share is not None and not _MOVED.search(share.group())


def _signed(line: Line, amount: Amount) -> tuple[str, int, int] | None:
    """ "€7.1 billion (+4.2%)"."""
    sign = _SIGNED.search(line.text, max(0, amount.start - 3), amount.start)
    if sign is None or amount.kind == "money":
        return None
    before = any(other.end <= amount.start and other.kind == "money" for other in line.amounts)
    opened = line.text.startswith("(", sign.start())
    return (
        ("up" if sign.group(1) == "+" else "down", sign.start(1), amount.end)
        if (before and (opened or sign.group(1) == "+"))
        else None
    )


def _cue_after(line: Line, amount: Amount) -> tuple[str, int, int] | None:
    """ "a 22% increase", "22 percent higher", "a 12 percent year-on-year rise"."""
    if amount.kind == "money":
        return None
    for cue in (*line.cues("change"), *line.cues("change_after")):
        if amount.end <= cue.start <= amount.end + REACH:
            gap = line.between(amount.end, cue.start)
            if _NO_CUE_BETWEEN.search(gap) or re.search(
                r",|\b(?:to|and|while|of|in|from|for|on|at|by)\b", gap
            ):
                return None
            return cue.key, amount.start, cue.end
    return None


def _cue_before(line: Line, amount: Amount) -> tuple[str, int, int] | None:
    """ "rose 12%", "up by nearly 13.6 percent", "an increase of 22%"; money only with "by"."""
    start = amount.start if amount.bound_start is None else amount.bound_start
    for cue in reversed(line.cues("change")):
        if _COMPOSED.search(line.text[: cue.end]):
            continue
        if not cue.end <= start <= cue.end + BY_REACH:
            continue
        gap = line.between(cue.end, start)
        if start - cue.end > REACH and not re.search(r"\bby\s*$", gap):
            continue
        if _NO_CUE_BETWEEN.search(gap) or re.search(r"\b(?:to|and|from|at|reach\w*)\b", gap):
            return None
        if amount.kind == "money" and not re.search(r"\b(?:by|of)\s*$", gap):
            return None
        return cue.key, cue.start, amount.end
    return None


def _multiple(line: Line, amount: Amount) -> Told | None:
    """ "doubled", "a four-fold increase", "248 times higher"; never "twice a year"."""
    word = line.text[amount.start : amount.end].lower()
    after = line.text[amount.end : amount.end + 2]
    if _THOSE_OF.match(line.text, amount.end):
        return Told(amount, "up", amount.start, amount.end)
    if word in ("twice", "thrice") or (word.endswith("x") and after[1:].isupper()):
        return None  # "the 2X Challenge" is a name
    if word in ("double", "triple", "quadruple"):
        near = any(amount.end <= t.start <= amount.end + REACH for t in line.triggers)
        if not near:
            return None
    return Told(amount, "up", amount.start, amount.end)
