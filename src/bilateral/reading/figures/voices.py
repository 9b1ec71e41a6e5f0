"""A page that a government puts out in, whose "we" and "our" each sentence of it says out.

"We've committed $1.2 billion in security assistance to Ukraine", on the White House's page, is
the United States' aid. In a transcript it is that of whoever has the word; in a joint statement,
and between quotation marks, of nobody who could be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilateral.reading.page import Mention, Page, Sentence

_JOINT = re.compile(r"\bjoint\b|\bcommuniqu|\bdeclaration\b|\bagreement\b", re.IGNORECASE)
_LABEL = re.compile(r"([A-Z][A-Z .,’'()-]{2,60}):(?=\s|$)|Q(?=\s)")
_HOSTS = re.compile(
    r"(?:THE |VICE |FIRST )*(?:PRESIDENT|LADY)(?: (?:BIDEN|TRUMP|HARRIS|OBAMA|BUSH|CLINTON))?"
    r"|SECRETARY [A-Z]+|(?:SENIOR )?ADMINISTRATION OFFICIAL|(?:MR|MS|MRS)\. [A-Z-]+|SENATOR [A-Z]+"
)
_WE = re.compile(
    r"\b(?:[Ww]e|[Ww]e['’](?:ve|re|ll|d)|([Oo]ur)"
    r"|I(?:['’](?:m|ve))?(?= (?:have |also |just |today |am |hereby ){0,2}(?:sign|announc|authori"
    r"|direct|approv|commit|impos|order|pledg|grant|provid|sen[dt]|determin))"
    r"|(?:[Mm]y|[Oo]ur|[Tt]his|[Tt]he)(?: [A-Z]\w+-[A-Z]\w+)? Administration)\b"
)


class Voices:
    """Who says "we" as the sentences of a page are gone through in order."""

    def __init__(self, page: Page, home: str | None) -> None:
        title = page.document.title or ""
        self._home = None if home is None or _JOINT.search(title) else home
        self._side = self._home

    def heard(self, sentence: Sentence) -> Sentence:
        """The sentence with its "we" and "our" as mentions of whoever says them."""
        if self._home is None or sentence.field == "title":
            return sentence
        label = _LABEL.match(sentence.text)
        if label:
            self._side = self._named(sentence, label)
        if self._side is None:
            return sentence
        fresh = list(_spoken(sentence, self._side))
        if not fresh:
            return sentence
        mentions = sorted((*sentence.mentions, *fresh), key=lambda m: m.start)
        return replace(sentence, mentions=tuple(mentions))

    def _named(self, sentence: Sentence, label: re.Match[str]) -> str | None:
        """Whose words follow a label: the country's of the person named, or the host's."""
        if not label[1]:
            return None
        named = next((m for m in sentence.mentions if m.end <= label.end() and m.sides), None)
        if named:
            return named.sides[0] if len(named.sides) == 1 else None
        return self._home if _HOSTS.fullmatch(label[1]) else None


def _spoken(sentence: Sentence, side: str) -> Iterator[Mention]:
    text = sentence.text
    for found in _WE.finditer(text):
        at = found.start()
        quoted = text.count("“", 0, at) > text.count("”", 0, at) or text.count('"', 0, at) % 2
        taken = any(m.start < found.end() and at < m.end for m in sentence.mentions)
        if not quoted and not taken:
            possessive = found[1] is not None
            yield Mention(at, found.end(), "country", (side,), found[0], possessive=possessive)
