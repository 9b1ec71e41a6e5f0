"""The table rows of a page in ("Exports | 830.4 | 812.1"), the figures of their cells out.

A table is two lines or more with cells parted by " | ". Its first row heads the columns with
periods or measures; the first cell of each other row names the flow or the partner. The line
above it, the title and the first sentence say whose figures they are, and in what unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bilateral.knowledge.measures import NOUN_KIND, measure_rules, measures
from bilateral.language.dates import TimeSpan, find_times
from bilateral.language.numbers import Amount, find_amounts
from bilateral.model import Figure
from bilateral.reading.page import Page, Sentence

BAR = " | "
_UNIT = re.compile(
    r"\b(?:in )?(?:(million|billion|thousand|mn|bn|m) )?(?:of )?"
    r"(US\$|US dollars|U\.S\. dollars|dollars|USD|EUR|euros?|\$|€|£|[A-Z]{3})"
    r"(?: ?(million|billion|thousand|mn|bn|m)\b)?",
)
_SCALES = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "m": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
}
_GROUPED = re.compile(r"\D*\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?\D*")
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3})")
_TOTAL = re.compile(r"(?:total|value|amount)?", re.IGNORECASE)
_SIGNED = re.compile(r"\s*[-−–(]\s*\d")
_CURRENCY = frozenset(code for code, row in measures().items() if row.unit == "currency")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row with its place in the row's text."""

    row: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]

    def measure(self) -> str | None:
        """The measure that its words name."""
        found = [m for m in self.row.of_kind(NOUN_KIND) if self.start <= m.start < self.end]
        longest = max(found, key=lambda m: m.end - m.start, default=None)
        return measure_rules("en")[longest.key].measure if longest else None

    def sides(self) -> list[str]:
        inside = [m for m in self.row.mentions if self.start <= m.start < self.end]
        return list(dict.fromkeys(side for m in inside for side in m.sides))


@dataclass(frozen=True, slots=True)
class Frame:
    """What is said above a table: measure, whose figures they are, with whom, when, in what."""

    measure: str | None
    ref: str | None
    counterpart: str | None
    period: TimeSpan | None
    unit: tuple[Decimal, str] | None
    dollar: str


def is_row(sentence: Sentence) -> bool:
    """Whether a line is a row of a table."""
    return BAR in sentence.text


def read_tables(page: Page, dollar: str) -> list[Figure]:
    """The figures of every table of `page`."""
    out: list[Figure] = []
    for above, rows in _tables(page.sentences):
        frame = _frame(page, above, rows[0], dollar)
        heads = _cells(rows[0])
        for row in rows[1:]:
            out.extend(_row(page, frame, heads, _cells(row)))
    return out


def in_tables(page: Page) -> frozenset[int]:
    """The numbers of the lines that are rows of a table, which are not read as sentences."""
    return frozenset(row.index for _, rows in _tables(page.sentences) for row in rows)


def _tables(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, list[Sentence]]]:
    """Each run of rows that has a heading row, with the line above it."""
    above: Sentence | None = None
    rows: list[Sentence] = []
    for sentence in (*sentences, None):
        if sentence is not None and is_row(sentence):
            rows.append(sentence)
            continue
        if len(rows) > 1:
            yield above, rows
        above, rows = sentence, []


def _cells(row: Sentence) -> list[Cell]:
    out = []
    start = 0
    for part in row.text.split("|"):
        lead = len(part) - len(part.lstrip())
        out.append(Cell(row, start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return out


def _frame(page: Page, above: Sentence | None, head: Sentence, dollar: str) -> Frame:
    corner = _cells(head)[0]
    lines = [line for line in (above, page.title) if line]
    whole = [Cell(line, 0, len(line.text)) for line in lines]
    told = [corner, *whole]
    sides = next((s for s in (cell.sides() for cell in told) if s), [])
    ref = sides[0] if sides else None
    counterpart = sides[1] if len(sides) > 1 else _other(page, ref)
    texts = [*(cell.text for cell in told), head.text]
    return Frame(
        next((m for m in (cell.measure() for cell in whole) if m), None),
        ref,
        counterpart,
        next((t for text in texts[:-1] for t in _periods(page, text)), None),
        next((unit for text in texts for unit in (_unit(text, dollar),) if unit), None),
        dollar,
    )


def _other(page: Page, side: str | None) -> str | None:
    others = [party for party in page.parties if party != side]
    return others[0] if len(others) == 1 and side in page.parties else None


def _periods(page: Page, text: str) -> list[TimeSpan]:
    found = find_times(text, page.reference)
    return [time for time in found if time.kind in ("period", "as_of") and time.edtf]


def _unit(text: str, dollar: str) -> tuple[Decimal, str] | None:
    """ "USD million", "in billion euros": how much a plain number counts, and the currency."""
    for match in _UNIT.finditer(text):
        scale = match.group(1) or match.group(3)
        currency = _currency(match.group(2), dollar)
        if currency:
            return _SCALES.get(scale or "", Decimal(1)), currency
    return None


def _currency(word: str, dollar: str) -> str | None:
    """The currency that a sign, a code or a word for one means, read as an amount of it is."""
    found = find_amounts(f"{word} 1", dollar=dollar) + find_amounts(f"1 {word}", dollar=dollar)
    return next((amount.unit for amount in found if amount.kind == "money"), None)


def _row(page: Page, frame: Frame, heads: list[Cell], cells: list[Cell]) -> Iterator[Figure]:
    label = cells[0]
    for head, cell in zip(heads[1:], cells[1:], strict=False):
        measure = label.measure() or head.measure() or _of_frame(page, frame, label)
        sides = _sides(frame, label, head)
        value = _value(cell, _unit(label.text, frame.dollar) or frame.unit, measure)
        if measure is None or sides is None or value is None:
            continue
        times = [*_periods(page, head.text), *_periods(page, label.text)]
        time = times[0] if times else frame.period
        yield _figure(measure, sides, value, time, (label, cell))


def _of_frame(page: Page, frame: Frame, label: Cell) -> str | None:
    """The measure of the whole table, for a row of a partner, a period or a total."""
    plain = label.sides() or _periods(page, label.text) or _TOTAL.fullmatch(label.text)
    return frame.measure if plain else None


def _sides(frame: Frame, label: Cell, head: Cell) -> tuple[str, str] | None:
    """Whose figure, with whom: the partner that the row or column names, else that of the table."""
    named = label.sides() or head.sides()
    partner = next((side for side in named if side != frame.ref), frame.counterpart)
    if len(named) == 2:
        return named[0], named[1]
    if len(named) == 1 and named[0] == frame.ref and "to" not in label.text.split():
        partner = frame.counterpart
    if frame.ref is None or partner is None or frame.ref == partner:
        return None
    return frame.ref, partner


def _closed(text: str) -> str:
    """A cell's text with the spaces taken out that group its digits ("1 020")."""
    return _SPACED.sub("", text) if _GROUPED.fullmatch(text) else text


def _value(
    cell: Cell, unit: tuple[Decimal, str] | None, measure: str | None
) -> tuple[Decimal, Amount, str] | None:
    """The value of a cell with its unit; None where it is no single number."""
    found = find_amounts(_closed(cell.text))
    if len(found) != 1 or measure is None:
        return None
    amount = found[0]
    sign = -1 if _SIGNED.match(cell.text) and measure == "trade_balance" else 1
    if amount.kind == "money" and amount.unit and measure in _CURRENCY:
        return sign * amount.value, amount, amount.unit
    if amount.kind not in ("number", "count"):
        return None
    if measure not in _CURRENCY:
        return (amount.value, amount, measures()[measure].unit) if unit is None else None
    return (sign * amount.value * unit[0], amount, unit[1]) if unit else None


def _figure(
    measure: str,
    sides: tuple[str, str],
    value: tuple[Decimal, Amount, str],
    time: TimeSpan | None,
    cells: tuple[Cell, Cell],
) -> Figure:
    number, amount, unit = value
    label, cell = cells
    if measure == "trade":
        sides = (min(sides), max(sides))
    if measure == "trade_balance" and "deficit" in label.text.lower():
        number = -abs(number)
    rule = measure_rules("en")
    name = next(r.name for r in rule.values() if r.measure == measure)
    held = time is not None and time.kind == "as_of"
    return Figure(
        measure=measure,
        ref_area=sides[0],
        counterpart_area=sides[1],
        obs_value=number,
        unit_measure=unit,
        bound=amount.bound,
        significant_digits=amount.significant_digits,
        time_period=time.edtf if time and not held else None,
        time_period_text=time.text if time and not held else None,
        as_of=time.edtf if time and held else None,
        as_of_text=time.text if time and held else None,
        evidence=(cell.row.evidence(label.start, cell.end),),
        rule=name,
    )
