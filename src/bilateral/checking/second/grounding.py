"""A model's answer in; the statements that stand in the text out, and why the others do not.

A proposal is refused when its quote is not in the text, its number not in the quote, or when it
names a code, a country or a year that is not there to be named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bilateral.checking.second.contract import codes
from bilateral.language.edtf import bounds
from bilateral.language.numbers import find_amounts
from bilateral.model import KINDS, Document, Statement
from bilateral.model.contract import statement_from_json
from bilateral.reading.annotate import annotate

Json = dict[str, Any]

LONGEST_QUOTE = 1_000
MOST_PROPOSALS = 200
"""In one answer: a model that gives more runs on."""

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_YEAR = re.compile(r"\d{4}")
_COUNTRIES = {
    "figure": ("ref_area", "counterpart_area"),
    "status": ("parties",),
    "event": ("source", "recipient"),
    "commitment": ("by", "to"),
    "area": (),
}
_DATES = {"figure": "time_period", "status": "date", "event": "date", "commitment": "due"}
_WORDS = {"status": "label", "commitment": "content"}
_LISTS = ("parties", "source", "recipient", "by", "to", "areas")


class AnswerError(ValueError):
    """An answer that is not of the form that was asked for; its text says why."""


class RefusedError(ValueError):
    """A proposal that does not stand in the text; its text says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a proposal was refused, and the proposal as it came, shortened."""

    reason: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a proposal about a document is held against."""

    document: Document
    countries: frozenset[str]
    years: frozenset[str]


def grounds_of(document: Document) -> Grounds:
    """The countries that a document names, and the years that it may speak of."""
    page = annotate(document)
    sides = {side for sentence in page.sentences for m in sentence.mentions for side in m.sides}
    years = set(_YEAR.findall(f"{document.title or ''} {document.text}"))
    if document.published:
        year = int(document.published[:4])
        years.update(str(y) for y in range(year - 1, year + 2))
    return Grounds(document, frozenset(sides | set(page.parties)), frozenset(years))


def proposals(answer: str) -> list[Any]:
    """The proposals in an answer. Raises AnswerError where it is of another form."""
    fenced = _FENCE.match(answer)
    try:
        data = json.loads(fenced[1] if fenced else answer, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise AnswerError("is not JSON") from error
    listed = data.get("statements") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise AnswerError('holds no list of "statements"')
    if len(listed) > MOST_PROPOSALS:
        raise AnswerError(f"holds more than {MOST_PROPOSALS} statements")
    return listed


def grounded(
    listed: list[Any], grounds: Grounds, start: int, part: str, rule: str
) -> Iterator[Statement | Refusal]:
    """Each proposal about the part of the text that begins at `start`, as a statement read by
    `rule`, or refused."""
    for proposal in listed:
        try:
            yield _statement(proposal, grounds, start, part, rule)
        except RefusedError as error:
            words = json.dumps(proposal, ensure_ascii=False, default=str)
            yield Refusal(str(error), words[:300])


def _no_number(name: str) -> None:
    raise ValueError(name)


def _statement(proposal: Any, grounds: Grounds, start: int, part: str, rule: str) -> Statement:
    if not isinstance(proposal, dict):
        raise RefusedError("it is no object")
    kind = proposal.get("kind")
    if kind not in _COUNTRIES:
        raise RefusedError(f"{str(kind)[:40]!r} is no kind of statement")
    evidence = _evidence(proposal.get("quote"), grounds.document, start, part)
    fields = {name: value for name, value in proposal.items() if name not in ("kind", "quote")}
    _check_forms(kind, fields)
    _check_codes(kind, fields)
    _check_countries(kind, fields, grounds)
    _check_date(fields.get(_DATES.get(kind, "")), grounds)
    _check_words(kind, fields, evidence["quote"], grounds)
    if kind == "figure":
        fields |= _measured(fields, evidence["quote"], grounds.document.language)
    try:
        return statement_from_json(kind, {**fields, "evidence": [evidence], "rule": rule})
    except (TypeError, KeyError, InvalidOperation) as error:
        raise RefusedError("it lacks a field") from error


def _evidence(quote: Any, document: Document, start: int, part: str) -> Json:
    """Where the quote stands. Raises RefusedError where it does not."""
    if not isinstance(quote, str) or not quote.strip():
        raise RefusedError("it quotes nothing")
    if len(quote) > LONGEST_QUOTE:
        raise RefusedError("its quote is longer than a statement")
    at = part.find(quote)
    if at >= 0:
        return {"in": "text", "start": start + at, "end": start + at + len(quote), "quote": quote}
    at = (document.title or "").find(quote)
    if at < 0:
        raise RefusedError("its quote is not in the text")
    return {"in": "title", "start": at, "end": at + len(quote), "quote": quote}


def _check_forms(kind: str, fields: Mapping[str, Any]) -> None:
    known = set(KINDS[kind].__dataclass_fields__)
    for name, value in fields.items():
        if name not in known:
            raise RefusedError(f"{kind} has no field {name[:40]!r}")
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise RefusedError(f"{name} is no list of words")
        elif name == "obs_value":
            if isinstance(value, bool) or not isinstance(value, int | float | None):
                raise RefusedError("obs_value is no number")
        elif not isinstance(value, str | None):
            raise RefusedError(f"{name} is no text")


def _check_codes(kind: str, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        allowed = codes(kind, name)
        for one in value if isinstance(value, list) else [value]:
            if allowed and one is not None and one not in allowed:
                raise RefusedError(f"{str(one)[:40]!r} is no {name}")


def _check_countries(kind: str, fields: Mapping[str, Any], grounds: Grounds) -> None:
    for name in _COUNTRIES[kind]:
        value = fields.get(name)
        for one in value if isinstance(value, list) else [value]:
            if one is not None and one not in grounds.countries:
                raise RefusedError(f"the article does not name {one[:10]!r}")


def _check_date(date: str | None, grounds: Grounds) -> None:
    if date is None:
        return
    if bounds(date) == (None, None):
        raise RefusedError(f"{date[:40]!r} is no date in EDTF")
    if not set(_YEAR.findall(date)) <= grounds.years:
        raise RefusedError(f"the article does not speak of {date[:40]}")


def _check_words(kind: str, fields: Mapping[str, Any], quote: str, grounds: Grounds) -> None:
    name = _WORDS.get(kind)
    words = fields.get(name) if name else None
    if name and (not words or words not in f"{quote}\n{grounds.document.text}"):
        raise RefusedError(f"its {name} is not in the text")


def _measured(fields: Mapping[str, Any], quote: str, language: str | None) -> Json:
    """The number as the quote gives it: exact, with its bound and digits."""
    told = fields.get("obs_value")
    if told is None:
        raise RefusedError("it measures nothing")
    value, unit = Decimal(str(told)), fields.get("unit_measure")
    for amount in find_amounts(quote, language=language or "en"):
        same_unit = amount.unit in (None, unit) or amount.kind in ("count", "rank", "ordinal")
        if value == amount.value and same_unit:
            return {
                "obs_value": amount.value,
                "obs_value_high": amount.high,
                "bound": amount.bound,
                "significant_digits": amount.significant_digits,
            }
    raise RefusedError("its number is not in the quote")
