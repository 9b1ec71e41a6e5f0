"""Codes, signs and words of money in, the ISO 4217 code they stand for out.

Some signs and words mean one currency (`US$`, "renminbi"), some another in another country's
press (`$`, `Rs`, "pounds"): those carry a mark, and `resolve` says what the mark means there.
How amounts are written and scaled (million, crore) is not told here but under numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.loading import build, languages_of, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = languages_of("currencies")
KINDS = ("currency", "fund", "metal", "none", "historical")
POSITIONS = ("before", "after", "both")
PHRASE_KIND = "currency"
MARK_PREFIX = "mark:"


@dataclass(frozen=True, slots=True)
class Currency:
    """One code of ISO 4217. `minor_digits` is how many digits follow the point (None: such a
    thing has no smaller unit); `countries` use it, `until` says up to when it was valid."""

    code: str
    name: str
    kind: str
    numeric: str | None = None
    plural: str | None = None
    minor_digits: int | None = None
    countries: tuple[str, ...] = ()
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands at an amount: `position` is before it, after it, or both. It has either the
    `code` it always means or the `mark` whose meaning hangs on the country."""

    sign: str
    position: str
    code: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word for money, with a `code` or a `mark` as a sign has. It means money only after a
    number ("5 trillion won"): many are common words as well."""

    word: str
    code: str | None = None
    mark: str | None = None
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class MarkMeaning:
    """What a mark means in the press of `country`; None: everywhere else."""

    mark: str
    code: str
    country: str | None = None


@cache
def currencies() -> tuple[Currency, ...]:
    """Every code of ISO 4217, those no longer valid last."""
    rows = build(Currency, table("currencies/codes.csv"))
    for row in rows:
        if row.kind not in KINDS:
            raise KnowledgeError(
                f"{row.code} is of kind {row.kind!r}", where="currencies/codes.csv"
            )
    return tuple(rows)


@cache
def _by_code() -> dict[str, Currency]:
    return {row.code: row for row in currencies()}


def currency(code: str) -> Currency:
    """The currency with this ISO 4217 code. Raises KnowledgeError."""
    found = _by_code().get(code)
    if found is None:
        raise KnowledgeError(
            f"no currency has the code {code!r}", next_step="See currencies/codes.csv"
        )
    return found


@cache
def _by_country() -> dict[str, str]:
    out: dict[str, str] = {}
    shared = sorted(currencies(), key=lambda row: len(row.countries), reverse=True)
    for row in shared:
        if row.kind == "currency":
            out.update(dict.fromkeys(row.countries, row.code))
    return out


def currency_of(country: str) -> str | None:
    """The code of the currency of a country (ISO 3166-1 alpha-3): its own where it has one and
    uses another beside it."""
    return _by_country().get(country)


@cache
def signs() -> tuple[Sign, ...]:
    """All signs, the longest first, so that `US$` is tried before `$`."""
    rows = build(Sign, table("currencies/signs.csv"))
    for row in rows:
        _check_one(row.code, row.mark, row.sign)
        if row.position not in POSITIONS:
            raise KnowledgeError(
                f"{row.sign} stands {row.position!r}", where="currencies/signs.csv"
            )
    return tuple(sorted(rows, key=lambda row: -len(row.sign)))


@cache
def words(language: str) -> tuple[Word, ...]:
    """All words for money in `language`; none for a language that is not known."""
    if language not in LANGUAGES:
        return ()
    rows = build(Word, table(f"currencies/{language}/words.csv"))
    for row in rows:
        _check_one(row.code, row.mark, row.word)
    return tuple(rows)


def _check_one(code: str | None, mark: str | None, what: str) -> None:
    if (code is None) == (mark is None):
        raise KnowledgeError(f"{what!r} needs a code or a mark, one of them", where="currencies")
    if code is not None:
        currency(code)


@cache
def _meanings() -> dict[tuple[str, str | None], str]:
    rows = build(MarkMeaning, table("currencies/marks.csv"))
    return {(row.mark, row.country): currency(row.code).code for row in rows}


def resolve(mark: str, country: str | None = None) -> str | None:
    """The ISO 4217 code that `mark` ("$", "pound") stands for in the press of `country`.

    Without a country, or in one that has no such money, the code that it means abroad, and None
    where that could be several ("pesos").
    """
    found = _meanings().get((mark, country))
    return found or _meanings().get((mark, None))


def phrases(language: str) -> Iterator[Phrase]:
    """The words as phrases; the key is an ISO 4217 code or a mark that `resolve_key` reads."""
    for row in words(language):
        key = row.code or f"{MARK_PREFIX}{row.mark}"
        yield Phrase(row.word, PHRASE_KIND, key, row.case_sensitive)


def resolve_key(key: str, country: str | None = None) -> str | None:
    """The ISO 4217 code for the key of a phrase, in the press of `country`."""
    if key.startswith(MARK_PREFIX):
        return resolve(key.removeprefix(MARK_PREFIX), country)
    return key
