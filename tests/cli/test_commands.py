"""The commands as a person types them: what they print, keep, and how they end."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bilateral.cli import app
from bilateral.errors import BilateralError, RecordError, UnknownCountryError

ARTICLE = """Kenya, China sign rail agreement

NAIROBI, May 11, 2014 - Kenya and China signed an agreement on Sunday to build a railway
worth $3.8 billion. President Uhuru Kenyatta met Chinese Premier Li Keqiang in Nairobi.
Bilateral trade reached $5 billion in 2014, up 53 percent from a year earlier.
"""


def run(*words: str, ends: int = 0, given: str | None = None) -> Result:
    result = CliRunner().invoke(app, list(words), input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == ends, result.output
    return result


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> str:
    return str(tmp_path / "record.db")


def test_read_prints_the_contract(article: Path) -> None:
    line = run("read", str(article), "--jsonl", "--published", "2014-05-12").stdout
    data = json.loads(line)
    assert data["document"]["file"] == str(article)
    assert data["document"]["parties"] == ["CHN", "KEN"]
    statements = [s for key, found in data.items() if key != "document" for s in found]
    assert {s["rule"] for s in statements}
    for statement in statements:
        assert statement["evidence"]
        for words in statement["evidence"]:
            field = data["document"][words["in"]]
            assert field[words["start"] : words["end"]] == words["quote"]


def test_read_takes_standard_input() -> None:
    data = json.loads(run("read", "-", "--jsonl", given=ARTICLE).stdout)
    assert data["document"]["parties"] == ["CHN", "KEN"]


def test_read_shows_a_person_the_words(article: Path) -> None:
    output = run("read", str(article)).stdout
    assert "Kenya" in output
    assert "3.8 billion" in output


def test_one_bad_input_does_not_stop_the_others(article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("read", str(empty), str(article), "--jsonl", ends=1)
    assert json.loads(result.stdout)["document"]["file"] == str(article)
    assert f"skipped {empty}: " in result.stderr


def test_add_show_and_list(article: Path, record: str) -> None:
    run("add", str(article), "--record", record, "--published", "2014-05-12")
    assert "1 unchanged" in run("add", str(article), "--record", record).stdout
    listed = run("list", "--record", record).stdout
    assert "CHN–KEN" in listed
    shown = run("show", "kenya", "PRC", "--record", record).stdout
    for heading in ("Status", "Latest events", "Figures", "Open commitments", "Fields"):
        assert heading in shown
    assert "Kenya" in run("show", str(article), "--record", record).stdout


def test_show_as_of_an_earlier_day_hides_what_came_later(article: Path, record: str) -> None:
    run("add", str(article), "--record", record, "--published", "2014-05-12")
    shown = run("show", "KEN", "CHN", "--as-of", "2013-01-01", "--record", record).stdout
    assert "holds nothing" in shown


def test_an_unknown_country_is_named(record: str) -> None:
    with pytest.raises(UnknownCountryError, match="Vietnan"):
        run("show", "Vietnan", "USA", "--record", record)


@pytest.mark.parametrize(
    "words",
    [
        ("show", "a", "b", "c"),
        ("show", "Kenya", "KEN"),
        ("show", "KEN", "CHN", "--as-of", "yesterday"),
        ("read", "-", "--published", "23/09/2024"),
        ("knowledge", "test", "nothing/en"),
        ("nonsense",),
    ],
)
def test_wrong_use_ends_with_two(words: tuple[str, ...], record: str) -> None:
    more = ("--record", record) if words[0] == "show" else ()
    run(*words, *more, ends=2, given="")


def test_a_record_that_is_none_is_named(tmp_path: Path, article: Path) -> None:
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"x" * 5000)
    with pytest.raises(RecordError, match="is not a record"):
        run("add", str(article), "--record", str(rubbish))


def test_faults_are_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bilateral import cli

    def fail(**_options: object) -> None:
        raise BilateralError("is wrong", where="here", next_step="Do this")

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert capsys.readouterr().err == "bilateral: here: is wrong. Do this\n"


def test_the_demo_shows_a_relationship(record: str) -> None:
    shown = run("demo", "--record", record).stdout
    assert "comprehensive strategic partnership" in shown.casefold()
    assert "What to type next" in shown
    assert "disagree" in shown


def test_version() -> None:
    assert run("--version").stdout.startswith("bilateral ")


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "KEN", "CHN"),
        ("search", "rail"),
        ("changes", "KEN", "CHN", "--since", "2024-01-01"),
        ("remove", "a.txt"),
        ("merge", "list"),
        ("second", "list"),
        ("statistics", "show", "trade", "VNM", "USA"),
    ],
)
def test_looking_makes_no_record(record: str, words: tuple[str, ...]) -> None:
    assert "no such record" in run(*words, "--record", record, ends=2).stderr
    assert not Path(record).exists()


def test_bundled_figures_are_shown_without_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run("statistics", "show", "trade", "VNM", "USA", "--period", "2022")
    assert "138,781.4" in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_day_before_all_articles_is_told(article: Path, record: str) -> None:
    run("add", str(article), "--record", record, "--published", "2014-05-12")
    shown = run("show", "KEN", "CHN", "--as-of", "2010-01-01", "--record", record).stdout
    assert "published until 2010-01-01" in shown


def test_an_event_is_shown_with_its_day(article: Path) -> None:
    shown = " ".join(run("read", str(article), "--published", "2014-05-12").stdout.split())
    assert "2014-05-11" in shown


def test_a_result_never_takes_the_place_of_what_was_given(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(ARTICLE, encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("sentence,source,target\nKenya met Uganda.,Kenya,Uganda\n", encoding="utf-8")
    for words in (
        ("check", str(draft), "--format", "md", "--out", str(draft)),
        ("figures", str(draft), "--format", "csv", "--out", str(draft)),
        ("code", str(table), "--out", str(tmp_path / "." / "table.csv")),
    ):
        before = Path(words[1]).read_bytes()
        assert "the file that was given" in run(*words, ends=2).stderr
        assert Path(words[1]).read_bytes() == before


def test_a_vintage_that_is_no_date_is_refused(tmp_path: Path, record: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("source,reporter,partner,measure,period,value\n", encoding="utf-8")
    run("statistics", "load", str(table), "--vintage", "spring", "--record", record, ends=2)
    run("statistics", "load", str(table), "--vintage", "2024-05", "--record", record)


def test_binary_input_is_refused_in_words(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_bytes(b"\xf2\x00\xff binary")
    with pytest.raises(BilateralError, match="UTF-8"):
        run("knowledge", "update", "holders/holders.csv", str(rows))
    with pytest.raises(BilateralError, match="is a file"):
        run("bulk", "read", str(rows), "--out", str(rows))


def test_a_backup_into_no_folder_names_the_folder(article: Path, record: str) -> None:
    run("add", str(article), "--record", record)
    missing = Path(record).parent / "none" / "b.db"
    with pytest.raises(RecordError, match="none"):
        run("record", "backup", str(missing), "--record", record)


def test_asking_a_data_set_without_duckdb_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_bulk").mkdir()
    (tmp_path / "_bulk" / "journal.db").touch()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(BilateralError, match=r"bilateral\[bulk\]"):
        run("bulk", "query", str(tmp_path), "SELECT 1")
