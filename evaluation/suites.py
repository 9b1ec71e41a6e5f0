"""The public test suites in, this project's scores on them beside those of its peers out.

Each suite has a module of its own that prints its scores as one JSON object last; a suite whose
files are not at hand is left out (the public ones are not part of the project).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evaluation.gold import ROOT, SHARED

BENCH = SHARED / "bench"
SENTENCES = ROOT / "evaluation" / "sentences"


@dataclass(frozen=True)
class Bar:
    """One score of a suite: where it stands in the JSON, what peers reach, what is wanted."""

    name: str
    path: tuple[str, ...]
    peers: str
    bar: float | None


@dataclass(frozen=True)
class Suite:
    """A module that scores the `files` in `folder`, and the bars for its scores."""

    module: str
    files: str
    bars: tuple[Bar, ...]
    folder: Path = BENCH


SUITES = (
    Suite(
        "evaluation.plv",
        "events/plv_dev.tsv",
        (
            Bar(
                "PLOVER root, macro F1",
                ("root", "macro_f1"),
                "TF-IDF 0.71, GPT-4 0.62, 355M entailment model 0.82, PETRARCH2 0.19",
                0.85,
            ),
            Bar("PLOVER quad class, macro F1", ("quad", "macro_f1"), "-", 0.92),
        ),
    ),
    Suite(
        "evaluation.recognizers",
        "figures/recognizers-*Model.json",
        (
            Bar(
                "amounts of money, F1",
                ("CurrencyModel", "currency", "f1"),
                "Recognizers 0.87, quantulum3 0.42",
                0.95,
            ),
            Bar(
                "amounts of money with a multiplier, F1",
                ("CurrencyModel", "currency_multiplier", "f1"),
                "-",
                0.98,
            ),
            Bar("percent, F1", ("PercentModel", "percentage", "f1"), "-", None),
            Bar("numbers, F1", ("NumberModel", "number", "f1"), "-", None),
            Bar("ordinals, F1", ("OrdinalModel", "ordinal", "f1"), "-", None),
            Bar("dates, F1", ("DateTimeModel", "date", "f1"), "0.44", 0.65),
            Bar("periods, F1", ("DateTimeModel", "daterange", "f1"), "0.44", 0.65),
        ),
    ),
    Suite(
        "evaluation.labelled_sentences",
        "figures.jsonl",
        (
            Bar("figures in sentences, F1", ("development", "f1"), "no peer", 0.92),
            Bar("figures in sentences, whole", ("development", "whole"), "no peer", 0.85),
            Bar("the part kept for checking, F1", ("checking", "f1"), "no peer", 0.92),
            Bar("the part kept for checking, whole", ("checking", "whole"), "no peer", 0.85),
        ),
        folder=SENTENCES,
    ),
    Suite(
        "evaluation.labelled_sentences",
        "statuses.jsonl",
        (
            Bar("statuses in sentences, F1", ("development", "f1"), "no peer", 0.95),
            Bar("statuses in sentences, whole", ("development", "whole"), "no peer", None),
            Bar("statuses kept for checking, F1", ("checking", "f1"), "no peer", 0.95),
            Bar("statuses kept for checking, whole", ("checking", "whole"), "no peer", None),
        ),
        folder=SENTENCES,
    ),
    Suite(
        "evaluation.labelled_sentences",
        "commitments.jsonl",
        (
            Bar("commitments in sentences, F1", ("development", "f1"), "no peer", 0.75),
            Bar("commitments in sentences, whole", ("development", "whole"), "no peer", None),
            Bar("commitments kept for checking, F1", ("checking", "f1"), "no peer", 0.75),
            Bar("commitments kept for checking, whole", ("checking", "whole"), "no peer", None),
        ),
        folder=SENTENCES,
    ),
)


@dataclass(frozen=True)
class SuiteResult:
    """What a suite gave: its scores, or why there are none."""

    suite: Suite
    scores: dict[str, Any] | None
    reason: str = ""

    def value(self, bar: Bar) -> float | None:
        """The score that the bar is about; None where the suite does not print it."""
        found: Any = self.scores
        for key in bar.path:
            found = found.get(key) if isinstance(found, dict) else None
        return float(found) if isinstance(found, int | float) else None


def run_suites(suites: Sequence[Suite] = SUITES) -> list[SuiteResult]:
    """Each suite run in a process of its own."""
    return [_run(suite) for suite in suites]


def _run(suite: Suite) -> SuiteResult:
    if find_spec(suite.module) is None:
        return SuiteResult(suite, None, "not written yet")
    files = sorted(suite.folder.glob(suite.files))
    if not files:
        return SuiteResult(suite, None, f"no {suite.files} at hand")
    done = subprocess.run(
        [sys.executable, "-m", suite.module, *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return SuiteResult(suite, None, f"stopped with {done.returncode}: {last}")
    return SuiteResult(suite, json.loads(done.stdout.splitlines()[-1]))
