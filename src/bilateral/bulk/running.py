"""Inputs and a folder in; the data set there out, from where a run that ended early stood."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bilateral.bulk.chunks import Options, Task
from bilateral.bulk.dataset import Dataset
from bilateral.bulk.inputs import units_of
from bilateral.bulk.journal import Summary
from bilateral.bulk.places import expand
from bilateral.bulk.units import Chunk
from bilateral.errors import BilateralError

ENGINES = ("local", "daft")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read: `engine` by name, `workers` processes (0 for this one alone), `ray` the address
    of a cluster."""

    engine: str = "local"
    workers: int = 1
    ray: str | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: bytes of the inputs done and in all, records read and kept in it."""

    done: int
    size: int
    read: int
    kept: int


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: its own records and seconds, and the data set's summary."""

    read: int
    seconds: float
    summary: Summary


def bulk(
    inputs: Sequence[str],
    out: Path,
    plan: Plan | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Run:
    """Read `inputs` (paths, globs, `s3://`) into the data set at `out`.

    What was read in a run before is not read again. Raises BilateralError where an input is not
    there or cannot be read at all; what is done by then is kept.
    """
    plan = plan or Plan()
    began = time.monotonic()
    with closing(Dataset(out)) as dataset:
        dataset.settle()
        units = list(units_of(item for pattern in inputs for item in expand(pattern)))
        tasks = [Task(unit, start) for unit, start in dataset.journal.plan(units)]
        size = sum(unit.size for unit in units)
        before = dataset.journal.bytes_done()
        done = {unit.id: before.get(unit.id, 0) for unit in units}
        read = kept = 0
        for unit, chunk in _engine(tasks, plan):
            dataset.add(unit, chunk)
            read, kept, done[unit] = read + chunk.read, kept + chunk.kept, chunk.done
            if watch:
                watch(Progress(sum(done.values()), size, read, kept))
        dataset.settle()
        return Run(read, time.monotonic() - began, dataset.journal.summary())


def _engine(tasks: Sequence[Task], plan: Plan) -> Iterator[tuple[str, Chunk]]:
    if plan.engine == "local" and plan.ray is None:
        from bilateral.bulk.engines import local

        return local.run(tasks, plan.options, plan.workers)
    if plan.engine == "daft":
        from bilateral.bulk.engines import daft

        return daft.run(tasks, plan.options, plan.workers, plan.ray)
    raise BilateralError(
        f"{plan.engine} is no engine that takes this",
        next_step=f"Choose one of {', '.join(ENGINES)}; --ray goes with daft",
    )
