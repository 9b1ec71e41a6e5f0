"""The list of feeds: what it may say, and errors that name the file, the feed and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilateral.bulk.watching import Feed, State, load_feeds, state_beside
from bilateral.cli import app
from bilateral.errors import BilateralError

ONE = '[[feed]]\nurl = "https://example.org/feed"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_with_what_is_shared_and_what_is_a_feeds_own(tmp_path: Path) -> None:
    text = (
        '[watch]\ninterval = "1h"\nsite_interval = "10s"\ntext = "feed"\n'
        + ONE
        + '[[feed]]\nurl = "http://example.net/atom"\ninterval = "2m"\noutlet = "Net"\n'
        + 'text = "page"'
    )
    found = load_feeds(written(tmp_path, text))
    assert found.site_interval == 10
    assert found.feeds == (
        Feed("https://example.org/feed", None, 3600, "feed"),
        Feed("http://example.net/atom", "Net", 120, "page"),
    )
    assert [feed.interval for feed in found.every(900).feeds] == [900, 900]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lists no feed"),
        ("[[feed]\n", "is no TOML"),
        ("feed = 3", "lists no feed"),
        ("feed = [3]", "no. 1 is no table"),
        ("[[feed]]\noutlet = 'a'", "no. 1 has no url"),
        ("[[feed]]\nurl = 'ftp://example.org'", "no http or https address"),
        ("[[feed]]\nurl = 'http://[::1'", "no http or https address"),
        (ONE + "[[feed]]\nurl = 'https://a.org'\nintervall = '1h'", "no. 2 has an unknown key"),
        (ONE + "interval = 'often'", "is no interval"),
        (ONE + "interval = '1s'", "is no interval"),
        (ONE + "interval = true", "is no interval"),
        (ONE + "text = 'all'", "text 'all' is not known"),
        (ONE + "outlet = 3", "outlet is no text"),
        (ONE + ONE, "no. 2 is no. 1 again"),
        ("[watch]\nsite_interval = 'x'\n" + ONE, "site_interval is no time"),
        ("[watch]\nevery = 3\n" + ONE, "unknown key 'every'"),
        ("watch = 3\n" + ONE, "[watch] is no table"),
        ("sites = 3\n" + ONE, "unknown key 'sites'"),
    ],
)
def test_errors_name_the_place(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BilateralError) as caught:
        load_feeds(path)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert caught.value.next_step


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(BilateralError, match="no such file"):
        load_feeds(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(BilateralError, match="UTF-8"):
        load_feeds(tmp_path / "latin.toml")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 9, "feeds": {}}', '{"form": 1}'])
def test_a_state_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BilateralError, match="Remove it"):
        State(path)


def test_where_the_state_is_kept() -> None:
    feeds = Path("lists/feeds.toml")
    assert state_beside("a/record.db", feeds) == Path("a/record.db.watch.json")
    assert state_beside("postgresql://h/d", feeds) == Path("lists/feeds.toml.watch.json")


def test_a_wrong_interval_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, ONE)
    result = CliRunner().invoke(app, ["watch", str(path), "--interval", "1s"])
    assert result.exit_code == 2
