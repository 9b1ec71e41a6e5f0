"""What figures say against each other: each kind found, and left alone where all is well."""

from dataclasses import replace

import pytest

from bilateral.model import Evidence, Figure, Reading, Statement
from bilateral.record import Record
from bilateral.record.findings import Finding
from bilateral.record.relationship import relationship

from .telling import PAIR, add, figure, reading, up


def found(record: Record, *articles: tuple[str, tuple[Statement, ...]]) -> list[Finding]:
    """The findings of articles, each a day and what it tells."""
    for n, (day, told) in enumerate(articles):
        add(record, reading(f"paper{n}", day, *told))
    return list(relationship(record, PAIR, "2026-01-01").findings)


def rank(place: str, period: str | None = None) -> Statement:
    return figure("trade_partner_rank", place, period, unit_measure="rank")


def test_values_that_cannot_both_be_true(record: Record) -> None:
    (finding,) = found(
        record,
        ("2023-01-17", (figure("trade", "123.86e9", "2022", reporter="VNM"),)),
        ("2023-02-08", (figure("trade", "138.9e9", "2022", reporter="USA"),)),
        ("2023-02-09", (figure("trade", "139e9", "2022", bound="nearly"),)),
    )
    assert finding.kind == "contradiction"
    assert "123.86 billion USD (the books of Viet Nam, in The paper0, 2023-01-17)" in (
        finding.message.replace("Vietnam", "Viet Nam")
    )
    assert len(finding.told) == 3


def test_both_sides_of_one_flow_stand_together(record: Record) -> None:
    mine = figure("imports", "127e9", "2022")
    theirs = figure("exports", "109e9", "2022", ref_area="VNM", counterpart_area="USA")
    (finding,) = found(record, ("2023-01-17", (mine,)), ("2023-02-08", (theirs,)))
    assert finding.kind == "contradiction"


@pytest.mark.parametrize(
    "other",
    [
        figure("trade", "123e9", "2021"),
        figure("trade", "123e9", "2022", scope="ASEAN"),
        figure("trade", "123e9", "2022", nature="target"),
        figure("trade", "123e9", "2022", unit_measure="EUR"),
        figure("trade", "123e9", "2022", product_scope="services"),
        figure("deal_value", "123e9", "2022"),
        figure("trade", None, "2022", change=up("11")),
    ],
    ids=("period", "scope", "target", "currency", "services", "measure", "change"),
)
def test_what_is_no_contradiction(record: Record, other: Statement) -> None:
    first = figure("trade", "138.9e9", "2022")
    assert found(record, ("2023-01-17", (first,)), ("2023-02-08", (other,))) == []


def test_rounding_is_told_as_such(record: Record) -> None:
    (finding,) = found(
        record,
        ("2023-01-17", (figure("trade", "123.86e9", "2022"),)),
        ("2023-02-08", (figure("trade", "124e9", "2022", bound="nearly"),)),
    )
    assert finding.kind == "rounding"


def test_the_same_books_later_are_a_revision(record: Record) -> None:
    (finding,) = found(
        record,
        ("2023-03-08", (figure("trade", "138.9e9", "2022", reporter="USA"),)),
        ("2024-02-08", (figure("trade", "137.1e9", "2022", reporter="USA"),)),
    )
    assert finding.kind == "revision"
    assert finding.message.index("138.9") < finding.message.index("137.1")


def test_a_place_told_long_after_it_was_true(record: Record) -> None:
    (finding,) = found(
        record,
        ("2022-12-08", (rank("7", "2022-01/2022-10"),)),
        ("2023-02-08", (rank("8", "2022"),)),
        ("2023-09-08", (rank("7"),)),
    )
    assert finding.kind == "stale_rank"
    assert "no. 7 now; so it was in 2022-01/2022-10" in finding.message
    assert "no. 8 in 2022" in finding.message


def test_a_place_told_in_time_is_not_stale(record: Record) -> None:
    assert found(record, ("2023-02-08", (rank("8", "2022"),)), ("2023-03-01", (rank("8"),))) == []


def test_a_place_repeated_two_years_on(record: Record) -> None:
    (finding,) = found(record, ("2023-02-08", (rank("8", "2022"),)), ("2024-09-26", (rank("8"),)))
    assert finding.kind == "stale_rank"


def test_a_sum_that_does_not_add_up(record: Record) -> None:
    wrong = (
        figure("trade", "149.5e9", "2024", product_scope="goods"),
        figure("exports", "13.0e9", "2024", significant_digits=3),
        figure("imports", "138.5e9", "2024"),
    )
    (finding,) = found(record, ("2025-02-06", wrong))
    assert finding.kind == "false_sum"
    assert "13 billion USD + 138.5 billion USD make 151.5 billion USD" in finding.message


def test_sums_that_add_up_within_rounding(record: Record) -> None:
    right = (
        figure("trade", "6.8e9", "2005"),
        figure("exports", "0.9e9", "2005"),
        figure("imports", "5.9e9", "2005"),
    )
    assert found(record, ("2005-12-30", right)) == []


@pytest.mark.parametrize(
    "other",
    [
        figure("imports", "120e9", "2023"),
        figure("imports", "120e9", "2024", reporter="VNM"),
        figure("imports", "120e9", "2024", product_scope="services"),
        figure("imports", "120e9", "2024", scope="beef"),
    ],
    ids=("period", "books", "services", "scope"),
)
def test_what_is_no_part_of_a_sum(record: Record, other: Statement) -> None:
    total = figure("trade", "149.5e9", "2024", reporter="USA")
    part = figure("exports", "13.0e9", "2024", reporter="USA")
    assert found(record, ("2025-02-06", (total, part, other))) == []


def test_a_sentence_says_its_period_once(record: Record) -> None:
    text = "Trade was $149.5 billion in 2024, exports of $13.0 billion, imports $138.5 billion."
    for number, end in enumerate((text, text.replace(", exports", ". Exports"))):
        told = [
            quoted(figure("trade", "149.5e9", "2024"), "$149.5 billion", end),
            quoted(figure("exports", "13.0e9", significant_digits=3), "$13.0 billion", end),
            quoted(figure("imports", "138.5e9"), "$138.5 billion", end),
        ]
        own = Record(f"{record.name}{number}")
        add(own, Reading(reading("n", "2025-02-06", text=end).document, figures=tuple(told)))
        kinds = [f.kind for f in relationship(own, PAIR, "2026-01-01").findings]
        assert kinds == ([] if number else ["false_sum"])


def quoted(given: Figure, words: str, text: str) -> Figure:
    """The figure standing on these words of the text."""
    start = text.index(words)
    evidence = (Evidence("text", start, start + len(words), words),)
    return replace(given, evidence=evidence, id=f"{given.measure}{start}")


def test_parts_that_make_their_total(record: Record) -> None:
    text = "Deals of $21 billion are made up of $12.7 billion for jets and $5.3 billion for ore."
    parts = (("21e9", "$21 billion"), ("12.7e9", "$12.7 billion"), ("5.3e9", "$5.3 billion"))
    told = [quoted(figure("deal_value", value), words, text) for value, words in parts]
    base = reading("n", "2019-02-27", text=text, language="en")
    add(record, Reading(base.document, figures=tuple(told)))
    (finding,) = relationship(record, PAIR, "2026-01-01").findings
    assert finding.kind == "false_sum"
    assert "make 18 billion USD" in finding.message


def test_a_change_implies_its_base(record: Record) -> None:
    grown = figure("trade", "88e9", "2024", change=up("22", "2023"))
    (finding,) = found(
        record, ("2024-03-01", (figure("trade", "81e9", "2023"),)), ("2025-02-01", (grown,))
    )
    assert finding.kind == "false_change"
    assert "implies" in finding.message


def test_a_change_that_fits_its_base(record: Record) -> None:
    grown = figure("trade", "88e9", "2024", change=up("22", "2023"))
    base = figure("trade", "72e9", "2023")
    assert found(record, ("2024-03-01", (base,)), ("2025-02-01", (grown,))) == []
