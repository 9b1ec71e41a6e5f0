"""An article and a source of chance in, a document that somebody meant ill with out.

The words are changed first, as an author could, then the bytes of the document, as a broken disk
or a hostile server could; parts of containers (a stream of a PDF, the XML of a Word document) are
changed inside a container that is whole.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from evaluation.soak import kinds
from evaluation.soak.kinds import Article

SIGNS = (
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\ud800",
    "\udfff\ud800",
    "\u2028",
    "\u00ad",
    "a" + "\u0301" * 200,
    "\U0001f1fb\U0001f1f3",
    "\U000e0041",
    "ﬁ",
    "İ",
    "ß",
    "ǅ",
    "\u0130stanbul",
    "\u0421hina",
    "Vi\u0435tnam",
    "Việt Nam",
)
NUMBERS = (
    "9" * 400,
    "9" * 5000,
    "$" + "9" * 50 + " billion",
    "1" + ",000" * 300,
    "0." + "0" * 500 + "1",
    "-0",
    "1e999999",
    "$1.2.3.4",
    "²",
    "½",
    "٣٤٥",
    "１２３",
    "Ⅻ",
    "①",
    "$5 trillion billion million",
    "100000000000000000000th",
    "the -1st largest",
    "150 percent percent",
    "$0",
    "US$ 1,5 2,3",
    "1/0",
    "999999999 percentage points",
    "up 9999999999999 percent to $1",
    "down 100 percent to $5 billion",
    "half a quarter of a third",
    "one hundred thousand million billion trillion and one",
)
DATES = (
    "February 30, 2023",
    "2023-99-99",
    "0000-00-00",
    "31 June 99999",
    "in the year 0",
    "January 1, 10000",
    "December 31, 9999",
    "the 99th century",
    "9999 years ago",
    "next 99999999 years",
    "last week of 0001",
    "from 2024 to 1995",
    "0001-01-01",
    "ngày 99 tháng 99 năm 9999",
    "Q9 of fiscal year 0",
    "29 February 1900",
    "the 1990s to the 0000s",
    "yesterday last tomorrow",
    "100000000000 days later",
)
MARKUP = (
    "<script>alert(1)</script>",
    "'; DROP TABLE statements; --",
    "=HYPERLINK(1)",
    "{{7*7}}",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&#0;",
    "&#xD800;",
    "&amp;amp;",
    "<p" * 50,
    "[" * 300,
    "](" * 100,
    "(" * 500,
    "**" * 200,
    "|" * 300,
    "---\n",
    "# " * 100,
    "“" * 100,
    '"' * 99,
    "—" * 100,
    ". " * 300,
    ",and " * 200,
)
BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf8\x88\x80\x80\x80",
    b"<!ENTITY a 'b'>",
    b"<div>" * 200,
    b'{"a":' * 200,
    b"[" * 500,
    b"%s%n",
    b"(" * 300,
    b"/Length 99999999",
    b"Content-Length: 99999999\r\n",
    b"\r\n\r\n",
    b"endstream",
    b"-1",
    b"99999999999999999999",
)

_NUMBER = re.compile(r"\$?\d[\d,.]*")
_DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d+)?(?:, \d+)?|\b(?:1|2)\d{3}\b"
)
_NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?]) ")

Chance = random.Random
Change = Callable[[str, Chance, Sequence[Article]], str]


def document(articles: Sequence[Article], chance: Chance) -> tuple[str, bytes]:
    """A kind, and a document of it with a few faults."""
    article = chance.choice(articles)
    for _ in range(chance.randint(1, 4)):
        article = _changed(article, chance, articles)
    kind = chance.choice(list(kinds.KINDS))
    content = kinds.KINDS[kind](article)
    if chance.random() < 0.5:
        content = _inside(kind, content, article, chance)
    return kind, gzip.compress(content, 1) if chance.random() < 0.02 else content


# ------------------------------------------------------------ words


def _changed(article: Article, chance: Chance, articles: Sequence[Article]) -> Article:
    change = chance.choice(CHANGES)
    field = chance.choices(("text", "title", "published"), (8, 2, 1))[0]
    return replace(article, **{field: change(getattr(article, field), chance, articles)})


def _put_in(signs: Sequence[str]) -> Change:
    def change(text: str, chance: Chance, articles: Sequence[Article]) -> str:
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(signs) + text[at:]
        return text

    return change


def _put_for(pattern: re.Pattern[str], signs: Sequence[str]) -> Change:
    def change(text: str, chance: Chance, _: Sequence[Article]) -> str:
        return pattern.sub(
            lambda found: chance.choice(signs) if chance.random() < 0.3 else found[0], text
        )

    return change


def _shuffled_words(text: str, chance: Chance, _: Sequence[Article]) -> str:
    words = text.split(" ")
    start = chance.randrange(len(words))
    part = words[start : start + 60]
    chance.shuffle(part)
    return " ".join([*words[:start], *part, *words[start + 60 :]])


def _sentences_of_two(text: str, chance: Chance, articles: Sequence[Article]) -> str:
    own = _SENTENCE.split(text) + _SENTENCE.split(chance.choice(articles).text)
    chance.shuffle(own)
    return " ".join(own)


def _repeated(text: str, chance: Chance, _: Sequence[Article]) -> str:
    at = chance.randint(0, len(text))
    piece = text[at : at + chance.choice((1, 5, 40, 300))]
    return text[:at] + piece * chance.choice((2, 20, 100)) + text[at:]


def _cut(text: str, chance: Chance, _: Sequence[Article]) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.choice((1, 3, 30, 300)) :]


def _other_letters(text: str, chance: Chance, _: Sequence[Article]) -> str:
    how = chance.choice((str.upper, str.lower, str.swapcase, str.title, _without_stops))
    return how(text)


def _without_stops(text: str) -> str:
    return re.sub(r"[.,;:\n]", " ", text)


CHANGES: tuple[Change, ...] = (
    _put_in(SIGNS),
    _put_in(NUMBERS),
    _put_in(DATES),
    _put_in(MARKUP),
    _put_for(_NUMBER, NUMBERS),
    _put_for(_DATE, DATES),
    _put_for(_NAME, SIGNS),
    _shuffled_words,
    _sentences_of_two,
    _repeated,
    _cut,
    _other_letters,
)


# ------------------------------------------------------------ bytes


def _inside(kind: str, content: bytes, article: Article, chance: Chance) -> bytes:
    """Faults in the bytes, for containers as often within a part of one that is whole."""
    if kind == "docx" and chance.random() < 0.6:
        return kinds.word_of(_damaged(kinds.document_xml(article), chance))
    if kind == "pdf" and chance.random() < 0.6:
        start, end = content.find(b"BT /F1"), content.rfind(b"ET\nendstream")
        return kinds.pdf_of(_damaged(content[start:end], chance) + b"ET")
    return _damaged(content, chance)


def _damaged(content: bytes, chance: Chance) -> bytes:
    for _ in range(chance.randint(1, 5)):
        content = chance.choice(DAMAGE)(content, chance)
    return content


def _flipped(content: bytes, chance: Chance) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _inserted(content: bytes, chance: Chance) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(BYTES) + content[at:]


def _dropped(content: bytes, chance: Chance) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + content[at + chance.choice((1, 8, 64, 512)) :]


def _doubled(content: bytes, chance: Chance) -> bytes:
    at = chance.randint(0, len(content))
    piece = content[at : at + chance.choice((1, 16, 256))]
    return content[:at] + piece * chance.choice((2, 10, 50)) + content[at:]


def _ended(content: bytes, chance: Chance) -> bytes:
    return content[: chance.randint(0, len(content))]


DAMAGE = (_flipped, _inserted, _dropped, _doubled, _ended)
