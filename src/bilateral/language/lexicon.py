"""A language in, the words of its numbers out, compiled for lookup by token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar

from bilateral.knowledge import currencies
from bilateral.knowledge import numbers as knowledge
from bilateral.knowledge.numbers import NumeralWord
from bilateral.language.tokens import Tokens, tokens

T = TypeVar("T")


class Forms(Generic[T]):
    """Phrases by token: what stands at an index, or ends at it, the longest first.

    `starters` are the first tokens of them all.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        first: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        last: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for text, value in entries:
            form = tuple(tokens(text).forms)
            first[form[0]].append((form, value))
            last[form[-1]].append((form, value))
        for group in (*first.values(), *last.values()):
            group.sort(key=lambda item: -len(item[0]))
        self.starters = frozenset(first)
        self._first = dict(first)
        self._last = dict(last)

    def at(self, words: Tokens, index: int) -> tuple[T, int] | None:
        """What the longest phrase at `index` stands for, and the index after it."""
        for form, value in self._first.get(words.form(index), ()):
            if len(form) == 1 or words.phrase(index, form):
                return value, index + len(form)
        return None

    def ending(self, words: Tokens, index: int) -> tuple[T, int] | None:
        """What the longest phrase that ends before `index` stands for, and where it starts."""
        for form, value in self._last.get(words.form(index - 1), ()):
            if len(form) == 1 or words.phrase(index - len(form), form):
                return value, index - len(form)
        return None


@dataclass(frozen=True, slots=True)
class CurrencyForm:
    """A code, sign or name of a currency, with the `code` it means or the `mark` ("$") whose
    meaning hangs on the country. `minor` is how many of these make one unit (100 for cents).

    A form that is also a common word or a single letter is `weak`: it counts only in capitals,
    and before a number only with a scale word after it. `exact` forms count as written, and
    `glued` ones ("A$") only without a space.
    """

    form: str
    code: str | None
    mark: str | None
    place: str
    minor: int = 1
    weak: bool = False
    exact: bool = False
    glued: bool = False

    def written_so(self, written: str) -> bool:
        """Whether these words of a text can be this form."""
        if self.glued and len(written) > len(self.form):
            return False
        return (not self.exact or written == self.form) and (not self.weak or written.isupper())


def _currency_forms(language: str, code_words: frozenset[str]) -> list[CurrencyForm]:
    forms = [
        CurrencyForm(row.code, row.code, None, "both", weak=row.code.lower() in code_words)
        for row in currencies.currencies()
        if row.kind in ("currency", "historical")
    ]
    for sign in currencies.signs():
        letters = sign.sign.isascii() and sign.sign.isalpha()
        place = "both" if sign.sign.endswith("$") or not letters else sign.position
        forms.append(
            CurrencyForm(
                *(sign.sign, sign.code, sign.mark, place),
                weak=letters and (len(sign.sign) == 1 or sign.sign in ("KM", "RO")),
                exact=letters and sign.sign.lower() in code_words,
                glued=sign.sign in ("A$", "S$"),  # "a $5 loan", "Kenya's $5 loan"
            )
        )
    for word in currencies.words(language):
        forms.append(
            CurrencyForm(word.word, word.code, word.mark, "after", exact=word.case_sensitive)
        )
    for unit in knowledge.minor_units(language):
        forms.append(CurrencyForm(unit.word, unit.code, unit.mark, "both", minor=100))
    return forms


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of number in one language."""

    language: str
    numerals: dict[str, NumeralWord]
    before: Forms[str]
    after: Forms[str]
    currency_before: Forms[CurrencyForm]
    currency_after: Forms[CurrencyForm]
    units: Forms[str]
    superlatives: Forms[str]
    fillers: Forms[str]
    words: dict[str, frozenset[str]]
    codes: dict[str, CurrencyForm]
    triggers: frozenset[str]
    decimal_comma: bool

    def is_a(self, form: str, kind: str) -> bool:
        return form in self.words[kind]

    def scale(self, form: str) -> Decimal | None:
        word = self.numerals.get(form)
        return word.value if word and word.kind in ("scale", "abbreviation", "letter") else None


UNIT_KINDS = ("percent", "percentage_points")
WORD_KINDS = (
    *("number_sign", "times", "comparison", "movement", "stop", "superlative", "range"),
    *("matter", "plural", "year_noun", "code_word"),
)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; a language without its own reads digits by its own marks."""
    own = language if language in knowledge.LANGUAGES else "en"
    rows = knowledge.words(own)
    numerals = {row.word: row for row in knowledge.numerals(own)}
    kinds = {kind: frozenset(r.words for r in rows if r.kind == kind) for kind in WORD_KINDS}
    money = _currency_forms(own, kinds["code_word"])
    superlatives = Forms((r.words, r.words) for r in rows if r.kind == "superlative")
    bounds = knowledge.bounds(own)
    return Lexicon(
        language=language,
        numerals=numerals,
        before=Forms((b.words, b.bound) for b in bounds if b.place == "before"),
        after=Forms((b.words, b.bound) for b in bounds if b.place == "after"),
        currency_before=Forms((c.form, c) for c in money if c.place != "after"),
        currency_after=Forms((c.form, c) for c in money if c.place != "before"),
        units=Forms((r.words, r.kind) for r in rows if r.kind in UNIT_KINDS),
        superlatives=superlatives,
        fillers=Forms((r.words, r.words) for r in rows if r.kind == "filler"),
        words=kinds,
        codes={c.form.lower(): c for c in money if c.form == c.code and not c.weak},
        triggers=_triggers(numerals, kinds),
        decimal_comma=language in knowledge.decimal_comma(),
    )


def _triggers(numerals: dict[str, NumeralWord], kinds: dict[str, frozenset[str]]) -> frozenset[str]:
    """Forms without which (and without a digit) no amount can begin."""
    starters = {w for w, row in numerals.items() if row.kind not in ("letter", "abbreviation")}
    singles = {w.split()[0] for w in kinds["superlative"]}
    return frozenset(starters | singles)
