"""Labelled claims in, how many get the verdict a person gave out: `python -m evaluation.claims`.

`record/claims.csv` holds numbers as an outlet might print them, each with the verdict that the
definitions of the design give it against the American table of goods trade, added up apart from
this program. A part is kept for checking: of those only totals are printed. Faults of the others
are named; the scores are printed as one JSON object last.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bilateral.checking.figures import Judge
from bilateral.checking.statistics.tables import read_table
from bilateral.checking.verdicts import Verdict
from bilateral.model import Figure
from bilateral.record import Record
from bilateral.record.official import keep
from evaluation.gold import SHARED

CLAIMS = Path(__file__).with_name("record") / "claims.csv"
CENSUS = SHARED / "statistics" / "us_census_goods.csv"
BAR = 0.9
DEVELOPMENT, CHECKING = "development", "checking"


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A number as told on a day, with the verdict and the explanation it should get."""

    claim: str
    figure: Figure
    told: str
    verdict: str
    explanation: str
    split: str

    def fits(self, given: Verdict) -> bool:
        """Whether the verdict is the label's, explained as the label asks."""
        explained = not self.explanation or self.explanation in given.explanations
        return given.verdict == self.verdict and explained


def load_claims(path: Path = CLAIMS) -> list[LabelledClaim]:
    """Every labelled claim, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            LabelledClaim(
                row["claim"],
                _figure(row),
                row["told"],
                row["verdict"],
                row["explanation"],
                row["split"],
            )
            for row in csv.DictReader(stream, strict=True)
        ]


def _figure(row: dict[str, str]) -> Figure:
    more = dict([row["more"].split("=")]) if row["more"] else {}
    return Figure(
        measure=row["measure"],
        ref_area=row["ref_area"],
        counterpart_area=row["counterpart_area"],
        obs_value=Decimal(row["value"]),
        obs_value_high=Decimal(more["high"]) if "high" in more else None,
        unit_measure=row["unit"],
        significant_digits=int(row["digits"]) if row["digits"] else None,
        bound=row["bound"],
        time_period=row["period"] or None,
        scope=row["scope"] or None,
        product_scope=more.get("scope"),
        valuation=more.get("valuation"),
        nature=more.get("nature", "observed"),
        evidence=(),
        rule="label",
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim beside the verdict that it got."""

    claim: LabelledClaim
    given: Verdict

    @property
    def right(self) -> bool:
        return self.claim.fits(self.given)


def judged(claims: Iterable[LabelledClaim], record: Record) -> list[Judged]:
    """Each claim with its verdict by the statistics of `record`."""
    judge = Judge(record)
    return [Judged(claim, judge.judge(claim.figure, claim.told)) for claim in claims]


def accuracy(items: Sequence[Judged]) -> float:
    return sum(item.right for item in items) / (len(items) or 1)


def report(items: Sequence[Judged]) -> str:
    """The faults of the development part, then the totals of both parts, JSON last."""
    parts = {s: [i for i in items if i.claim.split == s] for s in (DEVELOPMENT, CHECKING)}
    lines = [_fault(item) for item in parts[DEVELOPMENT] if not item.right]
    for name, part in parts.items():
        lines.append(f"{name}: {accuracy(part):.3f} of {len(part)} claims (bar {BAR})")
    scores = {
        name: {"claims": len(p), "accuracy": round(accuracy(p), 4)} for name, p in parts.items()
    }
    return "\n".join([*lines, json.dumps({**scores, "accuracy": round(accuracy(items), 4)})])


def _fault(item: Judged) -> str:
    got = f"{item.given.verdict} {','.join(item.given.explanations)}".strip()
    wanted = f"{item.claim.verdict} {item.claim.explanation}".strip()
    return f"{item.claim.claim}: {got}, not {wanted}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.claims", description=__doc__)
    parser.parse_args(arguments)
    if not CENSUS.exists():
        print(f"evaluation: {CENSUS} is not at hand", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, Record(f"{folder}/record.db") as record:
        keep(record, read_table(CENSUS, "2026-11-22").observations)
        items = judged(load_claims(), record)
    print(report(items))
    return int(accuracy(items) < BAR)


if __name__ == "__main__":
    sys.exit(main())
