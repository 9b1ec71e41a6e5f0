"""Names of countries in, the pair they make and what the record holds of pairs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import and_, or_, select

from bilateral.errors import UnknownCountryError
from bilateral.knowledge.countries import find_country
from bilateral.knowledge.countries.blocs import bloc
from bilateral.publishing.answers.wanted import WrongQuestionError
from bilateral.record import Record, schema
from bilateral.record.indexing import Pair
from bilateral.record.pages import Page, counts, from_mark, to_mark
from bilateral.record.store import PairCount

MOST_NAMED = 120
"""Characters of a pair's name."""


def pair_called(name: str | tuple[str, str]) -> Pair:
    """The pair of `VNM-USA`, `Vietnam-United States` or two names, in alphabetical order.

    Raises UnknownCountryError for a name of no country or bloc, WrongQuestionError for one twice.
    """
    one, other = _sides(name)
    if one == other:
        raise WrongQuestionError(f"{name!r} is one country twice", next_step="Name two")
    return min(one, other), max(one, other)


def _sides(name: str | tuple[str, str]) -> Pair:
    if not isinstance(name, str):
        return area(name[0]), area(name[1])
    if len(name) > MOST_NAMED or "-" not in name:
        raise UnknownCountryError(
            f"{name[:MOST_NAMED]!r} is no pair of countries", next_step="Write it as VNM-USA"
        )
    tried = list(_tried(_cuts(name)))
    found = next((pair for pair in tried if not isinstance(pair, UnknownCountryError)), None)
    if found is None:
        raise next(error for error in tried if isinstance(error, UnknownCountryError))
    return found


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """The name cut at each dash: "Guinea-Bissau-Timor-Leste" is a pair."""
    for at, letter in enumerate(name):
        if letter == "-":
            yield name[:at], name[at + 1 :]


def _tried(cuts: Iterable[tuple[str, str]]) -> Iterator[Pair | UnknownCountryError]:
    for one, other in cuts:
        try:
            yield area(one), area(other)
        except UnknownCountryError as error:
            yield error


def area(name: str) -> str:
    """The code of a country by any of its names, or of a bloc by its code."""
    try:
        return find_country(name).iso3
    except UnknownCountryError:
        if name.strip().upper().isascii() and name.strip().isalpha():
            try:
                return bloc(name.strip().upper()).code
            except UnknownCountryError:
                pass
        raise


def known_pair(record: Record, pair: Pair) -> PairCount | None:
    """What the record holds of a pair, None where it is nothing."""
    table = schema.pairs
    query = select(table).where(table.c.a == pair[0], table.c.b == pair[1])
    with record.reading() as connection:
        row = connection.execute(query).first()
    return _count(record, pair, row.documents, row.latest) if row and row.documents else None


def _count(record: Record, pair: Pair, documents: int, latest: str) -> PairCount:
    told = counts(record, pair, "statements")["statements"]
    return PairCount(pair, documents, told, latest or None)


def pairs(record: Record, *, limit: int = 50, after: str | None = None) -> Page[PairCount]:
    """One page of the pairs, the best documented first."""
    table = schema.pairs
    query = select(table).where(table.c.documents > 0)
    if after:
        documents, name = from_mark(after, int)
        a, _, b = name.partition("-")
        later = or_(table.c.a > a, and_(table.c.a == a, table.c.b > b))
        query = query.where(table.c.documents <= documents)
        query = query.where(or_(table.c.documents < documents, later))
    query = query.order_by(table.c.documents.desc(), table.c.a, table.c.b).limit(limit + 1)
    with record.reading() as connection:
        rows = connection.execute(query).all()
    items = tuple(_count(record, (r.a, r.b), r.documents, r.latest) for r in rows[:limit])
    last = items[-1] if len(rows) > limit else None
    return Page(items, to_mark(last.documents, "-".join(last.pair)) if last else None)
