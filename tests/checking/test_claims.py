"""Labelled claims: each number as an outlet might print it, and the verdict a person gave it.

The labels were given from the American table itself, added up apart from this program, some of
them before any was judged; a part is kept for checking. The bar is nine right in ten.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

from bilateral.checking.figures import Judge
from bilateral.checking.verdicts import HOLDS, MIRROR_ONLY, VERDICTS
from bilateral.record import Record

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evaluation.claims import (
    BAR,
    CHECKING,
    DEVELOPMENT,
    LabelledClaim,
    accuracy,
    judged,
    load_claims,
)


@pytest.mark.parametrize("split", [DEVELOPMENT, CHECKING])
def test_nine_claims_in_ten_get_the_verdict_a_person_gave(census: Record, split: str) -> None:
    claims = [claim for claim in load_claims() if claim.split == split]
    assert accuracy(judged(claims, census)) >= BAR


def test_there_are_enough_labels_of_every_kind() -> None:
    claims = load_claims()
    assert len(claims) >= 80
    assert sum(claim.split == CHECKING for claim in claims) >= 10
    counts = Counter(claim.verdict for claim in claims)
    assert set(counts) == set(VERDICTS)
    assert min(counts.values()) >= 3


FALSE = [c for c in load_claims() if c.verdict == "contradicted" and c.split == DEVELOPMENT]


@pytest.mark.parametrize("claim", FALSE, ids=lambda c: c.claim)
def test_what_is_false_by_every_reporter_never_passes(census: Record, claim: LabelledClaim) -> None:
    verdict = Judge(census).judge(claim.figure, claim.told)
    assert verdict.verdict not in (*HOLDS, MIRROR_ONLY)
