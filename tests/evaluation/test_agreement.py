"""Agreement with a table coded by hand: kappa by hand, pairs, faults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bilateral.model import Event, Evidence, Reading
from bilateral.record import Record
from bilateral.record.review import correct
from evaluation.agreement import NONE, Agreement, Unit, kappa, main
from tests.record.telling import add, event, reading

HEADER = "document,kind,code,quote,source,target,date\n"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no of 50: p = 0.7; e = .5 * .6 + .5 * .4 = 0.5.
        ({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}, 0.4),
        # Three codes of 10: p = 0.6; hand 5 3 2, record 4 4 2: e = .20 + .12 + .04 = 0.36.
        (
            {
                ("a", "a"): 3,
                ("a", "b"): 2,
                ("b", "b"): 2,
                ("b", "c"): 1,
                ("c", "a"): 1,
                ("c", "c"): 1,
            },
            (0.6 - 0.36) / 0.64,
        ),
        ({("a", "a"): 4, ("b", "b"): 4}, 1.0),
        # Never the same, each code as often: p = 0; e = 0.5.
        ({("a", "b"): 3, ("b", "a"): 3}, -1.0),
        ({("a", "a"): 7}, None),
        ({}, None),
    ],
)
def test_kappa(counts: dict[tuple[str, str], int], expected: float | None) -> None:
    found = kappa(pair for pair, n in counts.items() for _ in range(n))
    assert found == (expected if expected is None else pytest.approx(expected))


def test_the_shares_of_a_kind() -> None:
    units = [
        Unit("event", "AGREE", "AGREE", True, None),
        Unit("event", "AGREE", "SUPPORT", False, True),
        Unit("event", "CONSULT", NONE),
        Unit("event", NONE, "AID"),
        Unit("event", NONE, NONE),
    ]
    told = Agreement(units)
    assert told.percent() == pytest.approx(2 / 5)
    assert told.found() == pytest.approx(2 / 3)
    assert told.borne_out() == pytest.approx(2 / 3)
    assert told.share("sides") == 0.5
    assert told.share("dates") == 1.0
    assert Agreement().percent() is None


TEXT = "Obama met Sang. Obama praised\nHanoi's reforms. Obama gave aid. Trade grew."


def article() -> Reading:
    """Three acts, each in a sentence of TEXT."""
    acts = (
        ("CONSULT", "Obama met Sang", "2013-07-25"),
        ("SUPPORT", "Obama praised\nHanoi's reforms", None),
        ("AID", "Obama gave aid", None),
    )
    told = reading(
        "visit", "2013-07-25", *(event(event_type=a, date=d) for a, _, d in acts), text=TEXT
    )
    events: list[Event] = []
    for one, (_, words, _) in zip(told.events, acts, strict=True):
        start = TEXT.index(words)
        evidence = (Evidence("text", start, start + len(words), words),)
        events.append(replace(one, evidence=evidence))
    return replace(told, events=tuple(events))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record(str(path)) as kept:
        add(kept, article())
    return path


def scored(
    record: Path, table: str, capsys: pytest.CaptureFixture[str], *more: str
) -> dict[str, object]:
    path = record.with_name("table.csv")
    path.write_text(HEADER + table, encoding="utf-8")
    assert main([str(record), str(path), "--json", *more]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)["event"]
    return found


def test_rows_and_statements_are_paired_by_their_words(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = scored(
        record,
        "visit.txt,event,CONSULT,Obama met Sang,USA,VNM,2013-07\n"
        "visit.txt,event,AGREE,praised Hanoi's reforms,VNM,,\n"
        "visit.txt,event,none,Trade grew,,,\n",
        capsys,
    )
    # hand: CONSULT AGREE none none; record: CONSULT SUPPORT none AID.
    assert (told["units"], told["hand"], told["record"], told["both"]) == (4, 2, 3, 2)
    assert told["agreement"] == 0.5
    # e = CONSULT 1/4 * 1/4 + none 2/4 * 1/4 = 3/16; kappa = (1/2 - 3/16) / (13/16).
    assert told["kappa"] == pytest.approx(5 / 13)
    assert (told["agreement_both"], told["sides"], told["dates"]) == (0.5, 0.5, 1.0)
    assert {"hand": "AGREE", "record": "SUPPORT", "units": 1} in told["confusion"]  # type: ignore[operator]


def test_rows_without_words_are_paired_by_sides_and_date(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = scored(
        record,
        "visit.txt,event,AGREE,,USA,VNM,2013-07-25\nvisit.txt,event,AID,,,,\n",
        capsys,
    )
    pairs = {(c["hand"], c["record"]) for c in told["confusion"]}  # type: ignore[attr-defined]
    assert pairs == {("AGREE", "CONSULT"), ("AID", "AID"), (NONE, "SUPPORT")}


def test_peoples_corrections_count_unless_the_machine_is_asked_for(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Record(str(record)) as kept:
        (one,) = [
            s for s in kept.statements_of(article().document.id) if "gave" in s.evidence[0].quote
        ]
        correct(kept, one.id, "reject")
    row = "visit.txt,event,AID,gave aid,,,\n"
    assert scored(record, row, capsys)["found"] == 0.0
    assert scored(record, row, capsys, "--machine")["found"] == 1.0


def test_rows_that_cannot_be_scored_are_named(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        HEADER
        + "visit.txt,event,AID,gave aid,,,\n"
        + "other.txt,event,AID,,,,\n"
        + "visit.txt,event,AID,no such,,,\n",
        encoding="utf-8",
    )
    assert main([str(record), str(table)]) == 1
    told = capsys.readouterr()
    assert "AID -> AID: 1" in told.out
    assert "line 3: the record holds no article 'other.txt'" in told.err
    assert "line 4: its words are not in the article" in told.err


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("document,kind\nvisit.txt,event\n", "there is no column 'code'"),
        (HEADER + "visit.txt,deed,AID,,,,\n", ":2: no kind 'deed'"),
        (HEADER + "visit.txt,event,,,,,\n", ":2: code is empty"),
        ("", "there is no column 'document'"),
        (HEADER + 'visit.txt,event,AID,"gave\n', "unexpected end of data"),
    ],
)
def test_a_table_of_another_form_is_refused(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, message: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    assert main([str(record), str(path)]) == 2
    assert message in capsys.readouterr().err


def test_no_record_is_made_where_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(HEADER, encoding="utf-8")
    assert main([str(tmp_path / "no.db"), str(path)]) == 2
    assert "no such record" in capsys.readouterr().err
    assert not (tmp_path / "no.db").exists()
