"""Sentences of our own, one way of telling a figure each, and the figures that they tell.

`figures_told.tsv` has a sentence a line, with its title and day where it needs them, and its
figures as "measure whose with-whom value unit period"; none where it tells none.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.model import Figure
from bilateral.reading.annotate import annotate
from bilateral.reading.figures import read_figures

TOLD = Path(__file__).with_name("figures_told.tsv")


def rows() -> list[dict[str, str]]:
    with TOLD.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def tells(wanted: list[str], figure: Figure) -> bool:
    measure, ref, counterpart, value, unit, *period = wanted
    told = (figure.measure, figure.ref_area, figure.counterpart_area, figure.unit_measure)
    return (
        told == (measure, ref, counterpart, unit)
        and figure.obs_value == Decimal(value)
        and period in ([], [figure.time_period])
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:60])
def test_a_sentence_tells_its_figures_and_no_more(row: dict[str, str]) -> None:
    document = from_text(
        row["text"], title=row["title"] or None, published=row["published"] or None
    )
    left = read_figures(annotate(document))
    for wanted in filter(None, row["figures"].split("; ")):
        found = next((figure for figure in left if tells(wanted.split(), figure)), None)
        assert found is not None, wanted
        left.remove(found)
    assert left == []
