"""The view of a pair: whose word is shown, how sure it is, its course, and what is new."""

from decimal import Decimal

import pytest

from bilateral.errors import KnowledgeError
from bilateral.knowledge import policies as known
from bilateral.model import Actor, Area
from bilateral.record import Record
from bilateral.record.changes import changes
from bilateral.record.relationship import Relationship, relationship
from bilateral.record.timeline import by_month, called, encounters, fields_by_year

from .telling import PAIR, actor, add, event, figure, promise, reading, status

STORY = " ".join(
    f"Sentence {n} of a report on talks in the capital, told at length." for n in range(30)
)


def view(record: Record, as_of: str = "2026-01-01", policy: str = "default") -> Relationship:
    return relationship(record, PAIR, as_of, policy=policy)


def test_ten_reprints_are_one_source_and_both_counts_show(record: Record) -> None:
    for n in range(10):
        add(
            record,
            reading(
                f"p{n}", "2023-09-11", event("visit", "2023-09-10"), text=f"{STORY} Printed by {n}."
            ),
        )
    add(record, reading("own", "2023-09-12", event("visit", "2023-09-10")))
    found = view(record)
    (visit,) = found.events
    assert (len(visit.documents), visit.sources) == (11, 2)
    assert str(visit.state) == "supported by 2 independent sources"
    assert found.sources == 2


def test_two_articles_of_one_outlet_or_government_are_one_source(record: Record) -> None:
    for outlet in ("The White House", "U.S. Department of State", "State Department"):
        add(record, reading(outlet, "2023-09-11", event("visit", "2023-09-10"), outlet=outlet))
    (visit,) = view(record).events
    assert (len(visit.documents), visit.sources, str(visit.state)) == (3, 1, "single source")


def test_the_policy_says_whose_word_is_shown(record: Record) -> None:
    paper = reading(
        "paper", "2023-01-20", figure("trade", "138e9", "2022"), source_kind="independent"
    )
    official = figure("trade", "123.86e9", "2022", reporter="VNM")
    add(record, paper, reading("customs", "2023-01-17", official, source_kind="official"))
    (group,) = view(record).figures
    assert group.shown.statement.obs_value == Decimal("123.86e9")
    assert group.shown.on_whose_word == "official statistics"
    (group,) = view(record, policy="press_first").figures
    assert group.shown.statement.obs_value == Decimal("138e9")
    assert str(group.state) == "disputed (2 values)"
    assert group.spread and round(group.spread, 3) == Decimal("0.114")


def test_every_policy_ranks_every_standing() -> None:
    for name, ranks in known.policies().items():
        assert set(ranks) == set(known.standings()), name
        assert sorted(ranks.values()) == list(range(1, len(ranks) + 1)), name
    with pytest.raises(KnowledgeError, match="no policy is called 'mine'"):
        known.policy("mine")


def test_a_denied_event_is_disputed(record: Record) -> None:
    add(
        record,
        reading("a", "2023-09-11", event("meeting", "2023-09-10")),
        reading("b", "2023-09-12", event("meeting", "2023-09-10", state="denied")),
    )
    told = next(e for e in view(record).events if e.statement.state == "occurred")
    assert str(told.state) == "disputed (denied in The b)"


def test_the_status_of_any_day_and_its_names(record: Record) -> None:
    add(
        record,
        reading(
            "a", "2013-07-26", status("comprehensive_partnership", "established", "2013-07-25")
        ),
        reading(
            "b",
            "2023-09-11",
            status("comprehensive_strategic_partnership", "upgraded", "2023-09-10"),
            status("comprehensive_partnership", "established"),
            outlet="The White House",
        ),
    )
    found = view(record)
    levels = {day: found.status_on(day) for day in ("2010-01-01", "2020-01-01", "2024-01-01")}
    assert levels["2010-01-01"] is None
    assert [e and e.statement.level for e in levels.values()][1:] == [
        "comprehensive_partnership",
        "comprehensive_strategic_partnership",
    ]
    first = next(e for e in found.ladder if e.statement.level == "comprehensive_partnership")
    assert first.state.name == "superseded"
    assert view(record, "2014-01-01").status is not None
    assert ("USA", "comprehensive strategic partnership") in {
        (name.side, name.label) for name in called(found)
    }


def test_the_course_by_level_month_and_year(record: Record) -> None:
    add(
        record,
        reading(
            "a",
            "2023-09-11",
            event("visit", "2023-09-10", mode="visit", actors=("Joe Biden",)),
            event("accusation", "2023-09-12", event_type="ACCUSE"),
            event("visit", "2023-04-14", actors=("Daniel Kritenbrink",)),
            actor("Joe Biden", "USA", "President", "candidate"),
            actor("Daniel Kritenbrink", "USA", "Assistant Secretary"),
        ),
    )
    found = view(record)
    people = [s for _, s in record.statements(PAIR, "actor") if isinstance(s, Actor)]
    assert next(e.level for e in encounters(found, people)) == "leaders"
    month = by_month(found)[-1]
    assert (month.month, month.cooperation, month.tension) == ("2023-09", Decimal(4), Decimal(-3))
    assert month.quads == (1, 0, 1, 0)


def test_fields_are_counted_by_year(record: Record) -> None:
    from dataclasses import replace

    for year in ("2022", "2023", "2023"):
        given = reading(f"n{year}{len(record.documents())}", f"{year}-02-01", event())
        own = given.events[0].evidence
        area = Area(code="energy", evidence=own, rule="t", id=f"a{given.document.id}")
        add(record, replace(given, areas=(area,)))
    assert fields_by_year(view(record)) == {"2022": {"energy": 1}, "2023": {"energy": 2}}


def test_changes_since_a_day(record: Record) -> None:
    old = reading("old", "2023-09-11", event("visit", "2023-09-10"), promise("send ten vessels"))
    new = reading(
        "new",
        "2023-09-12",
        event("visit", "2023-09-10"),
        event("meeting", "2023-09-12"),
        figure("trade", "5e9", "2022"),
    )
    add(record, old, new)
    with record.writing() as connection:
        connection.exec_driver_sql(
            "update documents set added = '2023-09-11T08:00:00+00:00' where title = 'old'"
        )
        connection.exec_driver_sql(
            "update documents set added = '2023-09-12T08:00:00+00:00' where title = 'new'"
        )
    found = changes(record, PAIR, "2023-09-12", "2023-09-13")
    assert found.documents == (new.document.id,)
    assert sorted(e.statement.kind for e in found.entries) == ["event", "figure"]
    assert [(g.before, g.now) for g in found.gained] == [(1, 2)]
    assert not changes(record, PAIR, "2023-09-13", "2023-09-13").anything
