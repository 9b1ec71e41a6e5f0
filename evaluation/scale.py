"""A record of a million statements in, how fast pages are asked of it out.

`python -m evaluation.scale build RECORD` fills a new record with variations of what the demo's
articles say: other countries, days, outlets and amounts, a few pairs with much and many with
little, as news has it. `python -m evaluation.scale pages RECORD` asks it for pages again and
again, each time another one, and prints the times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.documents.counting import expand
from bilateral.knowledge.countries.codes import countries
from bilateral.model import Document, Reading, as_json, reading_from_json
from bilateral.reading import read
from bilateral.record import Record, schema
from bilateral.record.excerpt import excerpt
from bilateral.record.indexing import document_row, statement_rows
from bilateral.record.merge.profiles import blocks, profile
from bilateral.record.pages import (
    Choice,
    counts,
    documents,
    latest,
    made,
    rows,
    shown,
    told_in,
)
from bilateral.record.views.refresh import rebuild
from evaluation.copies import multiply

STATEMENTS = 1_000_000
READ = 250_000
"""Statements that are made by varying articles; the others are copies of these."""
PAIRS = 1500
SEED = 1995
FIRST_DAY, DAYS = date(1995, 1, 1), 11_000
CHUNK = 200


@dataclass(frozen=True)
class Model:
    """A demo article as JSON, to be varied: its two countries and its day are marked."""

    text: str
    day: date


def models() -> list[Model]:
    """The demo's articles about two countries, with marks in place of the countries."""
    out = []
    for source in expand([str(ARTICLES)]):
        for document in load(source):
            if isinstance(document, Document) and document.published:
                told = read(replace(document, original=None))
                if len(told.document.parties) >= 2:
                    out.append(_model(told))
    return out


def _model(told: Reading) -> Model:
    text = json.dumps(as_json(told))
    first, second = told.document.parties[:2]
    text = text.replace(f'"{first}"', '"@1"').replace(f'"{second}"', '"@2"')
    return Model(text, date.fromisoformat((told.document.published or "")[:10]))


def pairs(chance: random.Random) -> list[tuple[str, str]]:
    """Pairs of countries, the first of which will have by far the most articles."""
    codes = sorted(c.iso3 for c in countries())
    made = {("USA", "VNM")}
    while len(made) < PAIRS:
        one, other = sorted(chance.sample(codes, 2))
        made.add((one, other))
    rest = sorted(made - {("USA", "VNM")})
    chance.shuffle(rest)
    return [("USA", "VNM"), *rest]


def vary(model: Model, pair: tuple[str, str], day: date, number: int) -> Reading:
    """The article of other countries, told on another day by one of many outlets."""
    text = model.text.replace('"@1"', f'"{pair[0]}"').replace('"@2"', f'"{pair[1]}"')
    data = json.loads(text)
    moved = day.year - model.day.year
    for kind, fields in (("events", ("date",)), ("statuses", ("date",)), ("commitments", ("due",))):
        for item in data[kind]:
            for field in fields:
                item[field] = _moved(item[field], moved, day)
    for item in data["figures"]:
        item["time_period"] = _moved(item["time_period"], moved, day)
        item["as_of"] = _moved(item["as_of"], moved, day)
    key = hashlib.sha256(f"{number}".encode()).hexdigest()
    document = data["document"]
    document |= {
        "id": key,
        "file": f"{number}.txt",
        "url": None,
        "published": day.isoformat(),
        "outlet": f"The {number % 997} Gazette",
        "source_kind": ("independent", "wire", "official", "reprint")[number % 4],
    }
    for section in ("actors", "figures", "statuses", "events", "commitments", "areas"):
        for place, item in enumerate(data[section]):
            item["id"] = f"{section[:4]}-{key[:12]}-{place}"
    return reading_from_json(data)


def _moved(edtf: str | None, years: int, day: date) -> str | None:
    """A date as many years later; one of a day falls near the day of the article."""
    if not edtf or not edtf[:4].isdecimal():
        return edtf
    if len(edtf) == 10:
        return (day - timedelta(days=int(edtf[-1]) % 5)).isoformat()
    return "/".join(
        f"{int(part[:4]) + years}{part[4:]}" if part[:4].isdecimal() else part
        for part in edtf.split("/")
    )


def readings(number: int) -> Iterator[Reading]:
    """Variations until they say `number` statements."""
    chance = random.Random(SEED)
    originals, known = models(), pairs(chance)
    weights = [1 / (n + 1) for n in range(len(known))]
    said = count = 0
    while said < number:
        (pair,) = chance.choices(known, weights)
        day = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.5))
        told = vary(chance.choice(originals), pair, day, count)
        yield told
        count += 1
        said += sum(1 for _ in told.statements())


def build(record: Record, number: int) -> None:
    """Fill a new record with this many statements; they are merged where they agree in all that
    matters, and the views are made from them."""
    times = max(1, round(number / READ))
    run = record.start_run(["scale"])
    engine = record._engine.execution_options(writing=True)
    seen: set[str] = set()
    part: list[Reading] = []
    done = 0
    start = time.time()
    for told in readings(number // times):
        part.append(told)
        if len(part) == CHUNK:
            with engine.connect() as connection, connection.begin():
                done += _put(connection, part, run, seen)
            part = []
            if done % 100_000 < CHUNK * 16:
                print(f"{done:,} statements, {time.time() - start:.0f} s", flush=True)
    with engine.connect() as connection, connection.begin():
        done += _put(connection, part, run, seen)
    print(f"{done:,} statements, {len(seen):,} profiles; making views", flush=True)
    with record.writing() as connection:
        rebuild(connection)
    print(f"views made, {time.time() - start:.0f} s; multiplying by {times}", flush=True)
    with record.writing() as connection:
        multiply(connection, times)
    print(f"{done * times:,} statements, {time.time() - start:.0f} s in all", flush=True)


def _put(connection: Connection, part: Sequence[Reading], run: int, seen: set[str]) -> int:
    filled: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in ("documents", "statements", "statement_pairs", "evidence", "profiles", "blocks")
    }
    for told in part:
        document = told.document
        added = {"added": "2026-01-01T00:00:00+00:00", "rules": "scale", "story": document.id}
        filled["documents"].append({**document_row(document), **added})
        for statement in told.statements():
            row, in_pairs, words = statement_rows(document, statement)
            what = profile(document, statement)
            name = what.id() if what else None
            filled["statements"].append({**row, "run": run, "profile": name})
            filled["statement_pairs"] += in_pairs
            filled["evidence"] += words
            if what and name and name not in seen:
                seen.add(name)
                filled["profiles"].append(
                    {"id": name, "kind": what.kind, "content": what.as_json(), "entry": name}
                )
                filed = sorted(blocks(what)[0])
                filled["blocks"] += [{"block": block, "profile": name} for block in filed]
    for name, made_rows in filled.items():
        if made_rows:
            connection.execute(insert(schema.metadata.tables[name]), made_rows)
    return len(filled["statements"])


# Measuring


def measure(record: Record, times: int) -> None:
    """Print the median and the 95th percentile of each kind of page, in milliseconds, by the clock
    and by the processor's time of this process, which other work on the machine does not lengthen
    as much."""
    chance = random.Random(SEED)
    known = [found.pair for found in record.pairs(300)]
    print(f"{'page':<34} {'median':>8} {'p95':>8} {'cpu':>8} {'cpu p95':>8}")
    for name, ask in _pages(record, known, chance).items():
        ask()  # what is loaded once is loaded
        spent: list[float] = []
        worked: list[float] = []
        for _ in range(times):
            start, work = time.perf_counter(), time.process_time()
            ask()
            spent.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - work) * 1000)
        figures = (statistics.median(spent), _p95(spent), statistics.median(worked), _p95(worked))
        print(f"{name:<34} " + " ".join(f"{figure:8.1f}" for figure in figures), flush=True)


def _p95(spent: Sequence[float]) -> float:
    return sorted(spent)[max(0, round(0.95 * len(spent)) - 1)]


def _pages(
    record: Record, known: list[tuple[str, str]], chance: random.Random
) -> dict[str, Callable[[], object]]:
    """What pages ask; half of them of the pair with the most articles."""

    def pair() -> tuple[str, str]:
        return known[0] if chance.random() < 0.5 else chance.choice(known)

    def entries(kind: str, **options: Any) -> Callable[[], object]:
        def ask() -> object:
            here = pair()
            page = rows(record, here, Choice(kind, **options), limit=50)
            return made(record, here, [row.entry for row in page.items])

        return ask

    def deep() -> object:
        here, day = pair(), f"{chance.randint(1996, 2020)}-06-01"
        page = rows(record, here, Choice("event", until=day), limit=50)
        return rows(record, here, Choice("event", until=day), limit=50, after=page.after)

    def told() -> object:
        here = pair()
        page = rows(record, here, Choice("area"), order="documents", limit=5)
        return [told_in(record, row.entry, here) for row in page.items[:1]]

    words = ["trade", "viet nam", "strategic partnership", "railway", "hanoi visit", "coast guard"]
    month = ("cooperation", "tension", "quad1", "quad2", "quad3", "quad4")
    return {
        "home: pairs": lambda: record.pairs(100),
        "home: latest events": lambda: shown(record, latest(record, "event", "2030-01-01")),
        "pair: all counts": lambda: counts(record, pair(), "entries", "state:event", "year"),
        "pair: months": lambda: counts(record, pair(), *month),
        "pair: publishers": lambda: counts(record, pair(), "publisher"),
        "pair: excerpt of everything": lambda: excerpt(record, pair(), "2026-01-01"),
        "events": entries("event"),
        "events of a type": entries("event", code="CONSULT"),
        "events planned": entries("event", form="planned"),
        "events disputed or single": entries("event", state="single source"),
        "events, a later page": deep,
        "figures": entries("figure"),
        "figures disputed": entries("figure", state="disputed"),
        "commitments": entries("commitment"),
        "statuses": entries("status"),
        "people": entries("actor"),
        "areas": entries("area"),
        "tellings of a large entry": told,
        "documents": lambda: documents(record, pair()),
        "search": lambda: record.search(chance.choice(words)),
        "search in a pair": lambda: record.search(chance.choice(words), pair=pair()),
        "search for a kind": lambda: record.search(chance.choice(words), kind="event"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("build", "pages"))
    parser.add_argument("record", help="a file or postgresql://")
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    given = parser.parse_args()
    with Record(given.record) as record:
        if given.what == "build":
            build(record, given.statements)
        else:
            measure(record, given.times)


if __name__ == "__main__":
    main()
