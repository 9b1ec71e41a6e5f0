"""`python -m evaluation.soak [PART...]`: bad days at full length, a table and a JSON line out."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.soak import adding, archive, fuzz, kills, paragraphs, patterns, server

PARTS: dict[str, Callable[[Path, argparse.Namespace], Any]] = {
    "kills": lambda folder, options: [
        asdict(done) for done in kills.run(options.kills, folder, options.seed)
    ],
    "archive": lambda folder, options: archive.flatness(options.articles, folder),
    "fuzz": lambda folder, options: fuzz.run(options.documents, options.seed, options.kept).told(),
    "patterns": lambda folder, options: [asdict(slow) for slow in patterns.try_all()],
    "paragraphs": lambda folder, options: paragraphs.run(options.megabytes),
    "server": lambda folder, options: server.beside_an_adder(folder),
    "pages": lambda folder, options: server.pages(options.record, folder),
    "adding": lambda folder, options: adding.run(options.articles // 10, folder),
    "workers": lambda folder, options: archive.side_by_side(options.articles // 20, folder),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--kills", type=int, default=50, help="of each of the five jobs")
    parser.add_argument("--articles", type=int, default=100_000, help="in the long archive")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=10_000, help="that are fuzzed")
    parser.add_argument("--megabytes", type=float, default=paragraphs.MEGABYTES, help="of each")
    parser.add_argument("--kept", type=Path, help="folder for documents that break something")
    parser.add_argument("--record", type=Path, help="of a million statements, for its pages")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found = {}
    for name in options.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix=f"soak-{name}-") as folder:
            found[name] = PARTS[name](Path(folder), options)
        print(f"{name}: {found[name]}", flush=True)
    print(json.dumps(found))
    return int(bool(found.get("fuzz", {}).get("failures")))


if __name__ == "__main__":
    sys.exit(main())
