"""The record keeps what it is given, once, whole, and says clearly when it cannot."""

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bilateral.errors import RecordError
from bilateral.model import (
    Actor,
    Area,
    Document,
    Event,
    Evidence,
    Figure,
    Original,
    Reading,
    Skip,
    Status,
)
from bilateral.record import Record, schema, store, upgrade
from bilateral.record.store import Outcome

TEXT = "Kenya and China signed a rail agreement. Trade with China is growing."


def evidence(quote: str, text: str = TEXT) -> tuple[Evidence, ...]:
    start = text.index(quote)
    return (Evidence("text", start, start + len(quote), quote),)


def reading(text: str = TEXT, content: bytes = b"<p>page</p>", **fields: object) -> Reading:
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title="Rail",
        file="a.html",
        published="2014-05-11",
        parties=("CHN", "KEN"),
        original=Original(content, hashlib.sha256(content).hexdigest(), "text/html"),
    )
    signing = Event(
        id=f"event-{document.id[:6]}",
        event_type="SUPPORT",
        activity="agreement_signed",
        source=("CHN", "KEN"),
        date="2014-05-11",
        evidence=evidence("Kenya and China signed", text),
        rule="events.sign",
    )
    area = Area(
        id=f"area-{document.id[:6]}",
        code="infrastructure",
        evidence=evidence("rail", text),
        rule="areas.term",
    )
    return Reading(replace(document, **fields), events=(signing,), areas=(area,))  # type: ignore[arg-type]


def test_a_reading_comes_back_as_it_went_in(record: Record) -> None:
    given = reading()
    assert record.add(given, record.start_run(["a.html"])) is Outcome.ADDED
    kept = record.document(given.document.id)
    assert replace(kept, original=record.original(kept.id)) == given.document
    assert record.statements_of(kept.id) == [given.events[0], given.areas[0]]
    assert [s for _, s in record.statements(("CHN", "KEN"), "event")] == list(given.events)


def test_the_same_article_twice_is_one_document(record: Record) -> None:
    run = record.start_run([])
    record.add(reading(), run)
    assert record.add(reading(), run) is Outcome.UNCHANGED
    assert len(record.documents()) == 1
    assert record.up_to_date(reading().document)


def test_newer_rules_replace_what_the_machine_said(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = record.start_run([])
    record.add(reading(), run)
    monkeypatch.setattr(store, "rules_version", lambda: "next")
    changed = replace(reading(), areas=())
    assert not record.up_to_date(changed.document)
    assert record.add(changed, run) is Outcome.REREAD
    assert [s.kind for s in record.statements_of(changed.document.id)] == ["event"]


def test_a_better_tidied_text_keeps_the_id_of_the_first_reading(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = record.start_run([])
    first = reading()
    record.add(first, run)
    monkeypatch.setattr(store, "rules_version", lambda: "next")
    second = reading(TEXT + " Tidied.")
    assert record.add(second, run) is Outcome.REREAD
    assert record.known(second.document) == first.document.id
    assert record.document(first.document.id).text.endswith("Tidied.")


def test_a_reading_is_kept_whole_or_not_at_all(record: Record) -> None:
    run = record.start_run([])
    broken = replace(reading(), areas=reading().areas * 2)
    with pytest.raises(RecordError):
        record.add(broken, run)
    assert record.documents() == []
    assert record.search("rail") == []


def test_pairs_are_counted(record: Record) -> None:
    record.add(reading(), record.start_run([]))
    (count,) = record.pairs()
    assert (count.pair, count.documents) == (("CHN", "KEN"), 1)
    assert count.counts == {"event": 1, "area": 1}
    assert count.latest == "2014-05-11"


def test_a_statement_of_three_shows_in_each_pair(record: Record) -> None:
    given = reading()
    status = Status(
        id="s",
        level="partnership",
        label="Partnership",
        parties=("CHN", "ETH", "KEN"),
        evidence=evidence("Kenya"),
        rule="r",
    )
    record.add(replace(given, statuses=(status,)), record.start_run([]))
    for pair in (("CHN", "ETH"), ("CHN", "KEN"), ("ETH", "KEN")):
        assert len(record.statements(pair, "status")) == 1


def test_search_needs_no_diacritics(record: Record) -> None:
    text = "Kenya and China signed a rail deal in Việt Nam."
    record.add(reading(text, title="Tô Lâm"), record.start_run([]))
    assert [found.title for found in record.search("viet nam")] == ["Tô Lâm"]
    assert [found.title for found in record.search("to lam")] == ["Tô Lâm"]
    assert record.search('" OR 1') == []
    assert record.search("") == []


def test_skips_are_kept_with_their_reason(record: Record) -> None:
    run = record.start_run(["b.pdf"])
    record.skip(run, Skip("b.pdf", "is encrypted", "Save it without a password"))
    record.finish_run(run)
    with record.reading() as connection:
        (skip,) = connection.execute(select(schema.skips)).all()
        (row,) = connection.execute(select(schema.runs)).all()
    assert (skip.source, skip.reason) == ("b.pdf", "is encrypted")
    assert row.skipped == 1
    assert row.finished


def test_a_document_is_found_by_file_and_by_the_start_of_its_id(record: Record) -> None:
    given = reading()
    record.add(given, record.start_run([]))
    assert record.document("a.html").id == given.document.id
    assert record.document(given.document.id[:8]).id == given.document.id
    with pytest.raises(RecordError, match="holds no document 'nowhere'"):
        record.document("nowhere")


def test_people_and_numbers_file_where_they_belong(record: Record) -> None:
    given = reading()
    actor = Actor(id="p", name="Xi", country="CHN", evidence=evidence("China"), rule="r")
    figure = Figure(
        id="f",
        measure="trade",
        ref_area="CHN",
        counterpart_area="KEN",
        obs_value=None,
        unit_measure="USD",
        time_period="2013",
        evidence=evidence("Trade with China"),
        rule="r",
    )
    record.add(replace(given, actors=(actor,), figures=(figure,)), record.start_run([]))
    with record.reading() as connection:
        rows = connection.exec_driver_sql(
            "select id, code, date, first_day from statements where id in ('p', 'f') order by id"
        ).fetchall()
    assert [tuple(row) for row in rows] == [
        ("f", "trade", "2013", "2013-01-01"),
        ("p", "CHN", None, "2014-05-11"),
    ]


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"not a database at all" * 100)
    with pytest.raises(RecordError, match="is not a record"):
        Record(str(rubbish))
    assert rubbish.read_bytes().startswith(b"not a database")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("create table things(x)")
    raw.close()
    with pytest.raises(RecordError, match="is a database of another program"):
        Record(str(path))


def test_a_newer_record_is_refused(file_record: Record) -> None:
    file_record.close()
    with sqlite3.connect(file_record.name) as raw:
        raw.execute("update alembic_version set version_num = '9999'")
    raw.close()
    with pytest.raises(RecordError, match="written by a newer version"):
        Record(file_record.name)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="its folder does not exist"):
        Record(str(tmp_path / "no" / "record.db"))


def test_a_full_store_loses_nothing(file_record: Record) -> None:
    run = file_record.start_run([])
    file_record.add(reading(), run)
    with file_record.reading() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()

    def limit(connection: sqlite3.Connection, _pool: object) -> None:
        connection.execute(f"pragma max_page_count={pages + 1}")

    from sqlalchemy import event

    file_record.close()
    event.listen(file_record._engine, "connect", limit)
    long = TEXT + " More words of it." * 20_000
    with pytest.raises(RecordError, match="the disk is full"):
        file_record.add(reading(long, content=b"other"), run)
    assert [d.text for d in file_record.documents()] == [TEXT]


def test_the_newest_migration_is_known() -> None:
    folder = Path(upgrade.__file__).parent / "migrations" / "versions"
    newest = max(path.name[:4] for path in folder.glob("0*.py"))
    assert newest == upgrade.HEAD


@pytest.mark.filterwarnings("ignore:autogenerate skipping")
def test_tables_and_migrations_agree(record: Record) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from bilateral.record.schema import metadata

    def of_ours(name: str | None, kind: str, _: object) -> bool:
        # What only one of the stores has is made by the migrations alone.
        # An index that runs down a column is not read back as it was made.
        alone = ("vector", "tellings_of_entry")
        return not (name or "").startswith("search_index") and name not in alone

    with record.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": of_ours})
        found = compare_metadata(context, metadata)
    aside = ("modify_comment", "tellings_of_entry")
    assert [item for item in found if not any(words in str(item) for words in aside)] == []
