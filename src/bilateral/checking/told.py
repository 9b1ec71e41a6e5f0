"""Figures that articles tell as a country's own in, values of that country's books out.

Where nobody has loaded a country's statistics, what the press told as its figure is the next
best thing: "Vietnam Customs reported $123.86 billion". It is named as told, with its outlet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from bilateral.checking.statistics.values import MIRROR, OWN, OfficialValue
from bilateral.knowledge.countries import names
from bilateral.knowledge.statistics import keepers
from bilateral.model import Document, Figure
from bilateral.record.series import flow
from bilateral.record.sources import byname

TOLD = "told"
"""The source of a value that stands in an article only."""
_NAMES = frozenset({"short", "official", "alias", "abbreviation", "adjective", "demonym_plural"})

Told = Iterable[tuple[Document, Figure]]
Teller = Callable[[Figure, str], Told]
"""What articles tell of the quantity of a figure in a period (EDTF)."""


_RUN = re.compile(r"\w+")


@cache
def _countries() -> dict[str, list[tuple[str, str]]]:
    """Names of countries by their first word, the longest first, with their codes. A pattern of
    all of them takes longer to compile than a whole draft to check."""
    codes = {n.name: n.iso3 for n in names("en") if n.kind in _NAMES}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(codes, key=len, reverse=True):
        if first := _RUN.match(name):
            found[first.group()].append((name, codes[name]))
    return dict(found)


def _country(words: str) -> str | None:
    """The code of the first country that is named, by the longest of its names that stands there
    as whole words."""
    for run in _RUN.finditer(words):
        for name, code in _countries().get(run.group(), ()):
            if words.startswith(name, run.start()) and _ends(words, run.start() + len(name)):
                return code
    return None


def _ends(words: str, place: int) -> bool:
    """Whether a word begins or ends here."""
    return _is_of_word(words[place - 1]) != _is_of_word(words[place : place + 1])


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def keeper(figure: Figure) -> str | None:
    """Whose books a figure is told to be from: its reporter, else the country whose statistics
    or office speaks; a person keeps no books."""
    return figure.reporter or (_of_words(figure.speaker) if figure.speaker else None)


@lru_cache(maxsize=4096)
def _of_words(speaker: str) -> str | None:
    spoken = speaker.casefold()
    found = next((k for k in keepers() if k.words.casefold() in spoken), None)
    if found is None:
        return None
    return found.reporter or _country(speaker)


def told_values(figure: Figure, period: str, told: Told) -> Iterator[OfficialValue]:
    """What both sides' books say of the quantity of `figure` in a period, as articles tell it;
    of each country the figure with the most digits."""
    best: dict[str, tuple[Document, Figure]] = {}
    for document, f in told:
        books = keeper(f)
        sides = (figure.ref_area, figure.counterpart_area)
        if books not in sides or not _level(f) or flow(f) != flow(figure):
            continue
        assert books is not None
        kept = best.get(books)
        if kept is None or _digits(f) > _digits(kept[1]):
            best[books] = document, f
    for books, (document, f) in sorted(best.items()):
        yield _value(figure, period, books, document, f)


def _level(f: Figure) -> bool:
    return f.obs_value is not None and f.bound == "exact" and f.nature == "observed"


def _digits(f: Figure) -> int:
    assert f.obs_value is not None
    return f.significant_digits or len(f.obs_value.normalize().as_tuple().digits)


def _value(figure: Figure, period: str, books: str, document: Document, f: Figure) -> OfficialValue:
    assert f.obs_value is not None
    own = books == figure.ref_area or figure.measure == "trade"
    return OfficialValue(
        reporter=books,
        role=OWN if own else MIRROR,
        value=f.obs_value,
        unit=f.unit_measure,
        source=TOLD,
        series=byname(document),
        vintage=(document.published or "")[:10],
        period=period,
        valuation=f.valuation,
        product_scope=f.product_scope,
    )
