"""The one pure step of every engine: a batch of records in, what became of each out.

A web page passes the cheapest test that can tell first: its plain words, taken out ten times as
fast as the article can be, name two countries, or it is dropped.
"""

from __future__ import annotations

import base64
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from types import FrameType
from typing import Any

from bilateral.bulk.units import Dropped, Json, Kept, Outcome, Record, SetAside
from bilateral.documents.draft import Draft, finish
from bilateral.documents.encoding import decode
from bilateral.documents.sources import from_bytes
from bilateral.knowledge.languages import stop_words
from bilateral.language.identify import identify
from bilateral.model import Document, Reading, Skip
from bilateral.model.contract import document_as_json
from bilateral.reading import read
from bilateral.reading.annotate import annotate, surely_named
from bilateral.record.indexing import Pair, sides, statement_rows

NOT_BILATERAL = "not about two countries"
OTHER_LANGUAGE = "in a language that is not read"
NO_ARTICLE = "holds no article"
UNDATED = "undated"

_FEWEST_LETTERS = 200


class TooSlowError(Exception):
    """A record took longer than it may."""


def understand(
    batch: Sequence[Record], limit: float = 0.0, *, originals: bool = True
) -> list[list[Outcome]]:
    """What became of each record, in their order; a record may hold several documents.

    `limit` is the time in seconds that one record may take (0 for any), which holds in the main
    thread of a process only. Without `originals` the bytes that documents came from are left out.
    """
    return [_guarded(record, limit, originals) for record in batch]


def _guarded(record: Record, limit: float, originals: bool) -> list[Outcome]:
    if record.fault:
        return [SetAside(record.source, record.fault)]
    try:
        with _within(limit):
            return list(_outcomes(record, originals))
    except TooSlowError:
        return [SetAside(record.source, f"took longer than {limit:g} s")]
    except Exception as error:  # noqa: BLE001
        # A document nobody foresaw must not end a run over millions; it is named, with the fault.
        return [SetAside(record.source, f"could not be understood ({type(error).__name__})")]


def _outcomes(record: Record, originals: bool) -> Iterator[Outcome]:
    reason = _refused(record) if record.page else None
    if reason:
        yield Dropped(reason)
        return
    for item in from_bytes(record.content, record.source, record.url, record.charset):
        yield _skipped(item) if isinstance(item, Skip) else _understood(item, record, originals)


def _skipped(skip: Skip) -> Outcome:
    if "no article" in skip.reason or "no text" in skip.reason:
        return Dropped(NO_ARTICLE)
    return SetAside(skip.source, skip.reason)


def _understood(document: Document, record: Record, originals: bool) -> Outcome:
    if not _is_read(document.language):
        return Dropped(OTHER_LANGUAGE)
    reading = read(document)
    if len(reading.document.parties) < 2:
        return Dropped(NOT_BILATERAL)
    return rows_of(reading, record.source, originals)


def _is_read(language: str | None) -> bool:
    return language is None or language in stop_words()


# ------------------------------------------------------------ the cheap test


def _refused(record: Record) -> str | None:
    """Why a web page need not be read, None when it must be."""
    title, words = plain_words(record)
    if len(words) < _FEWEST_LETTERS:
        return None  # Too little to judge by: the extraction of the article decides.
    if not _is_read(identify(words)):
        return OTHER_LANGUAGE
    return None if names_two(title, words, record.url) else NOT_BILATERAL


def plain_words(record: Record) -> tuple[str | None, str]:
    """The title and the words of a page's main part, roughly and fast."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree: Any = HTMLTree.parse(decode(record.content, record.charset))
    words = extract_plain_text(tree, main_content=True, alt_texts=False, links=False)
    return tree.title or None, words


def names_two(title: str | None, words: str, url: str | None) -> bool:
    """Whether two countries come up at all, that of the government that publishes included.

    Two names that mean nothing else settle it; only where there are fewer is it found out who
    else is meant.
    """
    if len(surely_named(words)) > 1:
        return True
    page = annotate(finish(Draft(words, title=title, url=url), url=url), whole=False)
    found = {side for sentence in page.sentences for m in sentence.mentions for side in m.sides}
    return len(page.parties) > 1 or len(found | set(page.parties)) > 1


# ------------------------------------------------------------ rows of the data set


def rows_of(reading: Reading, source: str, originals: bool = True) -> Kept:
    """A reading as rows: its document filed under the pair that most of its statements are
    about, and each statement under each of its pairs, once of these as its main one."""
    document = reading.document
    month = (document.published or "")[:7] or UNDATED
    made = [statement_rows(document, statement) for statement in reading.statements()]
    main = _main_pair(document, [[(p["a"], p["b"]) for p in pairs] for _, pairs, _ in made])
    rows = []
    for row, pairs, evidence in made:
        own = [f"{p['a']}-{p['b']}" for p in pairs] or [main]
        for pair in own:
            rows.append(
                {
                    "pair": pair,
                    "month": month,
                    "main": pair == own[0],
                    "source": source,
                    "quote": evidence[0]["quote"] if evidence else None,
                    **{name: row[name] for name in _STATEMENT},
                }
            )
    return Kept(_document_row(document, source, main, month, originals), tuple(rows))


_STATEMENT = ("id", "document", "kind", "code", "date", "first_day", "rule", "content")


def _document_row(document: Document, source: str, pair: str, month: str, originals: bool) -> Json:
    kept = document.original
    return {
        **document_as_json(document),
        "file": document.file,
        "url": document.url,
        "source": source,
        "pair": pair,
        "month": month,
        "original_sha256": kept.sha256 if kept else None,
        "original_type": kept.media_type if kept else None,
        "original": base64.b64encode(kept.content).decode() if kept and originals else None,
    }


def _main_pair(document: Document, pairs: Sequence[Sequence[Pair]]) -> str:
    counts = Counter(pair for own in pairs for pair in own)
    among = list(combinations(sorted(document.parties), 2)) or list(sides(document.parties))
    a, b = min(counts or among, key=lambda pair: (-counts[pair], pair))
    return f"{a}-{b}"


# ------------------------------------------------------------ the time limit


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    if not seconds:
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlowError
