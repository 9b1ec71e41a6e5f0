"""`countries/<language>/names.csv` in, names and the phrases of the matcher out.

What only sounds like a country ("South China Sea", "Bank of America", "Vietnam War") is a
phrase of the same kind with the key NOT_A_COUNTRY: it is longer, so it wins over the name in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bilateral.errors import KnowledgeError
from bilateral.knowledge.countries.codes import country
from bilateral.knowledge.loading import build, languages_of, table
from bilateral.knowledge.matching import Phrase, fold

LANGUAGES = languages_of("countries")
NAME_KINDS = (
    "short",
    "official",
    "abbreviation",
    "alias",
    "adjective",
    "demonym",
    "demonym_plural",
    "people",
    "capital",
    "seat",
    "nickname",
)
"""What a name is. A seat is a building or a place that stands for the government (Kremlin)."""

PHRASE_KIND = "country"
NOT_A_COUNTRY = "-"


@dataclass(frozen=True, slots=True)
class CountryName:
    """One name. `ambiguous` is a key of `ambiguities()`: the words mean other things as well."""

    iso3: str
    name: str
    kind: str
    case_sensitive: bool = False
    ambiguous: str | None = None


@dataclass(frozen=True, slots=True)
class BlocName:
    """One name of a bloc, by the bloc's code."""

    code: str
    name: str
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class NotACountry:
    """A phrase that holds a country's name and does not mean the country, and what it means."""

    phrase: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Why a name may mean something else."""

    key: str
    note: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A word near an ambiguous name that speaks `for` or `against` its meaning this country."""

    iso3: str
    says: str
    cue: str


@dataclass(frozen=True, slots=True)
class AreaKey:
    """What a phrase of the kind "country" stands for: the key of its match, taken apart.

    `code` is an ISO 3166-1 alpha-3 code or a bloc's (`kind` is then "bloc"), or NOT_A_COUNTRY.
    """

    code: str
    kind: str = ""
    ambiguous: str = ""

    def __str__(self) -> str:
        return ":".join((self.code, self.kind, self.ambiguous)).rstrip(":")


@cache
@cache
def read_key(key: str) -> AreaKey:
    """The parts of a match's key, as `USA:capital:us_state`."""
    return AreaKey(*key.split(":"))


@cache
def names(language: str) -> tuple[CountryName, ...]:
    """All names of all countries in `language`; none for a language that is not known."""
    if language not in LANGUAGES:
        return ()
    path = f"countries/{language}/names.csv"
    rows = build(CountryName, table(path))
    for row in rows:
        _check(row, path)
    return tuple(rows)


def _check(row: CountryName, path: str) -> None:
    country(row.iso3)
    if row.kind not in NAME_KINDS:
        raise KnowledgeError(f"{row.name!r} is of kind {row.kind!r}", where=path)
    if row.ambiguous and row.ambiguous not in ambiguities():
        raise KnowledgeError(
            f"{row.name!r} is ambiguous by {row.ambiguous!r}",
            where=path,
            next_step="Say what that means in countries/ambiguities.csv",
        )


@cache
def ambiguities() -> dict[str, str]:
    """What each key in the column `ambiguous` means."""
    return {row.key: row.note for row in build(Ambiguity, table("countries/ambiguities.csv"))}


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """Words that help to tell what an ambiguous name means: "Tbilisi" beside "Georgia" speaks
    for the country, "Atlanta" against it. None for a language without such a table."""
    if language != "en":
        return ()
    path = f"countries/{language}/cues.csv"
    rows = build(Cue, table(path))
    for row in rows:
        if row.says not in ("for", "against"):
            raise KnowledgeError(f"{row.cue!r} says {row.says!r}", where=path)
        country(row.iso3)
    return tuple(rows)


@cache
def not_countries(language: str) -> tuple[NotACountry, ...]:
    """The phrases that hold a country's name and mean something else."""
    if language not in LANGUAGES:
        return ()
    return tuple(build(NotACountry, table(f"countries/{language}/not_countries.csv")))


@cache
def bloc_names(language: str) -> tuple[BlocName, ...]:
    """The names of the blocs but the European Union, whose names stand with the countries'."""
    if language not in LANGUAGES:
        return ()
    return tuple(build(BlocName, table(f"countries/{language}/bloc_names.csv")))


@cache
def _short_names(language: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for row in names(language):
        if row.kind == "short":
            out.setdefault(row.iso3, row.name)
    return out


def short_name(iso3: str, language: str = "en") -> str:
    """What to call a country in a paper; the English name where `language` has none.

    Raises UnknownCountryError.
    """
    found = _short_names(language).get(iso3) or _short_names("en").get(iso3)
    return found or country(iso3).iso3


def phrases(language: str) -> Iterator[Phrase]:
    """What to look for in a text: one phrase for a name of a country, with a key that `read_key`
    takes apart. Of a name that is several things, as adjective and demonym, the first counts."""
    best: dict[tuple[str, str], tuple[int, Phrase]] = {}
    for rank, code, phrase in _phrases(language):
        spelling = (fold(phrase.text) if not phrase.case_sensitive else phrase.text, code)
        if spelling not in best or rank < best[spelling][0]:
            best[spelling] = (rank, phrase)
    any_case = {spelling for spelling, (_, p) in best.items() if not p.case_sensitive}
    for (_, code), (_, phrase) in best.items():
        if not phrase.case_sensitive or (fold(phrase.text), code) not in any_case:
            yield phrase


def _phrases(language: str) -> Iterator[tuple[int, str, Phrase]]:
    """Each name with how much its kind says, least first, and the code it stands for."""
    for row in names(language):
        key = AreaKey(row.iso3, row.kind, row.ambiguous or "")
        phrase = Phrase(row.name, PHRASE_KIND, str(key), row.case_sensitive)
        yield NAME_KINDS.index(row.kind), row.iso3, phrase
    for bloc in bloc_names(language):
        key = AreaKey(bloc.code, "bloc")
        yield 0, bloc.code, Phrase(bloc.name, PHRASE_KIND, str(key), bloc.case_sensitive)
    for other in not_countries(language):
        phrase = Phrase(other.phrase, PHRASE_KIND, NOT_A_COUNTRY, case_sensitive=True)
        yield 0, NOT_A_COUNTRY, phrase
