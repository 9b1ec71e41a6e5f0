"""Text in, the text without captions, buttons, lists of other articles and repeated leads out."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from bilateral.knowledge.furniture import alternatives, label_set, labels
from bilateral.language.characters import close_gaps

_SEPARATORS = re.compile(r"\s*[|•·/,:]\s*|\s{2,}|\s-\s")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")
_LONGEST_CAPTION = 60
_LONGEST_PLAIN_CAPTION = 16
_LONGEST_RELATED = 14
_LONGEST_BUTTONS = 120
_LEAD_WORDS = 8
_LEAD_PARAGRAPHS = 6
_PROSE_WORDS = 18
_MANY_PARAGRAPHS = 4
_CREDITS = ("credit", "credit_end")


def drop_furniture(text: str) -> str:
    """Lines of buttons ("Share | Facebook | Print"), of other articles ("Read also: ...") and
    of marks ("###") go; everything from a heading of other articles at the end goes too."""
    lines = _before_related(text.split("\n"))
    sure = [_buttons(line) for line in lines]
    kept = []
    for index, line in enumerate(lines):
        beside = max(_nearest(sure, lines, index, -1), _nearest(sure, lines, index, 1))
        # One word alone ("Menu") may be a heading; beside other buttons it is one of them.
        if sure[index] > 1 or (sure[index] and beside) or _is_related(line):
            continue
        kept.append(line)
    return _close_gaps(kept) if len(kept) < text.count("\n") + 1 else text


def _before_related(lines: list[str]) -> list[str]:
    """The lines up to a heading of other articles below which only short lines stand."""
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.strip(" :>»").lower() in label_set("related"):
            return lines[:index]
        if len(line.split()) > _LONGEST_RELATED or _SENTENCE_END.search(line):
            break
    return lines


def _nearest(sure: list[int], lines: list[str], index: int, step: int) -> int:
    """How many buttons the next line that is not empty holds, in the direction of `step`."""
    index += step
    while 0 <= index < len(lines) and not lines[index]:
        index += step
    return sure[index] if 0 <= index < len(lines) else 0


def _buttons(line: str) -> int:
    """How many buttons or marks of an end a line holds, 0 if there is anything else in it; a
    button of several words counts as two."""
    plain = line.strip()
    if not plain or len(plain) > _LONGEST_BUTTONS:
        return 0
    plain = plain.lower()
    if plain in label_set("aside"):
        return 2
    parts = [part for part in _SEPARATORS.split(plain.rstrip(":")) if part]
    if not all(part in label_set("button") for part in parts):
        return 0
    alone = label_set("button_alone")
    return len(parts) + sum(" " in part or part in alone for part in parts)


def _is_related(line: str) -> bool:
    match = _related().match(line)
    if not match:
        return False
    return len(line.split()) <= _LONGEST_RELATED and not _SENTENCE_END.search(line)


@cache
def _related() -> re.Pattern[str]:
    return re.compile(rf"(?:[>»•*-]\s*)?(?:{alternatives(labels('related'))})\s*(?:[:>»|]|$)", re.I)


def drop_captions(text: str) -> str:
    """Lines under pictures go: those with a credit ("Photo: VNA"), and short lines of names
    and places alone between paragraphs of prose ("The President at the event.")."""
    lines = text.split("\n")
    words = [len(line.split()) for line in lines]
    prose = [count >= _PROSE_WORDS for line, count in zip(lines, words, strict=True) if line]
    credits = _may_credit(lines)
    enough = sum(prose) >= _MANY_PARAGRAPHS
    kept, place = [], -1
    for index, (line, count) in enumerate(zip(lines, words, strict=True)):
        place += bool(line)
        between = enough and 0 < place < len(prose) - 1 and prose[place - 1] and prose[place + 1]
        if not (
            (index in credits and _has_credit(line, count)) or (between and _is_plain_caption(line))
        ):
            kept.append(line)
    return _close_gaps(kept) if len(kept) < len(lines) else text


def _has_credit(line: str, words: int) -> bool:
    if not 0 < words <= _LONGEST_CAPTION:
        return False
    return bool(_credit().search(line))


def _may_credit(lines: list[str]) -> set[int]:
    """The numbers of the lines with any word that credits are made of, found in one pass: far
    cheaper than the search."""
    lowered = "\n".join(lines).lower()
    found: set[int] = set()
    number = last = 0
    for _, start, _ in _credit_words().find_matches_as_indexes(lowered):
        number += lowered.count("\n", last, start)
        last = start
        found.add(number)
    return found


@cache
def _credit_words() -> AhoCorasick:
    """One word of each label of a credit, without those that hold another of them."""
    longest = (max(label.split(), key=len) for kind in _CREDITS for label in labels(kind))
    words = sorted(set(longest), key=lambda word: (len(word), word))
    kept = [w for i, w in enumerate(words) if not any(short in w for short in words[:i])]
    return AhoCorasick(kept)


@cache
def _credit() -> re.Pattern[str]:
    """A credit at the start of a line or at its end: "Photo: VNA", "(Photo by N. Name)"."""
    own = labels("credit")
    of = alternatives(label for label in own if label.endswith((" of", " by")))
    name = r"[^\n.!?]{1,80}(?:\.[A-Z][^\n.!?]{0,20})?"
    return re.compile(
        rf"(?:^|[.!?)”\"]\s+|[(\[])(?:(?:{alternatives(own)})\s*[:/©]\s*{name}"
        rf"|(?:{of})\s+{name}|{name}/(?:{alternatives(labels('credit_end'))}))[)\].]*$"
        rf"|[.(\[]\s*(?:{alternatives(labels('credit_end'))})[)\].]*$",
        re.I,
    )


def _is_plain_caption(line: str) -> bool:
    """Whether a line is a sentence without a verb: names, offices and the words of a scene."""
    if not line.endswith(".") or line.endswith(("...", "Jr.", "Sr.")):
        return False
    scene = label_set("caption_word")
    words = []
    for match in _WORD.finditer(line):
        word = match[0]
        if word[0].islower() and word.rstrip(".") not in scene:
            return False
        words.append(word)
    if not 4 <= len(words) <= _LONGEST_PLAIN_CAPTION or re.search(r"\d|[:;\"“”|]", line):
        return False
    names = sum(word[0].isupper() for word in words[1:])
    return names >= 2 and any(word[0].islower() for word in words)


def drop_repeated_leads(text: str) -> str:
    """A paragraph of the opening that is told again word for word is told once."""
    lines = text.split("\n")
    seen: set[str] = set()
    kept = []
    prose = 0
    for index, line in enumerate(lines):
        if prose == _LEAD_PARAGRAPHS:
            kept += lines[index:]
            break
        words = line.split()
        if len(words) >= _LEAD_WORDS:
            prose += 1
            key = " ".join(words).lower()
            if key in seen:
                continue
            seen.add(key)
        kept.append(line)
    return _close_gaps(kept) if len(kept) < len(lines) else text


def _close_gaps(lines: list[str]) -> str:
    return close_gaps("\n".join(lines)).strip("\n")
