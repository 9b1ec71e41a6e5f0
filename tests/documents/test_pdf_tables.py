"""Tables of a PDF: words at places become rows, and the figures of their cells are read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bilateral.documents import load
from bilateral.documents.pdf_tables import Run, rendered, rows_of, table_spans
from bilateral.model import Document
from bilateral.reading import read
from evaluation.soak.kinds import pdf_of

Placed = tuple[float, float, str]

LEAD: list[Placed] = [
    (40, 780, "Kenya and Uganda: trade at a glance"),
    (40, 750, "Trade between Kenya and Uganda has grown for ten years, both governments say, and"),
    (40, 736, "will grow further under the customs union of the community."),
    (40, 710, "Kenya's trade with Uganda, USD million"),
]
TABLE: list[Placed] = [
    *((40, 690, "Flow"), (250, 690, "2021"), (350, 690, "2022")),
    *((40, 674, "Exports"), (250, 674, "830.4"), (350, 674, "812.1")),
    *((40, 658, "Imports"), (250, 658, "300"), (350, 658, "310.5")),
]
END: list[Placed] = [(40, 630, "The ministry published the table on Monday.")]


def pdf(placed: list[Placed]) -> bytes:
    """A PDF of one page with words at places."""
    shown = "\n".join(f"1 0 0 1 {x} {y} Tm ({words}) Tj" for x, y, words in placed)
    return pdf_of(f"BT /F1 11 Tf {shown} ET".encode())


def loaded(folder: Path, placed: list[Placed]) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(pdf(placed))
    found = next(iter(load(path)))
    assert isinstance(found, Document)
    return found


def test_the_figures_of_a_table_on_paper_are_read(tmp_path: Path) -> None:
    document = loaded(tmp_path, [*LEAD, *TABLE, *END])
    assert "Exports | 830.4 | 812.1" in document.text.split("\n")
    found = {(f.measure, f.time_period): f for f in read(document).figures}
    exports = found["exports", "2022"]
    assert (exports.ref_area, exports.counterpart_area) == ("KEN", "UGA")
    assert exports.obs_value == Decimal(812_100_000)
    assert found["imports", "2021"].obs_value == Decimal(300_000_000)
    assert len(found) == 4


def test_prose_in_two_columns_is_no_table(tmp_path: Path) -> None:
    columns = [
        (x, y, words)
        for y, (left, right) in enumerate_rows(
            ("The ministers of Kenya met in 2019", "and again in 2021 in Kampala,"),
            ("to speak of trade and of roads, of", "where Uganda was the host of 40"),
            ("which 12 were not yet finished.", "guests from both countries."),
        )
        for x, words in ((40.0, left), (300.0, right))
    ]
    assert " | " not in loaded(tmp_path, columns).text


def enumerate_rows(*rows: tuple[str, str]) -> list[tuple[float, tuple[str, str]]]:
    return [(700.0 - 14 * index, row) for index, row in enumerate(rows)]


def run(left: float, bottom: float, text: str) -> Run:
    return Run(left, bottom, left + 6 * len(text), bottom + 10, text)


def test_a_cell_that_is_left_out_stays_empty() -> None:
    rows = rows_of(
        [
            *(run(0, 40, "Market"), run(200, 40, "2021"), run(300, 40, "2022")),
            *(run(0, 20, "Japan"), run(300, 20, "24,233")),
            *(run(0, 0, "South"), run(34, 0, "Korea"), run(200, 0, "21"), run(300, 0, "24")),
        ]
    )
    ((start, end),) = table_spans(rows)
    assert list(rendered(rows[start:end])) == [
        "Market | 2021 | 2022",
        "Japan |  | 24,233",
        "South Korea | 21 | 24",
    ]


@pytest.mark.parametrize("size", [10, 40])
def test_any_number_of_runs_makes_no_more_cells_than_runs(size: int) -> None:
    runs = [run(x * 50, y * 12, str(x * y)) for x in range(size) for y in range(size)]
    assert sum(len(row) for row in rows_of(runs)) <= len(runs)
