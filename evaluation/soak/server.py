"""A real server in, its answers under load out: beside an adder, and over a large record.

The server is `bilateral serve` in a process of its own on loopback; clients are threads here.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import from_text, load
from bilateral.errors import BilateralError
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.pages import Choice, rows
from bilateral.record.verifying import verify
from evaluation.scale import build

RATE, SECONDS = 50, 60
STEPS = (50, 75, 100, 150, 200, 300, 400)
STEP_SECONDS = 8
CLIENTS = 20
BAR_MS = 100.0
_TIMEOUT = 20.0


@dataclass
class Load:
    """What a load of requests came to, by kind of page."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    late: int = 0

    def table(self) -> dict[str, dict[str, float]]:
        """Requests, median and 95th percentile in milliseconds of each kind, and of all."""
        rows = {**self.spent, "all": [one for kind in self.spent.values() for one in kind]}
        return {name: _figures(spent) for name, spent in rows.items() if spent}


def _figures(spent: Sequence[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {
        "requests": len(ordered),
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[max(0, round(0.95 * len(ordered)) - 1)] * 1000, 1),
    }


def beside_an_adder(folder: Path) -> dict[str, Any]:
    """Fifty requests a second for a minute while articles are added; then the ceiling."""
    record = folder / "record.db"
    with Record(str(record)) as opened:
        keep(opened, [str(ARTICLES)], list(load(ARTICLES)))
        addresses = _addresses(opened, 40)
    with _served(record) as port:
        _warm(port, addresses)
        adding = subprocess.Popen([sys.executable, "-m", __name__, str(record), str(SECONDS)])
        found = _steady(port, addresses, RATE, SECONDS)
        if adding.wait(timeout=60):
            found.faults.append(f"the adder ended with {adding.returncode}")
        ceiling = _ceiling(port, addresses)
    added, lost = _lost(record)
    return {
        "requests": found.table()["all"],
        "kinds": found.table(),
        "faults": found.faults[:10],
        "added": added,
        "lost": lost,
        "ceiling_a_second": ceiling,
    }


def _addresses(record: Record, most: int) -> dict[str, list[str]]:
    """Pages and their JSON by kind."""
    pairs = ["-".join(found.pair) for found in record.pairs(60)]
    documents = [found.id for found in record.documents()][:most]
    entries = [told.id for one in documents[:8] for told in record.statements_of(one)][:most]
    kinds = {
        "home": ["/"],
        "dossier": [f"/r/{pair}" for pair in pairs],
        "timeline": [f"/r/{pair}/timeline" for pair in pairs],
        "figures": [f"/r/{pair}/figures" for pair in pairs],
        "entry": [f"/e/{name}" for name in entries],
        "document": [f"/d/{name}" for name in documents],
        "search": [f"/search?q={word}" for word in ("trade", "railway", "visit", "loan")],
    }
    twins = {
        f"{name}.json": [f"{page}.json" for page in pages]
        for name, pages in kinds.items()
        if name in ("dossier", "timeline", "entry", "document")
    }
    return {**kinds, **twins}


def _warm(port: int, addresses: dict[str, list[str]]) -> None:
    """One page of each kind, so that what is loaded once is loaded."""
    for kind in addresses.values():
        _ask(port, "first", kind[0], time.monotonic(), Load(), threading.Lock())


def _steady(
    port: int, addresses: dict[str, list[str]], rate: float, seconds: float, seed: int = 1
) -> Load:
    """So many requests a second, each begun on its time whatever the others take."""
    chance, out, lock = random.Random(seed), Load(), threading.Lock()
    start = time.monotonic() + 0.1
    with ThreadPoolExecutor(64) as pool:
        for number in range(int(rate * seconds)):
            kind = chance.choice(list(addresses))
            address = chance.choice(addresses[kind])
            due = start + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            pool.submit(_ask, port, kind, address, due, out, lock)
    return out


def _ask(port: int, kind: str, address: str, due: float, out: Load, lock: threading.Lock) -> None:
    """One request; its time counts from when it was due, so that waiting in line counts too."""
    fault = None
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            fault = f"{address}: {answer.status}"
    except (OSError, http.client.HTTPException) as error:
        fault = f"{address}: {error!r}"
    finally:
        connection.close()
    with lock:
        out.spent[kind].append(time.monotonic() - due)
        if fault:
            out.faults.append(fault)


def _ceiling(port: int, addresses: dict[str, list[str]]) -> float:
    """The highest rate of the steps at which nothing fails and 95 in 100 are answered in a
    second."""
    best = 0.0
    for rate in STEPS:
        found = _steady(port, addresses, rate, STEP_SECONDS)
        if found.faults or found.table()["all"]["p95_ms"] > 1000:
            break
        best = rate
    return best


# ------------------------------------------------------------ the adder


def add_for(record: Path, seconds: float) -> None:
    """Add one article after the other, and note each that was said to be kept."""
    kept = record.with_suffix(".kept")
    end, number = time.monotonic() + seconds, 0
    with Record(str(record)) as opened, kept.open("a") as notes:
        run = opened.start_run(["soak"])
        while time.monotonic() < end:
            number += 1
            document = from_text(
                f"Kenya and China signed agreement number {number} on railways in Nairobi on "
                f"Monday. Trade between Kenya and China reached ${number + 10} million in 2023.",
                f"Kenya and China sign agreement number {number}",
                "2024-05-06",
            )
            opened.add(read(document), run)
            notes.write(document.id + "\n")
            notes.flush()
            time.sleep(0.1)


def _lost(record: Path) -> tuple[int, int]:
    """How many articles were said to be kept, and how many of these are not there."""
    said = set(record.with_suffix(".kept").read_text().split())
    with Record(str(record)) as opened:
        there = {found.id for found in opened.documents()}
        wrong = [check.faults for check in verify(opened) if check.number]
    if wrong:
        raise AssertionError(f"the record is out of step: {wrong[:3]}")
    return len(said), len(said - there)


# ------------------------------------------------------------ a large record


def pages(record: Path | None, folder: Path, seconds: int = 60) -> dict[str, Any]:
    """Twenty clients that ask for a page each second of a record of a million statements."""
    if record is None:
        record = folder / "million.db"
        with Record(str(record)) as made:
            build(made, 1_000_000)
    with Record(str(record)) as opened:
        addresses = large(opened)
    with _served(record) as port:
        _warm(port, addresses)
        found = _steady(port, addresses, CLIENTS, seconds)
    return {"faults": found.faults[:10], "over_bar": _over(found), "kinds": found.table()}


def large(record: Record) -> dict[str, list[str]]:
    """Pages of the pairs with most articles and of others, and entries of them."""
    known = [found.pair for found in record.pairs(200)]
    names = ["-".join(pair) for pair in [*known[:1] * 50, *known]]
    entries = [
        row.entry
        for pair in known[:20]
        for row in rows(record, pair, Choice("event"), limit=10).items
    ]
    words = ("trade", "railway", "strategic+partnership", "hanoi+visit", "coast+guard")
    return {
        "dossier": [f"/r/{name}" for name in names],
        "timeline": [f"/r/{name}/timeline" for name in names],
        "entry": [f"/e/{name}" for name in entries],
        "search": [f"/search?q={word}" for word in words],
    }


def _over(found: Load) -> list[str]:
    return [name for name, row in found.table().items() if row["p95_ms"] > BAR_MS]


@contextmanager
def _served(record: Path) -> Iterator[int]:
    """The port of a server of this record, which ends with the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bilateral", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--record", str(record)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise BilateralError("the server did not start")


if __name__ == "__main__":
    add_for(Path(sys.argv[1]), float(sys.argv[2]))
