"""Ten thousand articles read, added and merged one by one: the time of one must not grow."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path

from bilateral.documents import from_text
from bilateral.reading import read
from bilateral.record import Record
from evaluation.soak.archive import varied

PARTS = 10
BAR = 1.5
"""The last part may take so many times what the first took."""


def run(articles: int, folder: Path) -> dict[str, object]:
    """CPU time of one article in each tenth of the run, in milliseconds, and last to first."""
    spent: list[float] = []
    statements: list[int] = []
    source = islice(varied(), articles)
    with Record(str(folder / "record.db")) as record:
        number = record.start_run(["soak"])
        for _ in range(PARTS):
            begun, said = time.process_time(), 0
            for line in islice(source, articles // PARTS):
                data = json.loads(line)
                reading = read(from_text(data["text"], data.get("title"), data.get("published")))
                record.add(reading, number)
                said += sum(1 for _ in reading.statements())
            spent.append((time.process_time() - begun) * 1000 / (articles // PARTS))
            statements.append(said)
            print(f"{spent[-1]:.1f} ms an article, {said:,} statements", flush=True)
    ratio = spent[-1] / spent[0]
    return {
        "milliseconds": [round(one, 1) for one in spent],
        "statements": statements,
        "last_to_first": round(ratio, 2),
        "bar": BAR,
    }
