"""A figure and its document in, the words of a finding out."""

from __future__ import annotations

from decimal import Decimal

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import short_name
from bilateral.model import Document, Figure
from bilateral.record.sources import byname

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_BOUNDS = {"at_least": "at least", "at_most": "up to"}


def area(code: str | None) -> str:
    """A country by its name, another area by its code."""
    try:
        return short_name(code) if code else "?"
    except UnknownCountryError:
        return code or "?"


def named(code: str | None) -> str:
    """A country as it stands in a sentence: the United States."""
    name = area(code)
    return f"the {name}" if name.startswith(WITH_ARTICLE) else name


WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Czech", "Dominican", "Central", "Demo")
"""How the short names begin that stand with "the" in a sentence."""
_SUBJECTS = {
    "trade": "trade between {one} and {other}",
    "trade_balance": "trade balance of {one} with {other}",
    "exports": "exports of {one} to {other}",
    "imports": "imports of {one} from {other}",
    "trade_partner_rank": "the place of {other} among the trade partners of {one}",
    "export_market_rank": "the place of {other} among the export markets of {one}",
    "import_source_rank": "the place of {other} among the sources of imports of {one}",
    "fdi_investor_rank": "the place of {other} among the investors in {one}",
    "tariff_rate": "the tariff of {one} on goods of {other}",
    "loan": "loan of {one} to {other}",
    "aid": "aid of {one} to {other}",
    "deal_value": "deals of {one} with {other}",
}
_MANY = ("exports", "imports", "deal_value")


def subject(figure: Figure) -> str:
    """What is measured: trade between the United States and Vietnam."""
    form = _SUBJECTS.get(figure.measure)
    sides = {"one": named(figure.ref_area), "other": named(figure.counterpart_area)}
    if form is None or not (figure.ref_area and figure.counterpart_area):
        form = f"{figure.measure.replace('_', ' ')} ({{one}}, {{other}})"
        sides = {"one": area(figure.ref_area), "other": area(figure.counterpart_area)}
    scope = f", {figure.scope}," if figure.scope else ""
    return f"{form.format(**sides)}{scope}"


def is_told(figure: Figure, tense: str = "is") -> str:
    """ "is told" or "are told", as the subject asks: exports are."""
    return {"is": "are", "was": "were"}[tense] if figure.measure in _MANY else tense


def capital(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def period(figure: Figure) -> str:
    """` in 2022`, ` as of 2024-03`, or nothing."""
    if figure.time_period:
        return f" in {figure.time_period}"
    return f" as of {figure.as_of}" if figure.as_of else ""


def source(document: Document, figure: Figure) -> str:
    """Who says so: the books and the outlet with its day."""
    where, books = place(document), _books(figure)
    return f"{books}, in {where}" if books else where


def place(document: Document) -> str:
    """The outlet with its day: where a telling is found."""
    return ", ".join(filter(None, (byname(document), _day(document))))


def _books(figure: Figure) -> str | None:
    """Whose statistics, a country told by its name."""
    keeper = figure.reporter or figure.speaker
    return f"the books of {named(keeper)}" if keeper and area(keeper) != keeper else keeper


def _day(document: Document) -> str:
    return (document.published or "")[:10]


def amount(figure: Figure, value: object = None) -> str:
    """A figure's value, or another in its unit, as it is read out: nearly 88 billion USD."""
    own = value is None
    number = figure.obs_value if own else Decimal(str(value))
    if number is None:
        return "no value"
    bound = "" if not own or figure.bound == "exact" else figure.bound
    head = "" if bound in ("", "range") else f"{_BOUNDS.get(bound, bound)} "
    high = figure.obs_value_high if own else None
    tail = f" to {_plain(high, figure.unit_measure)}" if high is not None else ""
    return f"{head}{_plain(number, figure.unit_measure)}{tail}"


def _plain(number: Decimal, unit: str) -> str:
    if unit == "rank":
        return f"no. {number.normalize():f}"
    if unit == "percent":
        return f"{_rounded(number)}%"
    for scale, name in _SCALES:
        if abs(number) >= scale:
            return f"{_rounded(number / scale)} {name} {unit}"
    return f"{_rounded(number)} {unit}"


def _rounded(number: Decimal) -> str:
    return f"{round(number, 2).normalize():,f}"


def because(one: Figure, other: Figure) -> str:
    """Why two values may differ, as far as the words say."""
    first, second = _books(one), _books(other)
    if first and second and first != second:
        return f" ({first} and {second} need not agree)"
    return ""
