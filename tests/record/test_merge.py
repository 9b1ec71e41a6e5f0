"""Many reports of one thing make one entry, in any order; people's word holds, and is undone."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.errors import RecordError
from bilateral.model import Reading
from bilateral.record import Record, review, store
from bilateral.record.merge.copies import contained, signature
from bilateral.record.store import Outcome

from .telling import PAIR, actor, add, event, partition, promise, reading, status

STORY = " ".join(
    f"Paragraph {n} of the wire story says that talks on fisheries number {n * 7} went on."
    for n in range(12)
)


def sizes(record: Record) -> list[int]:
    return sorted(len(group) for group in partition(record))


def test_ten_outlets_over_three_days_tell_one_visit(record: Record) -> None:
    days = ("2023-09-10", "2023-09-10/2023-09-11", "2023-09-11", None, "2023-09")
    for n, day in enumerate(days * 2):
        told = reading(f"paper{n}", f"2023-09-{10 + n % 3}", event("visit", day, actors=("Biden",)))
        add(record, told)
    assert sizes(record) == [10]


def test_an_act_of_one_country_alone_is_kept(record: Record) -> None:
    add(record, reading("a", "2023-04-15", event("visit", "2023-04-14", recipient=())))
    assert len(record.statements_of(record.document("a.txt").id)) == 1


def test_two_visits_a_month_apart_stay_two(record: Record) -> None:
    add(
        record,
        reading("a", "2023-04-15", event("visit", "2023-04-14", actors=("Antony Blinken",))),
        reading("b", "2023-05-15", event("visit", "2023-05-14", actors=("Antony Blinken",))),
    )
    assert sizes(record) == [1, 1]


def test_what_gives_only_the_month_of_two_visits_waits_for_a_person(record: Record) -> None:
    add(
        record,
        reading("a", "2023-04-05", event("visit", "2023-04-03", actors=("Antony Blinken",))),
        reading("b", "2023-04-28", event("visit", "2023-04-27", actors=("Antony Blinken",))),
        reading("c", "2023-06-01", event("visit", "2023-04", actors=("Antony Blinken",))),
    )
    assert sizes(record) == [1, 1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event("visit", "2023-09-10"), event("visit", "2023-09-10", state="planned")),
        (
            event("visit", "2023-09-10"),
            event("visit", "2023-09-10", source=("VNM",), recipient=("USA",)),
        ),
        (
            event("meeting", "2023-09-10", actors=("Joe Biden",)),
            event("meeting", "2023-09-10", actors=("Antony Blinken",)),
        ),
        (event("visit", "2023-09-10"), event("meeting", "2023-09-10")),
        (
            event("meeting", "2022-05-16", actors=("Joe Biden", "Kyriakos Mitsotakis")),
            event("meeting", "2022-05-17", actors=("Kamala Harris", "Kyriakos Mitsotakis")),
        ),
        (event("visit", "2013"), event("visit", "2014-05-02")),
    ],
    ids=(
        "planned",
        "guest and host",
        "other people",
        "other act",
        "one host, two guests",
        "other year",
    ),
)
def test_near_misses_stay_apart(record: Record, one: object, other: object) -> None:
    add(record, reading("a", "2023-09-11", one), reading("b", "2023-09-11", other))  # type: ignore[arg-type]
    assert sizes(record) == [1, 1]


def test_of_the_pledges_of_one_day_those_in_the_same_words_are_one(record: Record) -> None:
    words = (
        "The leaders agreed to revive the yearly summit of the region.",
        "They agreed that the yearly summit of the region should be revived.",
        "They agreed to share data on river floods and storm warnings.",
    )
    for n, text in enumerate(words):
        told = event("pledge", "2021-02-23", event_type="AGREE", actors=("Joe Biden",))
        add(record, reading(f"p{n}", "2021-02-23", told, text=text))
    assert sizes(record) == [1, 2]


LOANS = (
    "China will lend Kenya $500 million for a road to the border at Malaba.",
    "China will lend Kenya $500 million for a port on the coast at Lamu.",
    "China will lend Kenya $300 million for a road to the border at Malaba.",
)


def test_two_loans_of_one_size_and_two_sums_for_one_road_stay_apart(record: Record) -> None:
    for n, text in enumerate(LOANS):
        told = event("pledge", "2021-02-23", event_type="AGREE")
        add(record, reading(f"p{n}", "2021-02-23", told, text=text))
    assert sizes(record) == [1, 1, 1]


def test_one_loan_in_other_words_is_one(record: Record) -> None:
    for n, text in enumerate(
        (LOANS[0], "A loan of $500 million for the road to Malaba, at the border")
    ):
        told = event("pledge", "2021-02-23", event_type="AGREE")
        add(record, reading(f"p{n}", "2021-02-24", told, text=text))
    assert sizes(record) == [2]


def test_a_call_that_another_tells_as_a_meeting_is_one_with_it(record: Record) -> None:
    people = ("Joe Biden", "Xi Jinping")
    add(
        record,
        reading("a", "2021-11-16", event("call", "2021-11-15", actors=people)),
        reading("b", "2022-03-14", event("meeting", "2021-11-15", actors=people)),
        reading("c", "2022-03-14", event("meeting", "2021-11-15", actors=("Antony Blinken",))),
    )
    assert sizes(record) == [1, 2]


def test_a_rung_named_a_year_later_without_its_day_is_the_rung_that_was_reached(
    record: Record,
) -> None:
    rungs = (
        ("2013-07-26", "2013-07-25", "They formed a comprehensive partnership."),
        (
            "2023-09-11",
            "2023-09-10",
            "They upgraded ties to a comprehensive strategic partnership.",
        ),
        ("2024-09-16", None, "A year ago they established a comprehensive strategic partnership."),
    )
    for n, (published, day, text) in enumerate(rungs):
        told = event("status_change", day, source=PAIR, recipient=())
        add(record, reading(f"p{n}", published, told, text=text))
    assert sizes(record) == [1, 2]


def test_a_change_of_status_told_by_year_and_by_day_is_one(record: Record) -> None:
    level = "comprehensive_strategic_partnership"
    add(
        record,
        reading("a", "2023-09-11", status(level, "upgraded", "2023-09-10")),
        reading("b", "2024-09-11", status(level, "upgraded", "2023")),
        reading("c", "2024-09-12", status(level, "established", "2023-09")),
        reading("d", "2024-09-12", status("comprehensive_partnership", "established", "2013")),
    )
    assert sizes(record) == [1, 3]


def test_promises_are_one_by_their_words(record: Record) -> None:
    add(
        record,
        reading("a", "2021-08-25", promise("donate one million doses of vaccine to Vietnam")),
        reading("b", "2021-08-26", promise("a donation of one million vaccine doses for Vietnam")),
        reading("c", "2021-08-26", promise("open an office of the disease centre in Hanoi")),
    )
    assert sizes(record) == [1, 2]


def test_a_person_is_one_by_the_longer_name(record: Record) -> None:
    for n, name in enumerate(("Phạm Minh Chính", "Pham Minh Chinh", "Minh Chinh")):
        add(record, reading(f"p{n}", "2023-09-10", event("visit", "2023-09-10"), actor(name)))
    with record.reading() as connection:
        entries = connection.exec_driver_sql(
            "select count(distinct entry) from profiles where kind = 'actor'"
        ).scalar_one()
    assert entries == 1


def test_a_trilateral_event_is_one_in_every_pair(record: Record) -> None:
    three = event("meeting", "2023-08-18", source=("JPN", "KOR", "USA"), recipient=())
    add(record, reading("a", "2023-08-18", three), reading("b", "2023-08-19", three))
    entries = [record.entries(pair) for pair in (("JPN", "KOR"), ("JPN", "USA"), ("KOR", "USA"))]
    assert len({entry for found in entries for entry in found.values()}) == 1
    assert all(len(found) == 2 for found in entries)


# Copies


def test_a_reprint_with_a_new_lead_and_a_cut_end_is_a_copy(record: Record) -> None:
    cut = "Our desk adds a lead of its own to this. " + " ".join(STORY.split()[:120])
    other = " ".join(f"Line {n}: in {n * 11} harbours the catch fell again." for n in range(20))
    for name, text in (("wire", STORY), ("reprint", cut), ("other", other)):
        add(record, reading(name, "2024-01-01", text=text))
    stories = record.stories([d.id for d in record.documents()])
    assert sorted([list(stories.values()).count(s) for s in set(stories.values())]) == [1, 2]


def test_short_captions_are_never_copies() -> None:
    assert signature("The two leaders shake hands in Hanoi.") is None
    one, other = signature(STORY), signature(STORY.upper())
    assert one and other and contained(one, other) == 1.0


# Order

STATEMENTS = [
    event("visit", "2023-09-10", actors=("Joe Biden",)),
    event("visit", "2023-09-11", actors=("Biden",)),
    event("visit", "2023-09", actors=("Joe Biden",)),
    event("visit", "2023-09-26", actors=("Joe Biden",)),
    event("visit", None, actors=("Joe Biden",)),
    event("visit", "2023"),
    event("meeting", "2023-09-10", actors=("Joe Biden", "Nguyen Phu Trong")),
    event("meeting", "2023-09-10"),
    status("comprehensive_strategic_partnership", "upgraded", "2023-09-10"),
    status("comprehensive_strategic_partnership", "upgraded"),
    status("comprehensive_strategic_partnership", "established", "2023"),
    promise("send one million doses of vaccine"),
    promise("send a million vaccine doses", due="2021-12"),
    actor("Joe Biden"),
    actor("Joseph Robinette Biden"),
    actor("Biden"),
]


@st.composite
def stacks(draw: st.DrawFn) -> list[Reading]:
    chosen = draw(st.lists(st.sampled_from(range(len(STATEMENTS))), min_size=2, max_size=7))
    days = draw(st.lists(st.integers(9, 28), min_size=len(chosen), max_size=len(chosen)))
    return [
        reading(f"paper{n}", f"2023-09-{day:02}", STATEMENTS[which])
        for n, (which, day) in enumerate(zip(chosen, days, strict=True))
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stacks(), st.randoms(use_true_random=False))
def test_the_order_of_adding_changes_no_entry(
    tmp_path_factory: pytest.TempPathFactory, stack: list[Reading], random: object
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    shuffled = list(stack)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (Record(str(folder / name)) for name in ("one.db", "other.db"))
    add(one, *stack)
    add(other, *shuffled)
    assert one.entries(PAIR) == other.entries(PAIR)
    one.remove(stack[0].document.id)
    rest = Record(str(folder / "rest.db"))
    add(rest, *(item for item in stack if item.document.id != stack[0].document.id))
    assert one.entries(PAIR) == rest.entries(PAIR)
    one.restore(stack[0].document.id)
    assert one.entries(PAIR) == other.entries(PAIR)


# People


def two_visits(record: Record) -> tuple[str, str]:
    """Two tellings that the machine keeps apart."""
    first = reading("a", "2023-04-15", event("visit", "2023-04-14", actors=("Antony Blinken",)))
    second = reading("b", "2023-05-15", event("visit", "2023-05-14", actors=("Antony Blinken",)))
    add(record, first, second)
    return first.events[0].id, second.events[0].id


def test_a_persons_same_joins_and_undo_restores_what_was(record: Record) -> None:
    one, other = two_visits(record)
    before = snapshot(record)
    act = review.judge(record, review.SAME, one, [other], who="desk", why="a typing error")
    assert sizes(record) == [2]
    (said,) = review.explain(record, one).inside
    assert (said.origin, said.who, said.why, said.verdict) == (
        "person",
        "desk",
        "a typing error",
        "same",
    )
    assert review.undo(record, act) == 1
    assert snapshot(record) == before


def test_a_persons_split_holds_against_new_reports_and_is_undone(record: Record) -> None:
    told = [reading(f"p{n}", "2023-09-11", event("visit", "2023-09-10")) for n in range(3)]
    add(record, *told)
    before = snapshot(record)
    act = review.split(record, told[0].events[0].id, who="desk")
    assert sizes(record) == [1, 2]
    add(record, reading("late", "2023-09-12", event("visit", "2023-09-10")))
    assert sizes(record) == [1, 3]
    record.remove(record.document("late.txt").id)
    review.undo(record, act)
    assert snapshot(record) == before


def snapshot(record: Record) -> list[tuple[object, ...]]:
    """All that merging keeps, but for the numbers of rows."""
    with record.reading() as connection:
        rows = [
            *connection.exec_driver_sql("select id, profile from statements where profile > ''"),
            *connection.exec_driver_sql("select id, kind, content, entry from profiles"),
            *connection.exec_driver_sql("select block, profile from blocks"),
            *connection.exec_driver_sql("select one, other, verdict, features from judgements"),
        ]
    return sorted((tuple(row) for row in rows), key=repr)


def test_a_judgement_outlives_a_reading_with_other_ids(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two_visits(record)
    review.judge(record, review.SAME, one, [other])
    monkeypatch.setattr(store, "rules_version", lambda: "next")
    again = reading("b", "2023-05-15", event("visit", "2023-05-14", actors=("Antony Blinken",)))
    renamed = replace(again, events=(replace(again.events[0], id="event-new"),))
    run = record.start_run([])
    assert record.add(renamed, run) is Outcome.REREAD
    assert {len(group) for group in partition(record)} == {2}
    assert "event-new" in record.entries(PAIR)


def test_a_judgement_names_what_is_wrong(record: Record) -> None:
    one, _ = two_visits(record)
    with pytest.raises(RecordError, match="holds no statement 'nothing'"):
        review.judge(record, review.SAME, one, ["nothing"])
    with pytest.raises(RecordError, match="stands alone"):
        review.split(record, one)
    with pytest.raises(RecordError, match="holds no judgement"):
        review.undo(record, "j0")
    with pytest.raises(RecordError, match="no entry is called"):
        review.explain(record, "event~none")


def test_every_merge_explains_itself(record: Record) -> None:
    add(
        record,
        reading("a", "2023-09-11", event("visit", "2023-09-10", place="Hanoi")),
        reading("b", "2023-09-12", event("visit", "2023-09-11", place="Hanoi")),
    )
    entry = next(iter(record.entries(PAIR).values()))
    (judgement,) = review.explain(record, entry[:12]).inside
    assert judgement.verdict == "same"
    assert any("at most 3 days apart" in reason for reason in judgement.reasons())
    assert judgement.score == pytest.approx(6.0)


def test_the_machine_asks_where_it_is_unsure(record: Record) -> None:
    add(
        record,
        reading("a", "2023-09-30", event("visit", "2023-09-10")),
        reading("b", "2023-12-11", event("visit", "2023-09")),
    )
    (question,) = review.waiting(record)
    assert question.verdict == "unsure"
    assert sizes(record) == [1, 1]


def test_corrections_hold_and_are_undone(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = two_visits(record)
    before = snapshot(record)
    act = review.correct(record, one, "correct", {"date": "2023-05-14"}, who="desk")
    assert sizes(record) == [2]
    dates = {s.id: getattr(s, "date", None) for _, s in record.statements(PAIR)}
    assert dates[one] == "2023-05-14"
    monkeypatch.setattr(store, "rules_version", lambda: "next")
    add(record, reading("a", "2023-04-15", event("visit", "2023-04-14", actors=("A. Blinken",))))
    assert sizes(record) == [1, 1] or sizes(record) == [2]
    review.undo(record, act)
    gone = review.correct(record, one, review.REJECT)
    assert sizes(record) == [1]
    review.undo(record, gone)
    assert len(before) and len(partition(record)) == 2
    with pytest.raises(RecordError, match="has no field 'colour'"):
        review.correct(record, one, "correct", {"colour": "red"})


# Living with the record


def test_a_corrected_article_is_a_new_version_of_the_old(record: Record) -> None:
    first = reading("n", "2024-02-08", event("visit", "2024-02-01"), url="https://x/1", file=None)
    second = reading(
        "n",
        "2024-02-08",
        event("visit", "2024-02-01"),
        promise("help"),
        url="https://x/1",
        file=None,
    )
    run = record.start_run([])
    record.add(first, run)
    assert record.add(second, run) is Outcome.CORRECTED
    assert [d.id for d in record.documents()] == [second.document.id]
    assert record.document("https://x/1").id == second.document.id
    assert record.document(first.document.id).id == first.document.id
    assert sizes(record) == [1, 1]
    assert record.add(first, run) is Outcome.UNCHANGED


def test_another_article_at_the_address_is_no_version(record: Record) -> None:
    for name in ("monday", "tuesday"):
        add(record, reading(name, None, event(), url="https://x/front", file=None))
    assert len(record.documents()) == 2


def test_a_removed_article_stays_removed_and_its_entries_go(record: Record) -> None:
    one = reading("a", "2023-09-11", event("visit", "2023-09-10"))
    add(record, one, reading("b", "2023-09-12", event("visit", "2023-09-10")))
    record.remove(one.document.id, "a hoax")
    assert sizes(record) == [1]
    add(record, one)
    assert sizes(record) == [1]
    assert record.pairs()[0].documents == 1


def test_a_record_of_the_form_before_is_merged_when_opened(tmp_path: Path) -> None:
    name = str(tmp_path / "old.db")
    record = Record(name)
    add(record, *(reading(n, "2023-09-11", event("visit", "2023-09-10")) for n in "ab"))
    with record.writing() as connection:
        for query in (
            "update documents set story = null",
            "update statements set profile = null",
            "delete from blocks",
            "delete from judgements",
            "delete from profiles",
        ):
            connection.exec_driver_sql(query)
    record.close()
    assert sizes(Record(name)) == [2]


def test_pairs_of_orders_agree(tmp_path: Path) -> None:
    """Every two statements give the same entries whichever comes first."""
    told = [reading(f"p{n}", "2023-09-12", s) for n, s in enumerate(STATEMENTS[:12])]
    for one, other in itertools.combinations(told, 2):
        found = []
        for number, order in enumerate(((one, other), (other, one))):
            path = tmp_path / f"{one.document.title}-{other.document.title}-{number}.db"
            record = Record(str(path))
            add(record, *order)
            found.append(record.entries(PAIR))
            record.close()
        assert found[0] == found[1]
