"""What became of plans, promises and proposals."""

import pytest

from bilateral.model import Event, Statement
from bilateral.record import Record
from bilateral.record.follow_up import Followed, counts
from bilateral.record.relationship import relationship

from .telling import PAIR, add, event, promise, reading


def followed(
    record: Record, *articles: tuple[str, Statement], as_of: str = "2024-06-01"
) -> list[Followed]:
    """What became of what the first article told."""
    for n, (day, told) in enumerate(articles):
        add(record, reading(f"paper{n}", day, told))
    first = record.document("paper0.txt").id
    found = relationship(record, PAIR, as_of).followed
    return [item for item in found if item.entry.documents[0].id == first]


def planned(date: str | None = "2023-09-10", *people: str) -> Event:
    return event("visit", date, event_type="AGREE", state="planned", actors=people)


def test_a_planned_visit_took_place(record: Record) -> None:
    (item,) = followed(
        record,
        ("2023-08-29", planned("2023-09-10", "Joe Biden")),
        ("2023-09-11", event("visit", "2023-09-11", actors=("Joe Biden",))),
    )
    assert (item.kind, item.state, item.due) == ("plan", "kept", "2023-09-10")
    (step,) = item.steps
    assert (step.what, step.day) == ("took place", "2023-09-11")
    assert step.entry.statement.evidence[0].quote.startswith("paper1")


@pytest.mark.parametrize(
    "later",
    [
        event("visit", "2023-04-14", actors=("Antony Blinken",)),
        event("visit", "2024-03-01", actors=("Joe Biden",)),
        event("visit", "2023-09-10", actors=("Antony Blinken",)),
        event("visit", "2023-09-10", source=("VNM",), recipient=("USA",)),
        event("call", "2023-09-10", actors=("Joe Biden",)),
    ],
    ids=("before", "months late", "another guest", "the other way", "a call"),
)
def test_another_visit_does_not_keep_it(record: Record, later: Event) -> None:
    plan = ("2023-08-29", planned("2023-09-10", "Joe Biden"))
    (item,) = followed(record, plan, ("2024-03-02", later))
    assert item.state == "overdue"


def test_a_plan_is_open_until_its_day(record: Record) -> None:
    (item,) = followed(record, ("2023-08-29", planned()), as_of="2023-09-01")
    assert item.state == "open"


def test_a_plan_that_was_called_off(record: Record) -> None:
    off = event("visit", "2023-09-10", event_type="REJECT", state="cancelled")
    (item,) = followed(record, ("2023-08-29", planned()), ("2023-09-05", off))
    assert (item.state, item.steps[0].what) == ("superseded", "called off")


def test_a_promise_delivered_leaves_the_open_ones(record: Record) -> None:
    pledge = promise("donate one million doses of vaccine through Covax", due="2021-12")
    given = event("aid_given donating million doses of vaccine", "2021-08-27", event_type="AID")
    from dataclasses import replace

    given = replace(given, activity="aid_given")
    base = reading(
        "paper1", "2021-08-28", given, text="A million doses of vaccine were given today."
    )
    add(record, reading("paper0", "2021-08-25", pledge), base)
    view = relationship(record, PAIR, "2022-06-01")
    (item,) = view.followed
    assert (item.state, item.steps[0].what) == ("kept", "delivered")
    assert view.commitments == ()
    assert counts(view.followed) == {"kept": 1, "open": 0, "overdue": 0, "superseded": 0}


def test_a_promise_past_its_day_is_overdue(record: Record) -> None:
    pledge = promise("deliver a third patrol cutter", due="2022")
    (item,) = followed(record, ("2021-08-25", pledge), as_of="2023-01-01")
    assert item.state == "overdue"


def test_a_promise_put_off_is_superseded(record: Record) -> None:
    (item,) = followed(
        record,
        ("2021-08-25", promise("deliver a third patrol cutter", due="2022")),
        ("2022-11-25", promise("deliver the third patrol cutter", due="2024")),
        as_of="2023-06-01",
    )
    assert (item.state, item.steps[0].what) == ("superseded", "promised anew")


def test_a_proposal_agreed(record: Record) -> None:
    (item,) = followed(
        record,
        ("2021-08-25", promise("open a consulate in Da Nang city", "proposed")),
        ("2022-11-25", promise("open a consulate in Da Nang next spring", "agreed")),
    )
    assert (item.kind, item.state, item.steps[0].what) == ("proposal", "kept", "agreed")


def invitation(record: Record, words: str, later: str | Event) -> list[Followed]:
    """What becomes of an invitation told in these words by the United States."""
    asked = event("invitation", None, event_type="AGREE", actors=("Joe Biden",))
    after = later if isinstance(later, Event) else event("visit", later, actors=("Joe Biden",))
    text = None if isinstance(later, str) else "To Lam repeated an invitation to Biden to visit."
    add(
        record,
        reading("paper0", "2023-05-31", asked, text=words),
        reading("paper1", "2023-11-12", after, text=text),
    )
    return list(relationship(record, PAIR, "2023-12-01").followed)


def test_who_accepts_an_invitation_is_the_guest(record: Record) -> None:
    (item,) = invitation(record, "Biden accepted an invitation to visit Vietnam.", "2023-11-11")
    assert (item.state, item.steps[0].day) == ("kept", "2023-11-11")


def test_who_invites_is_the_host(record: Record) -> None:
    (item,) = invitation(record, "Biden invited Trong to visit Washington.", "2023-11-11")
    assert item.state == "open"


def test_a_visit_on_the_day_of_the_invitation_is_another(record: Record) -> None:
    (item,) = invitation(record, "Biden accepted an invitation to visit Vietnam.", "2023-05-31")
    assert item.state == "open"


def test_an_invitation_repeated_is_not_the_visit(record: Record) -> None:
    again = event("visit", "2023-11-11", actors=("Joe Biden",))
    (item,) = invitation(record, "Biden accepted an invitation to visit Vietnam.", again)
    assert item.state == "open"


@pytest.mark.parametrize(
    ("met", "state"), [(("Joe Biden",), "kept"), (("Antony Blinken",), "open")]
)
def test_a_meeting_that_was_expected_took_place(
    record: Record, met: tuple[str, ...], state: str
) -> None:
    told = event("meeting", "2023-09-25", actors=met)
    add(
        record,
        reading("paper0", "2023-09-16", promise("meet President Joe Biden in New York")),
        reading("paper1", "2023-09-26", told, text=f"They met: President {met[0]}, in New York."),
    )
    (item,) = relationship(record, PAIR, "2024-01-01").followed
    assert item.state == state
