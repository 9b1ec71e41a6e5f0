"""A sentence's matches in, the countries that its words mean out.

Decides what only the text around can tell: whether Georgia is the state, Jordan a name,
Washington a government that acts or a place, and which of two countries a shared name means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bilateral.knowledge.countries import NOT_A_COUNTRY, AreaKey, read_key
from bilateral.knowledge.matching import Match
from bilateral.knowledge.seats import COMBINING, states, words
from bilateral.reading.page import Mention, Sentence

PHRASE_KIND = "country"
PLACES = frozenset({"capital", "seat"})
ADJECTIVES = frozenset({"adjective", "demonym"})
PEOPLE = frozenset({"demonym_plural", "people"})

_WORD_BEFORE = re.compile(r"([^\W_][\w’'.-]*)[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_][\w’'-]*)")
_DATELINE = re.compile(r",?\s*(?:\(|[-–—]|[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z])")
_NEXT_PLACE = re.compile(r", ([A-Z][\w.]+(?: [A-Z][a-z]+)?)")


@dataclass(slots=True)
class Countries:
    """What the whole page says about names that several things share: how often each country
    is meant without doubt, by code and by surface kind."""

    counts: Counter[str]
    title_case: bool = False


Matches = Mapping[str, Sequence[Match]]
"""The matches of a sentence by their kind."""


def by_kind(sentence: Sentence) -> dict[str, list[Match]]:
    """The matches of one sentence by their kind."""
    out: dict[str, list[Match]] = {}
    for match in sentence.matches:
        kind = match[2]
        if kind in out:
            out[kind].append(match)
        else:
            out[kind] = [match]
    return out


def survey(sentences: Iterable[Matches]) -> Countries:
    """How often each country is named by words that mean nothing else."""
    counts: Counter[str] = Counter()
    for matches in sentences:
        for match in matches.get(PHRASE_KIND, ()) if matches else ():
            if match.key != NOT_A_COUNTRY:
                key = read_key(match.key)
                if not key.ambiguous or key.code in _OWN_WORDS.get(key.kind, ()):
                    counts[key.code] += 1
    return Countries(counts)


# Words that tell the state of Georgia's namesake although they are marked as ambiguous.
_OWN_WORDS = {"adjective": frozenset({"GEO"})}


def country_mentions(sentence: Sentence, matches: Matches, page: Countries) -> list[Mention]:
    """The countries of one sentence in the order of their words, none overlapping."""
    out: list[Mention] = []
    spans = _spans(matches.get(PHRASE_KIND, ()))
    for index, (start, end, keys) in enumerate(spans):
        found = _meant(sentence.text, start, end, keys, page)
        if found:
            following = spans[index + 1] if index + 1 < len(spans) else None
            if not _hyphenated_people(sentence.text, start, end, keys, following):
                out.append(_mention(sentence, start, end, found))
    if COMBINING in matches:
        out.extend(_combining(sentence, matches[COMBINING], out))
        out.sort(key=lambda m: m.start)
    return out


Span = tuple[int, int, list[AreaKey]]


def _spans(matches: Sequence[Match]) -> list[Span]:
    """Country matches by span, each with all that the words may stand for."""
    out: list[Span] = []
    for match in matches:
        if match.key == NOT_A_COUNTRY:
            continue
        key = read_key(match.key)
        if out and out[-1][0] == match.start and out[-1][1] == match.end:
            out[-1][2].append(key)
        elif not out or match.start >= out[-1][1]:
            out.append((match.start, match.end, [key]))
    return out


def _meant(text: str, start: int, end: int, keys: list[AreaKey], page: Countries) -> AreaKey | None:
    """Which country the words mean, None when they mean something else."""
    if text[end : end + 1] == "$" or text[max(0, start - 1) : start] in ("@", "/"):
        return None
    after = _WORD_AFTER.match(text, end)
    if after and keys[0].kind != "bloc" and after[1].lower() in words("currencies"):
        return None
    key = keys[0] if len(keys) == 1 else _likeliest(keys, page)
    check = _CHECKS.get(key.ambiguous)
    return None if check and not check(text, start, end, key, page) else key


def _likeliest(keys: list[AreaKey], page: Countries) -> AreaKey:
    """Of several countries that share a name the one the page is about, else the usual one."""
    return max(keys, key=lambda k: (page.counts[k.code], k.code in _USUAL))


_USUAL = frozenset({"COD", "KOR", "DOM", "EUE"})


def word_before(text: str, start: int) -> str:
    """The word that ends just before `start`, empty when there is none."""
    if start < 2 or text[start - 1] not in " \u00a0":
        return ""
    first = max(0, start - 30)
    piece = text[max(first, text.rfind(" ", 0, start - 1) + 1) : start - 1]
    if piece.isalnum():
        return piece
    found = _WORD_BEFORE.search(text, first, start)
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """The word after `end`, empty when other signs stand between."""
    found = _WORD_AFTER.match(text, end)
    return found[1] if found else ""


Check = Callable[[str, int, int, AreaKey, Countries], bool]


def _not_a_name(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    """Not part of a person's name: no other capitalised word on either side."""
    if key.kind in ADJECTIVES | PEOPLE:
        return True
    before, after = word_before(text, start), word_after(text, end)
    named = before[:1].isupper() and before.lower() not in _LOWER_WORDS
    starts = start - len(before) - 1 <= 0
    followed = after[:1].isupper() and not page.title_case and not after.isupper()
    return not (named and not starts and not page.title_case) and not followed


_LOWER_WORDS = frozenset(
    [
        "the",
        "in",
        "of",
        "with",
        "and",
        "to",
        "from",
        "for",
        "on",
        "by",
        "between",
        "president",
        "king",
    ]
)


def _not_the_state(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    """Not the American state: for Georgia the page must say otherwise that the country is meant."""
    if key.kind == "capital":
        return word_after(text, end).lower() not in ("state", "post", "times", "monument")
    if (
        text[:start].endswith(", ")
        and re.search(r"\w, $", text[:start])
        and _after_city(text, start)
    ):
        return False
    return page.counts[key.code] > 0 or page.counts["ARM"] + page.counts["AZE"] > 0


def _after_city(text: str, start: int) -> bool:
    found = re.search(r"\b[A-Z][a-z]+, $", text[max(0, start - 30) : start])
    return found is not None and found[0] not in ("Moldova, ", "Ukraine, ", "Armenia, ")


def _not_in_america(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    """Not the place in the United States of the same name ("Athens, Georgia")."""
    found = _NEXT_PLACE.match(text, end)
    return not (found and (found[1] in states() or re.fullmatch(r"[A-Z]{2}", found[1])))


def _not_a_word(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    """Letters that are also a common word count when the page names the country otherwise."""
    if key.kind in ("adjective", "short", "demonym_plural"):
        return True
    return page.counts[key.code] > 0


_TRIBE = re.compile(r"\b(?:Band|Tribes?|Nation|Community|Rancheria|Pueblo) of [\w ñ-]*$")


def _not_indigenous(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    if word_before(text, start) in ("American", "Alaska", "Native", "West"):
        return False
    if _TRIBE.search(text, max(0, start - 60), start):
        return False
    return word_after(text, end).lower() not in words("indian_after")


def _named_elsewhere(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    return page.counts[key.code] > 0


def _not_a_diaspora(text: str, start: int, end: int, key: AreaKey, page: Countries) -> bool:
    """Not "African Americans", "Caribbean-American Heritage", "Pan-American"."""
    if not text.startswith("American", start):
        return True
    before = re.search(r"([A-Z][a-z]+)[ \-–‑]$", text[max(0, start - 20) : start])
    return before is None or not before[1].endswith(
        ("can", "sian", "bean", "tive", "Pan", "nic", "Arab")
    )


_CHECKS: dict[str, Check] = {
    "given_name": _not_a_name,
    "surname": _not_a_name,
    "person": _not_a_name,
    "us_state": _not_the_state,
    "us_place": _not_in_america,
    "common_word": _not_a_word,
    "indigenous_or_ocean": _not_indigenous,
    "several_countries": _named_elsewhere,
    "company": _named_elsewhere,
    "institution_name": _named_elsewhere,
    "wider_use": _not_a_diaspora,
    "historical": lambda *_: False,
}


def _hyphenated_people(
    text: str, start: int, end: int, keys: list[AreaKey], following: Span | None
) -> bool:
    """Whether the words are half of "Vietnamese-American", people and not two states."""
    if text.startswith("American", start):
        before = re.search(
            r"([A-Z][a-z]+(?:n|ese|ish|ic|h))[ \-–‑]$", text[max(0, start - 25) : start]
        )
        joined = before is not None and not page_relation(text, end)
        return (
            joined
            and before is not None
            and before[1]
            not in (
                "Latin",
                "North",
                "Then",
                "In",
                "On",
                "An",
                "When",
                "With",
                "Both",
                "Each",
                "Which",
            )
        )
    if keys[0].kind not in ADJECTIVES or following is None:
        return False
    close = following[0] == end + 1 and text[end] in " -–‑"
    return (
        close
        and text.startswith("American", following[0])
        and not page_relation(text, following[1])
    )


def page_relation(text: str, end: int) -> bool:
    """Whether a word for a relation follows ("-American relations")."""
    return word_after(text, end).lower() in words("relation_nouns")


def _mention(sentence: Sentence, start: int, end: int, key: AreaKey) -> Mention:
    text = sentence.text
    kind = _kind(text, start, end, key)
    return Mention(
        start,
        end,
        kind,
        (key.code,),
        text[start:end],
        possessive=text[end : end + 2] in ("'s", "’s") or text[end - 1 : end + 1] in ("s'", "s’"),
        plural=key.kind in PEOPLE,
    )


def _kind(text: str, start: int, end: int, key: AreaKey) -> str:
    if key.kind == "bloc" or (key.code == "EUE" and key.kind not in PLACES):
        return "bloc"
    if key.ambiguous == "part_of_country":
        return "capital"
    if key.kind in PLACES:
        return "seat" if acts(text, start, end) else "capital"
    return "adjective" if key.kind in ADJECTIVES else "country"


def acts(text: str, start: int, end: int) -> bool:
    """Whether a capital or a building stands for its government here and not for the place."""
    if start == 0 and _DATELINE.match(text, end):
        return False
    before = word_before(text, start).lower()
    if before == "the":
        before = word_before(text, max(0, start - 4)).lower()
    if before in words("place_before"):
        return False
    possessive = text[end : end + 2] in ("'s", "’s")
    after = word_after(text, end).lower()
    if possessive or _finite(after) or (text[end : end + 1] in "-–‑" and end < len(text)):
        return True
    return before in words("government_before") and not text.startswith(", ", end)


def _finite(word: str) -> bool:
    """Whether the word can be a verb in a main clause."""
    if not word:
        return False
    return word in words("finite") or (len(word) > 4 and word.endswith(("ed", "es")))


def _combining(sentence: Sentence, matches: Sequence[Match], found: list[Mention]) -> list[Mention]:
    """The first halves of pairs ("Sino-Indian"), where the second half is a country."""
    starts = {mention.start for mention in found}
    return [
        Mention(m.start, m.end - 1, "adjective", (m.key,), sentence.text[m.start : m.end - 1])
        for m in matches
        if m.end in starts
    ]
