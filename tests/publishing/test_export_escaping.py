"""Whatever an article says: every file stays one that its readers read, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import icalendar
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bilateral.model import Area, Evidence, Reading
from bilateral.publishing.cells import FORMULA_STARTS
from bilateral.publishing.export import FORMATS
from bilateral.publishing.export.gdelt import EVENTS, MENTIONS
from bilateral.publishing.export.icews import COLUMNS as ICEWS
from bilateral.publishing.export.manifest import files
from bilateral.publishing.export.polecat import COLUMNS as POLECAT
from bilateral.publishing.sdmx import COMPONENTS
from tests.publishing.exporting import exported, kept
from tests.record.telling import actor, event, figure, promise, reading, status

HOSTILE = (
    '=HYPERLINK("http://x.example";"y")',
    "+1+1",
    "-2-3",
    "@SUM(1)",
    "\t=1",
    "\r\n=1",
    '"quoted", and "more"',
    "a\tb\tc\nd\x0be\x0cf\u2028g\x85h\x1ci",
    "<script>alert('1')</script> & ]]> &amp;",
    "null \x00 bell \x07 escape \x1b[31m delete \x7f",
    "line\\, semi; colon: \\n",
    "Nguyễn Thị Định 阮氏定 👩‍🚀",
    "\ufeff\u202egnp.exe",
    "x" * 300,
    "'",
)


def told(words: str) -> Reading:
    """An article that says `words` wherever an article can."""
    text = words or "nothing"
    made = reading(
        "hostile",
        "2024-09-23",
        event(date="2024-09-20", actors=(text,), place=text, date_text=text, speaker=text),
        event("meeting", date="2025-01-05", event_type="AGREE", state="planned", place=text),
        figure("trade", "88E9", "2023", caveat=text, speaker=text, scope=text),
        replace(status("partnership", "upgraded", "2023-09-10"), label=text),
        promise(text, due="2030"),
        actor(text, "USA", text),
        outlet=text,
        text=text,
        title=text,
        byline=text,
        file=None,
        url=f"https://news.example/{text}",
    )
    quote = Evidence("text", 0, len(text), text)
    area = Area(code="trade", evidence=(quote,), rule="t", id="area-1")
    return replace(made, areas=(area,))


def separated(path: Path, columns: int) -> Iterator[list[str]]:
    """The cells of a tab-separated file, split the way that knows least."""
    for line in path.read_bytes().decode().split("\n")[:-1]:
        cells = line.split("\t")
        assert len(cells) == columns
        yield cells


def inert(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for text or a number."""
    return not cell.startswith(FORMULA_STARTS) or cell.lstrip("-").replace(".", "").isdigit()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def check_separated(record: Path, folder: Path) -> None:
    widths = {
        "polecat": len(POLECAT),
        "gdelt-events": len(EVENTS),
        "gdelt-mentions": len(MENTIONS),
        "icews": len(ICEWS),
    }
    for name, width in widths.items():
        rows = list(separated(exported(record, folder, name).path, width))
        assert len(rows) == 2 + (name in ("polecat", "icews"))
        assert all(inert(cell) for row in rows for cell in row)


def check_tables(record: Path, folder: Path, text: str) -> None:
    safe = f"'{text}" if text.startswith(FORMULA_STARTS) else text
    for path in files(exported(record, folder, "csv").path):
        rows = rows_of(path)
        assert all(inert(cell) for row in rows for cell in row.values())
        assert len(rows) == (2 if path.stem == "events" else 1)
        if path.stem == "commitments":
            assert rows[0]["content"] == safe
    observations = rows_of(exported(record, folder, "sdmx-csv").path)
    assert len(observations) == 1
    assert list(observations[0])[3:] == [name for name, _ in COMPONENTS]
    lines = exported(record, folder, "sdmx-csv").text.splitlines()
    assert len(lines) == 2
    assert all(inert(cell) for cell in observations[0].values())


def check_objects(record: Path, folder: Path, text: str) -> None:
    plover = [json.loads(x) for x in exported(record, folder, "plover").text.split("\n")[:-1]]
    assert [r["cite_info"]["title"] for r in plover] == [text, text]
    graph = json.loads(exported(record, folder, "jsonld").text)["@graph"]
    assert any(node.get("schema:headline", "") == text for node in graph) or not text
    ftm = [json.loads(x) for x in exported(record, folder, "ftm").text.split("\n")[:-1]]
    line = " ".join(text.split())  # The model's names and roles are of one line.
    roles = [e["properties"].get("role") for e in ftm if e["schema"] == "UnknownLink"]
    assert ([line] if line else None) in roles


def check_feeds(record: Path, folder: Path) -> None:
    feed = feedparser.parse(exported(record, folder, "atom").path.read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 7
    content = exported(record, folder, "ical").path.read_bytes()
    calendar: Any = icalendar.Calendar.from_ical(content)
    assert len(calendar.walk("VEVENT")) == len(calendar.walk("VTODO")) == 1
    assert not any(component.errors for component in calendar.walk())
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


ALPHABET = st.characters(codec="utf-8")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(ALPHABET, min_size=1, max_size=40))
@example("=1+1")
@example("\r@")
@example("\x00\x1f")
def test_any_words_stay_in_their_cells(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record = kept(folder / "record.db", told(text))
        check_separated(record, folder)
        check_tables(record, folder, text)
        check_objects(record, folder, text)
        check_feeds(record, folder)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_inert(tmp_path: Path, text: str) -> None:
    record = kept(tmp_path / "record.db", told(text))
    check_separated(record, tmp_path)
    check_tables(record, tmp_path, text)
    check_objects(record, tmp_path, text)
    check_feeds(record, tmp_path)


@pytest.mark.parametrize("text", HOSTILE[:9], ids=range(9))
def test_nothing_runs_in_excel(tmp_path: Path, text: str) -> None:
    record = kept(tmp_path / "record.db", told(text))
    content = exported(record, tmp_path, "xlsx").path.read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    (header, row) = book["commitments"].iter_rows()
    (cell,) = [cell for cell, name in zip(row, header, strict=True) if name.value == "content"]
    assert cell.data_type == "s"
    assert cell.quotePrefix == text.startswith(FORMULA_STARTS)
    assert all(
        cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line
    )


def test_long_text_is_cut_for_excel_and_counted(tmp_path: Path) -> None:
    record = kept(tmp_path / "record.db", told("long " * 8_000))
    out = exported(record, tmp_path, "xlsx", kinds=("commitment",))
    (note,) = out.manifest["notes"]
    assert "cut" in note["note"]
    assert note["count"] >= 2
    assert (
        len(rows_of(exported(record, tmp_path, "csv", kinds=("commitment",)).path)[0]["content"])
        > 39_000
    )


def test_numbers_that_excel_would_round_are_text(tmp_path: Path) -> None:
    exact = "1234567890123456789"
    record = kept(tmp_path / "r.db", reading("n", "2024-01-01", figure("trade", exact, "2023")))
    out = exported(record, tmp_path, "xlsx", kinds=("figure",))
    book = openpyxl.load_workbook(io.BytesIO(out.path.read_bytes()))
    (header, row) = book["figures"].iter_rows(values_only=True)
    assert row[header.index("obs_value")] == exact
    assert [note["count"] for note in out.manifest["notes"]] == [1]
    parquet = duckdb.read_parquet(
        str(exported(record, tmp_path, "parquet", kinds=("figure",)).path)
    )
    assert str(parquet.project("obs_value").fetchall()[0][0]).startswith(exact)


def test_every_format_is_tried() -> None:
    tried = {"polecat", "gdelt-events", "gdelt-mentions", "icews", "csv", "sdmx-csv", "plover"}
    assert set(FORMATS) == tried | {"jsonld", "ftm", "atom", "ical", "xlsx", "parquet"}
