"""The ledger's rows in, SDMX-CSV 2.0 out: claims as observations, with SDMX's own concepts.

The key of an observation is FREQ, REF_AREA, COUNTERPART_AREA, MEASURE, CLAIM_ID and
TIME_PERIOD; CLAIM_ID stands in it because two documents may claim different values of one thing.
A position without a period is told at its AS_OF. A claim without either, or of a period that
SDMX cannot express (open, or of two possible readings), has an empty TIME_PERIOD; EDTF_PERIOD
and EDTF_AS_OF always keep what was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TextIO

from bilateral.language.edtf import bounds
from bilateral.model import Figure
from bilateral.publishing.cells import Cell, csv_cell, write_table
from bilateral.publishing.ledger import Claim, equivalents

STRUCTURE_ID = "BILATERAL:CLAIMS(1.0.0)"
INFORMATION = "I"
UNKNOWN, OTHER = "_U", "_O"

BOUNDS = {
    "exact": "EQ",
    "nearly": "NEAR_BELOW",
    "about": "APPROX",
    "over": "ABOVE",
    "under": "BELOW",
    "at_least": "GE",
    "at_most": "LE",
    "range": "RANGE",
}
UNITS = {"percent": "PT", "percentage_points": "PP", "persons": "PS", "times": "TIMES"}
PRODUCT_SCOPES = {"goods": "G", "services": "S", "goods_and_services": "GS", None: UNKNOWN}
MULTIPLIERS = (12, 9, 6, 3)
NORMAL, FORECAST, MISSING = "A", "F", "M"

_YEAR = re.compile(r"\d{4}$")
_MONTH = re.compile(r"\d{4}-\d\d$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_QUALIFIERS = re.compile(r"[~?%]")

Period = tuple[str, str]
"""FREQ and TIME_PERIOD; the second is empty where SDMX has no form for it."""

NO_PERIOD: Period = (UNKNOWN, "")


# Periods


def period(edtf: str | None) -> Period:
    """An EDTF date or interval as FREQ and TIME_PERIOD.

    Calendar years, months and days keep their form; quarters and halves are 2024-Q1 and
    2024-S1; other intervals are a first day and a duration, as 2024-01-01/P8M.
    """
    if not edtf or edtf.startswith("[") or ".." in edtf:
        return NO_PERIOD
    plain = _QUALIFIERS.sub("", edtf)
    for frequency, form in (("A", _YEAR), ("M", _MONTH), ("D", _DAY)):
        if form.match(plain):
            return frequency, plain
    first, last = bounds(plain)
    if not first or not last or last < first:
        return NO_PERIOD
    return _interval(date.fromisoformat(first), date.fromisoformat(last))


def _interval(first: date, last: date) -> Period:
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return OTHER, f"{first}/P{(after - first).days}D"
    months = (after.year - first.year) * 12 + after.month - first.month
    for length, frequency in ((3, "Q"), (6, "S")):
        if months == length and (first.month - 1) % length == 0:
            return frequency, f"{first.year:04}-{frequency}{(first.month - 1) // length + 1}"
    if months == 12:
        return "A", (f"{first.year:04}" if first.month == 1 else f"{first}/P1Y")
    return OTHER, (f"{first}/P{months}M" if months % 12 else f"{first}/P{months // 12}Y")


def period_of(figure: Figure) -> Period:
    """The period of a claim; of a position, the day or month it is told as of."""
    own = period(figure.time_period)
    return own if own[1] else period(figure.as_of)


# Values


def multiplier(figure: Figure) -> int:
    """UNIT_MULT: the power of ten that the value is told in, of 0, 3, 6, 9 and 12."""
    value = figure.obs_value
    if value is None or figure.unit_measure in ("rank", "percent"):
        return 0
    return next((power for power in MULTIPLIERS if abs(value) >= Decimal(10) ** power), 0)


def scaled(value: Decimal | None, power: int) -> Decimal | None:
    """A value in units of ten to `power`, exact."""
    if value is None:
        return None
    sign, digits, exponent = value.as_tuple()
    # Not `scaleb`, which rounds to the 28 digits of the context.
    return Decimal((sign, digits, int(exponent) - power))


def status(figure: Figure) -> str:
    """OBS_STATUS: M for a growth rate without a level, F for what is still to come, else A."""
    if figure.obs_value is None:
        return MISSING
    return NORMAL if figure.nature == "observed" else FORECAST


def code(text: str | None) -> str:
    """A word of the contract as an SDMX code: letters, digits and _ only."""
    if not text:
        return UNKNOWN
    return UNITS.get(text) or re.sub(r"[^A-Za-z0-9_@$-]+", "_", text).strip("_").upper()


# Rows


def _change(name: str) -> Callable[[Claim], Cell]:
    def cell(claim: Claim) -> Cell:
        found: Cell = getattr(claim.figure.change, name, None)
        return found

    return cell


def _change_code(name: str) -> Callable[[Claim], Cell]:
    told = _change(name)
    return lambda claim: code(str(value)) if (value := told(claim)) is not None else None


COMPONENTS: tuple[tuple[str, Callable[[Claim], Cell]], ...] = (
    ("FREQ", lambda c: period_of(c.figure)[0]),
    ("REF_AREA", lambda c: code(c.figure.ref_area)),
    ("COUNTERPART_AREA", lambda c: code(c.figure.counterpart_area)),
    ("MEASURE", lambda c: code(c.figure.measure)),
    ("CLAIM_ID", lambda c: f"{c.document.id[:16]}_{c.figure.id}"),
    ("TIME_PERIOD", lambda c: period_of(c.figure)[1]),
    ("OBS_VALUE", lambda c: scaled(c.figure.obs_value, multiplier(c.figure))),
    ("UNIT_MEASURE", lambda c: code(c.figure.unit_measure)),
    ("UNIT_MULT", lambda c: multiplier(c.figure)),
    ("OBS_STATUS", lambda c: status(c.figure)),
    ("OBS_VALUE_HIGH", lambda c: scaled(c.figure.obs_value_high, multiplier(c.figure))),
    ("OBS_BOUND", lambda c: BOUNDS.get(c.figure.bound, code(c.figure.bound))),
    ("SIG_DIGITS", lambda c: c.figure.significant_digits),
    ("NATURE", lambda c: code(c.figure.nature)),
    ("PRODUCT_SCOPE", lambda c: PRODUCT_SCOPES.get(c.figure.product_scope, OTHER)),
    ("VALUATION", lambda c: code(c.figure.valuation)),
    ("SCOPE", lambda c: c.figure.scope),
    ("OUT_OF", lambda c: c.figure.out_of),
    ("CHANGE_VALUE", _change("value")),
    ("CHANGE_UNIT", _change_code("unit")),
    ("CHANGE_DIRECTION", _change_code("direction")),
    ("CHANGE_BASE_PERIOD", _change("base_period")),
    ("EDTF_PERIOD", lambda c: c.figure.time_period),
    ("EDTF_AS_OF", lambda c: c.figure.as_of),
    ("TIME_TEXT", lambda c: c.figure.time_period_text or c.figure.as_of_text),
    ("EQUIVALENTS", lambda c: equivalents(c.figure)),
    ("SOURCE_AGENCY", lambda c: c.figure.reporter),
    ("SPEAKER", lambda c: c.figure.speaker),
    ("CAVEAT", lambda c: c.figure.caveat),
    ("SURFACE", lambda c: c.quote),
    ("SPAN_IN", lambda c: c.first.field),
    ("SPAN_START", lambda c: c.first.start),
    ("SPAN_END", lambda c: c.first.end),
    ("RULE_ID", lambda c: c.figure.rule),
    ("DOC_ID", lambda c: c.document.id),
    ("DOC_NAME", lambda c: c.document.source),
    ("DOC_DATE", lambda c: c.document.published),
)


def write_sdmx_csv(rows: Iterable[Claim], stream: TextIO) -> int:
    """SDMX-CSV 2.0: STRUCTURE, STRUCTURE_ID, ACTION, then every component; the number of rows."""
    header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *(name for name, _ in COMPONENTS)]
    return write_table(header, _observations(rows), stream)


def _observations(rows: Iterable[Claim]) -> Iterator[list[Cell]]:
    for claim in rows:
        cells = (_one_line(cell(claim)) for _, cell in COMPONENTS)
        yield ["dataflow", STRUCTURE_ID, INFORMATION, *cells]


def _one_line(cell: Cell) -> Cell:
    """Text without ends of lines, as readers of SDMX-CSV take each line for an observation; made
    inert first, as an end of line may hide what a spreadsheet would run."""
    return " ".join(str(csv_cell(cell)).splitlines()) if isinstance(cell, str) else cell
