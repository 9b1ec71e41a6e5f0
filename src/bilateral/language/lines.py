"""Lines of a page in, paragraphs out: drop capitals, hard wraps, lines broken by links."""

from __future__ import annotations

import re
from itertools import pairwise

from bilateral.knowledge.tidy import is_word, joining_words

_DROP_CAPITAL = re.compile(r"(?m)^([A-ZĐÀ-Ý])\n+(?=([\w’']+))")
_CLOSING = tuple(",.;:)]’”")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[-*•–—]|\(?[0-9ivxIVX]{1,4}[.)]|\(?[a-z][.)])\s")
_FEWEST_WRAPPED = 3
_WIDTHS = range(40, 101)
_LONGEST_LINK = 8
# Spaces that tidying took out of a line make it shorter than it was cut.
_RAGGED = 2


def join_drop_capitals(text: str) -> str:
    """A first letter on a line of its own goes back to its word: "O\\nne year" is "One year"."""
    return _DROP_CAPITAL.sub(_rejoin, text)


def _rejoin(match: re.Match[str]) -> str:
    letter, rest = match.group(1), match.group(2)
    if rest[0].isupper() and not rest.isupper():
        return match.group()
    # "A" and "I" are words themselves: "A\nmerican" is one word, "A\nday" is two.
    if letter in "AI" and not is_word((letter + rest).lower()):
        return f"{letter} "
    return letter


def join_wrapped_lines(text: str) -> str:
    """Blocks that were cut at a fixed width become one line a paragraph.

    A block is wrapped when no line could have held the first word of the next one.
    """
    blocks = [block.split("\n") for block in text.split("\n\n")]
    long = [block for block in blocks if len(block) >= _FEWEST_WRAPPED and _is_wrapped(block)]
    if not long:
        return text
    width = max(len(line) for block in long for line in block)
    return "\n\n".join(
        " ".join(block) if _is_wrapped(block, width) else "\n".join(block) for block in blocks
    )


def _is_wrapped(block: list[str], width: int = 0) -> bool:
    """Whether every line but the last is as full as `width` (or the longest line) allows."""
    longest = max(map(len, block))
    # Two lines alone prove nothing: they are judged by the width of the longer blocks.
    limit = max(longest, width) if len(block) >= _FEWEST_WRAPPED else width
    if len(block) < 2 or limit not in _WIDTHS:
        return False
    if any(_ITEM.match(line) or " | " in line for line in block[1:]):
        return False
    if all(_SENTENCE_END.search(line) for line in block[:-1]):
        return False
    return all(
        len(line) + 1 + len(following.split(" ", 1)[0]) > limit - _RAGGED
        for line, following in pairwise(block)
    )


def join_broken_lines(text: str) -> str:
    """A sentence that a link broke into lines is one line again.

    "ties between\\nVietnam\\nand the U.S." is one line: the break stands after a word that
    cannot end a line, and before one that goes on.
    """
    lines = text.split("\n")
    out = [lines[0]]
    linked = False
    for index, line in enumerate(lines[1:], 1):
        if linked and _goes_on(line):
            out[-1] = _glue(out[-1], line)
            linked = False
        elif _breaks(out[-1], line) and (
            _goes_on(line) or _is_link(line, lines[index + 1 : index + 2])
        ):
            out[-1] = _glue(out[-1], line)
            linked = len(line.split()) <= _LONGEST_LINK and not _SENTENCE_END.search(line)
        else:
            out.append(line)
            linked = False
    return "\n".join(out)


def _breaks(before: str, after: str) -> bool:
    """Whether `before` cannot end there: it stops at a joining word, or `after` opens with a
    closing mark."""
    if not before or not after or _ITEM.match(after) or " | " in after:
        return False
    if after.startswith(_CLOSING) and not after.startswith("..."):
        return before[-1].isalnum()
    rest, _, last = before.rpartition(" ")
    # "...; and" ends an item of a list, and the next item follows.
    return last in joining_words() and bool(rest) and not rest.endswith((";", ","))


def _goes_on(line: str) -> bool:
    return bool(line) and (line[0].islower() or line.startswith(_CLOSING)) and not _ITEM.match(line)


def _is_link(line: str, following: list[str]) -> bool:
    """Whether `line` is the words of a link: short, with the sentence going on after it, or
    the end of the sentence."""
    if len(line.split()) > _LONGEST_LINK:
        return bool(_SENTENCE_END.search(line))
    return bool(_SENTENCE_END.search(line)) or (bool(following) and _goes_on(following[0]))


def _glue(before: str, after: str) -> str:
    return before + after if after.startswith(_CLOSING) else f"{before} {after}"
