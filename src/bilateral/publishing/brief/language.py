"""The labels of a language (`labels/<language>.toml`) in, its words for codes, days and sums out.

A language that lacks a word takes the code itself, without its underscores.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from bilateral.checking.wording import country
from bilateral.errors import BilateralError
from bilateral.knowledge.countries.names import names
from bilateral.model import Figure

LABELS = Path(__file__).parent / "labels"
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?])?$")
_DECADE = re.compile(r"(\d{3})X$")


@cache
def languages() -> tuple[str, ...]:
    """The languages that a brief can be written in (ISO 639-1)."""
    return tuple(sorted(path.stem for path in LABELS.glob("*.toml")))


@cache
def language(code: str) -> Language:
    """The language called `code`. Raises BilateralError where a brief cannot be written in it."""
    if code not in languages():
        raise BilateralError(
            f"a brief cannot be written in {code!r}",
            next_step=f"Languages are {', '.join(languages())}",
        )
    data = tomllib.loads((LABELS / f"{code}.toml").read_text(encoding="utf-8"))
    return Language(code, data)


@dataclass(frozen=True, eq=False, slots=True)
class Language:
    """What a language calls things."""

    code: str
    labels: Mapping[str, Mapping[str, str]]

    def word(self, group: str, code: str) -> str:
        """What a code is called, the code itself where the group does not know it."""
        return self.labels.get(group, {}).get(code) or code.replace("_", " ")

    def say(self, name: str, **parts: object) -> str:
        """The sentence called `name` with its parts filled in."""
        return self.labels["sentences"][name].format(**parts)

    def title(self, name: str, **parts: object) -> str:
        return self.labels["titles"][name].format(**parts)

    def heads(self, *names: str) -> tuple[str, ...]:
        return tuple(self.labels["heads"][name] for name in names)

    def count(self, what: str, n: int) -> str:
        """A number with its noun."""
        one, _, many = self.labels["counts"][what].partition("|")
        return (one if n == 1 else many or one).format(n=self._grouped(str(n)))

    def listed(self, items: Iterable[str]) -> str:
        """a, b and c."""
        *most, last = list(dict.fromkeys(items)) or [""]
        lists = self.labels["lists"]
        return lists["and"].format(first=lists["comma"].join(most), last=last) if most else last

    def joined(self, items: Iterable[str]) -> str:
        """a; b; c."""
        return self.labels["lists"]["semicolon"].join(items)

    # Names

    def area(self, code: str | None) -> str:
        """A country as it stands in a sentence; a bloc or another body by its code."""
        if self.code == "en" or not code:
            return country(code)
        return self._names().get(code) or country(code)

    def name(self, code: str) -> str:
        """A country as it stands alone."""
        found = self.area(code)
        return found.removeprefix("the ") if self.code == "en" else found

    def areas(self, codes: Iterable[str]) -> str:
        return self.listed(self.area(code) for code in codes)

    def _names(self) -> dict[str, str]:
        return _short_names(self.code)

    # Days

    def day(self, edtf: str | None) -> str:
        """An EDTF date in words; a form that has none stays as it is, nothing for nothing."""
        if not edtf:
            return ""
        dates = self.labels["dates"]
        if edtf.startswith("[") and edtf.endswith("]"):
            one, _, other = edtf[1:-1].partition(",")
            return dates["or"].format(one=self.day(one.strip()), other=self.day(other.strip()))
        first, slash, last = edtf.partition("/")
        if not slash:
            return self._point(first)
        if last == "..":
            return dates["since"].format(one=self._point(first))
        if first == "..":
            return dates["until"].format(one=self._point(last))
        return dates["span"].format(one=self._point(first), other=self._point(last))

    def _point(self, text: str) -> str:
        dates = self.labels["dates"]
        if decade := _DECADE.match(text):
            return dates["decade"].format(y=decade[1])
        match = _DAY.match(text[:10] if "T" in text else text)
        if not match:
            return text
        year, month, number, doubt = match.groups()
        form = "day" if number else "month" if month else "year"
        name = self.labels["months"].get(str(int(month))) or month if month else ""
        day = dates[form].format(d=int(number or 0), month=name, y=year)
        return dates["about"].format(one=day) if doubt else day

    # Numbers

    def amount(self, value: Decimal | None, unit: str) -> str:
        """A value as it is written in a paper: $138.8 billion."""
        if value is None:
            return ""
        numbers = self.labels["numbers"]
        if unit in ("rank", "percent"):
            return numbers[unit].format(n=self._number(value, 1))
        sign, value = ("−" if value < 0 else ""), abs(value)
        for exponent, scale in _SCALES:
            if value >= Decimal(10) ** exponent:
                scaled = value.scaleb(-exponent)
                digits = self._number(scaled, 1 if scaled >= 10 else 2)
                text = numbers[scale].format(n=digits)
                break
        else:
            text = self._number(value, 0)
        return sign + self._in_unit(text, unit)

    def _in_unit(self, text: str, unit: str) -> str:
        numbers, mark = self.labels["numbers"], self.labels["signs"].get(unit)
        if mark:
            return numbers["money"].format(sign=mark, n=text)
        form = "money_code" if len(unit) == 3 and unit.isupper() else "other"
        return numbers[form].format(n=text, unit=self.word("units", unit))

    def _number(self, value: Decimal, places: int) -> str:
        rounded = round(value, places) if places else Decimal(round(value))
        text = f"{rounded.normalize():f}"
        return self._grouped(text)

    def _grouped(self, text: str) -> str:
        whole, point, rest = text.partition(".")
        numbers = self.labels["numbers"]
        grouped = f"{int(whole):,}".replace(",", numbers["thousands"])
        return f"{grouped}{numbers['decimal'] if point else ''}{rest}"

    def figure(self, figure: Figure, value: Decimal | None = None) -> str:
        """A figure's value, or the same seen from the other side, with its bound: nearly $88
        billion."""
        unit, seen = figure.unit_measure, value if value is not None else figure.obs_value
        return self.labels["bounds"][figure.bound].format(
            n=self.amount(seen, unit), high=self.amount(figure.obs_value_high, unit)
        )


@cache
def _short_names(code: str) -> dict[str, str]:
    return {row.iso3: row.name for row in reversed(names(code)) if row.kind == "short"}
