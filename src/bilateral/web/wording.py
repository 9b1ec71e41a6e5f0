"""Dates, counts and names in, the words in which a page shows them out."""

from __future__ import annotations

import calendar
import re
import unicodedata

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?])?")
_DECADE = re.compile(r"(\d{3})X")


def day(text: str | None) -> str:
    """An ISO day or moment in words: 10 September 2023; nothing for nothing."""
    return when(text[:10]) if text else ""


def when(edtf: str | None) -> str:
    """An EDTF date in words: `2024-01/2024-08` is January – August 2024.

    A form that has no words stays as it is.
    """
    if not edtf:
        return ""
    if edtf.startswith("[") and edtf.endswith("]"):
        return " or ".join(when(part.strip()) for part in edtf[1:-1].split(","))
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(first)
    if last == "..":
        return f"since {_one(first)}"
    if first == "..":
        return f"until {_one(last)}"
    return _span(first, last)


def _one(text: str) -> str:
    if decade := _DECADE.fullmatch(text):
        return f"the {decade[1]}0s"
    match = _DAY.fullmatch(text)
    if not match:
        return text
    year, month, number, doubt = match.groups()
    parts = [str(int(number))] if number else []
    if month:
        parts.append(_month(month))
    return ("about " if doubt else "") + " ".join([*parts, year])


def _month(number: str) -> str:
    return calendar.month_name[int(number)] if 1 <= int(number) <= 12 else number


def _span(first: str, last: str) -> str:
    """Two ends with what they share told once."""
    one, two = _one(first), _one(last)
    shared = _DAY.fullmatch(first), _DAY.fullmatch(last)
    if all(shared) and first[:4] == last[:4] and "-" in first and "-" in last:
        one = one.removesuffix(f" {first[:4]}")
        if len(first) == len(last) == 10 and first[:7] == last[:7]:
            one = one.split()[0]
    return f"{one} – {two}"


_ACRONYMS = {"Fdi": "FDI", "Cia": "CIA", "Fbi": "FBI", "Ustr": "USTR"}


def titled(code: str) -> str:
    """A code as it begins a line: `fdi_investor_rank` is FDI investor rank."""
    first, space, rest = code.replace("_", " ").partition(" ")
    return f"{_ACRONYMS.get(first.capitalize(), first[:1].upper() + first[1:])}{space}{rest}"


def count(number: int) -> str:
    """A number with its thousands set apart."""
    return f"{number:,}"


def many(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: 1 source, 2 sources, 3 entries."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


_SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("THAI", "th"),
    ("ARABIC", "ar"),
    ("CYRILLIC", "ru"),
    ("KHMER", "km"),
    ("LAO", "lo"),
)
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def script_of(text: str | None) -> str | None:
    """The language whose letters a name is written in, for its `lang`; None for plain Latin.

    Browsers choose the shapes of Han characters and the voice of a screen reader by it.
    """
    if not text or text.isascii():
        return None
    names = [unicodedata.name(letter, "") for letter in text if letter.isalpha()]
    for script, language in _SCRIPTS:
        if any(name.startswith(script) for name in names):
            return language
    return "vi" if _VIETNAMESE.search(unicodedata.normalize("NFC", text)) else None


_KINDS = {"actor": "person or body", "area": "field"}


def kind(code: str) -> str:
    """A kind of statement as readers call it."""
    return _KINDS.get(code, code)
