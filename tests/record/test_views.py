"""The tables that pages read say what the statements say, after every kind of change."""

from typing import Any

import pytest
from sqlalchemy import Table, select, update

from bilateral.record import Record, schema
from bilateral.record.entries import Entry
from bilateral.record.relationship import relationship
from bilateral.record.review import correct, judge, undo
from bilateral.record.upgrade import migrate
from bilateral.record.verifying import verify
from bilateral.record.views.refresh import rebuild

from .telling import PAIR, add, event, figure, promise, reading, status

TOLD = (
    reading(
        "a",
        "2023-09-11",
        event("visit", "2023-09-10", actors=("Biden",)),
        figure("trade", "124e9", "2022"),
        status("comprehensive_strategic_partnership", "upgraded", "2023-09-10"),
    ),
    reading(
        "b",
        "2023-09-12",
        event("visit", "2023-09-10"),
        figure("trade", "139e9", "2022"),
        promise("build a railway", due="2025"),
    ),
    reading("c", "2023-10-01", figure("trade", "139e9", "2022"), event("threat", "2023-09-30")),
    reading("d", None, status("comprehensive_strategic_partnership"), promise("train nurses")),
)
VIEWS = tuple(view for view in schema.VIEWS if view.name not in ("touched", "search_words"))


def rows(record: Record, table: Table) -> list[dict[str, Any]]:
    with record.reading() as connection:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    return sorted(found, key=str)


def assert_in_step(record: Record) -> None:
    """Made anew from the statements, all views are what they were."""
    assert rows(record, schema.touched) == []
    before = {table.name: rows(record, table) for table in VIEWS}
    with record.writing() as connection:
        rebuild(connection)
    assert {table.name: rows(record, table) for table in VIEWS} == before


def counts(item: Entry[Any]) -> tuple[object, ...]:
    told = (item.told or "", item.first_told or "")
    return item.sources, len(item.documents), len(item.statements), item.standing, *told


def assert_as_the_view(record: Record) -> None:
    """Each row of `entries` says what the entry made of the same statements says."""
    kept = {row["entry"]: row for row in rows(record, schema.entries)}
    view = relationship(record, PAIR, "2030-01-01")
    told: list[Entry[Any]] = [*view.events, *view.ladder]
    for item in told:
        row = kept[item.id]
        assert row["shown"] == item.statement.id
        columns = ("sources", "documents", "statements", "standing", "told", "first_told")
        assert tuple(row[name] for name in columns) == counts(item)
    groups = {row["shown"]: row for row in kept.values() if row["kind"] == "figure"}
    assert len(groups) == len(view.figures)
    for group in view.figures:
        row = groups[group.shown.statement.id]
        assert (row["state"], row["sources"]) == (group.state.name, group.sources)
        assert row["amounts"] == len(group.values)


@pytest.fixture
def filled(record: Record) -> Record:
    add(record, *TOLD)
    return record


def test_entries_say_what_their_statements_say(filled: Record) -> None:
    assert_as_the_view(filled)
    assert_in_step(filled)


def test_what_is_removed_goes_and_comes_again(filled: Record) -> None:
    before = {table.name: rows(filled, table) for table in VIEWS}
    document = TOLD[1].document.id
    filled.remove(document)
    assert_as_the_view(filled)
    assert_in_step(filled)
    filled.restore(document)
    assert {table.name: rows(filled, table) for table in VIEWS} == before


def test_an_older_form_gains_what_events_are_chosen_by(filled: Record) -> None:
    before = {table.name: rows(filled, table) for table in VIEWS}
    assert len(before["participants"]) == 1
    filled.close()
    assert migrate(filled.address, "0006")[1] == "0006"
    with Record(filled.address) as again:
        assert {table.name: rows(again, table) for table in VIEWS} == before
        assert not [check.faults for check in verify(again) if check.faults]


def test_people_of_events_follow_corrections(filled: Record) -> None:
    name = TOLD[0].events[0].id
    act = correct(filled, name, "correct", {"actors": ["Joe  Biden", "Nguyen Phu Trong"]})
    told = {row["actor"] for row in rows(filled, schema.participants)}
    assert told == {"Joe Biden", "Nguyen Phu Trong"}
    assert_in_step(filled)
    undo(filled, act)
    assert {row["actor"] for row in rows(filled, schema.participants)} == {"Biden"}


def test_verify_finds_a_person_out_of_step(filled: Record) -> None:
    assert rows(filled, schema.participants)
    with filled.writing() as connection:
        connection.execute(update(schema.participants).values(actor="Somebody"))
    found = next(check for check in verify(filled) if check.name == "people of events")
    assert sorted(fault.split(" in ")[0] for fault in found.faults) == ["Biden", "Somebody"]


def test_judgements_and_corrections_are_followed(filled: Record) -> None:
    first, second = (item.events[0].id for item in TOLD[:2])
    acts = [judge(filled, "different", first, [second])]
    assert_as_the_view(filled)
    acts.append(correct(filled, first, "correct", {"date": "2023-09-09", "place": "Hanoi"}))
    acts.append(correct(filled, TOLD[2].figures[0].id, "reject"))
    assert_as_the_view(filled)
    assert_in_step(filled)
    for act in reversed(acts):
        undo(filled, act)
    assert_as_the_view(filled)
    assert_in_step(filled)


def test_a_later_version_takes_the_place_of_the_earlier(record: Record) -> None:
    one = reading("a", "2023-09-11", event("visit", "2023-09-10"), url="https://x/1")
    other = reading("a", "2023-09-12", event("threat", "2023-09-10"), url="https://x/1")
    add(record, one, other)
    (row,) = (row for row in rows(record, schema.entries) if row["kind"] == "event")
    assert row["activity"] == "threat"
    assert_in_step(record)


def test_copies_of_one_text_are_one_source(record: Record) -> None:
    story = " ".join(f"Paragraph {n} says that talks number {n * 7} went on." for n in range(20))
    for n in range(3):
        add(record, reading(f"r{n}", "2023-09-11", event(), text=f"{story} {n}"))
    (row,) = (row for row in rows(record, schema.entries) if row["kind"] == "event")
    assert (row["documents"], row["sources"]) == (3, 1)
    assert_in_step(record)


def test_months_and_kinds_are_tallied(filled: Record) -> None:
    tallies = {(row["topic"], row["key"]): row["n"] for row in rows(filled, schema.tallies)}
    assert tallies["entries", "event"] == 2
    assert tallies["statements", "event"] == 3
    assert tallies["quad1", "2023-09"] == 2
    assert tallies["state:figure", "disputed"] == 1
    assert tallies["cooperation", "2023-09"] > 0
    assert all(tallies.values())


def test_a_transaction_that_fails_leaves_the_views_as_they_were(filled: Record) -> None:
    before = {table.name: rows(filled, table) for table in VIEWS}
    with pytest.raises(ZeroDivisionError), filled.writing() as connection:
        connection.execute(schema.statements.delete())
        raise ZeroDivisionError
    assert {table.name: rows(filled, table) for table in VIEWS} == before
