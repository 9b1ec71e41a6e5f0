"""Every form of archive gives the same records, whole and in pieces, also where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bilateral.bulk import inputs
from bilateral.bulk.inputs import lines, parquet, records_of, units_of, warc
from bilateral.bulk.places import expand
from bilateral.bulk.units import Record
from bilateral.errors import BilateralError
from tests.bulk.archives import (
    Article,
    mixed,
    record,
    write_lines,
    write_parquet,
    write_warc,
)

ARTICLES = mixed(40)

Writer = Callable[[Sequence[Article], Path], Path]


def _read(pattern: str) -> list[Record]:
    return [r for unit in units_of(expand(pattern)) for r in records_of(unit)]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.jsonl", write_lines),
        ("a.jsonl.gz", write_lines),
        ("a.jsonl.zst", write_lines),
        ("a.parquet", write_parquet),
        ("a.warc", write_warc),
        ("a.warc.gz", write_warc),
    ],
)
def test_every_form_gives_each_article_once(tmp_path: Path, name: str, write: Writer) -> None:
    found = _read(str(write(ARTICLES, tmp_path / name)))
    assert not [r.fault for r in found if r.fault]
    assert len(found) == len(ARTICLES)
    assert len({r.source for r in found}) == len(ARTICLES)
    for article, one in zip(ARTICLES, found, strict=True):
        assert article.title.encode() in one.content


@pytest.mark.parametrize("piece", [1000, 3001, 9999])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.jsonl"])
def test_pieces_hold_each_record_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, piece: int
) -> None:
    write = write_warc if "warc" in name else write_lines
    path = str(write(ARTICLES, tmp_path / name))
    whole = [r.content for r in _read(path)]
    monkeypatch.setattr(warc, "PIECE", piece)
    monkeypatch.setattr(lines, "PIECE", piece)
    units = list(units_of(expand(path)))
    assert len(units) > 1
    assert [r.content for unit in units for r in records_of(unit)] == whole


def test_rows_of_parquet_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 7)
    path = str(write_parquet(ARTICLES, tmp_path / "a.parquet", column="html"))
    assert len(list(units_of(expand(path)))) == 6
    found = _read(path)
    assert [r.url for r in found] == [a.url for a in ARTICLES]
    assert all(r.page for r in found)


def test_parquet_without_text_is_refused(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.parquet"
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT 1 AS number) TO '{path}' (FORMAT parquet)")
    with pytest.raises(BilateralError, match="no column named text or html"):
        list(units_of(expand(str(path))))


def test_a_warc_gives_pages_only(tmp_path: Path) -> None:
    extra = [
        record("https://news.example/a.png", b"\x89PNG", media="image/png"),
        record("https://news.example/gone", b"<html>gone</html>", status=404),
    ]
    found = _read(str(write_warc(ARTICLES[:3], tmp_path / "a.warc.gz", extra)))
    assert [r.url for r in found] == [a.url for a in ARTICLES[:3]]


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_a_broken_warc_gives_what_is_whole(tmp_path: Path, name: str) -> None:
    path = write_warc(ARTICLES, tmp_path / name)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = b"\x00" * 40
    path.write_bytes(content)
    found = [r for r in _read(str(path)) if not r.fault]
    assert len(found) >= len(ARTICLES) - 2
    assert ARTICLES[-1].title.encode() in found[-1].content


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_cut_packed_file_says_so(tmp_path: Path, name: str) -> None:
    path = write_lines(ARTICLES, tmp_path / name)
    path.write_bytes(path.read_bytes()[:-200])
    *_, last = _read(str(path))
    assert last.fault and "broken" in last.fault


def test_a_line_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 5000)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([ARTICLES[0].line(), "x" * 20_000, ARTICLES[1].line()]))
    one, fault, other = _read(str(path))
    assert fault.fault and not one.fault and not other.fault


def test_single_files_go_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs.files, "AT_ONCE", 4)
    for number, article in enumerate(ARTICLES[:10]):
        (tmp_path / f"{number}.html").write_text(article.page())
    units = list(units_of(expand(str(tmp_path))))
    assert [len(unit.names) for unit in units] == [4, 4, 2]
    assert len(_read(str(tmp_path))) == 10
    assert len(_read(str(tmp_path / "*.html"))) == 10


def test_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BilateralError, match="nothing lies there"):
        list(expand(str(tmp_path / "none*.jsonl")))
