"""Who held which office when, as data in; who held it on a day, and names to look for, out.

`holders.csv` has one row a tenure, `people.csv` what a person is called besides, whether the
name is in family-first order, and whether a bare surname is safe to read as this person.
Dates are EDTF: a day, a month or a year, as well as it is known; no `until` is still in office.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bilateral.knowledge.letters import without_marks
from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase

PERSON = "person"
"""The kind of the phrases: names of people who hold or held an office."""


@cache
def _iso(day: date) -> str:
    return day.isoformat()


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office of one country, `since` and `until` as EDTF dates; `host` is the
    country to which an ambassador was sent."""

    person: str
    country: str
    office: str
    since: str
    until: str | None = None
    host: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the office was held on `day`; both ends count, as far as they are known."""
        text = _iso(day)
        return self.since <= text and (
            not self.until or text <= self.until or text.startswith(self.until)
        )


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person besides the offices: other names, and the bare name that is
    enough in the press ("Biden"), empty where it is also a word or many people's name."""

    person: str
    country: str
    aliases: tuple[str, ...] = ()
    short: str | None = None
    gender: str | None = None

    @property
    def key(self) -> str:
        return f"{self.country}:{self.person}"


@cache
def tenures() -> tuple[Tenure, ...]:
    """All rows of `holders.csv`."""
    return tuple(build(Tenure, table("holders/holders.csv")))


@cache
def people() -> dict[str, Person]:
    """Everyone in `holders.csv` by key ("VNM:To Lam")."""
    out = {row.key: row for row in build(Person, table("holders/people.csv"))}
    for row in tenures():
        made = Person(row.person, row.country)
        out.setdefault(made.key, made)
    return out


@cache
def tenures_of(key: str) -> tuple[Tenure, ...]:
    """The offices of one person, in the order of the table."""
    return _by_person().get(key, ())


@cache
def _by_person() -> dict[str, tuple[Tenure, ...]]:
    out: dict[str, tuple[Tenure, ...]] = {}
    for row in tenures():
        key = f"{row.country}:{row.person}"
        out[key] = (*out.get(key, ()), row)
    return out


@cache
def _by_country() -> dict[str, tuple[Tenure, ...]]:
    out: dict[str, tuple[Tenure, ...]] = {}
    for row in tenures():
        out[row.country] = (*out.get(row.country, ()), row)
    return out


def on(day: date, country: str | None = None) -> list[Tenure]:
    """Who held which office on `day`, in one country or in all."""
    rows = tenures() if country is None else _by_country().get(country, ())
    return [row for row in rows if row.covers(day)]


@cache
def has_office(country: str | None, office: str) -> bool:
    """Whether a country is known to have had this office."""
    return any(row.office == office for row in _by_country().get(country or "", ()))


def office_holder(country: str, office: str, day: date) -> Person | None:
    """Who held `office` (a code of `offices.csv`) of `country` (ISO 3166-1 alpha-3) on `day`.

    On a day of change the one who came in; None where the table does not say.
    """
    found = [row for row in on(day, country) if row.office == office]
    if not found:
        return None
    latest = max(found, key=lambda row: row.since)
    return people()[f"{latest.country}:{latest.person}"]


def phrases(language: str) -> Iterator[Phrase]:
    """Full names, other names and safe short names, with and without diacritics; names are the same
    in every language."""
    for person in people().values():
        forms = {form for form in (person.person, *person.aliases) if " " in form}
        if person.short:
            forms.add(person.short)
        forms |= {without_marks(form) for form in forms}
        for form in sorted(forms):
            yield Phrase(form, PERSON, person.key, case_sensitive=True)


@dataclass(frozen=True, slots=True)
class NameOrder:
    """Which part of a full name stands alone in a country's press: the last, the first (family
    name first), both, or as in Spanish the last but one of three."""

    country: str
    short: str


@cache
def name_orders() -> dict[str, str]:
    """Country to the part of the name that stands alone, where it is not the last."""
    return {row.country: row.short for row in build(NameOrder, table("holders/name_orders.csv"))}


@dataclass(frozen=True, slots=True)
class Surnames:
    """Family names that are common in one country."""

    country: str
    surnames: tuple[str, ...]


@cache
def surname_countries() -> dict[str, tuple[str, ...]]:
    """Family name in lower case to the countries where it is common."""
    out: dict[str, tuple[str, ...]] = {}
    for row in build(Surnames, table("holders/surnames.csv")):
        for name in row.surnames:
            out[name.lower()] = tuple(dict.fromkeys((*out.get(name.lower(), ()), row.country)))
    return out
