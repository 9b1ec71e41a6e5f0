"""Text in, its bare numbers out whatever they count: fractions, decimals in words, negatives.

"two thirds", "twenty and three fifths", "minus 5", "one over three", "nought point nought
three", "3 dozen", "½", "5K". What the numbers measure is for `numbers.find_amounts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bilateral.language.lexicon import Lexicon, lexicon
from bilateral.language.numerals import GLYPHS, Numeral, read_numeral
from bilateral.language.tokens import Tokens, tokens

FRACTION_REACH = 9
MOST_EXPONENT = 100
_MINUS = frozenset({"minus", "negative"})
_OVER = frozenset({"over", "in", "out"})
_BEFORE_PRONOUN = frozenset({"the", "this", "that", "no", "each", "every", "which", "any"})
_LETTERS = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}


def _quotient(written: str) -> Decimal:
    above, below = written.split("/")
    return Decimal(above) / Decimal(below)


_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[str], Decimal]], ...] = (
    (re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}(?![\w.])"), Decimal),
    (re.compile(r"[0-9]{1,4}/[1-9][0-9]{0,3}(?![\w/.,]\d|[\w/])"), _quotient),
    (
        re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,6}(?![\w ]?\d|[\w/])"),
        lambda written: Decimal(re.sub(r"\s", "", written)),
    ),
)


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """A number as the text gives it, from `start` to `end`."""

    start: int
    end: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Value:
    value: Decimal
    end: int


def find_numbers(text: str, *, language: str = "en") -> list[PlainNumber]:
    """Every cardinal number of `text`, in order, none over another; ordinals are left out."""
    words, lex = tokens(text), lexicon(language)
    return list(_Numbers(words, lex).all())


class _Numbers:
    def __init__(self, words: Tokens, lex: Lexicon) -> None:
        self.words, self.lex = words, lex

    def all(self) -> Iterator[PlainNumber]:
        floor = 0
        for index in range(len(self.words)):
            if index < floor:
                continue
            found = self._signed(index)
            if found:
                floor = found.end
                start, end = self.words.starts[index], self.words.ends[floor - 1]
                yield PlainNumber(start, end, found.value)

    def _signed(self, at: int) -> _Value | None:
        form = self.words.forms[at]
        sign = form == "-" and self.words.glued(at + 1) and not self._after_a_word(at)
        if not sign and form not in _MINUS:
            return self._unsigned(at)
        found = self._unsigned(at + 1)
        return _Value(-found.value, found.end) if found else None

    def _after_a_word(self, at: int) -> bool:
        return self.words.glued(at) and self.words.form(at - 1)[-1:].isalnum()

    def _unsigned(self, at: int) -> _Value | None:
        if at >= len(self.words):
            return None
        if self.words.forms[at] in GLYPHS:
            return _Value(GLYPHS[self.words.forms[at]], at + 1)
        if not self._opens(at):
            return None
        written = self._half(at) or self._in_digits(at)
        if written:
            return written
        fraction = self._fraction(at)
        if fraction:
            return self._times_scale(fraction)
        numeral = read_numeral(self.words, at, self.lex)
        if numeral is None or numeral.ordinal:
            return None
        whole = self._whole(numeral)
        return self._with_more(whole) if whole else None

    def _opens(self, at: int) -> bool:
        form = self.words.forms[at]
        if form[0].isdecimal() or form[-1].isdecimal():
            return True
        if form == "one" and self.words.form(at - 1) in _BEFORE_PRONOUN:
            return self.words.form(at + 1) in self.lex.numerals
        word = self.lex.numerals.get(form)
        kinds = ("unit", "tens", "group", "fraction")
        return form in ("a", "an") or (word is not None and word.kind in kinds)

    def _half(self, at: int) -> _Value | None:
        """ "half", "a half", "half a dozen"."""
        first = at + 1 if self.words.form(at) in ("a", "one") else at
        if self.words.form(first) != "half":
            return None
        part = self._times_scale(_Value(Decimal("0.5"), first + 1))
        if part.end > first + 1:
            return part
        if self.words.phrase(first + 1, ("a", "dozen")):
            return _Value(Decimal(6), first + 3)
        after = self.words.form(first + 1)
        alone = not after[:1].isalnum() and after != "-"
        return part if alone or after == "of" else None

    def _in_digits(self, at: int) -> _Value | None:
        """ "1.5e-3", "3/4", and groups of three parted by spaces ("23 000")."""
        text, start = self.words.text, self.words.starts[at]
        for pattern, value_of in _WRITTEN:
            match = pattern.match(text, start)
            goes_before = self.words.glued(at) and text[start - 1] in "/.,"
            if match and not goes_before and not self._after_a_hyphen(at):
                end = at
                while end < len(self.words) and self.words.starts[end] < match.end():
                    end += 1
                return _Value(value_of(match.group()), end)
        return None

    def _after_a_hyphen(self, at: int) -> bool:
        """Whether the number goes on a word or number ("1-222-3333")."""
        return self.words.form(at - 1) == "-" and self._after_a_word(at - 1)

    def _whole(self, numeral: Numeral) -> _Value | None:
        """The number without a letter that belongs to a unit ("29km", "5m"), with one that
        scales ("5K", "20 G" not)."""
        value, end = numeral.value, numeral.end
        if numeral.letter:
            value, end = value / numeral.scale, end - 1
        if numeral.digits and self.words.glued(end) and self.words.form(end)[0].isalpha():
            factor = _LETTERS.get(self.words.written(end))
            return _Value(value * factor, end + 1) if factor else None
        return self._more_groups(_Value(value, end), numeral)

    def _more_groups(self, found: _Value, numeral: Numeral) -> _Value:
        """ "3 hundred and 21": smaller digits after a scale word."""
        if numeral.scale <= 1 or not numeral.digits:
            return found
        at = found.end + 1 if self.words.form(found.end) == "and" else found.end
        if not self.words.form(at)[:1].isdecimal():
            return found
        more = read_numeral(self.words, at, self.lex)
        if more is None or more.ordinal or more.value >= numeral.scale:
            return found
        return _Value(found.value + more.value, more.end)

    # What follows a whole number

    def _with_more(self, whole: _Value) -> _Value:
        form = self.words.form(whole.end)
        found = None
        if form == "and":
            found = self._and_fraction(whole)
        elif form == "point":
            found = self._point(whole)
        elif form == "^":
            found = self._power(whole)
        elif form in _OVER:
            found = self._over(whole, form)
        return found or whole

    def _and_fraction(self, whole: _Value) -> _Value | None:
        at = whole.end + 1
        part = self._fraction(at) if at < len(self.words) else None
        if part is None:
            return None
        part = self._times_scale(part)
        return _Value(whole.value + part.value, part.end)

    def _point(self, whole: _Value) -> _Value | None:
        """ "nought point nought three", "two point seventy-five"."""
        digits, at = "", whole.end + 1
        while at < len(self.words) and len(digits) < 28:
            word = self.lex.numerals.get(self.words.forms[at])
            if word is None or word.kind not in ("unit", "tens"):
                break
            numeral = read_numeral(self.words, at, self.lex)
            if numeral is None or numeral.ordinal or numeral.scale > 1:
                break
            digits, at = digits + f"{numeral.value:f}", numeral.end
        if not digits or not digits.isdecimal():
            return None
        return _Value(whole.value + Decimal(f"0.{digits}"), at)

    def _power(self, whole: _Value) -> _Value | None:
        at = whole.end + 1
        negative = self.words.form(at) == "-"
        at += negative
        form = self.words.form(at)
        if not form.isdecimal() or len(form) > 3 or int(form) > MOST_EXPONENT or not whole.value:
            return None
        if len(f"{whole.value:f}") > 20:
            return None
        exponent = -int(form) if negative else int(form)
        return _Value(whole.value**exponent, at + 1)

    def _over(self, whole: _Value, form: str) -> _Value | None:
        """ "one over three", "1 in twenty-one", "three out of five"."""
        at = whole.end + 1
        if form == "out":
            if self.words.form(at) != "of":
                return None
            at += 1
        below = read_numeral(self.words, at, self.lex) if at < len(self.words) else None
        if below is None or below.ordinal or not below.value or self._is_year(at, form):
            return None
        if form == "in" and (whole.value != 1 or below.value < 2):
            return None
        if form == "out" and whole.value > below.value:
            return None
        return _Value(whole.value / below.value, below.end)

    def _is_year(self, at: int, form: str) -> bool:
        year = self.words.form(at)
        return form == "in" and len(year) == 4 and year.isdecimal()

    # Fractions in words

    def _fraction(self, at: int) -> _Value | None:
        """ "two thirds", "a fifth", "twenty-one fifths", "twenty twenty-fifths"."""
        below = self._denominator_at(at)
        if below is None:
            return None
        for split in range(at + 1, below + 1):
            above = self._number_in(at, split)
            hyphen = self.words.forms[split] == "-"
            if hyphen and split + 1 != below:
                continue
            start = split + hyphen
            parts = self._parts_in(start, below + 1) if above is not None else None
            if above is not None and parts and self._agrees(above, below):
                return _Value(above / parts, below + 1)
        return None

    def _denominator_at(self, at: int) -> int | None:
        """The first token that names parts, over the number words before it."""
        for index in range(at + 1, min(at + FRACTION_REACH, len(self.words))):
            form = self.words.forms[index]
            if self._names_parts(form):
                return index
            if form not in self.lex.numerals and form not in ("-", "and"):
                return None
        return None

    def _names_parts(self, form: str) -> bool:
        word = self.lex.numerals.get(form.removesuffix("s"))
        ordinal = word is not None and word.kind in ("ordinal", "ordinal_scale")
        return form in _PARTS or (ordinal and word is not None and word.value > 2)

    def _agrees(self, above: Decimal, below: int) -> bool:
        """Many parts are plural; one part stands alone or before "of" ("a third country")."""
        form = self.words.forms[below]
        if form.endswith("s"):
            return True
        if form in _PARTS:
            return above == 1 and form == "quarter"
        after = self.words.form(below + 1)
        return above == 1 and (not after[:1].isalnum() or after == "of")

    def _number_in(self, first: int, last: int) -> Decimal | None:
        """The cardinal that these tokens make and nothing else."""
        if last == first + 1 and self.words.forms[first] in ("a", "an", "one", "1"):
            return Decimal(1)
        found = self._alone(first, last, "")
        return found.value if found and not found.ordinal else None

    def _parts_in(self, first: int, last: int) -> Decimal | None:
        form = self.words.forms[last - 1]
        if first == last - 1 and form in _PARTS:
            return Decimal(_PARTS[form])
        found = self._alone(first, last, "s")
        return found.value if found and found.ordinal else None

    def _alone(self, first: int, last: int, suffix: str) -> Numeral | None:
        if first >= last:
            return None
        start, end = self.words.starts[first], self.words.ends[last - 1]
        part = tokens(self.words.text[start:end].removesuffix(suffix))
        found = read_numeral(part, 0, self.lex) if len(part) else None
        return found if found and found.end == len(part) else None

    def _times_scale(self, part: _Value) -> _Value:
        """ "two thirds of a million", "three quarters million"."""
        end = part.end
        for filler in ("of", "a"):
            end += self.words.form(end) == filler
        word = self.lex.numerals.get(self.words.form(end))
        if word is None or word.kind != "scale":
            return part
        return _Value(part.value * word.value, end + 1)
