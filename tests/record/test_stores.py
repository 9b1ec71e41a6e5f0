"""Both stores keep the same, let several write at once, and say clearly when they cannot."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bilateral.errors import RecordError
from bilateral.model import Reading
from bilateral.record import Record, schema
from bilateral.record.copying import Content, backup, contents, copy
from bilateral.record.rebuilding import rebuild_record
from bilateral.record.review import judge
from bilateral.record.upgrade import FORMS, HEAD, migrate
from bilateral.record.verifying import verify
from tests import postgres

from .adding import article
from .telling import PAIR, add, partition

ROOT = Path(__file__).parent.parent.parent


def articles(first: int, last: int) -> Iterator[Reading]:
    return (article(number) for number in range(first, last))


@pytest.fixture
def filled(record: Record) -> Record:
    add(record, *articles(0, 6))
    first, second = (s.id for _, s in record.statements(PAIR, "event")[:2])
    judge(record, "different", first, [second], who="desk")
    return record


@pytest.fixture
def other(record: Record, blank: Path, tmp_path: Path, server: postgres.Server) -> Iterator[Record]:
    """An empty record in the other store."""
    here = record.address.startswith("postgresql")
    address = shutil.copy(blank, tmp_path / "other.db") if here else server.database()
    with Record(str(address)) as made:
        yield made


def faults(record: Record) -> dict[str, int]:
    return {check.name: check.number for check in verify(record) if check.number}


def said(found: list[Content]) -> dict[str, tuple[int, str]]:
    return {item.table: (item.rows, item.digest) for item in found}


def test_a_copy_in_the_other_store_and_back_is_equal(
    filled: Record, other: Record, tmp_path: Path
) -> None:
    copy(filled, other)
    assert said(contents(other)) == said(contents(filled))
    assert faults(other) == {}
    with Record(str(tmp_path / "again.db")) as again:
        copy(other, again)
        assert said(contents(again)) == said(contents(filled))
        assert partition(again) == partition(filled)
        assert [f.id for f in again.search("boats")] == [f.id for f in filled.search("boats")]
    add(other, *articles(6, 8))
    assert faults(other) == {}


def test_a_record_that_holds_something_is_not_copied_into(filled: Record, other: Record) -> None:
    add(other, *articles(9, 10))
    before = said(contents(other))
    with pytest.raises(RecordError, match="holds something already"):
        copy(filled, other)
    assert said(contents(other)) == before


def test_a_backup_is_a_record_of_its_own(filled: Record, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backup(filled, file)
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]
    with Record(str(file)) as kept:
        assert said(contents(kept)) == said(contents(filled))
        assert faults(kept) == {}
    with pytest.raises(RecordError, match="is there already"):
        backup(filled, file)


def test_what_is_in_order_verifies(filled: Record) -> None:
    assert faults(filled) == {}


TAMPERED = {
    "quotes": "UPDATE evidence SET quote = 'never said'",
    "evidence": "DELETE FROM evidence WHERE position = 0",
    "merging": "DELETE FROM blocks",
    "tellings": "UPDATE tellings SET story = 'another'",
    "entries": "UPDATE entries SET sources = 99",
    "counts": "UPDATE tallies SET n = n + 1",
    "search": "UPDATE search_words SET digest = 'x'",
    "views in step": "INSERT INTO touched VALUES ('statement', 'x')",
}


@pytest.mark.parametrize("check", sorted(TAMPERED))
def test_what_was_tampered_with_is_found(filled: Record, check: str) -> None:
    engine = filled._engine.execution_options(writing=True)
    with engine.connect() as connection, connection.begin():
        connection.execute(text(TAMPERED[check]))
    assert check in faults(filled)
    if check not in ("quotes", "evidence"):
        rebuild_record(filled)
        assert faults(filled) == {}


def test_the_bytes_of_an_original_are_checked(filled: Record) -> None:
    with filled.writing() as connection:
        row = {"sha256": "0" * 64, "media_type": "text/html", "content": b"no zlib"}
        connection.execute(schema.originals.insert().values(row))
    assert faults(filled) == {"originals": 1}


def test_a_row_that_points_nowhere_is_found(file_record: Record) -> None:
    add(file_record, *articles(0, 1))
    with sqlite3.connect(file_record.name) as raw:
        raw.execute("DELETE FROM documents")
    raw.close()
    assert faults(file_record)["pointers"] > 0


def test_migrations_lead_back_and_forth(filled: Record) -> None:
    before = said(contents(filled))
    filled.close()
    for form in reversed(FORMS[2:]):
        assert migrate(filled.address, form)[1] == form
    with Record(filled.address) as again:
        assert said(contents(again)) == before
        assert faults(again) == {}
        assert len(again.search("boats")) == len(filled.search("boats")) > 0


def test_an_empty_record_goes_through_all_forms(record: Record) -> None:
    record.close()
    for form in reversed(FORMS):
        assert migrate(record.address, form)[1] == form
    assert migrate(record.address) == (FORMS[0], HEAD)
    with pytest.raises(RecordError, match="cannot be brought back to 9999"):
        migrate(record.address, "9999")


def run(address: str, first: int, last: int, before: str = "") -> "subprocess.Popen[str]":
    """Articles added by a program of its own; `before` is put before its command in a shell."""
    command = [sys.executable, "-m", "tests.record.adding", address, str(first), str(last)]
    if before:
        command = ["bash", "-c", f'{before} exec "$@"', "bash", *command]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_two_adders_at_once_keep_all_and_merge_as_one_would(
    address: str, blank: Path, tmp_path: Path
) -> None:
    adders = [run(address, 0, 8), run(address, 4, 12)]
    for adder in adders:
        _, said_wrong = adder.communicate(timeout=120)
        assert adder.returncode == 0, said_wrong
    with Record(address) as record, Record(shutil.copy(blank, str(tmp_path / "one.db"))) as one:
        add(one, *articles(0, 12))
        assert len(record.documents()) == 12
        assert partition(record) == partition(one)
        assert faults(record) == {}


def test_a_lock_that_is_held_is_told(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record(record.address) as other, other.writing():
        monkeypatch.setenv("BILATERAL_WAIT", "0.1")
        with Record(record.address) as late, pytest.raises(RecordError, match="is locked by"):
            late.start_run([])
    assert record.start_run([])


def test_a_record_can_be_read_while_another_writes(filled: Record) -> None:
    with Record(filled.address) as other, other.writing() as connection:
        connection.execute(schema.statements.delete())
        assert len(filled.statements(PAIR)) == 18
        assert filled.search("boats")


def test_a_newer_form_is_refused(record: Record) -> None:
    with record.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="written by a newer version"):
        Record(record.address)


def test_an_adder_that_is_killed_leaves_a_whole_record_and_can_go_on(
    address: str, blank: Path, tmp_path: Path
) -> None:
    kept = 0
    for lines in (1, 2):
        adder = run(address, kept, 40)
        assert adder.stdout is not None
        kept += len([adder.stdout.readline() for _ in range(lines)])
        adder.kill()
        adder.communicate()
    with Record(address) as record, Record(shutil.copy(blank, str(tmp_path / "one.db"))) as one:
        assert len(record.documents()) >= kept
        assert faults(record) == {}
        # A fast machine adds more than was waited for before it is killed.
        number = max(8, len(record.documents()))
        for each in (record, one):
            add(each, *articles(0, number))
        assert partition(record) == partition(one)


# What only a file does


def test_a_disk_that_is_full_loses_nothing_that_was_kept(file_record: Record) -> None:
    add(file_record, *articles(0, 1))
    file_record.close()
    size = Path(file_record.name).stat().st_size + 200_000
    adder = run(file_record.name, 1, 100, f"ulimit -f {size // 1024} &&")
    said_kept, wrong = adder.communicate(timeout=120)
    assert adder.returncode != 0
    assert "is full" in wrong
    with Record(file_record.name) as record:
        assert len(record.documents()) == 1 + len(said_kept.split())
        assert faults(record) == {}
        add(record, *articles(50, 60))


def test_a_file_that_cannot_be_written_is_told_and_can_be_read(file_record: Record) -> None:
    add(file_record, *articles(0, 1))

    def forbid(connection: sqlite3.Connection, _pool: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    file_record.close()
    event.listen(file_record._engine, "connect", forbid)
    with pytest.raises(RecordError, match="is read-only"):
        file_record.start_run([])
    assert len(file_record.documents()) == 1
    assert file_record.search("boats")


# What only a server does


def test_a_restart_in_the_middle_loses_nothing_that_was_kept(
    server: postgres.Server,
) -> None:
    address = server.database()
    adder = run(address, 0, 500)
    assert adder.stdout is not None
    kept = [int(adder.stdout.readline()) for _ in range(3)]
    server.stop()
    rest, wrong = adder.communicate(timeout=60)
    kept += [int(line) for line in rest.split()]
    server.start()
    assert adder.returncode != 0
    assert "RecordError" in wrong
    with Record(address) as record:
        assert len(record.documents()) >= len(kept)
        assert faults(record) == {}
        add(record, *articles(0, len(kept) + 2))
        assert len(record.documents()) == len(kept) + 2


def test_an_open_record_outlives_a_restart(server: postgres.Server) -> None:
    with Record(server.database()) as record:
        add(record, *articles(0, 1))
        server.stop()
        server.start()
        assert len(record.documents()) == 1


def test_a_server_that_takes_no_writes_is_told(server: postgres.Server) -> None:
    address = server.database()
    name = address.partition("@/")[2].partition("?")[0]
    server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Record(address) as record:
        with pytest.raises(RecordError, match="is read-only"):
            record.start_run([])
        assert record.documents() == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda a: a.replace("/record", "/nowhere"), "does not exist"),
        (lambda a: a.replace("postgres@", "stranger@"), "does not let you in"),
        (lambda a: "postgresql://127.0.0.1:1/x", "cannot be reached"),
        (lambda a: "mysql://u:secret@h/x", "mysql is no store of records"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    server: postgres.Server, change: Callable[[str], str], what: str
) -> None:
    with pytest.raises(RecordError, match=what) as told:
        Record(change(server.database()))
    assert "secret" not in str(told.value)


def test_a_password_is_never_shown(server: postgres.Server) -> None:
    with Record(server.database().replace("postgres@", "postgres:secret@")) as record:
        assert "secret" not in record.name


def test_text_that_postgresql_cannot_hold_is_told(server: postgres.Server) -> None:
    with Record(server.database()) as record:
        given = article(1)
        broken = Reading(given.document.__class__(id="x" * 64, text="a\x00b", parties=()))
        with pytest.raises(RecordError):
            record.add(broken, record.start_run([]))
        assert record.documents() == []
