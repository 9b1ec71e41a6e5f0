"""Entries in, the notes that a brief sets under them out: the sentence, the source, how many.

The sentence is the one in the article that the words of the statement stand in; where it is
long, it is cut around those words, never inside a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bilateral.language.sentences import sentence_spans
from bilateral.model import Document, Evidence, Statement
from bilateral.publishing.brief.contents import Note
from bilateral.publishing.brief.language import Language
from bilateral.record.entries import DISPUTED, Entry
from bilateral.record.sources import byname

LONGEST = 170
"""Characters of a sentence in a note; what is longer is cut."""
TITLE = 90
CUT = "…"


@dataclass(frozen=True, slots=True)
class Notes:
    """Makes notes in a language."""

    language: Language

    def of(self, item: Entry[Any], *, quoted: bool = True) -> Note:
        """The note of an entry: the sentence of the statement that it shows, unless the text
        quotes it already."""
        note = self.told(shown_in(item), item.statement, self._standing(item))
        return note if quoted else replace(note, quote="")

    def told(self, document: Document, statement: Statement, standing: str) -> Note:
        """The note of one statement of one document; `standing` says who else tells it."""
        quote = sentence(document, statement.evidence[0]) if statement.evidence else ""
        source = self._source(document, statement, standing, titled=not quote)
        return Note(quote, source, document.language, link(document))

    def _source(
        self, document: Document, statement: Statement, standing: str, *, titled: bool
    ) -> str:
        """Who printed it when; by its title where no words of it are quoted."""
        say = self.language.say
        title = clip(one_line(document.title or ""), TITLE) if titled else ""
        if statement.speaker:
            standing = say("note_speaker", speaker=one_line(statement.speaker)) + standing
        parts = {
            "outlet": outlet(document),
            "day": self.language.day((document.published or "")[:10]),
            "title": say("note_title", title=title) if title else "",
            "standing": standing,
        }
        return say("note_source" if parts["day"] else "note_undated", **parts).strip()

    def _standing(self, item: Entry[Any]) -> str:
        standing = self.standing(item)
        return f"{standing[:1].upper()}{standing[1:]}."

    def standing(self, item: Entry[Any]) -> str:
        """How many independent sources tell an entry, and whether it is disputed."""
        words, articles = self.language.labels["standings"], len(item.documents)
        if item.state.name == DISPUTED:
            return words["disputed"].format(why=item.state.why or "")
        told = self.language.count("articles", articles)
        sources = self.language.count("sources", item.sources)
        if item.sources > 1:
            return words["supported"].format(sources=sources, articles=told)
        if articles > 1:
            return words["copies"].format(sources=sources, articles=told)
        return words["single"]


def shown_in(item: Entry[Any]) -> Document:
    """The document of the statement that an entry shows."""
    for document, statement in zip(item.told_in, item.statements, strict=True):
        if statement is item.statement:
            return document
    return item.documents[0]


def outlet(document: Document) -> str:
    return one_line(byname(document))


def link(document: Document) -> str | None:
    """The address of a document on the web; a file of somebody's disk is none."""
    url = document.url or ""
    return url if url.startswith(("https://", "http://")) else None


def one_line(text: str) -> str:
    """A text with its line ends and runs of spaces made one space each."""
    return " ".join(text.split())


def clip(text: str, longest: int) -> str:
    """The beginning of a text, cut behind a word."""
    if len(text) <= longest:
        return text
    cut = text[: longest + 1].rsplit(" ", 1)[0] if " " in text[: longest + 1] else text[:longest]
    return f"{cut.rstrip(' ,;:-–')} {CUT}"


def sentence(document: Document, evidence: Evidence) -> str:
    """The sentence around some words, on one line, cut around them where it is long."""
    text = (document.title or "") if evidence.field == "title" else document.text
    first, last = _around(text, evidence.start, evidence.end)
    dateline = _DATELINE.match(text, first, evidence.start)
    first = dateline.end() if dateline else first
    start, end = evidence.start, min(evidence.end, evidence.start + LONGEST)
    room = max(LONGEST - (end - start), 0)
    # From its beginning where the words stand near it: most of a sentence is said there.
    near = last - first <= LONGEST or end - first <= LONGEST
    begin = first if near else max(first, start - room // 2)
    stop = last if last - first <= LONGEST else min(last, begin + max(LONGEST, end - begin))
    begin, stop = _at_word(text, begin, first, start), _to_word(text, stop, last, end)
    head = f"{CUT} " if begin > first else ""
    tail = f" {CUT}" if stop < last else ""
    return f"{head}{one_line(text[begin:stop])}{tail}"


_DATELINE = re.compile(r"\d{1,2}\.\s+|[A-Z][A-Z.' ]{2,60}[^-–—\n]{0,40}\s[-–—]{1,2}\s+")
"""Where and when an article was filed: WASHINGTON, April 3 - ; the number of a point: 4. ."""


@lru_cache(maxsize=256)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))


def place(document: Document, evidence: Evidence) -> tuple[str, str, int]:
    """Which sentence some words stand in: the document, the field, where it begins."""
    text = (document.title or "") if evidence.field == "title" else document.text
    return document.id, evidence.field, _around(text, evidence.start, evidence.end)[0]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the sentences, that some words stand in; a line ends a sentence too."""
    spans = [(a, b) for a, b in _spans(text) if a < end and b > start]
    first = min((a for a, _ in spans), default=start)
    last = max((b for _, b in spans), default=end)
    first = max(first, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    last = min(last, stop) if stop != -1 else last
    return min(first, start), max(last, end)


_SPACE = re.compile(r"\s")


def _at_word(text: str, begin: int, first: int, start: int) -> int:
    """The next beginning of a word at or behind `begin`, at most `start`."""
    if begin <= first:
        return first
    found = _SPACE.search(text, begin - 1, start)
    return found.end() if found else start


def _to_word(text: str, stop: int, last: int, end: int) -> int:
    """The end of a word at or before `stop`, at least `end` where that is one."""
    if stop >= last:
        return last
    if stop >= end and text[stop].isspace():
        return stop
    space = max(text.rfind(mark, 0, stop) for mark in " \n\u00a0")
    return space if space > 0 else stop
