"""Text in, its amounts out: money, percentages, multiples, ranks, counts, each with its bound.

Exact decimals; spans count code points of the text; the words that bound a number ("nearly")
are not in its span but their place is kept. One pass over the tokens, linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from bilateral.knowledge.currencies import resolve
from bilateral.language.amounts import Amount, Found, SecondAmount
from bilateral.language.lexicon import CurrencyForm, Lexicon, lexicon
from bilateral.language.numerals import Numeral, read_numeral
from bilateral.language.tokens import Tokens, bare_words, tokens

__all__ = ["Amount", "SecondAmount", "find_amounts"]

MAX_FILLERS = 4
MAX_NOUN = 5
MOVEMENT_REACH = 8


def find_amounts(
    text: str, *, language: str = "en", dollar: str = "USD", country: str | None = None
) -> list[Amount]:
    """Every amount of `text`, in order, none over another.

    `dollar` is the currency that a bare "$" or "dollars" means; `country` (ISO 3166-1 alpha-3)
    says whose pounds, rupees and pesos are meant. Never raises for any text.
    """
    lex = lexicon(language)
    digit, bare = bare_words(text)
    if not digit and lex.triggers.isdisjoint(bare):
        return []
    words = tokens(text)
    reader = _Reader(words, lex, dollar, country)
    return list(reader.amounts())


@cache
def _starters(language: str) -> frozenset[str]:
    lex = lexicon(language)
    return lex.triggers | lex.currency_before.starters | {"a", "an"} | lex.words["number_sign"]


class _Reader:
    def __init__(self, words: Tokens, lex: Lexicon, dollar: str, country: str | None) -> None:
        self.words, self.lex, self.dollar, self.country = words, lex, dollar, country

    def amounts(self) -> Iterator[Amount]:
        starters = _starters(self.lex.language)
        index, floor = 0, 0
        for index, form in enumerate(self.words.forms):
            if index < floor or not (form[-1].isdecimal() or form in starters):
                continue
            found = self._found(index)
            if found is None:
                continue
            amount, floor = self._finished(found, floor)
            yield amount

    # Reading at a token

    def _found(self, index: int) -> Found | None:
        if self.words.forms[index] in self.lex.words["number_sign"]:
            return self._numbered(index)
        money = self._prefixed(index)
        if money:
            return self._ranged(money)
        multiple = self._multiple_word(index)
        if multiple:
            return multiple
        if self._in_a_name(index):
            return None
        numeral = read_numeral(self.words, index, self.lex)
        if numeral is None:
            return self._superlative(index)
        if self.words.form(index) == "năm" and numeral.end == index + 1:
            return None  # "year" far oftener than "five"
        if numeral.ordinal:
            return self._ordinal(index, numeral)
        found = self._with_unit(index, numeral)
        return self._ranged(found) if found else None

    def _in_a_name(self, index: int) -> bool:
        """The digits of "COVID-19" and "F-16" are no number."""
        words = self.words
        if not words.forms[index][-1].isdecimal() or words.form(index - 1) != "-":
            return False
        before = words.form(index - 2)
        glued = words.glued(index) and words.glued(index - 1)
        return glued and before[-1:].isalpha() and before not in self.lex.numerals

    def _numbered(self, index: int) -> Found | None:
        """ "No. 3", "number one"."""
        at = index + 2 if self.words.form(index + 1) == "." else index + 1
        if at >= len(self.words):
            return None
        numeral = read_numeral(self.words, at, self.lex)
        if numeral is None or numeral.ordinal or numeral.scale > 1:
            return None
        return Found(index, numeral.end, "rank", numeral, numeral.value)

    def _prefixed(self, index: int) -> Found | None:
        """ "$88 billion", "US$ 123.86 bn", "VND2.5 trillion"."""
        hit = self.lex.currency_before.at(self.words, index)
        if hit is None:
            return None
        currency, at = hit
        if at >= len(self.words) or not self.words.forms[at][-1].isdecimal():
            return None
        if not currency.written_so(self._between(index, at)):
            return None
        numeral = read_numeral(self.words, at, self.lex)
        if numeral is None or numeral.ordinal or (currency.weak and numeral.scale == 1):
            return None
        numeral = self._spaced_letter(numeral)
        before = self.lex.codes.get(self.words.form(index - 1)) if currency.mark == "$" else None
        if before and before.form.endswith("D"):  # "CAD $1.5 billion"
            index, currency = index - 1, before
        value, last = self._tail(numeral.end, numeral.value / currency.minor, currency)
        return Found(index, last, "money", numeral, value, self._code(currency), prefixed=True)

    def _spaced_letter(self, numeral: Numeral) -> Numeral:
        """ "$ 14 m": after a currency's sign a letter is a scale with a space too."""
        word = self.lex.numerals.get(self.words.form(numeral.end))
        if word is None or word.kind != "letter" or numeral.scale > 1:
            return numeral
        if self.words.glued(numeral.end + 1) and self.words.form(numeral.end + 1) in ("'", "-"):
            return numeral
        value, end = numeral.value * word.value, numeral.end + 1
        return replace(numeral, value=value, end=end, scale=word.value)

    def _tail(self, end: int, value: Decimal, currency: CurrencyForm) -> tuple[Decimal, int]:
        """A currency said twice ("$5 million USD"), or cents after it ("$10 30 cents")."""
        hit = self.lex.currency_after.at(self.words, end)
        if hit and self._same_money(hit[0], currency):
            end = hit[1]
        return self._cents(value, end, currency)

    def _same_money(self, one: CurrencyForm, other: CurrencyForm) -> bool:
        """Whether two forms side by side name one currency ("$5 million USD")."""
        if one.minor != 1 or other.minor != 1 or one.weak:
            return False
        dollars = other.mark == "$" and one.code is not None and one.code.endswith("D")
        return dollars or self._code(one) == self._code(other)

    def _with_unit(self, index: int, numeral: Numeral) -> Found | None:
        money = self._suffixed(index, numeral)
        if money:
            return money
        if numeral.letter:
            numeral = self._unlettered(index, numeral)
        unit = self.lex.units.at(self.words, self._over_hyphen(numeral.end))
        if unit:
            return Found(index, unit[1], unit[0], numeral, numeral.value, unit[0])
        multiple = self._multiple(index, numeral)
        if multiple:
            return multiple
        if self.words.forms[index] in ("one", "a", "an") and numeral.end == index + 1:
            return None if not self._noun(numeral) else self._plain(index, numeral)
        return self._plain(index, numeral)

    def _plain(self, index: int, numeral: Numeral) -> Found | None:
        kind = "count" if self._countable(index, numeral) and self._noun(numeral) else "number"
        return Found(index, numeral.end, kind, numeral, numeral.value)

    def _unlettered(self, index: int, numeral: Numeral) -> Numeral:
        """A letter that is no scale after all ("5m" may be metres)."""
        return replace(
            numeral,
            value=numeral.value / numeral.scale,
            scale=Decimal(1),
            end=numeral.end - 1,
            letter=False,
        )

    def _suffixed(self, index: int, numeral: Numeral) -> Found | None:
        """ "450 million USD", "100 million yuan", "30 MUSD", "50 cents"."""
        at = self._over_hyphen(numeral.end)
        hit = self.lex.currency_after.at(self.words, at)
        factor = Decimal(1)
        if hit is None:
            hit, factor = self._mega(at)
        if hit is None or not hit[0].written_so(self._between(at, hit[1])):
            return None
        if self._opens_another(hit[0], hit[1]):
            return None
        currency, last = hit
        again = self.lex.currency_after.at(self.words, last)
        if again and again[0].form != currency.form and self._same_money(again[0], currency):
            last = again[1]
        value = numeral.value * factor / currency.minor
        value, last = self._cents(value, last, currency)
        return Found(index, last, "money", numeral, value, self._code(currency))

    def _opens_another(self, currency: CurrencyForm, last: int) -> bool:
        """Whether a sign belongs to the number after it ("in 1988 $ 14 million")."""
        if currency.form[-1].isalnum() or not self.words.form(last)[-1:].isdecimal():
            return False
        after = self.lex.currency_after.at(self.words, last + 1)
        return after is None or after[0].minor == 1

    def _mega(self, at: int) -> tuple[tuple[CurrencyForm, int] | None, Decimal]:
        """A code with a letter for million or billion before it ("MUSD", "BEUR")."""
        form = self.words.form(at)
        if len(form) == 4 and form[0] in "mb" and self.words.written(at).isupper():
            hit = self.lex.codes.get(form[1:])
            if hit:
                return (hit, at + 1), Decimal(10) ** (6 if form[0] == "m" else 9)
        return None, Decimal(1)

    def _cents(self, value: Decimal, last: int, currency: CurrencyForm) -> tuple[Decimal, int]:
        """ "thirteen dollars forty-five cents", "10 $ 30 cent"."""
        at = last + 1 if self.words.form(last) == "and" else last
        if currency.minor != 1 or at >= len(self.words):
            return value, last
        numeral = read_numeral(self.words, at, self.lex)
        if numeral is None or numeral.ordinal or not 0 < numeral.value < 100:
            return value, last
        if self._bare_cents(at, numeral, currency):
            return value + numeral.value / 100, numeral.end
        hit = self.lex.currency_after.at(self.words, numeral.end)
        if hit is None or hit[0].minor != 100:
            return value, last
        return value + numeral.value / 100, hit[1]

    def _bare_cents(self, at: int, numeral: Numeral, currency: CurrencyForm) -> bool:
        """ "17 USD 25": two digits after a code, at the end of what is said."""
        if len(self.words.forms[at]) != 2 or numeral.end != at + 1 or numeral.value < 10:
            return False
        if self.words.form(at + 1) not in ("", "."):
            return False
        if self.words.form(at - 1) == "and":
            return currency.form[0].isalpha()
        before = self.words.forms[at - 2][-1:].isdecimal() if at > 1 else False
        return before and currency.form == currency.code

    def _over_hyphen(self, at: int) -> int:
        glued = self.words.form(at) == "-" and self.words.glued(at) and self.words.glued(at + 1)
        return at + 1 if glued else at

    def _code(self, currency: CurrencyForm) -> str | None:
        if currency.mark in ("$", "dollar"):
            return self.dollar
        return currency.code or resolve(currency.mark or "", self.country)

    def _between(self, first: int, last: int) -> str:
        return self.words.text[self.words.starts[first] : self.words.ends[last - 1]]

    # Multiples, ordinals, ranks

    def _multiple_word(self, index: int) -> Found | None:
        """ "doubled", "fourfold"."""
        word = self.lex.numerals.get(self.words.forms[index])
        if word is None or word.kind != "multiple":
            return None
        numeral = Numeral(word.value, index + 1, 1, digits=False)
        return Found(index, index + 1, "multiple", numeral, word.value)

    def _multiple(self, index: int, numeral: Numeral) -> Found | None:
        """ "248 times higher", "four-fold", "2.5x"."""
        at = self._over_hyphen(numeral.end)
        form = self.words.form(at)
        if not self.lex.is_a(form, "times"):
            return None
        if form == "times" and not self._compares(index, at):
            return None
        if form == "x" and not self.words.glued(at):
            return None
        return Found(index, at + 1, "multiple", numeral, numeral.value)

    def _compares(self, index: int, at: int) -> bool:
        after = self.words.form(at + 1)
        back = self.words.forms[max(0, index - 4) : index]
        movement = self.lex.words["movement"]
        return self.lex.is_a(after, "comparison") or any(form in movement for form in back)

    def _ordinal(self, index: int, numeral: Numeral) -> Found:
        at = numeral.end
        if self.words.form(at) == "-":
            at += 1
        hit = self.lex.superlatives.at(self.words, at)
        if hit and hit[0] not in ("top", "leading"):
            return Found(index, hit[1], "rank", numeral, numeral.value)
        return Found(index, numeral.end, "ordinal", numeral, numeral.value)

    def _superlative(self, index: int) -> Found | None:
        """First is "the largest", the tenth at most "top ten"; "one of the largest" is none."""
        hit = self.lex.superlatives.at(self.words, index)
        if hit is None:
            return None
        top = self._top(index) if self.words.forms[index] == "top" else None
        if top:
            return top
        back = self.words.forms[max(0, index - 3) : index]
        if "among" in back or ("of" in back and "one" in back):
            return None
        return Found(index, hit[1], "rank", Numeral(Decimal(1), hit[1], 1), Decimal(1))

    def _top(self, index: int) -> Found | None:
        at = index + 2 if self.words.form(index + 1) == "-" else index + 1
        numeral = read_numeral(self.words, at, self.lex) if at < len(self.words) else None
        if numeral is None or numeral.ordinal or numeral.value > 100:
            return None
        return Found(index, numeral.end, "rank", numeral, numeral.value, unit="top")

    # Ranges

    def _ranged(self, first: Found) -> Found:
        """Joins "$1.5-2 billion", "10 to 12 percent", "between 10 and 12 billion dollars"."""
        at = self._connector(first)
        if at is None or at >= len(self.words):
            return first
        second = self._found_second(at)
        if second is None or not self._joins(first, second):
            return first
        low = first.value
        if first.numeral.scale == 1 and second.numeral.scale > 1:
            low *= second.numeral.scale
        if not low < second.value:
            return first
        return replace(
            second,
            first=first.first,
            value=low,
            high=second.value,
            unit=second.unit or first.unit,
            kind=first.kind if second.kind in ("number", "count") else second.kind,
        )

    def _found_second(self, at: int) -> Found | None:
        money = self._prefixed(at)
        if money:
            return money
        numeral = read_numeral(self.words, at, self.lex)
        if numeral is None or numeral.ordinal:
            return None
        return self._with_unit(at, numeral)

    def _connector(self, first: Found) -> int | None:
        form = self.words.form(first.last)
        if form in ("-", "~", "—"):
            return first.last + 1
        if form == "to":
            return None if self._moves(first) else first.last + 1
        return first.last + 1 if form == "and" and self._opens(first, "between") else None

    def _opens(self, first: Found, word: str) -> bool:
        return word in self.words.forms[max(0, first.first - 3) : first.first]

    def _moves(self, first: Found) -> bool:
        """Whether "from A to B" tells a movement and not a range."""
        start = max(0, first.first - MOVEMENT_REACH)
        back = self.words.forms[start : first.first]
        if any(self.lex.is_a(form, "range") for form in back):
            return False
        if back[-1:] == ["by"] and first.kind in ("money", "percent"):  # "by $3m to $2bn"
            return True
        return any(self.lex.is_a(form, "movement") for form in back)

    def _joins(self, first: Found, second: Found) -> bool:
        if second.kind == "number" and (first.kind == "number" or not first.prefixed):
            return False
        if first.kind in ("number", "count"):
            return not (second.prefixed and second.kind == "money")
        if second.kind == "number":
            return first.prefixed
        return first.kind == second.kind and first.unit == second.unit

    # What stands around an amount

    def _finished(self, found: Found, floor: int) -> tuple[Amount, int]:
        words, last = self.words, found.last
        bound, bound_start = self._bound(found, floor)
        after = self._bound_after(last) if found.kind not in ("ordinal", "rank") else None
        next_floor = last
        if after and bound == "exact":
            bound, next_floor = after
        if found.high is not None:
            bound = "range"
        if found.unit == "top":
            bound = "at_most"
        equivalents: tuple[SecondAmount, ...] = ()
        if found.kind == "money":
            equivalents, next_floor = self._equivalent(found, next_floor)
        noun = self._noun(found.numeral) if found.kind == "count" else None
        return (
            Amount(
                start=words.starts[found.first],
                end=words.ends[last - 1],
                kind=found.kind,
                value=found.value,
                high=found.high,
                unit=None if found.unit == "top" else found.unit,
                noun=noun[0] if noun else None,
                noun_end=noun[1] if noun else None,
                bound=bound,
                bound_start=bound_start,
                significant_digits=found.numeral.significant_digits,
                equivalents=equivalents,
            ),
            next_floor,
        )

    def _bound(self, found: Found, floor: int) -> tuple[str, int | None]:
        """The bounding words before the amount, over a few filler words."""
        if found.kind in ("ordinal", "rank"):
            return "exact", None
        at = found.first
        for _ in range(MAX_FILLERS):
            hit = self.lex.before.ending(self.words, at)
            if hit:
                return self._bound_at(hit, floor)
            skipped = self.lex.fillers.ending(self.words, at)
            if skipped is None or skipped[1] < floor:
                break
            at = skipped[1]
        return "exact", None

    def _bound_at(self, hit: tuple[str, int], floor: int) -> tuple[str, int | None]:
        bound, first = hit
        if first < floor or self.lex.is_a(self.words.form(first - 1), "matter"):
            return "exact", None
        if bound == "nearly" and self.words.form(first - 1) == "not":
            return "exact", None
        return bound, self.words.starts[first]

    def _bound_after(self, at: int) -> tuple[str, int] | None:
        if self.words.form(at) == "+" and self.words.glued(at):
            return "over", at + 1
        if self.words.phrase(at, ("-", "plus")) and self.words.glued(at):
            return "over", at + 2
        return self.lex.after.at(self.words, at)

    def _equivalent(self, found: Found, floor: int) -> tuple[tuple[SecondAmount, ...], int]:
        """ "100 million yuan ($13.8 million)", "..., or about $13.8 million,"."""
        opens = self.words.form(floor)
        if opens not in ("(", "or") and not self.words.phrase(floor, (",", "or")):
            return (), floor
        for at in range(floor + 1, min(floor + 6, len(self.words))):
            if self.words.forms[at] == ")":
                break
            second = self._money(at)
            if second:
                return self._second(found, second, floor)
        return (), floor

    def _money(self, at: int) -> Found | None:
        form = self.words.forms[at]
        if form[-1].isdecimal():
            numeral = read_numeral(self.words, at, self.lex)
            return self._suffixed(at, numeral) if numeral and not numeral.ordinal else None
        return self._prefixed(at)

    def _second(
        self, found: Found, second: Found, floor: int
    ) -> tuple[tuple[SecondAmount, ...], int]:
        if second.unit is None or second.unit == found.unit:
            return (), floor
        start, end = self.words.starts[second.first], self.words.ends[second.last - 1]
        return (SecondAmount(start, end, second.value, second.unit),), second.last

    # What a count counts

    def _countable(self, index: int, numeral: Numeral) -> bool:
        """A bare number of four digits that reads as a year counts something only plainly."""
        form = self.words.forms[index]
        if not (len(form) == 4 and form.isdecimal() and form[:2] in ("17", "18", "19", "20")):
            return True
        after = self.words.form(numeral.end)
        before = self.words.form(index - 1)
        if before in ("in", "the", "of", "since", "by", "its", "from", "until", "to", "and"):
            return False
        return self._plural(after) and not self.lex.is_a(after, "year_noun")

    def _noun(self, numeral: Numeral) -> tuple[str, int] | None:
        """The head of the words after a number: the first plural before the phrase ends."""
        run: list[int] = []
        if self.words.form(numeral.end) == "-" and self.words.glued(numeral.end):
            return None
        for at in range(numeral.end, min(numeral.end + MAX_NOUN, len(self.words))):
            form = self.words.forms[at]
            if self.lex.is_a(form, "stop") or not (form[0].isalpha() or form == "-"):
                break
            if self._plural(form):
                return form, self.words.ends[at]
            run.append(at)
        if numeral.value == 1 and run and self.words.forms[run[-1]] != "-":
            return self.words.forms[run[-1]], self.words.ends[run[-1]]
        return None

    def _plural(self, form: str) -> bool:
        if self.lex.is_a(form, "plural"):
            return True
        return len(form) > 3 and form[-1] == "s" and form[-2] not in "su'i"
