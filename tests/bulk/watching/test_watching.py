"""Feeds of a real server: what is asked for and how often, what is kept, and what goes wrong."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from bilateral.bulk.watching.polling import FIRST_RETRY, LAST_RETRY, MOST_TRIES
from bilateral.bulk.watching.web import retry_after

from .conftest import CITIES, Desk, Headers, Server, article, rss


def meetings(*numbers: int) -> list[str]:
    return sorted(f"Kenya and China meet in {CITIES[n]}" for n in numbers)


def answers(*given: tuple[int, Headers, str]) -> Any:
    """Answers one after the other, the last for ever."""
    left = list(given)
    return lambda headers: left.pop(0) if len(left) > 1 else left[0]


def test_what_a_feed_lists_is_read_and_kept_once(desk: Desk, server: Server) -> None:
    first = desk.once()[0]
    assert first.counts == {"added": 3}
    assert desk.titles() == meetings(0, 1, 2)
    asked = len(server.asked)
    again = desk.once()[0]
    assert (again.counts, again.fault) == ({}, None)
    assert server.paths()[asked:] == ["/robots.txt", "/feed"]
    server.pages["/feed"] = rss(server.address, [1, 2, 3])
    assert desk.once()[0].counts == {"added": 1}
    assert desk.titles() == meetings(0, 1, 2, 3)


def test_a_feed_is_asked_for_only_if_it_changed(desk: Desk, server: Server) -> None:
    body = rss(server.address, [0])
    day = "Mon, 12 May 2014 08:00:00 GMT"

    def feed(headers: Headers) -> tuple[int, Headers, str]:
        versions = {"ETag": '"v1"', "Last-Modified": day}
        same = headers.get("If-None-Match") == '"v1"' and headers.get("If-Modified-Since") == day
        return (304, versions, "") if same else (200, versions, body)

    server.pages["/feed"] = feed
    assert desk.once()[0].counts == {"added": 1}
    second = desk.once()[0]
    assert second.unchanged
    assert second.fault is None
    assert desk.state().etag == '"v1"'


def test_a_feed_that_fails_is_asked_ever_later_and_comes_back(desk: Desk, server: Server) -> None:
    body = server.pages["/feed"]
    server.pages["/feed"] = lambda headers: (500, {}, "broken")
    waits = []
    for failures in range(1, 12):
        polled = desk.once()[0]
        assert polled.fault == "the server answered 500"
        assert desk.state().failures == failures
        waits.append(desk.state().due - desk.time.at)
        most = min(FIRST_RETRY * 2 ** (failures - 1), LAST_RETRY)
        assert most / 2 <= waits[-1] <= most
        asked = len(server.asked)
        assert desk.once()[0].fault == "left alone after failures"
        assert len(server.asked) == asked
        desk.time.at = desk.state().due
    server.pages["/feed"] = body
    assert desk.once()[0].counts == {"added": 3}
    assert desk.state().failures == 0


def test_one_feed_that_fails_stops_no_other(desk: Desk, server: Server) -> None:
    server.pages["/broken"] = "<rss><channel><item><tit"
    server.pages["/page"] = article(5)
    server.pages["/empty"] = rss(server.address, [])
    server.pages["/bomb"] = '<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>'
    paths = ("/broken", "/page", "/gone", "/bomb", "/empty", "/feed")
    rounds = desk.once(*(desk.feed(path) for path in paths))
    faults = {polled.feed.url.removeprefix(server.address): polled.fault for polled in rounds}
    assert faults["/page"] == "is no feed"
    assert faults["/gone"] == "the server answered 404"
    assert faults["/broken"] and faults["/bomb"]
    assert faults["/empty"] is None and faults["/feed"] is None
    assert desk.titles() == meetings(0, 1, 2)


def test_a_feed_that_is_slow_is_left_for_later(desk: Desk, server: Server) -> None:
    over = threading.Event()

    def slow(headers: Headers) -> tuple[int, Headers, str]:
        over.wait(10)
        return 200, {}, ""

    server.pages["/slow"] = slow
    rounds = desk.once(desk.feed("/slow"), desk.feed())
    over.set()
    assert rounds[0].fault == "the server takes too long to answer"
    assert rounds[1].counts == {"added": 3}


def test_robots_are_obeyed(desk: Desk, server: Server) -> None:
    server.pages["/robots.txt"] = "User-agent: *\nDisallow: /a1\nDisallow: /private/\n"
    server.pages["/private/feed"] = rss(server.address, [4])
    polled, refused = desk.once(desk.feed(), desk.feed("/private/feed"))
    assert desk.titles() == meetings(0, 2)
    assert [skip.source for skip in polled.skips] == [f"{server.address}/a1"]
    assert refused.fault == "robots.txt asks programs to stay away"
    assert not {"/a1", "/private/feed"} & set(server.paths())
    assert server.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "asked"), [(404, True), (403, False), (503, False)])
def test_robots_that_cannot_be_had(desk: Desk, server: Server, status: int, asked: bool) -> None:
    server.pages["/robots.txt"] = lambda headers: (status, {}, "")
    desk.once()
    assert ("/feed" in server.paths()) is asked


def test_pauses_between_requests_to_a_site(desk: Desk, server: Server) -> None:
    desk.site_interval = 5.0
    server.pages["/robots.txt"] = "User-agent: bilateral\nCrawl-delay: 20\n"
    desk.once()
    assert desk.time.waits == [20.0] * 4


def test_a_site_that_asks_to_wait_is_left_alone(desk: Desk, server: Server) -> None:
    server.pages["/feed"] = lambda headers: (429, {"Retry-After": "7200"}, "")
    server.pages["/other"] = rss(server.address, [3])
    first, second = desk.once(desk.feed(), desk.feed("/other"))
    assert first.fault == "the server answered 429"
    assert second.fault == "the site asked to wait"
    assert desk.state().due == desk.time.at + 7200
    assert "/other" not in server.paths()


def test_an_article_that_fails_is_tried_again_though_the_feed_is_unchanged(
    desk: Desk, server: Server
) -> None:
    body = rss(server.address, [0, 1])
    server.pages["/feed"] = lambda headers: (
        (304, {}, "") if headers.get("If-None-Match") else (200, {"ETag": '"a"'}, body)
    )
    server.pages["/a1"] = answers((502, {}, ""), (502, {}, ""), (200, {}, article(1)))
    assert desk.once()[0].counts == {"added": 1, "to try again": 1}
    for _ in range(2):
        desk.time.at = max(p.due for p in desk.state().pending.values())
        desk.once()
    assert desk.titles() == meetings(0, 1)
    assert desk.state().pending == {}


def test_an_article_that_never_comes_is_given_up_and_named(desk: Desk, server: Server) -> None:
    server.pages["/a1"] = lambda headers: (503, {}, "")
    skips = []
    for _ in range(MOST_TRIES + 1):
        skips += desk.once()[0].skips
        desk.time.at += LAST_RETRY + 1
    assert [skip.source for skip in skips] == [f"{server.address}/a1"]
    assert server.paths().count("/a1") == MOST_TRIES
    assert desk.titles() == meetings(0, 2)


def test_duplicates_are_one_document(desk: Desk, server: Server) -> None:
    server.pages["/feed"] = rss(server.address, [0, 0, 1])
    server.pages["/second"] = rss(server.address, [1, 0])
    desk.once(desk.feed(), desk.feed("/second"))
    assert desk.titles() == meetings(0, 1)


def test_the_words_of_the_feed_are_taken_where_it_has_them_all(desk: Desk, server: Server) -> None:
    long = "Kenya and China signed an agreement to build a railway worth $3.8 billion. " * 30
    server.pages["/feed"] = rss(server.address, [0], long)
    server.pages["/short"] = rss(server.address, [1], "Kenya and China signed an agreement.")
    desk.once(desk.feed(), desk.feed("/short", text="feed", outlet="The Desk"))
    assert not {"/a0", "/a1"} & set(server.paths())
    assert len(desk.titles()) == 2


def test_private_addresses_stay_closed(desk: Desk, server: Server) -> None:
    from bilateral.bulk.watching import Feeds, State, Watcher, Web
    from bilateral.record import Record

    with Record(str(desk.record_file)) as record:
        web = Web(desk.time.clock(), 0.0)
        polled = Watcher(record, Feeds((desk.feed(),)), State(desk.state_file), web).once()[0]
    assert "private" in (polled.fault or "")
    assert server.asked == []


def test_watching_goes_on_and_ends_when_it_is_told(desk: Desk, server: Server) -> None:
    from bilateral.record import Record

    desk.time.stop_after = 3
    with Record(str(desk.record_file)) as record:
        desk.watcher(record, desk.feed(interval=600.0)).forever()
    assert desk.time.waits == [600.0] * 3
    assert server.paths().count("/feed") == 3
    assert desk.titles() == meetings(0, 1, 2)


def test_the_time_that_a_server_asks_for() -> None:
    now = 1_400_000_000.0
    assert retry_after("120", now) == 120
    assert retry_after(formatdate(now + 90, usegmt=True), now) == 90
    assert retry_after(formatdate(now - 90, usegmt=True), now) == 0
    for told in (None, "", "soon", "-5", "1e9", "²"):
        assert retry_after(told, now) is None


# The command


def command(desk: Desk, *options: str) -> list[str]:
    listed = desk.record_file.with_name("feeds.toml")
    listed.write_text(
        f'[watch]\nsite_interval = 0\n[[feed]]\nurl = "{desk.server.address}/feed"\n',
        encoding="utf-8",
    )
    record = ["--record", str(desk.record_file), "--state", str(desk.state_file)]
    words = ["-m", "bilateral", "watch", str(listed), "--allow-private", *record, *options]
    return [sys.executable, *words]


def content(record: Path) -> dict[str, list[Any]]:
    """What a record holds, but for when it came in and in which run."""
    queries = {
        "documents": "select id, url, title from documents order by id",
        "statements": "select id, kind, content from statements order by id",
        "entries": "select a, b, entry, shown from entries order by a, b, entry",
    }
    with closing(sqlite3.connect(record)) as store:
        return {name: list(store.execute(query)) for name, query in queries.items()}


def test_a_kill_in_the_middle_leaves_what_an_undisturbed_run_leaves(
    tmp_path: Path, desk: Desk, server: Server
) -> None:
    every = list(range(len(CITIES)))
    server.pages["/feed"] = lambda headers: (200, {"ETag": '"v"'}, rss(server.address, every))
    reached, go_on = threading.Event(), threading.Event()

    def held(headers: Headers) -> tuple[int, Headers, str]:
        reached.set()
        go_on.wait(30)
        return 200, {}, article(4)

    server.pages["/a4"] = held
    run = subprocess.Popen(command(desk, "--once"), stdout=subprocess.DEVNULL)
    assert reached.wait(60)
    run.send_signal(signal.SIGKILL)
    run.wait()
    go_on.set()
    assert desk.titles() == meetings(0, 1, 2, 3)
    before = len(server.asked)
    subprocess.run(command(desk, "--once"), check=True, stdout=subprocess.DEVNULL)
    assert not {"/a0", "/a1", "/a2", "/a3"} & set(server.paths()[before:])
    undisturbed = Desk(tmp_path / "other", server)
    undisturbed.record_file.parent.mkdir()
    subprocess.run(command(undisturbed, "--once"), check=True, stdout=subprocess.DEVNULL)
    assert content(desk.record_file) == content(undisturbed.record_file)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(desk: Desk, server: Server, number: signal.Signals) -> None:
    run = subprocess.Popen(command(desk), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while "/a2" not in server.paths() and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(number)
    told, faults = run.communicate(timeout=60)
    assert (run.returncode, faults) == (0, "")
    assert "added" in told
    assert 2 <= len(desk.titles()) <= 3
