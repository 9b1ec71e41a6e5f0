"""Tokens in, the number that stands at one of them out: digits, words, or both.

"1,340", "1.5 million", "3bn", "twenty-five", "half a billion", "two and a half million",
"three quarters", "11th". Values are exact; no rounding and no floats anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bilateral.language.lexicon import Lexicon
from bilateral.language.tokens import Tokens

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_POINT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COMMA = re.compile(r"\d+,\d+")
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
GLYPHS = {
    glyph: Decimal(above) / Decimal(below)
    for glyph, above, below in (
        *(("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5)),
        *(("⅖", 2, 5), ("⅗", 3, 5), ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6), ("⅛", 1, 8)),
        *(("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8)),
    )
}
_SCALES = frozenset({"scale", "abbreviation", "letter", "hundred", "group", "groups"})
_SWAP = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the index of the token after it.

    `scale` is what its scale words come to (1000000 for "1.5 million"); `letter` says that the
    scale is one letter ("5m"), which counts only for money.
    """

    value: Decimal
    end: int
    significant_digits: int
    ordinal: bool = False
    scale: Decimal = Decimal(1)
    letter: bool = False
    digits: bool = True


@lru_cache(maxsize=4096)
def parse_digits(written: str, comma: bool) -> tuple[Decimal, int] | None:
    """The value of a run of digits and separators, and how many digits were meant.

    `comma` says that the language writes 1.234,5. Trailing zeros of a number of four digits
    and more are taken for rounding. None when it is no single number ("10.12.2022").
    """
    if written[0] == ".":
        written = f"0{written}"
    if comma and ("," in written or (written.count(".") == 1 and len(written) > 4)):
        swapped = written.translate(_SWAP)
        written = swapped if _GROUPED.fullmatch(swapped) or "," in written else written
    if _GROUPED.fullmatch(written):
        plain = written.replace(",", "")
    elif _PLAIN.fullmatch(written):
        plain = written
    elif _COMMA.fullmatch(written):
        plain = written.replace(",", ".")
    elif _POINT_GROUPED.fullmatch(written):
        plain = written.replace(".", "")
    else:
        return None
    return Decimal(plain), _significant(plain)


def _significant(plain: str) -> int:
    digits = plain.replace(".", "").lstrip("0")
    if "." not in plain and len(digits) > 3:
        digits = digits.rstrip("0")
    return max(len(digits), 1)


def read_numeral(words: Tokens, index: int, lex: Lexicon) -> Numeral | None:
    """The number at `index`, with its scale words, or None."""
    form = words.forms[index]
    if form[-1].isdecimal():
        return _digits(words, index, lex)
    word = lex.numerals.get(form)
    if word is None and form not in ("a", "an"):
        return None
    return _spelled(words, index, lex)


def _digits(words: Tokens, index: int, lex: Lexicon) -> Numeral | None:
    parsed = parse_digits(words.forms[index], lex.decimal_comma)
    if parsed is None:
        return None
    value, significant = parsed
    end = index + 1
    if words.glued(end) and words.form(end) in _SUFFIXES:
        return Numeral(value, end + 1, significant, ordinal=True)
    end, value, significant = _spaced_groups(words, end, value, significant)
    mixed = _mixed(words, end)
    if mixed:
        value, end = value + mixed[0], mixed[1]
    if words.form(end) in GLYPHS:
        value, end = value + GLYPHS[words.form(end)], end + 1
    halves = _and_half(words, end)
    if halves:
        value, end, significant = value + halves[0], halves[1], significant + 1
    return _scaled(words, end, lex, value, significant)


def _and_half(words: Tokens, at: int) -> tuple[Decimal, int] | None:
    """ "and a half", "and half", "and a quarter" after a number."""
    if words.form(at) != "and":
        return None
    end = at + 2 if words.form(at + 1) == "a" else at + 1
    value = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get(words.form(end))
    return (value, end + 1) if value else None


def _mixed(words: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The fraction of "7 1/2" and "7-1/2"."""
    if words.form(at) == "-" and words.glued(at):
        at += 1
    above, below = words.form(at), words.form(at + 2)
    if not (above.isdecimal() and words.form(at + 1) == "/" and words.glued(at + 1)):
        return None
    if below not in ("2", "4", "8", "16", "32") or not words.glued(at + 2):
        return None
    return (Decimal(above) / Decimal(below), at + 3) if int(above) < int(below) else None


def _spaced_groups(
    words: Tokens, end: int, value: Decimal, significant: int
) -> tuple[int, Decimal, int]:
    """Goes on over groups of three parted by a no-break space ("1 234 567")."""
    while (
        end < len(words)
        and words.forms[end][:3].isdecimal()
        and len(words.forms[end].split(".")[0]) == 3
        and words.text[words.ends[end - 1] : words.starts[end]] in ("\u00a0", "\u202f", "\u2009")
    ):
        part = Decimal(words.forms[end]) if words.forms[end].count(".") < 2 else Decimal(0)
        value, significant, end = value * 1000 + part, significant + 3, end + 1
    return end, value, significant


def _scaled(
    words: Tokens, end: int, lex: Lexicon, value: Decimal, significant: int, digits: bool = True
) -> Numeral:
    """The number with the scale words, abbreviations and letters that follow it."""
    scale, letter = Decimal(1), False
    while end < len(words):
        at = end + 1 if words.forms[end] == "-" and _scale_follows(words, end + 1, lex) else end
        word = lex.numerals.get(words.form(at))
        if word is None or word.kind not in _SCALES:
            break
        if word.kind == "letter":
            if scale > 1 or not words.glued(at):
                break
            letter = True
        scale, end = scale * word.value, at + 1
        if word.kind in ("abbreviation", "letter"):
            break
    return Numeral(value * scale, end, significant, scale=scale, letter=letter, digits=digits)


def _scale_follows(words: Tokens, index: int, lex: Lexicon) -> bool:
    word = lex.numerals.get(words.form(index))
    return word is not None and word.kind == "scale"


def _spelled(words: Tokens, index: int, lex: Lexicon) -> Numeral | None:
    """A number in words: a running hundred-group, summed up at each scale word."""
    fraction = _fraction(words, index, lex)
    if fraction:
        return fraction
    reader = _Speller(words, index, lex)
    return reader.read()


def _fraction(words: Tokens, index: int, lex: Lexicon) -> Numeral | None:
    """ "half a billion", "a quarter million", "half million", "three quarters of a million"."""
    end = index + 1 if words.forms[index] in ("a", "one") else index
    word = lex.numerals.get(words.form(end))
    if word is None or word.kind != "fraction":
        return None
    value, end = word.value, end + 1
    if words.form(end) == "of":
        end += 1
    if words.form(end) in ("a", "one"):
        end += 1
    if not _scale_follows(words, end, lex):
        money = lex.currency_after.at(words, end)
        return Numeral(value, end, 1, digits=False) if money else None
    return _scaled(words, end, lex, value, 1, digits=False)


class _Speller:
    """Reads "one hundred and sixteen thousand two hundred" token by token."""

    def __init__(self, words: Tokens, index: int, lex: Lexicon) -> None:
        self.words, self.index, self.lex = words, index, lex
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.last = ""
        self.end = index
        self.ordinal = False
        self.scale = Decimal(1)

    def read(self) -> Numeral | None:
        at = self.index
        if self.words.forms[at] in ("a", "an"):
            if not self._opens_with_article(at + 1):
                return None
            self.group, at = Decimal(1), at + 1
        while at < len(self.words) and not self.ordinal and self._take(self.words.forms[at]):
            at += 1
            self.end = at
            at = self._joint(at)
        if self.end == self.index:
            return None
        self._half()
        value = self.total + (self.group or 0)
        if self.last in ("unit", "tens", "hundred") and not self.ordinal and self.total == 0:
            return _scaled(self.words, self.end, self.lex, value, _whole(value), digits=False)
        return Numeral(value, self.end, _whole(value), self.ordinal, self.scale, digits=False)

    def _opens_with_article(self, at: int) -> bool:
        word = self.lex.numerals.get(self.words.form(at))
        return word is not None and word.kind in ("hundred", "scale", "group")

    def _take(self, form: str) -> bool:
        word = self.lex.numerals.get(form)
        if word is None:
            return False
        return bool(getattr(self, f"_{word.kind}", self._refuse)(word.value))

    def _refuse(self, value: Decimal) -> bool:
        return False

    def _unit(self, value: Decimal) -> bool:
        if self.last == "unit" or (self.last == "tens" and not 0 < value < 10):
            return False
        return self._add(value, "unit")

    def _tens(self, value: Decimal) -> bool:
        return self.last not in ("unit", "tens") and self._add(value, "tens")

    def _add(self, value: Decimal, kind: str) -> bool:
        self.group = (self.group or 0) + value
        self.last = kind
        return True

    def _hundred(self, value: Decimal) -> bool:
        if self.last == "hundred" or self.group is None:
            return False
        self.group *= value
        self.last = "hundred"
        return True

    def _scale(self, value: Decimal) -> bool:
        if self.group is None and self.last != "scale":
            return False
        if self.last == "scale":
            self.total *= value
            return True
        self.total += (self.group or 0) * value
        self.group, self.last, self.scale = None, "scale", value
        return True

    def _group(self, value: Decimal) -> bool:
        if self.last not in ("", "unit") and self.group is None:
            return False
        self.group = (1 if self.group is None else self.group) * value
        self.last = "group"
        return True

    def _ordinal(self, value: Decimal) -> bool:
        if self.last == "unit" or (self.last == "tens" and value >= 10):
            return False
        self.ordinal = True
        return self._add(value, "ordinal")

    def _ordinal_scale(self, value: Decimal) -> bool:
        self.group = (1 if self.group is None else self.group) * value
        self.ordinal, self.last = True, "ordinal"
        return True

    def _joint(self, at: int) -> int:
        """Goes over a hyphen or "and" when the number goes on after it."""
        form = self.words.form(at)
        follows = self.lex.numerals.get(self.words.form(at + 1))
        if follows is None or follows.kind not in ("unit", "tens", "ordinal", "scale", "hundred"):
            return at
        if form == "-" and (self.last == "tens" or follows.kind in ("scale", "hundred")):
            return at + 1
        if form == "and" and self.last in ("hundred", "scale") and follows.kind != "scale":
            return at + 1
        return at

    def _half(self) -> None:
        halves = _and_half(self.words, self.end)
        if halves is None or self.ordinal:
            return
        self.end = halves[1]
        if self.last == "scale":  # "one million and a half" is one and a half million
            self.total += halves[0] * self.scale
        else:
            self.group, self.last = (self.group or 0) + halves[0], "unit"


def _whole(value: Decimal) -> int:
    return max(len(f"{value.normalize():f}".replace(".", "").strip("0")), 1)
