"""Feeds in, one round after another: what is new is read and kept, and what fails is tried again.

Nothing that goes wrong with one feed or article stops the others. Who fails is asked again ever
later: the time doubles with each failure, with some of it left to chance, so that feeds that
failed together do not come back together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from bilateral.bulk.watching.feeds import Feed, Feeds, is_address
from bilateral.bulk.watching.state import FeedState, Pending, State
from bilateral.bulk.watching.web import (
    TRY_LATER,
    NotAllowedError,
    StoppedError,
    WaitError,
    Web,
)
from bilateral.documents.feed import recognise
from bilateral.documents.fetch import AnsweredError, Fetched
from bilateral.documents.input import HEAD_BYTES
from bilateral.documents.sources import from_bytes
from bilateral.errors import BilateralError, DocumentError
from bilateral.knowledge.outlets import outlet_named
from bilateral.model import Document, Skip
from bilateral.reading import read
from bilateral.record import Record

FIRST_RETRY, LAST_RETRY = 60.0, 6 * 3600.0
"""Seconds until a first failure is tried again, and the most that doubling comes to."""
MOST_TRIES = 8
"""Of one article; the feed itself is asked for ever."""
WHOLE = 1500
"""Characters from which on a feed's own text is taken for the whole article."""
_EMPTY = "the feed holds no entries"
REFUSED = 86_400.0
"""Seconds until a feed is asked again whose site refuses programs."""


@dataclass(slots=True)
class Polled:
    """What became of one round over a feed: counts by outcome, what was left out and why, and
    the fault where the feed itself could not be had."""

    feed: Feed
    counts: Counter[str] = field(default_factory=Counter)
    skips: list[Skip] = field(default_factory=list)
    fault: str | None = None
    unchanged: bool = False

    def line(self) -> str:
        """The round in a line."""
        told = [f"{n} {what}" for what, n in sorted(self.counts.items())]
        if self.skips:
            told.append(f"{len(self.skips)} skipped")
        if self.fault:
            told.append(self.fault)
        return f"{self.feed.url}: {', '.join(told) or 'nothing new'}"


@dataclass(frozen=True, slots=True)
class _Item:
    """An article that a feed lists: its key, its address, and its text where the feed has it."""

    key: str
    url: str | None
    document: Document | None


class Watcher:
    """Goes round the feeds and keeps what they bring in the record.

    `chance` spreads retries; `tell` is told of each round.
    """

    def __init__(
        self,
        record: Record,
        feeds: Feeds,
        state: State,
        web: Web,
        *,
        chance: Random | None = None,
        tell: Callable[[Polled], None] = lambda polled: None,
    ) -> None:
        self._record, self._feeds, self._state, self._web = record, feeds, state, web
        self._chance = chance or Random()
        self._tell = tell
        self._run: int | None = None

    def once(self) -> list[Polled]:
        """One round over all feeds but those that are still to be left alone."""
        out: list[Polled] = []
        try:
            for feed in self._feeds.feeds:
                state = self._state.of(feed.url)
                if state.failures and state.due > self._now():
                    out.append(Polled(feed, fault="left alone after failures"))
                else:
                    out.append(self._round(feed))
        except StoppedError:
            pass
        finally:
            self._end_run()
        return out

    def forever(self) -> None:
        """Rounds without an end, each feed when it is due, until it is time to stop."""
        try:
            while True:
                feed = min(self._feeds.feeds, key=lambda f: self._due(f))
                if self._web.clock.wait(max(0.0, self._due(feed) - self._now())):
                    break
                self._round(feed, when_due=True)
                self._end_run()
        except StoppedError:
            pass
        finally:
            self._end_run()

    def _due(self, feed: Feed) -> float:
        state = self._state.of(feed.url)
        return min([state.due, *(p.due for p in state.pending.values())])

    def _round(self, feed: Feed, *, when_due: bool = False) -> Polled:
        polled, state = Polled(feed), self._state.of(feed.url)
        try:
            if state.due <= self._now() or not when_due:
                self._poll(feed, state, polled)
            self._try_again(feed, state, polled)
        finally:
            self._state.save()
            self._tell(polled)
        return polled

    def _poll(self, feed: Feed, state: FeedState, polled: Polled) -> None:
        try:
            found = self._web.get(feed.url, state.etag, state.last_modified)
            if found.unchanged:
                polled.unchanged = True
            else:
                self._take(feed, state, found, polled)
        except BilateralError as error:
            self._failed(state, error, polled)
            return
        state.failures = 0
        state.due = self._now() + feed.interval

    def _take(self, feed: Feed, state: FeedState, found: Fetched, polled: Polled) -> None:
        """What is new in a feed; its version is noted only when all of it is dealt with."""
        items = list(self._items(feed, found, polled))
        done = set(state.done)
        for item in items:
            if item.key in done or item.key in state.pending:
                continue
            if self._web.clock.wait(0):
                raise StoppedError
            self._keep_item(feed, state, item, polled)
            done.add(item.key)
            self._state.save()
        listed = {item.key for item in items}
        state.done = [key for key in state.done if key in listed]
        state.etag, state.last_modified = found.etag, found.last_modified

    def _items(self, feed: Feed, found: Fetched, polled: Polled) -> Iterator[_Item]:
        """The articles of a feed, each once. Raises DocumentError where it is no feed."""
        seen: set[str] = set()
        for entry in _entries(feed, found):
            item = _item(feed, entry, found.url)
            if item is None:
                assert isinstance(entry, Skip)
                polled.skips.append(entry)
            elif item.key not in seen:
                seen.add(item.key)
                yield item

    def _keep_item(self, feed: Feed, state: FeedState, item: _Item, polled: Polled) -> None:
        if item.document is not None and (item.url is None or _own_text(feed, item.document)):
            self._keep(_of_feed(item.document, feed), polled)
            state.done.append(item.key)
            return
        told = item.document
        pending = Pending(
            item.url or feed.url, 0, 0.0, told.published if told else None, feed.outlet
        )
        self._fetch(state, item.key, pending, polled)

    def _try_again(self, feed: Feed, state: FeedState, polled: Polled) -> None:
        for key, pending in list(state.pending.items()):
            if pending.due <= self._now():
                self._fetch(state, key, pending, polled)
                self._state.save()

    def _fetch(self, state: FeedState, key: str, pending: Pending, polled: Polled) -> None:
        """Read the page of an article, or note when to try again."""
        state.pending.pop(key, None)
        try:
            page = self._web.get(pending.url)
            item = next(from_bytes(page.content, pending.url, page.url, page.charset), None)
            if isinstance(item, Document):
                self._keep(_filled(item, pending), polled)
            else:
                polled.skips.append(item or Skip(pending.url, "holds no document"))
        except BilateralError as error:
            until = self._until(pending.tries + 1, error)
            if until is None or pending.tries + 1 >= MOST_TRIES:
                polled.skips.append(Skip(pending.url, error.what, error.next_step))
            else:
                state.pending[key] = replace(pending, tries=pending.tries + 1, due=until)
                polled.counts["to try again"] += 1
                return
        state.done.append(key)

    def _keep(self, document: Document, polled: Polled) -> None:
        if self._record.up_to_date(document):
            polled.counts["unchanged"] += 1
            return
        if self._run is None:
            self._run = self._record.start_run([feed.url for feed in self._feeds.feeds])
        polled.counts[self._record.add(read(document), self._run).value] += 1

    def _end_run(self) -> None:
        if self._run is not None:
            self._record.finish_run(self._run)
            self._run = None

    # Failures

    def _failed(self, state: FeedState, error: BilateralError, polled: Polled) -> None:
        state.failures += 1
        wait = self._until(state.failures, error)
        state.due = wait if wait is not None else self._now() + REFUSED
        polled.fault = str(error.what)

    def _until(self, failures: int, error: BilateralError) -> float | None:
        """When to try again after so many failures; None where trying again is of no use."""
        if isinstance(error, NotAllowedError):
            return None
        if isinstance(error, AnsweredError) and error.status not in TRY_LATER:
            return None if error.status < 500 else self._later(failures)
        later = self._later(failures)
        return max(later, error.until) if isinstance(error, WaitError) else later

    def _later(self, failures: int) -> float:
        most = min(FIRST_RETRY * 2.0 ** min(failures - 1, 16), LAST_RETRY)
        return self._now() + most * (0.5 + self._chance.random() / 2)

    def _now(self) -> float:
        return self._web.clock.now()


def _entries(feed: Feed, found: Fetched) -> list[Document | Skip]:
    if not recognise(found.content[:HEAD_BYTES]):
        raise DocumentError("is no feed", where=feed.url, next_step="Give the address of its feed")
    entries = list(from_bytes(found.content, feed.url, found.url, found.charset))
    only = entries[0] if len(entries) == 1 else None
    if isinstance(only, Skip) and only.source == feed.url:
        if only.reason == _EMPTY:
            return []
        raise DocumentError(only.reason, where=feed.url, next_step=only.next_step)
    return entries


def _item(feed: Feed, entry: Document | Skip, feed_url: str) -> _Item | None:
    """What a feed lists; None for what has neither text nor an address."""
    if isinstance(entry, Skip):
        return _Item(_key(entry.source), entry.source, None) if is_address(entry.source) else None
    own = entry.url if entry.url and entry.url not in (feed.url, feed_url) else None
    url = own if own and is_address(own) else None
    return _Item(_key(own or "", entry.title or "", entry.id), url, entry)


def _key(*parts: str) -> str:
    """A short name of an article as a feed tells it: it changes when what is told does."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


def _own_text(feed: Feed, document: Document) -> bool:
    """Whether the feed's own words of an article are taken for all of it."""
    return feed.text == "feed" or (feed.text == "auto" and len(document.text) >= WHOLE)


def _of_feed(document: Document, feed: Feed) -> Document:
    return _filled(document, Pending("", 0, 0.0, None, feed.outlet))


def _filled(document: Document, told: Pending) -> Document:
    """The document with what the feed says, where it does not say so itself."""
    outlet = document.outlet or told.outlet
    kind = document.source_kind
    if kind is None and outlet and not document.outlet:
        known = outlet_named(outlet)
        kind = known.source_kind if known else None
    published = document.published or told.published
    return replace(document, outlet=outlet, source_kind=kind, published=published)
