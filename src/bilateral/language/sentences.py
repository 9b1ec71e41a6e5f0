"""Tidied text in, the spans of its sentences out."""

from __future__ import annotations

import re
from functools import cache

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
            out.extend((start + a, start + b) for a, b in _line_spans(line))
        start += len(line) + 1
    return out


# A sign after which a sentence may end, with something behind it that is no part of a word.
_MAY_END = re.compile(r"[.?!…](?=\W)")


def _line_spans(line: str) -> list[tuple[int, int]]:
    text = line.rstrip()
    if not _MAY_END.search(text):
        return [(len(text) - len(text.lstrip()), len(text))]
    spans = []
    for start, end in _tokenizer().span_tokenize(line):
        piece = line[start:end]
        lead = len(piece) - len(piece.lstrip())
        spans.append((start + lead, start + len(piece.rstrip())))
    return [span for span in spans if span[1] > span[0]]
