"""A worker that some articles hang or kill, as a fault in a compiled part would."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from bilateral.bulk import step
from bilateral.bulk.chunks import Options
from bilateral.bulk.guard import work_through
from bilateral.documents.sources import from_bytes


def work(pipe: Connection, where: Any, options: Options) -> None:
    """The real worker, but for two articles."""
    setattr(step, "from_bytes", _poisoned)  # noqa: B010  (the type of the real one is narrower)
    work_through(pipe, where, options)


def _poisoned(content: bytes, *names: Any) -> Iterator[Any]:
    if b"agreement number 3 on" in content:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"agreement number 6 on" in content:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    return from_bytes(content, *names)
