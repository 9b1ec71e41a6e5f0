"""What a person types for a country in, the country out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries.codes import KINDS, Country, countries, country
from bilateral.knowledge.countries.names import LANGUAGES, NAME_KINDS, names, short_name
from bilateral.knowledge.matching import fold

SUGGESTIONS = 3
LEAST_LIKENESS = 65


def plain(text: str) -> str:
    """`text` in lower case without diacritics, dots and doubled spaces: "U.S." is "us",
    "Đài Loan" is "dai loan"."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c) and c != ".")
    words = letters.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def find_country(text: str) -> Country:
    """The country called `text`: an ISO code, a name, demonym or capital in any language known.

    Codes win over names, and states over territories and countries that are no more.
    Raises UnknownCountryError with the nearest names, or with all that `text` may mean.
    """
    ranked = _index().get(plain(text))
    if ranked is None:
        raise _unknown(text)
    best = min(ranked.values())
    meant = [iso3 for iso3, rank in ranked.items() if rank == best]
    if len(meant) > 1:
        choices = " or ".join(f"{code} ({short_name(code)})" for code in sorted(meant))
        raise UnknownCountryError(f"{text!r} names several countries", next_step=f"Say {choices}")
    return country(meant[0])


Rank = tuple[int, int]


@cache
def _index() -> dict[str, dict[str, Rank]]:
    """For each spelling the countries that it may mean, each with how likely (least first)."""
    out: dict[str, dict[str, Rank]] = {}
    for spelling, row, how in _spellings():
        known = out.setdefault(plain(spelling), {})
        rank = (how, KINDS.index(row.kind))
        known[row.iso3] = min(rank, known.get(row.iso3, rank))
    return out


def _spellings() -> Iterator[tuple[str, Country, int]]:
    for row in countries():
        yield row.iso3, row, 0
        if row.iso2:
            yield row.iso2, row, 1
    for language in LANGUAGES:
        for name in names(language):
            yield name.name, country(name.iso3), 2 + NAME_KINDS.index(name.kind)


def _unknown(text: str) -> UnknownCountryError:
    from rapidfuzz import fuzz, process  # needed for a mistake only

    near = process.extract(
        plain(text), _index().keys(), scorer=fuzz.ratio, limit=4 * SUGGESTIONS,
        score_cutoff=LEAST_LIKENESS,
    )  # fmt: skip
    codes = [code for spelling, _, _ in near for code in _index()[spelling]]
    nearest = list(dict.fromkeys(codes))[:SUGGESTIONS]
    if not nearest:
        return UnknownCountryError(
            f"{text!r} names no country", next_step="Give an ISO 3166 code (VNM) or a name"
        )
    said = ", ".join(f"{code} ({short_name(code)})" for code in nearest)
    return UnknownCountryError(f"{text!r} names no country", next_step=f"Did you mean {said}?")
