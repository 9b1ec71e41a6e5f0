"""The sentences of a page in, the heading that each line of a list stands under out.

"U.S. assistance to Jordan includes:" or "Bilateral trade (2023)" says once what the lines below
it are of, and whose; such a line is read together with its heading where it tells nothing alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bilateral.knowledge.matching import Match
from bilateral.knowledge.measures import NOUN_KIND
from bilateral.model import Evidence
from bilateral.reading.page import Page, Sentence

SHORT_HEADING = 80
LONGEST_HEADING = 400
_MARK = re.compile(r"\s*(?:[-–—•*·◦▪●○►✓‣]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_AMOUNT_FIRST = re.compile(r"\D{0,36}(?:[$€£¥₹]|\b[A-Z]{3}\s?)?\d")
_ENDS = (".", "!", "?", ";", ",", "”", '"')


@dataclass(slots=True)
class Item(Sentence):
    """A line of a list with its heading before it; `lead` letters are the heading's, and no
    evidence of what the line tells."""

    lead: int = 0

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        stop = max((len(self.text) if end is None else end) - self.lead, 0)
        first = min(max(start - self.lead, 0), stop)
        own = self.text[self.lead :]
        return Evidence(self.field, self.start + first, self.start + stop, own[first:stop])


def headings(page: Page) -> dict[int, Sentence]:
    """The heading of each line that stands in a list, by the number of its sentence."""
    out: dict[int, Sentence] = {}
    heading: Sentence | None = None
    sentences = page.sentences
    for sentence, following in zip_longest(sentences, sentences[1:]):
        if sentence.field == "title" or not _opens_line(page, sentence):
            continue
        if _is_heading(sentence, following):
            heading = sentence
        elif heading is not None and _is_item(sentence, heading):
            out[sentence.index] = heading
        else:
            heading = None
    return out


def _opens_line(page: Page, sentence: Sentence) -> bool:
    return sentence.start == 0 or page.document.text[sentence.start - 1] == "\n"


def _is_heading(sentence: Sentence, following: Sentence | None) -> bool:
    """A line that ends in a colon, or a short one without an end before marked lines, and that
    says what is measured or of whom."""
    text = sentence.text
    if len(text) > LONGEST_HEADING or following is None:
        return False
    if text.endswith(":"):
        return True
    short = len(text) <= SHORT_HEADING and not text.endswith(_ENDS)
    return short and not _MARK.match(text) and bool(_MARK.match(following.text))


def _is_item(sentence: Sentence, heading: Sentence) -> bool:
    marked = _MARK.match(sentence.text)
    return bool(marked or (heading.text.endswith(":") and _AMOUNT_FIRST.match(sentence.text)))


def tells_measure(heading: Sentence | None) -> bool:
    """Whether a heading names a measure by a noun."""
    return heading is not None and bool(heading.of_kind(NOUN_KIND))


def under(sentence: Sentence, heading: Sentence) -> Item:
    """The line read on from its heading."""
    lead = len(heading.text) + 1
    return Item(
        sentence.index,
        sentence.field,
        sentence.start,
        sentence.end,
        f"{heading.text} {sentence.text}",
        (*heading.matches, *_moved(sentence.matches, lead)),
        (
            *heading.mentions,
            *(replace(m, start=m.start + lead, end=m.end + lead) for m in sentence.mentions),
        ),
        lead,
    )


def _moved(matches: Sequence[Match], by: int) -> list[Match]:
    return [match._replace(start=match.start + by, end=match.end + by) for match in matches]
