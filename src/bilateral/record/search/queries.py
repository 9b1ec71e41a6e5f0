"""What a person types in, a query of either store out; any input is safe.

All words must be there; "words in quotation marks" must stand together; `-word` must not be
there; `begin*` stands for all words that begin so. Nothing else has a meaning, so no input is
a wrong one: what a store could take for its own signs never reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bilateral.record.search.tokens import words

_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')
MOST_TERMS = 32
"""Terms of a query; what is typed beyond them does not count."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together; `begins` where the last one is the beginning of a word."""

    words: tuple[str, ...]
    excluded: bool = False
    begins: bool = False

    @property
    def in_sqlite(self) -> str:
        return f'"{" ".join(self.words)}"' + (" *" if self.begins else "")

    @property
    def in_postgresql(self) -> str:
        last = len(self.words) - 1
        parts = [
            f"'{word}'" + (":*" if self.begins and n == last else "")
            for n, word in enumerate(self.words)
        ]
        return "(" + " <-> ".join(parts) + ")"


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must be there, terms that must not, and what the hit is filed under."""

    terms: tuple[Term, ...]
    facets: tuple[str, ...] = ()

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.excluded]

    @property
    def unwanted(self) -> list[Term]:
        return [term for term in self.terms if term.excluded]

    def in_sqlite(self) -> str:
        """The query in the language of FTS5."""
        text = " AND ".join(term.in_sqlite for term in self.wanted)
        query = f"{{title body}} : ({text})"
        if self.facets:
            filed = " AND ".join(f'"{facet}"' for facet in self.facets)
            query = f"(facets : ({filed})) AND ({query})"
        if self.unwanted:
            without = " OR ".join(term.in_sqlite for term in self.unwanted)
            query = f"({query}) NOT ({{title body}} : ({without}))"
        return query

    def in_postgresql(self) -> str:
        """The query as a `tsquery`."""
        parts = [
            *(f"'{facet_lexeme(facet)}'" for facet in self.facets),
            *(term.in_postgresql for term in self.wanted),
            *(f"!{term.in_postgresql}" for term in self.unwanted),
        ]
        return " & ".join(parts)


def facet_lexeme(facet: str) -> str:
    """A facet as a lexeme that no word of a text can be."""
    return f"#{facet}"


def understood(typed: str, facets: Iterable[str] = ()) -> Query | None:
    """What is asked for; None where it holds no word that must be there."""
    terms = []
    for match in list(_PART.finditer(typed))[:MOST_TERMS]:
        minus, quoted, bare = match.groups()
        if bare is not None:
            minus = "-" if bare.startswith("-") else ""
        found = words((bare if bare is not None else quoted).lstrip("-"))
        if found:
            begins = bare is not None and bare.endswith("*")
            terms.append(Term(tuple(found), bool(minus), begins))
    query = Query(tuple(terms), tuple(facets))
    return query if query.wanted else None
