"""Tidied text in, the spans of its sentences out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nupunkt import PunktSentenceTokenizer, load_default_model

from bilateral.knowledge.loading import table

# Abbreviations of news about states that the general model splits after.
ABBREVIATIONS = "sentences/en/abbreviations.csv"


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    tokenizer = load_default_model()
    tokenizer.add_abbreviations([row.values["abbreviation"] for row in table(ABBREVIATIONS)])
    return tokenizer


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, outer white space left out; a line break ends one."""
    out: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans = _line_spans(line)
            if len(line) > LONGEST:
                spans = [part for span in spans for part in _cut(line, *span)]
            out.extend((start + a, start + b) for a, b in spans)
        start += len(line) + 1
    return out


LONGEST = 4_000
"""Letters of the longest sentence: what is longer is none, and is cut at a space, so that no work
on pairs of words within a sentence grows with the whole text."""


def _cut(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = line.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > start else start + LONGEST
        yield start, stop
        start = stop
        while start < end and line[start].isspace():
            start += 1
    if start < end:
        yield start, end


# A sign after which a sentence may end, with something behind it that is no part of a word.
_MAY_END = re.compile(r"[.?!…](?=\W)")


def _line_spans(line: str) -> list[tuple[int, int]]:
    text = line.rstrip()
    if not _MAY_END.search(text):
        return [(len(text) - len(text.lstrip()), len(text))]
    return _plain_spans(text) or _split_spans(line)


def _split_spans(line: str) -> list[tuple[int, int]]:
    """The sentences of any line."""
    spans: list[tuple[int, int]] = []
    for start, end in _tokenizer().span_tokenize(line):
        piece = line[start:end]
        lead = len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if spans and _goes_on(line, spans[-1], start + lead):
            spans[-1] = (spans[-1][0], stop)
            continue
        spans.append((start + lead, stop))
    return [span for span in spans if span[1] > span[0]]


def _goes_on(line: str, before: tuple[int, int], start: int) -> bool:
    """Whether the model split behind a pair of countries ("Japan-U.S. exchanges")."""
    return line[start : start + 1].islower() and _PAIR.search(line, *before) is not None


_PAIR = re.compile(r"\w[-–‑/](?:U\.S|U\.K|U\.N|E\.U|U\.A\.E)\.$")


# Whether a sentence ends depends on the piece of text with the sign and on the next one alone,
# and such pairs come again and again: what is known of them need not be asked of the tokenizer.


def _plain_spans(text: str) -> list[tuple[int, int]] | None:
    """The sentences of a line whose pieces stand one space apart, and which ends none but
    between two of them; None for any other line."""
    if text[0] == " " or "  " in text or not text.isprintable():
        return None
    spans = []
    start = at = 0
    size = len(text)
    for found in _MAY_END.finditer(text):
        position = found.start()
        if position < at:
            continue  # A second sign of the same piece.
        first = text.rfind(" ", 0, position) + 1
        at = text.find(" ", position)
        if at < 0:
            if not _last_is_whole(text[first:], first == 0):
                return None
            break
        if first and text[at + 1].isalnum() and _always_ends(text[first:at]):
            ends: bool | None = True
        else:
            end = text.find(" ", at + 1)
            following = text[at + 1 : end if end > 0 else size]
            if _names_office(text, first, at, following):
                continue
            ends = _ends(text[first:at], following, first == 0)
        if ends is None:
            return None
        if ends:
            spans.append((start, at))
            start = at + 1
    spans.append((start, size))
    return spans


def _names_office(text: str, first: int, at: int, following: str) -> bool:
    """Whether a country stands before its office or body ("visiting U.S. Secretary of State"):
    so but for "in the U.S. President Biden said"."""
    if text[first:at] not in _SHORT or following.rstrip(",.;:") not in _offices():
        return False
    return not text.endswith("in the ", 0, first)


_SHORT = ("U.S.", "U.K.", "U.N.", "E.U.", "U.A.E.")
OFFICES = "sentences/en/offices_behind.csv"


@cache
def _offices() -> frozenset[str]:
    """Words of offices and bodies that stand behind a country."""
    return frozenset(row.values["word"] for row in table(OFFICES))


@lru_cache(maxsize=1 << 16)
def _always_ends(piece: str) -> bool:
    """Whether `piece` is a plain word with a full stop, which ends a sentence before any word."""
    word = piece[:-1]
    plain = piece[-1] == "." and len(word) > 1 and word.isalpha() and word.islower()
    return plain and word not in _kept_open()


@cache
def _kept_open() -> frozenset[str]:
    """The words after which the tokenizer weighs what follows: abbreviations, and words that
    belong to the next one."""
    pairs = (first for first, _ in _tokenizer().parameters.collocations)
    return _tokenizer().abbreviations.union(pairs)


# "the Japan-U.S. Alliance": a sentence ends behind it no sooner than behind "U.S.".
_JOINED = re.compile(r"[\w.]+[-–](?=(?:[A-Z]\.){2,}$)")


@lru_cache(maxsize=1 << 16)
def _ends(piece: str, following: str, opens: bool) -> bool | None:
    """Whether a sentence ends between `piece`, which may open its line, and `following`; None
    where one ends inside."""
    piece = _JOINED.sub("", piece)
    before = piece if opens else f"So {piece}"
    if before[0] in _SIGNS or following[0] in _SIGNS:
        return None
    found = _split_spans(f"{before} {following}")
    if found[0][1] < len(before):
        return None
    return found[0][1] == len(before)


@lru_cache(maxsize=1 << 14)
def _last_is_whole(piece: str, opens: bool) -> bool:
    """Whether no sentence ends inside the last piece of a line."""
    before = piece if opens else f"So {piece}"
    return len(_split_spans(before)) == 1


_SIGNS = frozenset(".?!…")
