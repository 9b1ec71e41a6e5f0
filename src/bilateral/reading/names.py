"""Text in, the names of people in it out, and the ways in which one name is written later."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from bilateral.knowledge.holders import name_orders
from bilateral.knowledge.offices import name_words

WORD = re.compile(r"(?:[^\W\d_]\.(?=[^\W\d_]{3}))?[^\W\d_](?:[\w’'\-‑]|\.(?=[^\W\d_]\.))*\.?")
LONGEST = 7
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: where it ends (possessive left out) and its words, honorifics left out."""

    start: int
    end: int
    words: tuple[str, ...]
    honorific: str = ""


def name_at(text: str, start: int, stops: Collection[int] = ()) -> Name | None:
    """The name of a person that begins at `start`; it ends before any offset in `stops`."""
    honorific, position = _honorifics(text, start)
    found: list[tuple[int, str]] = []
    while len(found) < LONGEST:
        word = WORD.match(text, position)
        if word is None or position in stops:
            break
        kept, closes = _name_word(word[0], bool(found), text, word.end())
        if kept is None:
            break
        found.append((position + len(kept), kept))
        position += len(kept)
        position = _suffix_comma(text, position)
        if closes or text[position : position + 1] not in (" ", "\u00a0"):
            break
        position += 1
    while found and found[-1][1].lower() in name_words("particle") and len(found) > 1:
        found.pop()
    if not found:
        return None
    return Name(start, found[-1][0], tuple(word for _, word in found), honorific)


_RETIRED = re.compile(r"(?:H\.? ?E\.? (?=[A-Z])|\((?:[Rr]td|[Rr]etd|[Rr]et|[Rr]etired)\.?\) )?")


def _honorifics(text: str, position: int) -> tuple[str, int]:
    """The last polite title before a name, and where the name itself begins."""
    honorific = ""
    while True:
        position = _RETIRED.match(text, position).end()  # type: ignore[union-attr]
        word = WORD.match(text, position)
        if not word or word[0] not in name_words("honorific"):
            return honorific, position
        if text[word.end() : word.end() + 1] not in (" ", "\u00a0"):
            return honorific, position
        honorific, position = word[0], word.end() + 1


def _name_word(word: str, inside: bool, text: str, end: int) -> tuple[str | None, bool]:
    """The part of `word` that belongs to a name, and whether the name ends with it."""
    closes = word.endswith(_POSSESSIVE)
    if closes:
        word = word[:-2]
    if word in name_words("suffix"):
        return (word if inside else None), True
    if not word[:1].isupper():
        particle = word in name_words("particle") and text[end + 1 : end + 2].isupper()
        starts = "-" in word and word.split("-")[0] in name_words("particle")
        return (word if particle or starts else None), closes
    if word.rstrip(".") in name_words("never"):
        return None, False
    if word.endswith(".") and not _initial(word):
        return word.rstrip("."), True
    return word, closes


def _initial(word: str) -> bool:
    return len(word) == 2 or word.count(".") > 1 or word in ("St.", "Md.", "Ma.", "Wm.", "Ph.")


def _suffix_comma(text: str, position: int) -> int:
    """Past the comma in "Biden, Jr."."""
    return position + 1 if text.startswith((", Jr", ", Sr"), position) else position


_FIRST = re.compile(r"([^\W\d_a-z][^\W\d_]*[\w’'\-]*\.?(?: [^\W\d_][\w’'\-]*\.?){0,5})$")


def name_before(text: str, end: int) -> Name | None:
    """The name of a person, two words at least, that ends at `end` ("Wang Yi" in "Wang Yi,
    China's foreign minister")."""
    words: list[str] = []
    start = end
    while len(words) < LONGEST:
        cut = max(text.rfind(sign, 0, start) for sign in ' \n"“‘(«') + 1
        word = text[cut:start]
        upper = word[:1].isupper() and word.rstrip(".") not in name_words("never")
        particle = word in name_words("particle") and bool(words)
        if not WORD.fullmatch(word) or not (upper or particle) or word.endswith(_POSSESSIVE):
            break
        polite = word in name_words("honorific")
        if word.endswith(".") and not (_initial(word) or polite):
            break
        words.insert(0, word)
        start = cut - 1
        if cut == 0 or text[start] != " ":
            break
    while words and not words[0][:1].isupper():
        start += len(words.pop(0)) + 1
    honorific = ""
    while words and words[0] in name_words("honorific"):
        honorific = words.pop(0)
    if len(words) < 2:
        return None
    begin = start + 1 if start >= 0 and text[start] in ' "“‘(«' else max(start, 0)
    return Name(begin, end, tuple(words), honorific)


@cache
def plain(word: str) -> str:
    """A word of a name for comparing: lower case, no diacritics, dots or apostrophes."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d").replace("ø", "o"))
    kept = "".join(c for c in decomposed if c.isalnum() or c == "-")
    return kept[3:] if kept.startswith(("al-", "el-")) and len(kept) > 5 else kept


def full_name(words: tuple[str, ...]) -> str:
    """The name as it is listed: shouting lowered, without suffix."""
    kept = [w for w in words if w not in name_words("suffix")]
    shown = [w.title() if _shouted(w) else w for w in kept]
    return " ".join(shown)


def _shouted(word: str) -> bool:
    if not word.isupper() or "." in word:
        return False
    return len(word) > 2 or word.lower() in name_words("particle")


def short_names(name: str, country: str | None) -> list[str]:
    """What stands for the full name later on, as the press of the country writes."""
    parts = [p for p in name.split(" ") if p]
    if len(parts) < 2:
        return [name, *_behind_initial(name)]
    return [short for short in _shorts(parts, name_orders().get(country or "", "last")) if short]


def _behind_initial(name: str) -> list[str]:
    """ "Erdenebat" of "J.Erdenebat"."""
    return [name[2:]] if len(name) > 4 and name[1] == "." else []


def _shorts(parts: list[str], order: str) -> list[str]:
    tail = _with_particles(parts, len(parts) - 1)
    if order == "first":
        return [parts[0]]
    if order == "both":
        head = parts[1] if parts[0] == "Sheikh" else parts[0]
        return [*tail, head]
    if order == "spanish" and len(parts) >= 3:
        return [*tail, *_with_particles(parts, len(parts) - 2), " ".join(parts[-2:])]
    return tail


def _with_particles(parts: list[str], index: int) -> list[str]:
    """The word alone, and with the particles before it ("van der Bellen")."""
    start = index
    while start > 1 and parts[start - 1].lower() in name_words("particle") | {"al-", "mac"}:
        start -= 1
    joined = " ".join(parts[start : index + 1])
    return [joined] if start == index else [joined, parts[index]]
