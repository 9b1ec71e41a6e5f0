"""A table of sentences with their sides and roots in, the coder's scores out.

The table is tab-separated with the columns sentence, source, target and event_type, and perhaps
split (development or checking). Prints scores a root and a quad class, the confusion matrix and
what peers reach; the last line is one JSON object. `--verbose` names the faults of a table's
development rows, where it has a split.

    python -m evaluation.plv FILE.tsv [FILE.tsv...] [--codebook plover] [--verbose]

`sentences/codings.tsv` holds sentences of the project's own, in the roots of PLOVER 2.0.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bilateral.knowledge.plover import quad_code
from bilateral.reading.coding import PLOVER, PLV, code_sentence
from evaluation.printing import columns, ratio

PEERS = (
    ("TF-IDF", 0.71),
    ("GPT-4, zero-shot", 0.62),
    ("entailment model, 355M parameters", 0.82),
    ("PETRARCH2", 0.19),
)
NONE = "none"
KEPT_SHARE = 3
"""One row in so many, by the hash of its sentence, was never read while rules were written; in a
table with a split, the rows for checking."""


@dataclass(frozen=True)
class Coded:
    """A row of the table and the root that the coder gave it."""

    sentence: str
    gold: str
    found: str
    split: str = ""
    rule: str = ""

    @property
    def kept(self) -> bool:
        """Whether the row was kept unread while the rules were written."""
        if self.split:
            return self.split == "checking"
        return int(sha256(self.sentence.encode()).hexdigest(), 16) % KEPT_SHARE == 0


def code_table(path: Path, codebook: str = PLV) -> list[Coded]:
    """The rows of one file, coded."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return [_coded(row, codebook) for row in rows]


def _coded(row: dict[str, str], codebook: str) -> Coded:
    found = code_sentence(row["sentence"], row["source"], row["target"], codebook)
    root = found.event_type or NONE
    return Coded(row["sentence"], row["event_type"], root, row.get("split", ""), found.rule)


def f1_by_label(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Each gold label's F1 over (gold, found) pairs."""
    gold = Counter(pair[0] for pair in pairs)
    found = Counter(pair[1] for pair in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return {label: 2 * right[label] / (gold[label] + found[label]) for label in sorted(gold)}


def scores(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Macro F1 over the gold labels, accuracy, and each label's F1."""
    by_label = f1_by_label(pairs)
    return {
        "macro_f1": round(sum(by_label.values()) / len(by_label), 4) if by_label else None,
        "accuracy": round(sum(a == b for a, b in pairs) / len(pairs), 4) if pairs else None,
        "rows": len(pairs),
        "f1": {label: round(value, 4) for label, value in by_label.items()},
    }


def roots_of(rows: Sequence[Coded]) -> list[tuple[str, str]]:
    return [(row.gold, row.found) for row in rows]


def quads_of(rows: Sequence[Coded], codebook: str = PLV) -> list[tuple[str, str]]:
    return [(_quad(row.gold, codebook), _quad(row.found, codebook)) for row in rows]


def _quad(root: str, codebook: str) -> str:
    return root if root == NONE else str(quad_code(root, codebook))


def faults(rows: Sequence[Coded]) -> list[str]:
    """The development rows of a table with a split that got another root."""
    wrong = [row for row in rows if row.split and not row.kept and row.gold != row.found]
    return [f"{row.gold} read as {row.found} ({row.rule}): {row.sentence}" for row in wrong]


def confusion(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The matrix: a row a gold label, a column a label found."""
    counts = Counter(pairs)
    labels = sorted({label for pair in pairs for label in pair} - {NONE})
    heads = [*labels, *([NONE] if any(b == NONE for _, b in pairs) else [])]
    rows = [("gold \\ found", *(head[:6] for head in heads))]
    rows += [(gold, *(str(counts[gold, found] or ".") for found in heads)) for gold in labels]
    return columns(rows)


def report(rows: Sequence[Coded], seconds: float, codebook: str = PLV) -> dict[str, Any]:
    """All scores of some rows, those never read apart."""
    kept = [row for row in rows if row.kept]
    return {
        "root": scores(roots_of(rows)),
        "quad": scores(quads_of(rows, codebook)),
        "kept_unread": {"root": scores(roots_of(kept)), "quad": scores(quads_of(kept, codebook))},
        "uncoded": sum(row.found == NONE for row in rows),
        "sentences_per_second": round(len(rows) / seconds) if seconds else None,
    }


def print_report(rows: Sequence[Coded], found: dict[str, Any], codebook: str = PLV) -> None:
    counts = Counter(row.gold for row in rows)
    table = [("root", "F1", "rows")]
    table += [(name, ratio(f1), str(counts[name])) for name, f1 in found["root"]["f1"].items()]
    table += [("macro", ratio(found["root"]["macro_f1"]), str(len(rows)))]
    print("\n".join(columns(table)), end="\n\n")
    print("\n".join(confusion(roots_of(rows))), end="\n\n")
    print("\n".join(confusion(quads_of(rows, codebook))), end="\n\n")
    kept = found["kept_unread"]
    peers = [("root, macro F1", ""), ("this coder", ratio(found["root"]["macro_f1"]))]
    peers += [("this coder, rows kept unread", ratio(kept["root"]["macro_f1"]))]
    peers += [(name, ratio(value)) for name, value in PEERS]
    peers += [("quad classes, macro F1", ratio(found["quad"]["macro_f1"]))]
    peers += [("quad classes, rows kept unread", ratio(kept["quad"]["macro_f1"]))]
    peers += [("sentences a second", str(found["sentences_per_second"]))]
    print("\n".join(columns(peers)), end="\n\n")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--codebook", choices=(PLOVER, PLV), default=PLV)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(arguments)
    code_sentence("Kenya met Uganda.", "Kenya", "Uganda")  # loads the knowledge outside the clock
    start = time.process_time()
    rows = [row for path in options.files for row in code_table(path, options.codebook)]
    found = report(rows, time.process_time() - start, options.codebook)
    print_report(rows, found, options.codebook)
    if options.verbose:
        print("\n".join(faults(rows)), end="\n\n")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
