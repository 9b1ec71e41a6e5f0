"""changes, remove and merge as a person types them."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilateral.cli import app
from bilateral.errors import RecordError

FIRST = """Kenyatta visits Beijing

BEIJING, May 14, 2017 - President Uhuru Kenyatta of Kenya met President Xi Jinping of China in
Beijing on Sunday. Trade between Kenya and China was worth $5.3 billion in 2016.
"""
SECOND = """Xi receives Kenyatta

BEIJING, May 14, 2017 - Chinese President Xi Jinping met Kenyan President Uhuru Kenyatta in
Beijing on Sunday. Trade between China and Kenya was $4.1 billion in 2016.
"""


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def record(tmp_path: Path) -> str:
    name = str(tmp_path / "record.db")
    for number, article in enumerate((FIRST, SECOND)):
        path = tmp_path / f"{number}.txt"
        path.write_text(article, encoding="utf-8")
        run("add", str(path), "--published", "2017-05-15", "--record", name)
    return name


def meeting(record: str) -> list[str]:
    """The statements of the meeting."""
    from bilateral.record import Record

    with Record(record) as kept:
        told = kept.statements(("CHN", "KEN"), "event")
    return [s.id for _, s in told if getattr(s, "activity", "") == "meeting"]


def test_a_merge_is_explained_split_and_undone(record: str) -> None:
    one, _ = meeting(record)
    explained = run("merge", "explain", one, "--record", record)
    assert "2 statements" in explained
    said = run("merge", "split", one, "--who", "desk", "--record", record)
    act = said.split(":")[0]
    assert ": 1 statements" in run("merge", "explain", one, "--record", record)
    assert f"{act}  different by desk" in run("merge", "list", "--record", record)
    run("merge", "undo", act, "--record", record)
    assert run("merge", "explain", one, "--record", record) == explained


def test_two_statements_may_be_called_the_same(record: str) -> None:
    one, other = meeting(record)
    assert re.match(r"j[0-9a-f]{8}: kept", run("merge", "same", one, other, "--record", record))


def test_show_tells_the_finding_and_removing_takes_it_away(record: str, tmp_path: Path) -> None:
    shown = run("show", "Kenya", "China", "--record", record)
    assert "contradiction" in shown
    assert "2 independent sources" in shown
    run("remove", str(tmp_path / "1.txt"), "--why", "a hoax", "--record", record)
    assert "contradiction" not in run("show", "Kenya", "China", "--record", record)
    run("remove", str(tmp_path / "1.txt"), "--undo", "--record", record)
    assert run("show", "Kenya", "China", "--record", record) == shown


def test_changes_since_a_day(record: str) -> None:
    ask = ("changes", "Kenya", "China", "--record", record, "--since")
    assert "Since 2017-01-01: 2 documents" in run(*ask, "2017-01-01")
    assert "Nothing new" in run(*ask, "2999-01-01")
    other = ("changes", "Kenya", "Japan", "--record", record, "--since")
    assert "holds nothing" in run(*other, "2017-01-01")


def test_what_is_not_there_is_named(record: str) -> None:
    with pytest.raises(RecordError, match="holds no document"):
        run("remove", "nowhere", "--record", record)


def test_a_retracted_article_takes_all_that_stood_on_it_away(tmp_path: Path) -> None:
    name = str(tmp_path / "retracted.db")
    articles = {
        "plan.txt": "HANOI, September 5, 2023 - President Joe Biden will visit Vietnam on "
        "September 10, 2023. Trade between Vietnam and the United States was $123 billion in 2022.",
        "visit.txt": "HANOI, September 11, 2023 - President Joe Biden visited Vietnam on September "
        "10, 2023. The United States and Vietnam raised their ties to a comprehensive strategic "
        "partnership. Trade between Vietnam and the United States was $99 billion in 2022.",
    }
    for file, text in articles.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
        day = "2023-09-05" if file == "plan.txt" else "2023-09-11"
        run("add", str(tmp_path / file), "--published", day, "--record", name)
    show = ("show", "VNM", "USA", "--record", name)
    before = run(*show)
    for words in ("contradiction", "99 billion", "1 kept", "strategic partnership"):
        assert words in before
    assert "[partnership]" in run("search", "strategic partnership", "--record", name)

    run("remove", str(tmp_path / "visit.txt"), "--why", "a hoax", "--record", name)
    after = run(*show)
    for words in ("contradiction", "99 billion", "1 kept", "strategic partnership"):
        assert words not in after
    assert "1 overdue" in after
    assert "[partnership]" not in run("search", "strategic partnership", "--record", name)
    since = run("changes", "VNM", "USA", "--since", "2023-01-01", "--record", name)
    assert "gone: visit.txt, withdrawn: a hoax" in since

    run("remove", str(tmp_path / "visit.txt"), "--undo", "--record", name)
    assert run(*show) == before


def test_a_corrected_article_is_a_new_version_of_the_old(tmp_path: Path) -> None:
    name, file = str(tmp_path / "corrected.db"), tmp_path / "page.jsonl"
    page = {"url": "https://demo.example/trade", "title": "Trade talks", "published": "2023-02-01"}
    for amount in ("99", "123"):
        told = f"Trade between Vietnam and the United States was ${amount} billion in 2022."
        file.write_text(json.dumps({**page, "text": told}) + "\n", encoding="utf-8")
        run("add", str(file), "--record", name)
    shown = run("show", "VNM", "USA", "--record", name)
    assert "123 billion" in shown and "99 billion" not in shown
    assert "1 document," in shown and "contradiction" not in shown
    since = run("changes", "VNM", "USA", "--since", "2023-01-01", "--record", name)
    assert "corrected by a later version" in since
    assert "holds nothing" in run("search", '"99 billion"', "--record", name)
