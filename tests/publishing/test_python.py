"""The Python interface: the examples of its page, displays that are escaped, DataFrames."""

from __future__ import annotations

import builtins
import doctest
from pathlib import Path
from typing import Any

import pytest

from bilateral import Record, read
from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import from_text, load
from bilateral.errors import BilateralError, RecordError, UnknownCountryError
from bilateral.publishing.answers.wanted import WrongQuestionError

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ARTICLES / "vietnam-united-states").glob("202*"))
HOSTILE = """Kenya and China <script>alert(1)</script> sign & <b>seal</b>

NAIROBI, May 11, 2014 - Kenya and China signed an agreement on Sunday to build a railway worth
$3.8 billion <img src=x onerror=alert(2)>. President Uhuru Kenyatta met Chinese Premier Li Keqiang.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Record(str(tmp_path_factory.mktemp("python") / "record.db")) as made:
        keep(made, [], (item for path in SOURCES for item in load(path)))
        yield made


def test_the_examples_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8"
    )
    assert tried.attempted > 15
    assert tried.failed == 0


@pytest.mark.parametrize(
    "kind", ["events", "figures", "statuses", "commitments", "areas", "actors"]
)
def test_lists_go_on_where_they_ended(record: Record, kind: str) -> None:
    verb = getattr(record, kind)
    every = verb("VNM-USA", limit=None)
    first = verb("VNM-USA", limit=2)
    assert not every.more
    assert first.more
    rest = verb("VNM-USA", limit=None, after=first.after)
    assert [e.id for e in [*first, *rest]] == [e.id for e in every]
    table = every.to_frame()
    assert list(table["entry"]) == [e.id for e in every]
    assert set(table["quote"]) <= {
        " … ".join(w.quote for w in s.evidence) for e in every for s in e.statements
    }


def test_entries_and_their_evidence(record: Record) -> None:
    told = record.events("VNM-USA", support="supported", limit=1)[0]
    assert record.entry(told.id).id == told.id
    tellings = record.evidence(told.id)
    assert {t.statement.id for t in tellings} == {s.id for s in told.statements}
    with pytest.raises(RecordError, match="holds no entry"):
        record.entry("event~nothing")


def test_the_status_of_a_day(record: Record) -> None:
    now = record.status("VNM-USA")
    assert now is not None
    assert now.statement.level == "comprehensive_strategic_partnership"
    assert record.status("VNM-USA", "1990-01-01") is None
    assert [step.id for step in record.ladder("VNM-USA")][-1] == now.id


def test_what_cannot_be_asked_is_said(record: Record) -> None:
    with pytest.raises(WrongQuestionError, match="no entry is 'sure'"):
        record.events("VNM-USA", support="sure")
    with pytest.raises(WrongQuestionError, match="no day"):
        record.events("VNM-USA", as_of="soon")
    with pytest.raises(UnknownCountryError):
        record.events("VNM")
    with pytest.raises(WrongQuestionError, match="no number"):
        record.check_figure("trade", "VNM", "USA", "a lot")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("123.9 billion", "supported"),
        (123_900_000_000, "supported"),
        (1.239e11, "supported"),
        ("$200 billion", "contradicted"),
    ],
)
def test_a_number_as_it_may_be_written(record: Record, value: Any, verdict: str) -> None:
    claim = record.check_figure("trade", "VNM", "USA", value, period="2022")
    assert claim.verdict.verdict == verdict


def test_papers_and_files(record: Record, tmp_path: Path) -> None:
    paper = record.brief(("Vietnam", "United States"), tmp_path / "brief.md")
    assert "Vietnam" in paper.read_text(encoding="utf-8")
    tally = record.export("csv", tmp_path / "events.csv", pair="VNM-USA", kinds=("event",))
    assert (tmp_path / "events.csv").is_file()
    assert tally.written["event"] > 0


def test_displays_hold_no_markup_of_a_source(tmp_path: Path) -> None:
    reading = read(from_text(HOSTILE, published="2014-05-12"))
    assert reading.events
    with Record(str(tmp_path / "hostile.db")) as kept:
        kept.add(reading)
        shown = [reading._repr_html_(), kept.events("KEN-CHN")._repr_html_()]
        shown.append(kept.search("railway")._repr_html_())
        shown.append(kept.pairs()._repr_html_())
    for page in shown:
        for sign in ("<script", "<img", "<b>"):
            assert sign not in page
    assert "<mark" in shown[0]


def test_without_pandas_the_error_names_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    events = record.events("VNM-USA", limit=1)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BilateralError, match="pip install pandas"):
        events.to_frame()
