"""kill -9 at random points of adding, watching, merging, migrating and bulk reading.

After each kill the record opens and verifies; the finished work equals an undisturbed one's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bilateral.bulk.dataset import views
from bilateral.bulk.duck import connect
from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.record import Record, schema
from bilateral.record.review import undo
from bilateral.record.verifying import verify
from evaluation.soak import fuzz, loopback

PAIR = ARTICLES / "india-japan"


@dataclass(frozen=True)
class Killed:
    """How many kills hit a job at work, and how many times it had ended before."""

    job: str
    hits: int
    late: int


class LostError(AssertionError):
    """Something was lost, doubled or broken."""


def run(kills: int, folder: Path, seed: int = 1) -> list[Killed]:
    """Kill every job so often. Raises LostError when something is not as it must be."""
    chance = random.Random(seed)
    return [
        adding(kills, folder / "add", chance),
        watching(kills, folder / "watch", chance),
        merging(kills, folder / "merge", chance),
        migrating(kills, folder / "migration", chance),
        archiving(kills, folder / "archive", chance),
    ]


def adding(kills: int, folder: Path, chance: random.Random) -> Killed:
    """Articles are added anew in each of several records, each killed until it is whole."""
    return _into_records("add", kills, folder, chance, str(PAIR))


def watching(kills: int, folder: Path, chance: random.Random) -> Killed:
    """A feed of a server of this machine is watched into each of several records."""
    with loopback.news(fuzz.articles()[:12]) as feed:
        return _into_records("watch", kills, folder, chance, feed)


def _into_records(
    name: str, kills: int, folder: Path, chance: random.Random, source: str
) -> Killed:
    folder.mkdir(parents=True)
    whole = folder / "whole.db"
    took = _seconds([name, str(whole), source])
    expected = said(whole)
    if not expected[0]:
        raise LostError(f"{name} keeps nothing undisturbed")
    hits = late = number = 0
    while hits < kills:
        number += 1
        record = folder / f"{number}.db"
        for _ in range(8):
            hit = kill([name, str(record), source], chance.uniform(0.0, took))
            hits, late = hits + hit, late + (not hit)
            _verified(record)
        _finish([name, str(record), source])
        _equal(name, said(record), expected)
        record.unlink()
    return Killed(name, hits, late)


def merging(kills: int, folder: Path, chance: random.Random) -> Killed:
    """Entries are split and joined again; a kill leaves one or the other."""
    folder.mkdir(parents=True)
    record = _filled(folder / "record.db")
    expected = said(record)
    names = [sorted(group)[0] for group in expected[1] if len(group) > 1]
    hits = sum(kill(["merge", str(record), *names], chance.uniform(0.0, 0.6)) for _ in range(kills))
    _verified(record)
    with Record(str(record)) as opened:
        with opened.reading() as connection:
            left = set(connection.execute(select(schema.judgements.c.act)).scalars()) - {None}
        for act in left:
            undo(opened, act)
    _equal("merge", said(record), expected)
    return Killed("merge", hits, kills - hits)


def migrating(kills: int, folder: Path, chance: random.Random) -> Killed:
    """The record goes back to an earlier form and up again; a kill leaves a form that opens."""
    folder.mkdir(parents=True)
    record = _filled(folder / "record.db")
    expected = said(record)
    hits = 0
    for _ in range(kills):
        hits += kill(["migration", str(record)], chance.uniform(0.0, 0.5))
        _verified(record)
    _equal("migration", said(record), expected)
    return Killed("migration", hits, kills - hits)


def archiving(kills: int, folder: Path, chance: random.Random) -> Killed:
    """An archive is read into data sets, each killed until it is whole."""
    folder.mkdir(parents=True)
    lines = _corpus(folder / "articles.jsonl")
    whole = folder / "whole"
    took = _seconds(["archive", str(whole), str(lines)])
    expected = rows(whole)
    hits = late = number = 0
    while hits < kills:
        number += 1
        out = folder / str(number)
        for _ in range(8):
            hit = kill(["archive", str(out), str(lines)], chance.uniform(0.0, took))
            hits, late = hits + hit, late + (not hit)
        _finish(["archive", str(out), str(lines)])
        _equal("archive", rows(out), expected)
        shutil.rmtree(out)
    return Killed("archive", hits, late)


def said(record: Path) -> tuple[list[Any], set[frozenset[str]]]:
    """Every statement of a record, and which of them are one entry."""
    with Record(str(record)) as opened, opened.reading() as connection:
        table, profiles = schema.statements, schema.profiles
        columns = (table.c.id, table.c.document, table.c.kind, table.c.content)
        told = [tuple(map(str, row)) for row in connection.execute(select(*columns))]
        query = select(table.c.id, profiles.c.entry).join(
            profiles, profiles.c.id == table.c.profile
        )
        groups: dict[str, set[str]] = {}
        for name, entry in connection.execute(query):
            groups.setdefault(entry, set()).add(name)
    return sorted(told), {frozenset(group) for group in groups.values()}


def rows(out: Path) -> list[Any]:
    """Every row of a data set."""
    with connect({}) as db:
        views(db, out)
        documents = db.execute(
            "SELECT id, pair, month, source FROM documents ORDER BY 1"
        ).fetchall()
        told = db.execute("SELECT id, pair, main, content FROM statements ORDER BY 1, 2").fetchall()
    return [*documents, *told]


def kill(job: Sequence[str], after: float) -> bool:
    """Start a job and kill it so many seconds after it is ready; whether it was still at work."""
    process = _start(job)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return True
    finally:
        process.stdout.close()
        process.wait()


def _start(job: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "evaluation.soak.jobs", *job]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)


def _finish(job: Sequence[str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "evaluation.soak.jobs", *job], check=True, stdout=subprocess.DEVNULL
    )


def _seconds(job: Sequence[str]) -> float:
    """How long a job takes from when it is ready to its end."""
    process = _start(job)
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    process.stdout.close()
    if process.wait():
        raise LostError(f"{job[0]} does not end well undisturbed")
    return time.monotonic() - began


def _filled(record: Path) -> Path:
    with Record(str(record)) as made:
        keep(made, [str(PAIR)], load(PAIR))
    return record


def _corpus(path: Path) -> Path:
    """The demo articles as JSON Lines."""
    import json

    with path.open("w", encoding="utf-8") as stream:
        for item in load(ARTICLES):
            told = {"title": item.title, "text": item.text, "published": item.published}  # type: ignore[union-attr]
            stream.write(json.dumps(told) + "\n")
    return path


def _verified(path: Path) -> None:
    with Record(str(path)) as record:
        faults = {check.name: check.faults for check in verify(record) if check.faults}
    if faults:
        raise LostError(f"{path.name} does not verify after a kill: {faults}")


def _equal(job: str, found: object, expected: object) -> None:
    if found != expected:
        raise LostError(f"{job}: the finished work is not that of an undisturbed run")
