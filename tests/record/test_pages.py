"""Pages of lists hold every entry once, in order, and say what the whole view says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bilateral.errors import RecordError
from bilateral.model import Document
from bilateral.record import Record
from bilateral.record.entries import Entry
from bilateral.record.excerpt import excerpt
from bilateral.record.following import followed
from bilateral.record.pages import (
    Choice,
    Row,
    counts,
    documents,
    latest,
    made,
    row_of,
    rows,
    shown,
    told_in,
)
from bilateral.record.relationship import relationship

from .telling import PAIR, add, event, figure, promise, reading, status

TODAY = "2030-01-01"


@pytest.fixture
def filled(record: Record) -> Record:
    for n in range(23):
        day = f"2023-{n % 12 + 1:02}-{n % 5 + 1:02}"
        state = ("occurred", "planned", "denied")[n % 3]
        told = (
            event(("visit", "call", "threat")[n % 3], day, state=state),
            event("visit", f"2023-{n % 12 + 1:02}-20"),
            figure("trade", f"{100 + 20 * (n % 4)}e9", f"{2010 + n % 6}"),
            promise(f"deliver boat number {n}", ("pledged", "proposed")[n % 2], due="2025"),
        )
        add(record, reading(f"r{n}", day, *told, outlet=f"Paper {n % 5}"))
    add(record, reading("s", "2023-02-03", status("partnership", "upgraded", "2023-02-01")))
    return record


def walk(record: Record, choice: Choice, limit: int, **options: Any) -> list[Row]:
    out: list[Row] = []
    after = None
    while True:
        page = rows(record, PAIR, choice, limit=limit, after=after, **options)
        out += page.items
        if not page.after:
            return out
        after = page.after


@pytest.mark.parametrize("limit", [1, 4, 100])
@pytest.mark.parametrize("order", ["day", "documents"])
@pytest.mark.parametrize("ascending", [False, True])
def test_pages_hold_every_entry_once_in_order(
    filled: Record, limit: int, order: str, ascending: bool
) -> None:
    view = relationship(filled, PAIR, TODAY)
    found = walk(filled, Choice("event"), limit, order=order, ascending=ascending)
    assert sorted(row.entry for row in found) == sorted(item.id for item in view.events)
    keys = [(getattr(row, order), row.entry) for row in found]
    assert keys == sorted(keys, reverse=not ascending)


def test_entries_of_a_page_are_those_of_the_view(filled: Record) -> None:
    view: dict[str, Entry[Any]] = {e.id: e for e in relationship(filled, PAIR, TODAY).events}
    page = rows(filled, PAIR, Choice("event"), limit=10)
    found = made(filled, PAIR, [row.entry for row in page.items])
    assert len(found) == 10
    for name, item in found.items():
        assert item.statements == view[name].statements
        assert item.statement == view[name].statement
        assert item.sources == view[name].sources
        assert [d.id for d in item.documents] == [d.id for d in view[name].documents]
    first = shown(filled, page.items)
    assert {n: s for n, (_, s) in first.items()} == {n: view[n].statement for n in first}


def test_a_page_as_of_a_day_knows_what_was_told_until_then(filled: Record) -> None:
    view = {e.id: e for e in relationship(filled, PAIR, "2023-04-30").events}
    page = walk(filled, Choice("event", told_until="2023-04-30"), 5)
    assert {row.entry for row in page} == set(view)
    found = made(filled, PAIR, list(view), as_of="2023-04-30")
    assert {n: len(e.documents) for n, e in found.items()} == {
        n: len(e.documents) for n, e in view.items()
    }


def test_lists_are_chosen_by_what_entries_are(filled: Record) -> None:
    every = walk(filled, Choice("event"), 100)
    planned = walk(filled, Choice("event", form="planned", code="CONSULT"), 3)
    assert {row.entry for row in planned} == {r.entry for r in every if r.form == "planned"}
    spring = walk(filled, Choice("event", since="2023-03-01", until="2023-05-31"), 3)
    assert {row.entry for row in spring} == {
        r.entry for r in every if "2023-03-01" <= r.day <= "2023-05-31"
    }
    disputed = walk(filled, Choice("figure", state="disputed"), 100)
    groups = relationship(filled, PAIR, TODAY).figures
    assert len(disputed) == sum(group.disputed for group in groups) > 0
    assert walk(filled, Choice("commitment", side="VNM"), 100) == []


def test_a_wrong_place_is_told(filled: Record) -> None:
    for mark in ("x", "bnVsbA", "é", "W10"):
        with pytest.raises(RecordError, match="is no place in a list"):
            rows(filled, PAIR, Choice("event"), after=mark)


def test_what_became_of_a_page_is_what_became_of_all(filled: Record) -> None:
    view = relationship(filled, PAIR, TODAY)
    for kind in ("event", "commitment"):
        names = [row.entry for row in walk(filled, Choice(kind), 100)]
        found = followed(filled, PAIR, list(made(filled, PAIR, names).values()), TODAY)
        whole = {f.entry.id: f for f in view.followed if f.entry.statement.kind == kind}
        assert {n: (f.state, f.due) for n, f in found.items()} == {
            n: (f.state, f.due) for n, f in whole.items()
        }


def test_the_latest_of_all_pairs_come_once(filled: Record) -> None:
    three = event("visit", "2024-05-05", source=("USA", "JPN"), recipient=("VNM",))
    add(filled, reading("three", "2024-05-06", three))
    found = latest(filled, "event", TODAY, 5)
    assert found[0].day == "2024-05-05"
    assert len({row.entry for row in found}) == 5
    assert latest(filled, "event", "2023-01-01", 5)[0].day <= "2023-01-01"


def test_one_entry_and_its_tellings(filled: Record) -> None:
    row = max(walk(filled, Choice("event"), 100), key=lambda r: r.statements)
    assert row_of(filled, row.entry) == row
    assert row_of(filled, row.entry, ("CHN", "KEN")) is None
    parts = [told_in(filled, row.entry, PAIR, limit=1, offset=n) for n in range(row.statements)]
    assert len({s.id for part in parts for _, s in part}) == row.statements


def test_documents_come_by_pages(filled: Record) -> None:
    found, after = [], None
    while True:
        page = documents(filled, PAIR, limit=5, after=after)
        found += [item.id for item in page.items]
        after = page.after
        if not after:
            break
    whole = relationship(filled, PAIR, TODAY).documents
    assert sorted(found) == sorted(item.id for item in whole)


def test_counts_are_of_the_pair(filled: Record) -> None:
    found = counts(filled, PAIR, "entries", "publisher", "nothing")
    view = relationship(filled, PAIR, TODAY)
    assert found["entries"]["event"] == len(view.events)
    assert sum(found["publisher"].values()) == len(view.documents)
    assert found["nothing"] == {}
    assert counts(filled, ("CHN", "KEN"), "entries") == {"entries": {}}


def test_an_excerpt_of_all_is_the_whole_view(filled: Record) -> None:
    for day in ("2023-04-30", TODAY):
        whole, part = relationship(filled, PAIR, day), excerpt(filled, PAIR, day, limit=500)
        assert part.view.events == _without_texts(whole.events)
        assert part.view.ladder == _without_texts(whole.ladder)
        assert part.view.commitments == _without_texts(whole.commitments)
        assert [(g.state, g.shown.id) for g in part.view.figures] == [
            (g.state, g.shown.id) for g in whole.figures
        ]
        assert len(part.view.documents) == len(whole.documents)


def test_an_excerpt_holds_the_latest(filled: Record) -> None:
    whole, part = relationship(filled, PAIR, TODAY), excerpt(filled, PAIR, TODAY, limit=5)
    latest_days = sorted((row.day for row in walk(filled, Choice("event"), 100)), reverse=True)
    assert len(part.view.events) == 5
    assert {e.id for e in part.view.events} <= {e.id for e in whole.events}
    states = {e.id: e.state for e in whole.events}
    assert all(states[e.id] == e.state for e in part.view.events)
    assert part.totals["event"] == len(whole.events) == len(latest_days)
    assert part.totals["documents"] == len(whole.documents)


def _without_texts(entries: Sequence[Entry[Any]]) -> tuple[Entry[Any], ...]:
    def bare(documents: Sequence[Document]) -> tuple[Document, ...]:
        return tuple(replace(d, text="", original=None) for d in documents)

    return tuple(replace(e, documents=bare(e.documents), told_in=bare(e.told_in)) for e in entries)
