"""Daft, on its native runner or on a Ray cluster: each task is a row, and each of its chunks one.

The same guarded process does the work as on one machine, one for each worker of the cluster.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from bilateral.bulk.chunks import Options, Task
from bilateral.bulk.guard import Guard
from bilateral.bulk.units import Chunk
from bilateral.errors import BilateralError


def run(
    tasks: Sequence[Task], options: Options, workers: int, ray: str | None = None
) -> Iterator[tuple[str, Chunk]]:
    """The chunks of all tasks from `workers` actors; `ray` is the address of a cluster, on whose
    machines this program must be installed and the inputs must be there under the same names."""
    if not tasks:
        return
    daft = _daft(ray)
    method = daft.method(return_dtype=daft.DataType.binary())
    kind = type("Reader", (_Reader,), {"chunks": method(_Reader.chunks)})
    reader = daft.cls(kind, max_concurrency=max(1, workers), use_process=False)(options)
    frame = daft.from_pydict({"task": [pickle.dumps(task) for task in tasks]})
    frame = frame.into_partitions(len(tasks)) if ray else frame.into_batches(1)
    frame = frame.select(reader.chunks(daft.col("task")).alias("chunk"))
    for row in frame.iter_rows(results_buffer_size=max(1, workers)):
        yield pickle.loads(row["chunk"])  # made by `_Reader` below


class _Reader:
    """An actor of the engine, with the guarded process that does its work."""

    def __init__(self, options: Options) -> None:
        self._guard = Guard(options)

    def chunks(self, task: bytes) -> Iterator[bytes]:
        wanted: Task = pickle.loads(task)
        for chunk in self._guard.chunks(wanted):
            yield pickle.dumps((wanted.unit.id, chunk))


def _daft(ray: str | None) -> Any:
    """Daft with its runner set; neither it nor Ray may call home."""
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    try:
        daft: Any = import_module("daft")
        if ray:
            import_module("ray")
            daft.set_runner_ray(address=ray)
        else:
            daft.set_runner_native()
    except ImportError as error:
        raise BilateralError(
            f"this engine needs {error.name}, which is not installed",
            next_step="Install it with: pip install 'bilateral[cluster]'",
        ) from error
    return daft
