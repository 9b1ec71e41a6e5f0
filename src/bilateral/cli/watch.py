"""`bilateral watch`: keep what feeds bring."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral.cli.common import (
    SOME_SKIPPED,
    AllowPrivateOption,
    RecordOption,
    line,
    say,
    wrong_use,
)

if TYPE_CHECKING:
    from bilateral.bulk.watching import Feeds, Polled


def command(
    feeds: Annotated[
        Path,
        typer.Argument(
            metavar="FEEDS.toml", help="The list of feeds; docs/watch.md.", show_default=False
        ),
    ],
    record: RecordOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="One round over all feeds, then end.")
    ] = False,
    interval: Annotated[
        str | None, typer.Option(metavar="TIME", help="Ask every feed this often: 15m, 2h.")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What is remembered between runs; beside the record."),
    ] = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Ask feeds (RSS, Atom, JSON Feed) for what is new, read it and keep it in the record.

    It can be stopped at any moment, and goes on where it was.
    """
    from bilateral.bulk.watching import State, Watcher, Web, load_feeds, state_beside
    from bilateral.bulk.watching.web import real_clock
    from bilateral.record import Record
    from bilateral.record.connect import default_record

    listed = _every(load_feeds(feeds), interval)
    with _stopping() as stop, Record(record) as kept:
        beside = state or state_beside(record or default_record(), feeds)
        web = Web(real_clock(stop.wait), listed.site_interval, allow_private)
        watcher = Watcher(kept, listed, State(beside), web, tell=_tell)
        if once:
            rounds = watcher.once()
            if any(polled.fault or polled.skips for polled in rounds):
                raise typer.Exit(SOME_SKIPPED)
        else:
            line(f"{kept.name}: {len(listed.feeds)} feeds are watched until you press Ctrl+C")
            watcher.forever()


def _every(feeds: Feeds, interval: str | None) -> Feeds:
    from bilateral.bulk.watching.feeds import LEAST_INTERVAL, span

    if interval is None:
        return feeds
    seconds = span(interval)
    if seconds is None or seconds < LEAST_INTERVAL:
        wrong_use(f"--interval {interval}: write at least 1m, as 15m or 2h")
    return feeds.every(seconds)


def _tell(polled: Polled) -> None:
    print(polled.line(), flush=True)
    for skip in polled.skips:
        step = f". {skip.next_step}" if skip.next_step else ""
        say(f"skipped {skip.source}: {skip.reason}{step}")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set: what is under way is finished, and nothing begun."""
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, asked) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
