"""A long archive read by guarded workers: memory and time per article must not grow.

The archive is the packed corpus over and over, each time with small changes so that no article is
a copy; without the corpus, the demo. Two workers are held against two independent programs.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path

from bilateral.bulk.running import Plan, Progress, bulk
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.model import Document
from evaluation.gold import SHARED

VOLUME = SHARED / "corpus" / "whitehouse-volume.jsonl.gz"
MEMORY_MB = 1024
"""What a worker may take."""


@dataclass(frozen=True)
class Sample:
    """A moment of a run: articles read, CPU seconds of the workers, the largest of them in MB."""

    read: int
    seconds: float
    worker_mb: float


def write_archive(articles: int, path: Path) -> Path:
    """An archive of so many articles of the corpus's length."""
    with path.open("w", encoding="utf-8") as stream:
        for line in islice(varied(), articles):
            stream.write(line + "\n")
    return path


def flatness(articles: int, folder: Path, workers: int = 2) -> dict[str, float]:
    """Read an archive and fit lines to memory and time per article; slopes over the whole run,
    in parts of the mean."""
    archive = write_archive(articles, folder / "archive.jsonl")
    samples: list[Sample] = []

    def watch(now: Progress) -> None:
        if not samples or now.read - samples[-1].read >= articles / 50:
            samples.append(Sample(now.read, *_workers()))

    run = bulk([str(archive)], folder / "out", Plan(workers=workers), watch)
    warm = samples[len(samples) // 10 :]
    rates = [
        (later.read, (later.seconds - earlier.seconds) / (later.read - earlier.read))
        for earlier, later in pairwise(warm)
    ]
    memory = [(sample.read, sample.worker_mb) for sample in warm]
    return {
        "articles": run.read,
        "kept": run.summary.kept,
        "articles_per_second": run.read / run.seconds,
        "largest_worker_mb": max(sample.worker_mb for sample in samples),
        "memory_growth": _growth(memory, articles),
        "time_growth": _growth(rates, articles),
        "time_noise": _noise(rates),
    }


def side_by_side(articles: int, folder: Path) -> dict[str, float]:
    """The rate of two workers against that of two independent programs with one each."""
    parts = [write_archive(articles // 2, folder / f"part-{number}.jsonl") for number in range(2)]
    rates = {}
    for name, groups, workers in (
        ("two_workers", [[parts[0], parts[1]]], 2),
        ("two_programs", [[parts[0]], [parts[1]]], 1),
    ):
        began = time.monotonic()
        running = [
            subprocess.Popen(_program(group, folder / f"{name}-{n}", workers))
            for n, group in enumerate(groups)
        ]
        if any(process.wait() for process in running):
            raise AssertionError(f"{name} did not end well")
        rates[name] = articles / (time.monotonic() - began)
    return {**rates, "ratio": rates["two_workers"] / rates["two_programs"]}


def _program(inputs: Sequence[Path], out: Path, workers: int) -> list[str]:
    bilateral = str(Path(sys.executable).with_name("bilateral"))
    words = [str(path) for path in inputs]
    return [bilateral, "bulk", *words, "--out", str(out), "--workers", str(workers)]


def varied() -> Iterator[str]:
    """Articles without end; every round gives each a line that no other round has."""
    for number in count():
        for data in _articles():
            data["text"] = f"{data['text']}\nEdition {number}."
            yield json.dumps(data)


def _articles() -> Iterator[dict[str, str | None]]:
    if VOLUME.exists():
        with gzip.open(VOLUME, "rt", encoding="utf-8") as stream:
            yield from map(json.loads, stream)
        return
    for item in load(ARTICLES):
        if isinstance(item, Document):
            yield {"title": item.title, "text": item.text, "published": item.published}


def _workers() -> tuple[float, float]:
    """The CPU seconds of all workers until now, and the memory of the largest in MB."""
    seconds, sizes = 0.0, [0.0]
    for process in multiprocessing.active_children():
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            times = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        seconds += (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        sizes += [
            int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")
        ]
    return seconds, max(sizes)


def _growth(points: Sequence[tuple[float, float]], over: float) -> float:
    """By how much of its mean a value grows over the run, by least squares."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return slope * over / mean_y


def _noise(points: Sequence[tuple[float, float]]) -> float:
    """The mean difference of neighbours, in parts of the mean."""
    values = [y for _, y in points]
    steps = [abs(b - a) for a, b in pairwise(values)]
    return sum(steps) / len(steps) / (sum(values) / len(values))
