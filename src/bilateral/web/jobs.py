"""Files, links and pasted words in; read and kept one after the other by a thread of its own,
with what became of each out while it goes on.

One thread writes, so that two people who add do not wait for each other's page. The record
itself sees to it that the same article twice is one document. How far a job is stands in the
record too, so that a server that was started again knows what became of it.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from bilateral.documents import from_text, load
from bilateral.documents.sources import from_bytes
from bilateral.errors import BilateralError
from bilateral.model import Document, Skip
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record import jobs as kept
from bilateral.record.store import Outcome

log = logging.getLogger(__name__)

WAITING, READING, DONE, FAILED = "waiting", "reading", "done", "failed"
INTERRUPTED = "interrupted"
MOST_KNOWN = 20
"""Jobs of this server that are at hand; the record knows the others."""
MOST_SHOWN = 200
"""Documents and faults of one source that are listed."""
NOTED_EVERY = 0.5
"""Seconds after which the record is told again how far a source is."""
MOST_WAITING = 20
"""Jobs that wait; more are refused."""


@dataclass(frozen=True, slots=True)
class Given:
    """One thing to add: a file's bytes, the words of an article, or (neither) a link."""

    name: str
    content: bytes | None = None
    text: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """One document: its id and title, what became of it, and how many statements it makes."""

    document: str
    title: str
    outcome: str
    statements: int


@dataclass(slots=True)
class Source:
    """How far one given thing is; `count` documents came out of it so far."""

    name: str
    state: str = WAITING
    count: int = 0
    added: list[Added] = field(default_factory=list)
    faults: list[Skip] = field(default_factory=list)


@dataclass(slots=True)
class Job:
    """What one person added at once, and how far it is; `interrupted` where its server stopped
    before the end."""

    id: str
    who: str
    made: str
    sources: list[Source]
    finished: bool = False
    interrupted: bool = False

    @property
    def done(self) -> int:
        """Sources that are finished, well or badly."""
        return sum(source.state in (DONE, FAILED) for source in self.sources)


class BusyError(BilateralError):
    """Too much waits to be added."""


class StoppedError(BilateralError):
    """The server stops."""


class Jobs:
    """The jobs of a server. The thread runs while there is something to do."""

    def __init__(self, record: Record, *, allow_private: bool = False) -> None:
        self._record, self._allow_private = record, allow_private
        self._server = secrets.token_hex(8)
        self._known: dict[str, Job] = {}
        self._queue: queue.SimpleQueue[tuple[Job, Sequence[Given]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self, who: str, given: Sequence[Given]) -> Job:
        """Queue these to be added. Raises BusyError when too many wait, RecordError when the
        record cannot be written."""
        job = Job(secrets.token_hex(8), who, kept.time(), [Source(item.name) for item in given])
        rows = [_row(source) for source in job.sources]
        with self._lock:
            if self._queue.qsize() >= MOST_WAITING:
                raise BusyError("has much to read already", next_step="Try again in a minute")
            kept.begin(self._record, job.id, who, job.made, self._server, rows)
            self._known[job.id] = job
            finished = [name for name, old in self._known.items() if old.finished]
            for name in finished[: max(0, len(self._known) - MOST_KNOWN)]:
                del self._known[name]
            self._queue.put((job, given))
            if self._thread is None:
                self._next()
        return job

    def get(self, name: str) -> Job | None:
        """The job called so, as far as it is, of this server or of one before."""
        return self._known.get(name) or _from_record(kept.called(self._record, name))

    def latest(self, limit: int = 5) -> list[Job]:
        """The jobs that came last, the newest first."""
        found = (self.get(name) for name in kept.latest(self._record, limit))
        return [job for job in found if job]

    def wait(self, seconds: float) -> None:
        """Wait until nothing is left to do, at most so long."""
        end = time.monotonic() + seconds
        while (thread := self._thread) and time.monotonic() < end:
            thread.join(max(0.0, end - time.monotonic()))

    def close(self, seconds: float = 10.0) -> None:
        """Stop after the document that is being read; what is not done then is interrupted."""
        self._stopping.set()
        self.wait(seconds)
        if any(not job.finished for job in self._known.values()):
            with suppress(BilateralError):
                kept.leave(self._record, self._server)

    def _next(self) -> None:
        """A thread for the next job, if there is one; the caller holds the lock."""
        self._thread = None
        if not self._queue.empty() and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        job, given = self._queue.get()
        ended = threading.Event()
        threading.Thread(target=self._beat, args=(ended,), name="beat", daemon=True).start()
        try:
            self._add(job, given)
        except StoppedError:
            job.interrupted = True
        finally:
            # Also after a fault that nobody foresaw: the thread's own report of it is logged.
            ended.set()
            if not job.interrupted:
                self._end(job)
            with self._lock:
                self._next()

    def _end(self, job: Job) -> None:
        _stopped(job, Skip("the server", "failed", "See its log"))
        job.finished = True
        try:
            for place in range(len(job.sources)):
                self._note(job, place)
            kept.end(self._record, job.id)
        except BilateralError as error:
            log.error("the end of an adding is not kept: %s", error.what)

    def _beat(self, ended: threading.Event) -> None:
        """Say again and again that this server is there: one document may take minutes."""
        while not ended.wait(kept.BEAT):
            with suppress(BilateralError):
                kept.beat(self._record, self._server)

    def _add(self, job: Job, given: Sequence[Given]) -> None:
        try:
            run = self._record.start_run([f"{job.who}: {item.name}" for item in given])
            for place, item in enumerate(given):
                self._add_one(run, item, job, place)
            self._record.finish_run(run)
        except StoppedError:
            raise
        except BilateralError as error:
            log.error("adding stopped: %s", error.what)
            _stopped(job, Skip(self._record.name, error.what, error.next_step))

    def _add_one(self, run: int, item: Given, job: Job, place: int) -> None:
        source = job.sources[place]
        source.state = READING
        self._note(job, place)
        noted = time.monotonic()
        for found in self._documents(item):
            if self._stopping.is_set():
                raise StoppedError("stops")
            if isinstance(found, Skip):
                self._record.skip(run, found)
                source.faults = [*source.faults, found][:MOST_SHOWN]
            else:
                added = self._keep(run, found)
                source.count += 1
                source.added = [*source.added, added][:MOST_SHOWN]
            if time.monotonic() - noted > NOTED_EVERY:
                self._note(job, place)
                noted = time.monotonic()
        source.state = DONE if source.count else FAILED
        self._note(job, place)

    def _note(self, job: Job, place: int) -> None:
        kept.note(self._record, job.id, place, _row(job.sources[place]))

    def _documents(self, item: Given) -> Iterator[Document | Skip]:
        if item.text is not None:
            yield from _pasted(item)
        elif item.content is not None:
            yield from from_bytes(item.content, item.name)
        else:
            yield from load(item.name, allow_private=self._allow_private)

    def _keep(self, run: int, document: Document) -> Added:
        """The document, read and kept unless the record holds it as it would be read."""
        if self._record.up_to_date(document):
            self._record.count_unchanged(run)
            outcome, count = Outcome.UNCHANGED, 0
        else:
            reading = read(document)
            outcome = self._record.add(reading, run)
            count = sum(1 for _ in reading.statements())
        name = self._record.known(document) or document.id
        return Added(name, document.title or document.name, outcome.value, count)


def _pasted(item: Given) -> Iterator[Document | Skip]:
    document = from_text(item.text or "", title=item.title, published=item.published)
    if any(letter.isalnum() for letter in document.text):
        yield document
    else:
        yield Skip(item.name, "holds no text", "Paste the article itself")


def _stopped(job: Job, why: Skip) -> None:
    for source in job.sources:
        if source.state in (WAITING, READING):
            source.state = FAILED
            source.faults = [*source.faults, why]


def _row(source: Source) -> dict[str, Any]:
    """A source as the record keeps it."""
    return {
        "name": source.name,
        "state": source.state,
        "count": source.count,
        "added": [asdict(item) for item in source.added],
        "faults": [asdict(fault) for fault in source.faults],
    }


def _from_record(found: kept.KeptJob | None) -> Job | None:
    """A job as the record has it; what its server did not come to is so no more."""
    if found is None:
        return None
    sources = [
        Source(
            row["name"],
            INTERRUPTED if found.gone and row["state"] in (WAITING, READING) else row["state"],
            row["count"],
            [Added(**item) for item in row["added"]],
            [Skip(**fault) for fault in row["faults"]],
        )
        for row in found.sources
    ]
    ended = found.finished is not None or found.gone
    return Job(found.id, found.who, found.made, sources, ended, found.gone)
