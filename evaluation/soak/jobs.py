"""Work that is made to be killed: `python -m evaluation.soak.jobs JOB ARGUMENTS`.

Each says "ready" on a line of its own once everything is loaded, so that a kill falls into the
work and not into the start.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bilateral.bulk import chunks, dataset
from bilateral.bulk.running import Plan, bulk
from bilateral.bulk.watching import Feed, Feeds, State, Watcher, Web, state_beside
from bilateral.bulk.watching.web import real_clock
from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.review import explain, split, undo
from bilateral.record.upgrade import migrate


def add(address: str, folder: str) -> None:
    """Read and keep the articles of a folder."""
    for item in load(folder):
        _warm(item)
        break
    ready()
    with Record(address) as record:
        keep(record, [folder], load(folder))


def merge(address: str, *names: str) -> None:
    """Split the entry of each statement and take it back, over and over."""
    with Record(address) as record:
        ready()
        while True:
            for name in names:
                if len(explain(record, name).told) > 1:
                    undo(record, split(record, name, who="soak", why="soak"))


def migration(address: str) -> None:
    """Bring the record back to its first form with merging and up again, over and over."""
    ready()
    while True:
        migrate(address, "0003")
        migrate(address)


def archive(out: str, *inputs: str) -> None:
    """Read archives in small steps."""
    chunks.RECORDS = 8
    dataset.BATCH_BYTES = 20_000
    ready()
    bulk(inputs, Path(out), Plan(workers=0))


def watch(address: str, feed: str) -> None:
    """One round over a feed: its articles are read and kept one by one."""
    for item in load(ARTICLES / "india-japan"):
        _warm(item)
        break
    beside = state_beside(address, Path(address))
    with Record(address) as record:
        web = Web(real_clock(lambda seconds: False), 0.0, allow_private=True)
        watcher = Watcher(record, Feeds((Feed(feed),), 0.0), State(beside), web)
        ready()
        watcher.once()


def ready() -> None:
    print("ready", flush=True)


def _warm(item: object) -> None:
    from bilateral.model import Document

    if isinstance(item, Document):
        read(item)


JOBS: dict[str, Callable[..., None]] = {
    "add": add,
    "merge": merge,
    "migration": migration,
    "archive": archive,
    "watch": watch,
}


def main(arguments: Sequence[str]) -> None:
    JOBS[arguments[0]](*arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
