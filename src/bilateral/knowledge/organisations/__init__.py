"""Names of bodies in, what each is and whose it is out.

An organisation (`en/organisations.csv`) has a name of its own and a country, or IGO or NGO.
A generic body (`en/generic_bodies.csv`: "Foreign Ministry", "parliament") is some country's:
the text says whose, and only where it does not, `usual_country` may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.countries import country
from bilateral.knowledge.loading import build, table
from bilateral.knowledge.matching import Phrase

LANGUAGES = ("en",)
NON_STATE = ("IGO", "NGO")
SECTORS = frozenset(
    "IGO NGO GOV LEG JUD MIL COP SPY PTY REB CVL BUS EDU ELI JRN".split()  # noqa: SIM905
)
"""The sectors of PLOVER that bodies here belong to; IGO and NGO where there is no country."""

PHRASE_KIND = "organisation"
ORGANISATION_PREFIX = "organisation:"
BODY_PREFIX = "body:"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with a name of its own. `country` is an ISO 3166-1 alpha-3 code, EUE, IGO or NGO;
    `sector` is PLOVER's; `aliases` are its other names and its acronyms."""

    name: str
    country: str
    sector: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GenericBody:
    """A kind of body that many countries have, by the names it goes by. `usual_country` has it
    when nothing in the text says whose it is."""

    name: str
    sector: str
    kind: str
    aliases: tuple[str, ...] = ()
    usual_country: str | None = None


@cache
def organisations(language: str = "en") -> tuple[Organisation, ...]:
    """All bodies with a name of their own; none for a language that is not known."""
    if language not in LANGUAGES:
        return ()
    path = f"organisations/{language}/organisations.csv"
    rows = build(Organisation, table(path))
    for row in rows:
        _check_sector(row.name, row.sector, path)
        if row.country not in NON_STATE:
            country(row.country)
    return tuple(rows)


@cache
def generic_bodies(language: str = "en") -> tuple[GenericBody, ...]:
    """All bodies whose country comes from the text."""
    if language not in LANGUAGES:
        return ()
    path = f"organisations/{language}/generic_bodies.csv"
    rows = build(GenericBody, table(path))
    for row in rows:
        _check_sector(row.name, row.sector, path)
        if row.usual_country:
            country(row.usual_country)
    return tuple(rows)


def _check_sector(name: str, sector: str, path: str) -> None:
    if sector not in SECTORS:
        raise KnowledgeError(
            f"{name!r} has the sector {sector!r}",
            where=path,
            next_step=f"Sectors are {', '.join(sorted(SECTORS))}",
        )


@cache
def _by_name(language: str) -> dict[str, Organisation]:
    return {row.name: row for row in organisations(language)}


@cache
def _bodies_by_name(language: str) -> dict[str, GenericBody]:
    return {row.name: row for row in generic_bodies(language)}


def phrases(language: str) -> Iterator[Phrase]:
    """Every name and alias; the key is one that `read_key` takes. A single word with a capital
    ("WHO", "Duma", "Congress") is found only as written."""
    for row in organisations(language):
        yield from _phrases_of((row.name, *row.aliases), ORGANISATION_PREFIX + row.name)
    for body in generic_bodies(language):
        yield from _phrases_of((body.name, *body.aliases), BODY_PREFIX + body.name)


def _phrases_of(names: tuple[str, ...], key: str) -> Iterator[Phrase]:
    for name in names:
        as_written = " " not in name and name != name.lower()
        yield Phrase(name, PHRASE_KIND, key, as_written)


def read_key(key: str, language: str = "en") -> Organisation | GenericBody:
    """What the key of a match stands for. Raises KnowledgeError."""
    try:
        if key.startswith(BODY_PREFIX):
            return _bodies_by_name(language)[key.removeprefix(BODY_PREFIX)]
        return _by_name(language)[key.removeprefix(ORGANISATION_PREFIX)]
    except KeyError as error:
        raise KnowledgeError(f"no organisation has the key {key!r}") from error
