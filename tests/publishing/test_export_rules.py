"""What an export selects, how acts become rows, what is counted, what the manifest says."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest

from bilateral.errors import BilateralError
from bilateral.knowledge.version import rules_version
from bilateral.model import KINDS, Area, Event, Evidence
from bilateral.publishing.export import FORMATS, Selection, documents, export
from bilateral.publishing.export.acts import NO_DAY, NO_RECIPIENT, NOT_DONE, dyads, together
from bilateral.publishing.export.calendars import NOT_PLANNED
from bilateral.publishing.export.gdelt import EVENTS
from bilateral.publishing.export.selection import span
from bilateral.record import Record
from bilateral.record.entries import entry
from bilateral.record.relationship import relationship
from bilateral.record.review import correct
from tests.publishing.exporting import Exported, exported, kept
from tests.record.telling import actor, event, figure, promise, reading

MUTUAL: dict[str, Any] = {"source": ("USA", "VNM"), "recipient": ()}


def objects(out: Exported) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.text.splitlines()]


def table(out: Exported, name: str | None = None) -> list[dict[str, str]]:
    path = out.path / f"{name}.csv" if name else out.path
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def gdelt(out: Exported) -> list[dict[str, str]]:
    rows = (line.split("\t") for line in out.text.splitlines())
    return [dict(zip(EVENTS, row, strict=True)) for row in rows]


def act(activity: str = "visit", **fields: Any) -> Event:
    return event(activity, **{"date": "2024-09-20", **fields})


def one(tmp_path: Path, *statements: Any, published: str | None = "2024-09-23") -> Path:
    """A record of one article."""
    return kept(tmp_path / "record.db", reading("one", published, *statements))


# Acts


def test_an_act_of_one_side_is_a_dyad() -> None:
    assert dyads(act()) == [(("USA",), ("VNM",))]
    assert together(act()) == [(("USA",), ("VNM",))]


def test_sides_that_act_together_act_toward_each_other() -> None:
    assert dyads(act(**MUTUAL)) == [(("USA",), ("VNM",)), (("VNM",), ("USA",))]
    assert together(act(**MUTUAL)) == [(("USA", "VNM"), ())]
    assert together(act(event_type="COOPERATE", **MUTUAL)) == dyads(act(**MUTUAL))


def test_each_source_acts_toward_each_recipient() -> None:
    trilateral = act(source=("JPN", "USA"), recipient=("VNM",))
    assert dyads(trilateral) == [(("JPN",), ("VNM",)), (("USA",), ("VNM",))]
    assert together(trilateral) == [(("JPN", "USA"), ("VNM",))]


def test_a_root_that_needs_a_recipient_has_no_row_without_one() -> None:
    alone = act(event_type="AID", source=("USA",), recipient=())
    assert dyads(alone) == together(alone) == []
    assert dyads(act(source=("USA",), recipient=())) == [(("USA",), ())]


def test_a_pair_has_only_its_own_dyads(tmp_path: Path) -> None:
    record = one(tmp_path, act(source=("JPN", "USA"), recipient=("VNM",)))
    rows = gdelt(exported(record, tmp_path, "gdelt-events", pair=("USA", "VNM")))
    assert [(r["Actor1CountryCode"], r["Actor2CountryCode"]) for r in rows] == [("USA", "VNM")]
    assert len(gdelt(exported(record, tmp_path, "gdelt-events"))) == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"state": "denied"}, NOT_DONE),
        ({"state": "cancelled"}, NOT_DONE),
        ({"date": "2024-09"}, NO_DAY),
        ({"date": None}, NO_DAY),
        ({"event_type": "SANCTION", "source": ("USA",), "recipient": ()}, NO_RECIPIENT),
    ],
)
def test_what_has_no_row_is_counted_with_the_reason(
    tmp_path: Path, fields: dict[str, Any], reason: str
) -> None:
    # An event needs a pair to be in the record, so the other side stands in another event.
    record = one(tmp_path, act(**fields), act("call", date="2024-09-21"))
    out = exported(record, tmp_path, "polecat")
    assert out.left_out("event") == {reason: 1}
    assert out.tally.written["event"] == 1


def test_calling_off_what_was_agreed_is_an_act(tmp_path: Path) -> None:
    record = one(tmp_path, act("rejection", event_type="REJECT", mode="meet", state="cancelled"))
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events"))
    assert (row["EventCode"], row["QuadClass"], row["GoldsteinScale"]) == ("125", "3", "-5")


def test_a_plan_stands_at_the_day_it_was_told_in_event_data(tmp_path: Path) -> None:
    record = one(tmp_path, act(event_type="AGREE", date="2025-03-01", state="planned"))
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events"))
    assert (row["SQLDATE"], row["EventCode"]) == ("20240923", "036")
    (plover,) = objects(exported(record, tmp_path, "plover"))
    assert (plover["date"], plover["auxiliary_mode"]) == ("2025-03-01", ["future"])


def test_a_month_is_a_period_in_plover_and_a_day_only_when_asked_for(tmp_path: Path) -> None:
    record = one(tmp_path, act(date="2024-02"))
    (plover,) = objects(exported(record, tmp_path, "plover"))
    assert (plover["date"], plover["enddate"]) == ("2024-02-01", "2024-02-29")
    assert not gdelt(exported(record, tmp_path, "gdelt-events"))
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events", days="nearest"))
    assert (row["SQLDATE"], row["FractionDate"]) == ("20240201", "2024.1671")


def test_an_act_of_no_date_stands_at_its_publication_when_asked_for(tmp_path: Path) -> None:
    record = one(tmp_path, act(date=None))
    for format in ("plover", "polecat", "icews"):
        assert exported(record, tmp_path, format).tally.written["event"] == 0
        out = exported(record, tmp_path, format, days="nearest")
        assert out.tally.written["event"] == 1
        assert "2024-09-23" in out.text


def test_gdelt_knows_actors_places_and_counts(tmp_path: Path) -> None:
    people = actor("To Lam", "VNM", "General Secretary")
    visit = act(
        mode="visit", source=("VNM",), recipient=("USA",), actors=("To Lam",), place="Hanoi"
    )
    record = kept(
        tmp_path / "record.db",
        reading("one", "2024-09-22", visit, replace(people, sector="PTY")),
        reading("two", "2024-09-23", visit, replace(people, sector="MED")),
    )
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events"))
    assert (row["Actor1Name"], row["Actor1Code"]) == ("TO LAM", "VNM")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "VM")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("2", "2", "2")
    assert (row["EventCode"], row["DATEADDED"]) == ("042", "20240922000000")
    assert row["AvgTone"] == row["ActionGeo_Lat"] == row["Actor1Type1Code"] == ""


def test_the_european_union_is_a_known_group(tmp_path: Path) -> None:
    record = one(tmp_path, act(recipient=("EUE",)))
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events"))
    assert (row["Actor2KnownGroupCode"], row["Actor2CountryCode"]) == ("EEC", "")


# Selection


def test_entries_are_those_of_the_relationship(demo: Path, tmp_path: Path) -> None:
    pair = ("USA", "VNM")
    with Record(str(demo)) as record:
        view = relationship(record, pair, "2026-01-01")
    out = exported(demo, tmp_path, "csv", pair=pair, as_of="2026-01-01")
    events = {row["id"]: row for row in table(out, "events")}
    assert set(events) == {e.id for e in view.events}
    for told in view.events:
        assert int(events[told.id]["sources"]) == told.sources
        assert events[told.id]["date"] == (told.statement.date or "")
    assert {row["id"] for row in table(out, "statuses")} == {e.id for e in view.ladder}
    values = {value.id for group in view.figures for value in group.values}
    assert {row["id"] for row in table(out, "figures")} == values
    disputed = {v.id for group in view.figures if group.disputed for v in group.values}
    assert {r["id"] for r in table(out, "figures") if r["state_of_entry"] == "disputed"} == disputed
    areas = {e.statement.code: len(e.documents) for e in view.areas}
    assert {r["code"]: int(r["documents"]) for r in table(out, "areas")} == areas
    assert len(table(out, "documents")) >= len(view.documents)


def test_statements_are_all_that_articles_say(demo: Path, tmp_path: Path) -> None:
    entries = exported(demo, tmp_path, "csv")
    merged = {row["id"]: row for row in table(entries, "events")}
    out = exported(demo, tmp_path, "csv", statements=True)
    rows = table(out, "events")
    with Record(str(demo)) as record:
        every = [s for d in record.documents() for s in record.statements_of(d.id)]
    assert len(rows) == sum(s.kind == "event" for s in every)
    assert len(table(out, "figures")) == sum(s.kind == "figure" for s in every)
    assert {row["entry"] for row in rows} == set(merged)
    assert all(row["documents"] == "1" for row in rows)
    assert out.manifest["filters"]["unit"] == "statements"


def test_days_select_by_when_it_was(tmp_path: Path) -> None:
    record = one(
        tmp_path, act(date="2023-12-31"), act("call", date="2024-01-01/2024-02-28"), act("meeting")
    )
    inside = exported(
        record, tmp_path, "csv", kinds=("event",), since="2024-02-01", until="2024-05"
    )
    assert [row["activity"] for row in table(inside)] == ["call"]
    assert inside.left_out("event") == {"not between --since and --until": 2}


def test_the_span_of_what_has_no_date_is_when_it_was_told() -> None:
    made = reading("one", "2024-09-23T08:00", event(), promise("x", due="2030"))
    for statement in (made.events[0], made.commitments[0]):
        told: Any = [(made.document, statement)]
        assert span(entry(told, {})) == ("2024-09-23", "2024-09-23")


def test_as_of_leaves_out_what_was_published_later(tmp_path: Path) -> None:
    record = kept(
        tmp_path / "record.db",
        reading("one", "2024-09-20", act()),
        reading("two", "2024-10-01", act("call", date="2024-10-01")),
    )
    out = exported(record, tmp_path, "csv", kinds=("event",), as_of="2024-09-30")
    assert [row["activity"] for row in table(out)] == ["visit"]
    assert out.left_out("event") == {"in an article published after --as-of": 1}
    assert out.manifest["content_date"] == "2024-09-30"


def test_what_people_rejected_or_withdrew_is_left_out_and_counted(tmp_path: Path) -> None:
    record = kept(
        tmp_path / "record.db",
        reading("one", "2024-09-20", act(), act("call", date="2024-09-02")),
        reading("two", "2024-10-01", act("meeting", date="2024-10-01")),
    )
    with Record(str(record)) as held:
        first, second = held.documents()
        (call,) = [s for s in held.statements_of(first.id) if "call" in s.evidence[0].quote]
        correct(held, call.id, "reject")
        held.remove(second.id)
    out = exported(record, tmp_path, "csv", kinds=("event",))
    assert [row["activity"] for row in table(out)] == ["visit"]
    assert out.left_out("event") == {
        "rejected by a person": 1,
        "in an article that was withdrawn or replaced": 1,
    }


def test_what_people_corrected_is_exported_so(tmp_path: Path) -> None:
    record = one(tmp_path, act())
    with Record(str(record)) as held:
        (told,) = held.statements_of(held.documents()[0].id)
        correct(held, told.id, "correct", {"activity": "dialogue", "mode": None})
    (row,) = gdelt(exported(record, tmp_path, "gdelt-events"))
    assert row["EventCode"] == "046"


def test_fields_of_a_trilateral_article_stand_in_each_pair(tmp_path: Path) -> None:
    made = reading("one", "2024-09-23", text="Trade.", parties=("JPN", "USA", "VNM"))
    area = Area(code="trade", evidence=(Evidence("text", 0, 5, "Trade"),), rule="t", id="a1")
    alone = replace(
        reading("two", "2024-09-24", text="Trade!", parties=("USA",)),
        areas=(replace(area, id="a2"),),
    )
    record = kept(tmp_path / "record.db", replace(made, areas=(area,)), alone)
    out = exported(record, tmp_path, "csv", kinds=("area",))
    assert [row["pairs"] for row in table(out)] == ["JPN-USA", "JPN-VNM", "USA-VNM"]
    assert out.left_out("area") == {"in an article that is about no pair": 1}
    assert len(table(exported(record, tmp_path, "csv", kinds=("area",), pair=("JPN", "VNM")))) == 1


def test_everything_of_an_article_is_written_or_counted(demo: Path, tmp_path: Path) -> None:
    with Record(str(demo)) as record:
        every = [s for d in record.documents() for s in record.statements_of(d.id)]
    for name in ("csv", "plover", "icews", "sdmx-csv", "ftm", "ical", "atom"):
        out = exported(demo, tmp_path, name, statements=True)
        for kind in KINDS:
            counted = out.tally.written[kind] + sum(out.left_out(kind).values())
            assert counted == sum(s.kind == kind for s in every), (name, kind)


# Manifest


def test_the_manifest_says_what_from_what_and_how_much(tmp_path: Path) -> None:
    record = one(tmp_path, act(), act("call", date="2024-09"), figure("trade", "1", "2023"))
    out = exported(record, tmp_path, "icews", since="2024-01-01")
    told = out.manifest
    assert told["rules_version"] == rules_version()
    assert told["format"] == "icews"
    assert told["filters"]["since"] == "2024-01-01"
    assert told["written"] == {"events": 1}
    assert {(x["kind"], x["count"]) for x in told["left_out"]} == {("event", 1), ("figure", 1)}
    assert told["content_date"] == "2024-09-23"
    (file,) = told["files"]
    content = out.path.read_bytes()
    assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert (file["name"], file["bytes"]) == (out.path.name, len(content))
    assert "licence" in told


def test_the_manifest_of_a_folder_has_every_file(demo: Path, tmp_path: Path) -> None:
    out = exported(demo, tmp_path, "parquet")
    for file in out.manifest["files"]:
        content = (out.path / file["name"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
    assert len(out.manifest["files"]) == 7


# Faults


def refused(record: Path, format: str, out: Path, **selection: Any) -> str:
    with Record(str(record)) as held, pytest.raises(BilateralError) as caught:
        export(held, format, out, Selection(**selection))
    return str(caught.value)


def test_what_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    record = one(tmp_path, act())
    there = tmp_path / "there.csv"
    there.write_text("mine", encoding="utf-8")
    assert "Formats are plover" in refused(record, "spss", tmp_path / "x")
    assert "holds event" in refused(record, "icews", tmp_path / "x", kinds=("figure",))
    assert "no folder" in refused(record, "csv", tmp_path / "no" / "x")
    assert "Add --force" in refused(record, "csv", there, kinds=("event",))
    assert "no policy" in refused(record, "csv", tmp_path / "x", policy="nobody")
    assert there.read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.iterdir() if "x" in p.name) == []


def test_force_replaces_a_file_but_no_folder(tmp_path: Path) -> None:
    record = one(tmp_path, act())
    there = tmp_path / "there"
    there.mkdir()
    with Record(str(record)) as held:
        with pytest.raises(BilateralError, match="is a folder"):
            export(held, "icews", there, Selection(), force=True)
        export(held, "csv", tmp_path / "all", Selection())
        export(held, "csv", tmp_path / "all", Selection(), force=True)
    assert (tmp_path / "all" / "events.csv").is_file()


def test_an_empty_record_is_named(tmp_path: Path) -> None:
    assert "is empty" in refused(kept(tmp_path / "record.db"), "csv", tmp_path / "x")


def test_a_selection_of_nothing_is_a_file_with_columns(tmp_path: Path) -> None:
    record = one(tmp_path, act())
    for format in FORMATS:
        out = exported(record, tmp_path, format, since="2030-01-01")
        assert sum(out.tally.written.values()) - out.tally.written["document"] == 0
        assert out.path.exists()


def test_memory_of_documents_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that were not used of late are forgotten, and fetched again when asked for."""
    monkeypatch.setattr(documents, "_KEPT", 2)
    names = [f"n{number}" for number in range(5)]
    record = kept(tmp_path / "record.db", *(reading(name, "2024-09-23", act()) for name in names))
    with Record(str(record)) as held, held.reading() as connection:
        known = documents.Documents(connection, {})
        ids = [document.id for document in held.documents()]
        known.fetch(ids[:2])
        known.fetch(ids[2:4])
        assert [known[name].id for name in ids] == ids
        assert set(known.stories(ids)) == set(ids)
        assert len(known._documents) == 2


def test_a_calendar_cancels_what_is_off_and_confirms_what_was_kept(tmp_path: Path) -> None:
    """RFC 5545: an entry that no longer stands is cancelled, not left as it was."""

    def visit(day: str, source: str, state: str = "planned", **fields: Any) -> Event:
        other = {"USA": "VNM", "VNM": "USA"}[source]
        kind = "CONSULT" if state == "occurred" else "AGREE"
        sides: dict[str, Any] = {"source": (source,), "recipient": (other,)}
        return act(date=day, event_type=kind, state=state, **sides, **fields)

    record = kept(
        tmp_path / "record.db",
        reading("a", "2024-01-10", visit("2024-03-01", "USA", actors=("Antony Blinken",))),
        reading("b", "2024-03-02", visit("2024-03-01", "USA", "occurred", actors=("Blinken",))),
        reading("c", "2024-01-11", visit("2024-05-05", "VNM", actors=("Bui Thanh Son",))),
        reading("d", "2024-04-20", visit("2024-08-08", "VNM", actors=("Bui Thanh Son",))),
        reading("e", "2024-01-12", visit("2024-11-11", "USA", "cancelled", actors=("Yellen",))),
        reading("f", "2024-01-13", visit("2024-12-12", "USA", "denied", actors=("Burns",))),
        reading("g", "2024-01-14", promise("build a port", due="2025-06-30")),
    )
    out = exported(record, tmp_path, "ical")
    calendar: Any = icalendar.Calendar.from_ical(out.path.read_bytes())
    told = {c["DTSTART"].dt.isoformat(): c for c in calendar.walk("VEVENT")}
    assert {day: str(c["STATUS"]) for day, c in told.items()} == {
        "2024-03-01": "CONFIRMED",
        "2024-05-05": "CANCELLED",
        "2024-08-08": "TENTATIVE",
        "2024-11-11": "CANCELLED",
    }
    assert "took place on 2024-03-01" in str(told["2024-03-01"]["COMMENT"])
    assert "planned anew on 2024-08-08" in str(told["2024-05-05"]["COMMENT"])
    assert [str(c["STATUS"]) for c in calendar.walk("VTODO")] == ["NEEDS-ACTION"]
    assert out.left_out("event")[NOT_PLANNED] >= 2  # what occurred, what was denied
