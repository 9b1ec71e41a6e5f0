"""A statement in, the fields of the form that corrects it out; a sent form in, what is so instead.

Which fields a kind has and which codes they may take is said here once, for the form and for
what comes back from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from bilateral.errors import BilateralError, UnknownCountryError
from bilateral.knowledge import areas, measures, plover, statuses
from bilateral.knowledge.contract import values
from bilateral.knowledge.countries import find_country
from bilateral.language.edtf import bounds
from bilateral.model import Statement
from bilateral.model.contract import statement_as_json
from bilateral.publishing.wording import words

CHOICE, CHOICES = "choice", "choices"
COUNTRY, COUNTRIES = "country", "countries"
DATE, NUMBER, TEXT, LONG, NAMES = "date", "number", "text", "long", "names"
MOST = 2000
"""Letters of a field."""


class FormError(BilateralError):
    """A field of a form holds what it cannot; `where` names it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A field: its name, how it is asked for, its codes, and whether it may be left empty."""

    name: str
    title: str
    form: str
    codes: tuple[str, ...] = ()
    empty: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code, in words, and whether it is so now."""

    code: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as the form shows it."""

    name: str
    title: str
    form: str
    value: str
    choices: tuple[Choice, ...]
    empty: bool
    hint: str


_CODES = "country codes or names, with commas between"
_WHEN = "2024-09-10, 2024-09, 2024 or 2024-01/2024-06"


def _codes(kind: str, field: str) -> tuple[str, ...]:
    return tuple(value.value for value in values()[kind, field])


@cache
def asks(kind: str) -> tuple[Ask, ...]:
    """The fields of a kind that a person may correct."""
    return _ASKS[kind]()


def _event() -> tuple[Ask, ...]:
    modes = tuple(dict.fromkeys(mode for _, mode in plover.modes()))
    return (
        Ask("event_type", "PLOVER type", CHOICE, tuple(plover.roots()), empty=False),
        Ask("mode", "Mode", CHOICE, modes),
        Ask("activity", "Activity", CHOICE, plover.activities(), empty=False),
        Ask("source", "Acting", COUNTRIES, empty=False, hint=_CODES),
        Ask("recipient", "Toward", COUNTRIES, hint=_CODES),
        Ask("date", "When", DATE, hint=_WHEN),
        Ask("place", "Where", TEXT),
        Ask("state", "State", CHOICE, _codes("event", "state"), empty=False),
        Ask("actors", "People and bodies", NAMES, hint="with semicolons between"),
        Ask("contexts", "Fields", CHOICES, tuple(plover.context_words())),
    )


def _figure() -> tuple[Ask, ...]:
    return (
        Ask("measure", "Measure", CHOICE, tuple(measures.measures()), empty=False),
        Ask("ref_area", "Of", COUNTRY),
        Ask("counterpart_area", "With", COUNTRY),
        Ask("obs_value", "Value", NUMBER, hint="in full: 123000000000"),
        Ask("obs_value_high", "Up to", NUMBER, hint="where a range is told"),
        Ask("unit_measure", "Unit", TEXT, empty=False, hint="USD, percent, rank, persons"),
        Ask("bound", "Bound", CHOICE, _codes("figure", "bound"), empty=False),
        Ask("time_period", "Period", DATE, hint=_WHEN),
        Ask("as_of", "As of", DATE, hint=_WHEN),
        Ask("nature", "Nature", CHOICE, _codes("figure", "nature"), empty=False),
        Ask("product_scope", "Goods or services", CHOICE, _codes("figure", "product_scope")),
        Ask("valuation", "Valuation", CHOICE, _codes("figure", "valuation")),
        Ask("reporter", "Whose statistics", COUNTRY),
        Ask("scope", "Limited to", TEXT),
        Ask("caveat", "Caveat", TEXT),
    )


def _status() -> tuple[Ask, ...]:
    return (
        Ask("level", "Level", CHOICE, tuple(statuses.levels()), empty=False),
        Ask("label", "Called", TEXT, empty=False),
        Ask("parties", "Between", COUNTRIES, empty=False, hint=_CODES),
        Ask("date", "Since", DATE, hint=_WHEN),
        Ask("change", "Change", CHOICE, _codes("status", "change"), empty=False),
    )


def _commitment() -> tuple[Ask, ...]:
    return (
        Ask("strength", "Strength", CHOICE, _codes("commitment", "strength"), empty=False),
        Ask("by", "By", COUNTRIES, empty=False, hint=_CODES),
        Ask("to", "To", COUNTRIES, hint=_CODES),
        Ask("content", "What is promised", LONG, empty=False),
        Ask("due", "Due", DATE, hint=_WHEN),
        Ask("areas", "Fields", CHOICES, tuple(areas.codes())),
    )


def _actor() -> tuple[Ask, ...]:
    return (
        Ask("name", "Name", TEXT, empty=False),
        Ask("country", "Country", COUNTRY),
        Ask("roles", "Roles", NAMES, hint="with semicolons between"),
        Ask("sector", "Sector", CHOICE, _codes("actor", "sector")),
    )


def _area() -> tuple[Ask, ...]:
    return (
        Ask("code", "Field", CHOICE, tuple(areas.codes()), empty=False),
        Ask("stance", "Stance", CHOICE, _codes("area", "stance"), empty=False),
    )


_ASKS = {
    "event": _event,
    "figure": _figure,
    "status": _status,
    "commitment": _commitment,
    "actor": _actor,
    "area": _area,
}


def form_of(statement: Statement) -> tuple[Asked, ...]:
    """The form that corrects a statement, filled with what is so now."""
    told = statement_as_json(statement)
    return tuple(_asked(ask, told[ask.name]) for ask in asks(statement.kind))


def _asked(ask: Ask, value: Any) -> Asked:
    now = [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []
    codes = tuple(dict.fromkeys([*ask.codes, *now])) if ask.codes else ()
    choices = tuple(Choice(code, words(code), code in now) for code in codes)
    return Asked(ask.name, ask.title, ask.form, _text(ask, value), choices, ask.empty, ask.hint)


def _text(ask: Ask, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ("; " if ask.form == NAMES else ", ").join(str(v) for v in value)
    if ask.form == NUMBER:
        return f"{Decimal(str(value)):f}"
    return str(value)


def corrected(read: Statement, sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What of a sent form is not as the machine read it, by field, as the contract has it.

    Raises FormError for a value that cannot be.
    """
    told = statement_as_json(read)
    found = {a.name: _value(a, sent.get(a.name, ()), told[a.name]) for a in asks(read.kind)}
    return {name: value for name, value in found.items() if not _same(value, told[name])}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return Decimal(str(one)) == Decimal(str(other))
    return bool(one == other)


def _value(ask: Ask, sent: Sequence[str], told: Any) -> Any:
    given = [text.strip()[:MOST] for text in sent if text.strip()]
    if not given and not ask.empty:
        raise FormError("must say something", where=ask.title)
    if ask.form in (CHOICES, COUNTRIES, NAMES):
        return _several(ask, given, told)
    return _single(ask, given[0], told) if given else None


def _several(ask: Ask, given: Sequence[str], told: Any) -> list[str]:
    if ask.form == CHOICES:
        codes = [_code(ask, code, told) for code in given]
        # A list of a form has its own order, which says nothing.
        return list(told) if set(codes) == set(told) else codes
    parts = re.split(r"[;,\n]" if ask.form == COUNTRIES else r"[;\n]", ";".join(given))
    names = [part.strip() for part in parts if part.strip()]
    if not names and not ask.empty:
        raise FormError("must say something", where=ask.title)
    return [_country(ask, name) for name in names] if ask.form == COUNTRIES else names


def _single(ask: Ask, text: str, told: Any) -> Any:
    match ask.form:
        case "choice":
            return _code(ask, text, [told])
        case "country":
            return _country(ask, text)
        case "date":
            return _date(ask, text)
        case "number":
            return _number(ask, text)
    return text


def _code(ask: Ask, code: str, told: Sequence[Any]) -> str:
    if code not in ask.codes and code not in told:
        raise FormError(f"{code!r} is not in the list", where=ask.title)
    return code


def _country(ask: Ask, text: str) -> str:
    """A country by any name, or the code of a bloc or of another body as it stands."""
    try:
        return find_country(text).iso3
    except UnknownCountryError as error:
        if re.fullmatch(r"[A-Z][A-Z0-9+]{1,9}", text):
            return text
        raise FormError(
            error.what, where=ask.title, next_step=error.next_step or "Give its code"
        ) from error


def _date(ask: Ask, text: str) -> str:
    if bounds(text) == (None, None):
        raise FormError(f"{text!r} is no date", where=ask.title, next_step=f"Write {_WHEN}")
    return text


def _number(ask: Ask, text: str) -> int | float:
    try:
        found = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise FormError(f"{text!r} is no number", where=ask.title) from None
    if not found.is_finite() or abs(found) >= Decimal(10) ** 18:
        raise FormError(f"{text!r} is no number of this world", where=ask.title)
    return int(found) if found == found.to_integral_value() else float(found)
