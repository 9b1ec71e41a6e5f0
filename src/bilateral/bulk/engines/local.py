"""The pool of this machine: a guarded process for each core."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence

from bilateral.bulk.chunks import Options, Task, chunks_of
from bilateral.bulk.guard import Guard
from bilateral.bulk.units import Chunk

_AHEAD = 4
"""Chunks that a worker may be ahead of the writer, so that memory stays flat."""


def run(tasks: Sequence[Task], options: Options, workers: int) -> Iterator[tuple[str, Chunk]]:
    """The chunks of all tasks from `workers` processes; with none of them, from this one, which
    no guard then protects from what a document may do."""
    if not workers:
        for task in tasks:
            for chunk in chunks_of(task, options):
                yield task.unit.id, chunk
        return
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in sorted(tasks, key=lambda task: -task.unit.size):
        waiting.put(task)
    done: queue.Queue[tuple[str, Chunk] | BaseException | None] = queue.Queue(workers * _AHEAD)
    stop = threading.Event()
    guards = [Guard(options) for _ in range(max(1, min(workers, len(tasks))))]
    threads = [
        threading.Thread(target=_serve, args=(guard, waiting, done, stop), daemon=True)
        for guard in guards
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _arriving(done, len(threads))
    finally:
        stop.set()
        for guard in guards:
            guard.close()


def _arriving(
    done: queue.Queue[tuple[str, Chunk] | BaseException | None], running: int
) -> Iterator[tuple[str, Chunk]]:
    while running:
        item = done.get()
        if item is None:
            running -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item


def _serve(
    guard: Guard,
    waiting: queue.SimpleQueue[Task],
    done: queue.Queue[tuple[str, Chunk] | BaseException | None],
    stop: threading.Event,
) -> None:
    """One worker's tasks, until there are none."""
    try:
        while not stop.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                break
            for chunk in guard.chunks(task):
                _put(done, (task.unit.id, chunk), stop)
    except BaseException as error:  # noqa: BLE001  (handed to the thread that waits for it)
        _put(done, error, stop)
    _put(done, None, stop)


def _put(
    done: queue.Queue[tuple[str, Chunk] | BaseException | None],
    item: tuple[str, Chunk] | BaseException | None,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            done.put(item, timeout=0.5)
        except queue.Full:
            continue
        return
