"""Text as it was found in, tidied text out: one small repair after the other, each with its
name and its examples in `knowledge/tidy/en/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bilateral.language.characters import (
    misread,
    repair_composition,
    repair_mojibake,
    repair_spaces,
)
from bilateral.language.furniture import drop_captions, drop_furniture, drop_repeated_leads
from bilateral.language.glued import split_glued_sentences, split_glued_words
from bilateral.language.lines import join_broken_lines, join_drop_capitals, join_wrapped_lines

Repair = Callable[[str], str]

CHARACTER_REPAIRS: Mapping[str, Repair] = {
    "tidy.mojibake": repair_mojibake,
    "tidy.spaces": repair_spaces,
    "tidy.composition": repair_composition,
}
"""What mends characters and never a word: enough for a title, or for text that is clean."""

REPAIRS: Mapping[str, Repair] = {
    **CHARACTER_REPAIRS,
    "tidy.drop_capitals": join_drop_capitals,
    "tidy.wrapped_lines": join_wrapped_lines,
    "tidy.broken_lines": join_broken_lines,
    "tidy.furniture": drop_furniture,
    "tidy.captions": drop_captions,
    "tidy.repeated_leads": drop_repeated_leads,
    "tidy.glued_words": split_glued_words,
    "tidy.glued_sentences": split_glued_sentences,
}
"""All repairs of a text, in the order in which they are made."""


def tidy(text: str) -> str:
    """`text` after every repair."""
    for repair in REPAIRS.values():
        text = repair(text)
    return text.strip()


def tidy_line(text: str) -> str:
    """A title, name or label in clean characters on one line."""
    for _ in range(_MOST_ROUNDS):
        for repair in CHARACTER_REPAIRS.values():
            text = repair(text)
        # A sign that goes may bring two others together that look misread only now.
        if not misread(text):
            break
    return " ".join(text.split())


_MOST_ROUNDS = 8
