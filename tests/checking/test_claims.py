"""Labelled claims: each number as an outlet might print it, and the verdict a person gave it.

The labels were given from the American table itself, added up apart from this program; the
sentences are our own. The bar is nine right in ten.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.checking.figures import Judge
from bilateral.checking.verdicts import HOLDS, MIRROR_ONLY, VERDICTS
from bilateral.model import Figure
from bilateral.record import Record

CLAIMS = Path(__file__).parent / "claims.csv"
BAR = 0.9


@pytest.fixture(scope="module")
def judge(census: Record) -> Judge:
    return Judge(census)


def claims() -> Iterator[dict[str, str]]:
    with CLAIMS.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, strict=True)


def figure(row: dict[str, str]) -> Figure:
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


def test_nine_claims_in_ten_get_the_verdict_a_person_gave(judge: Judge) -> None:
    rows = list(claims())
    wrong = []
    for row in rows:
        verdict = judge.judge(figure(row), row["told"])
        explained = not row["explanation"] or row["explanation"] in verdict.explanations
        if verdict.verdict != row["verdict"] or not explained:
            got = f"{verdict.verdict} {','.join(verdict.explanations)}".strip()
            wrong.append(f"{row['claim']}: {got}, not {row['verdict']} {row['explanation']}")
    right = 1 - len(wrong) / len(rows)
    assert right >= BAR, "\n".join(wrong)


def test_there_are_enough_labels_of_every_kind() -> None:
    rows = list(claims())
    assert len(rows) >= 80
    counts = Counter(row["verdict"] for row in rows)
    assert set(counts) == set(VERDICTS)
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("row", [row for row in claims() if row["verdict"] == "contradicted"])
def test_what_is_false_by_every_reporter_never_passes(judge: Judge, row: dict[str, str]) -> None:
    verdict = judge.judge(figure(row), row["told"])
    assert verdict.verdict not in (*HOLDS, MIRROR_ONLY)
