"""A worker process that may hang or die: what it was at is known, set aside, and it goes on.

The worker writes the number of each record and the moment it began into memory that both sides
see. When a record neither ends nor lets itself be interrupted, or takes the process with it, the
guard ends the worker, names the record, and starts again behind the last chunk that arrived.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from bilateral.bulk.chunks import Options, Task, Watch, chunks_of
from bilateral.bulk.step import understand
from bilateral.bulk.units import Chunk, Record
from bilateral.errors import BilateralError

_PATIENCE = 5.0
"""Seconds beyond the limit for a record before the worker is ended from outside."""
_POLL = 0.5
_MEMORY = 4 << 30
"""Bytes of address space a worker may take: a record that wants more is set aside."""
_MOST_DEATHS = 100
"""Workers that one unit may cost before something else must be wrong."""

_START = 600.0
"""Seconds a worker may take to come up and to find the place it goes on from."""


Worker = Callable[[Connection, Any, Options], None]


class Guard:
    """One worker process, started when it is first needed; `work` is what it does."""

    def __init__(self, options: Options, work: Worker | None = None) -> None:
        self._options = options
        self._target = work or work_through
        self._context = multiprocessing.get_context("spawn")
        self._where: Any = self._context.Array("d", [-1.0, 0.0], lock=False)
        self._process: Any = None
        self._pipe: Connection | None = None

    def chunks(self, task: Task) -> Iterator[Chunk]:
        """The chunks of a task, whatever becomes of the worker. Raises BilateralError where the
        input itself cannot be read, or where nothing but the deaths of workers comes of it."""
        for _ in range(_MOST_DEATHS):
            pipe = self._running()
            self._where[0], self._where[1] = -1.0, time.monotonic()
            pipe.send(task)
            fault = None
            while fault is None:
                answer = self._answer(pipe)
                if isinstance(answer, Chunk):
                    yield answer
                    task = replace(task, start=answer.stop)
                elif answer is None:
                    return
                elif isinstance(answer, BilateralError):
                    raise answer
                else:
                    fault = answer
            number = max(int(self._where[0]), task.start)
            self.close()
            task = replace(task, poison=(*task.poison, (number, str(fault))))
        raise BilateralError("ends every worker", where=task.unit.uri, next_step="Look at it")

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _running(self) -> Connection:
        if self._pipe is None:
            self._pipe, other = self._context.Pipe()
            self._process = self._context.Process(
                target=self._target, args=(other, self._where, self._options), daemon=True
            )
            self._process.start()
            other.close()
        return self._pipe

    def _answer(self, pipe: Connection) -> Any:
        """The next chunk, None at the end of the task, else why the worker had to be given up."""
        while True:
            try:
                if pipe.poll(_POLL):
                    return pipe.recv()
            except (EOFError, OSError):
                return f"ended the process that read it ({self._signal()})"
            limit = self._options.limit or float("inf")
            allowed = _START if self._where[0] < 0 else limit + _PATIENCE
            if time.monotonic() - self._where[1] > allowed:
                return f"took longer than {self._options.limit:g} s and could not be stopped"

    def _signal(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


_WARM_UP = Record(
    "warm-up",
    b'{"title": "Peru and Chad", "text": "The foreign minister of Peru met his counterpart from'
    b' Chad in Lima on 3 May 2024. Trade between Peru and Chad rose 5 percent to $2 million."}',
)
"""Read before the first record, so that loading what is known counts against none."""


class _Shared(Watch):
    def __init__(self, where: Any) -> None:
        self._where = where

    def at(self, record: int) -> None:
        self._where[1] = time.monotonic()
        self._where[0] = float(record)


def work_through(pipe: Connection, where: Any, options: Options) -> None:
    """The worker's life: a task comes, its chunks go, None at the end of each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The guard ends it.
    _limit_memory()
    understand([_WARM_UP])
    gc.collect()
    gc.freeze()  # What is known stays: it need not be looked through again and again.
    watch = _Shared(where)
    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        try:
            for chunk in chunks_of(task, options, watch):
                pipe.send(chunk)
            pipe.send(None)
        except BilateralError as error:
            pipe.send(BilateralError(error.what, where=error.where, next_step=error.next_step))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Not on Windows.
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
