"""Daft, on its native runner or on a Ray cluster: each task is a row, a generator its chunks.

The same guarded process does the work as on one machine, one for each process of the cluster.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from bilateral.bulk.chunks import Options, Task
from bilateral.bulk.guard import Guard
from bilateral.bulk.units import Chunk
from bilateral.errors import BilateralError


def run(
    tasks: Sequence[Task], options: Options, workers: int, ray: str | None = None
) -> Iterator[tuple[str, Chunk]]:
    """The chunks of all tasks; `ray` is the address of a cluster, on whose machines this
    program must be installed and the inputs must be there under the same names."""
    if not tasks:
        return
    daft = _daft(ray)
    understand = daft.func(
        _chunks, return_dtype=daft.DataType.binary(), max_concurrency=None if ray else workers
    )
    rows = {"task": [pickle.dumps((task, options)) for task in tasks]}
    frame = daft.from_pydict(rows).into_partitions(len(tasks))
    frame = frame.select(understand(daft.col("task")).alias("chunk"))
    for row in frame.iter_rows(results_buffer_size=workers):
        unit, chunk = pickle.loads(row["chunk"])
        yield unit, chunk


def _chunks(packed: bytes) -> Iterator[bytes]:
    task, options = pickle.loads(packed)
    for chunk in _guard(options).chunks(task):
        yield pickle.dumps((task.unit.id, chunk))


@cache
def _guard(options: Options) -> Guard:
    return Guard(options)


def _daft(ray: str | None) -> Any:
    """Daft with its runner set; neither it nor Ray may call home."""
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
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
