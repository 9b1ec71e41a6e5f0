"""A brief on a relationship with much is three pages all the same, and says what it leaves out."""

from __future__ import annotations

import shutil
from calendar import month_name
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text
from bilateral.publishing.brief import compose
from bilateral.publishing.brief.contents import Brief, plain
from bilateral.publishing.brief.fitting import LINES, fitted, lines
from bilateral.publishing.brief.language import language
from bilateral.publishing.brief.making import Making
from bilateral.publishing.brief.pdf import as_pdf
from bilateral.reading import read
from bilateral.record import Record
from bilateral.record.relationship import relationship

LONG = ", after months of talks between delegations of both capitals about what each could accept"
TOLD = (
    "President To Lam of Vietnam met President Joe Biden of the United States in {place} on "
    f"{{day}}{LONG}. Vietnam pledged to buy {{n}} aircraft from the United States by 2029{LONG}. "
    f"The United States imposed a tariff of {{n}} percent on Vietnamese steel{LONG}. "
    "The two countries signed an agreement on semiconductors number {n}{long}. "
    "Exports of Vietnam to the United States reached ${n} billion in {year}. "
    "US President Joe Biden will visit Hanoi in November 2028."
)


@pytest.fixture(scope="module")
def much(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The demo's record with sixty long articles more."""
    path = shutil.copy(demo, tmp_path_factory.mktemp("much") / "much.db")
    with Record(str(path)) as record:
        run = record.start_run([])
        for n in range(60):
            year, month, day = 2025 + n // 20, n % 10 + 1, n % 27 + 1
            told = TOLD.format(
                place=("Hanoi", "Washington")[n % 2],
                day=f"{month_name[month]} {day}, {year}",
                n=n + 11,
                year=year - 1,
                long=LONG,
            )
            document = from_text(
                told, title=f"News {n}", published=f"{year}-{month:02}-{day + 1:02}"
            )
            record.add(read(document), run)
        yield record


def test_three_pages_hold_a_relationship_with_much(
    much: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    brief = compose(much, ("VNM", "USA"))
    assert lines(brief) <= LINES
    document: Any = pdfium.PdfDocument(as_pdf(brief))
    assert len(document) <= 3
    document.close()
    told = [plain(text) for text in brief.texts()]
    assert any(words.endswith("more in the record.") for words in told)
    monkeypatch.setattr("bilateral.publishing.brief.composing.fitted", lambda make: make(0))
    assert lines(compose(much, ("VNM", "USA"))) > lines(brief)


def test_the_first_that_fits_is_taken(brief: Brief) -> None:
    asked = []

    def make(shorter: int) -> Brief:
        asked.append(shorter)
        sections = brief.sections if shorter else brief.sections * 3
        return Brief(**{**_fields(brief), "sections": sections[: len(sections) - shorter]})

    assert lines(fitted(make)) <= LINES
    assert asked == [0, 1]


def _fields(brief: Brief) -> dict[str, Any]:
    return {name: getattr(brief, name) for name in Brief.__dataclass_fields__}


def test_a_list_says_how_many_more_there_are(much: Record) -> None:
    brief = compose(much, ("VNM", "USA"))
    (section,) = (s for s in brief.sections if s.code == "irritants")
    shown, left = section.blocks
    number = int(plain(left.text).split()[1])  # type: ignore[union-attr]
    assert number + len(shown.items) > 10  # type: ignore[union-attr]


def test_no_list_is_cut_to_nothing(much: Record) -> None:
    view = relationship(much, ("USA", "VNM"), "2026-01-01")
    making = Making(much, view, ("USA", "VNM"), None, language("en"), shorter=99)
    assert making.most(3) == 1
