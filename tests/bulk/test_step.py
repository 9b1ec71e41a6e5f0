"""The pure step: what is kept, dropped and set aside, and the cheap test before it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bilateral.bulk import step
from bilateral.bulk.step import NO_ARTICLE, NOT_BILATERAL, OTHER_LANGUAGE, understand
from bilateral.bulk.units import Dropped, Kept, Record, SetAside
from tests.bulk.archives import bilateral, domestic


def _one(record: Record, **options: Any) -> Any:
    ((outcome,),) = understand([record], **options)
    return outcome


def _page(words: str, **options: Any) -> Record:
    return Record("a.warc@0", words.encode(), "https://news.example/a", page=True, **options)


def test_a_page_about_two_countries_is_kept() -> None:
    kept = _one(_page(bilateral(3).page()))
    assert isinstance(kept, Kept)
    assert kept.document["parties"] == ["NOR", "PER"]
    assert kept.document["pair"] == "NOR-PER"
    assert kept.document["month"] == "2024-04"
    kinds = {row["kind"] for row in kept.statements}
    assert {"event", "figure", "actor"} <= kinds
    mains = [row for row in kept.statements if row["main"]]
    assert len({row["id"] for row in mains}) == len(mains)


def test_the_same_batch_gives_the_same_rows() -> None:
    batch = [_page(bilateral(n).page()) for n in range(3)]
    assert understand(batch) == understand(batch)


def test_other_pages_are_dropped_before_the_article_is_taken_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(step, "from_bytes", lambda *_: pytest.fail("the page was taken apart"))
    assert _one(_page(domestic(1).page())) == Dropped(NOT_BILATERAL)


def test_a_language_that_is_not_read_is_dropped() -> None:
    french = (
        "<html><body><article><p>"
        + "Le ministre des affaires étrangères de la France a reçu son homologue norvégien. " * 6
        + "</p></article></body></html>"
    )
    assert _one(_page(french)) == Dropped(OTHER_LANGUAGE)


def test_what_holds_nothing_is_dropped() -> None:
    assert _one(_page("<html><body><p>.</p></body></html>")) == Dropped(NO_ARTICLE)


def test_a_fault_of_the_archive_is_set_aside() -> None:
    fault = Record("a.warc@9", b"", fault="the archive is broken here")
    assert _one(fault) == SetAside("a.warc@9", "the archive is broken here")


def test_a_record_that_takes_too_long_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> Any:
        time.sleep(30)

    monkeypatch.setattr(step, "from_bytes", slow)
    line = Record("a.jsonl:1", bilateral(1).line().encode())
    assert _one(line, limit=0.05) == SetAside("a.jsonl:1", "took longer than 0.05 s")


def test_a_fault_nobody_foresaw_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(step, "from_bytes", broken)
    line = Record("a.jsonl:1", bilateral(1).line().encode())
    outcome = _one(line)
    assert isinstance(outcome, SetAside) and "ZeroDivisionError" in outcome.reason


def test_originals_can_be_left_out() -> None:
    line = Record("a.jsonl:1", bilateral(1).line().encode())
    assert _one(line).document["original"]
    assert _one(line, originals=False).document["original"] is None


def test_the_cheap_test_drops_no_article_that_would_be_kept() -> None:
    """Every demo article that is kept as words is kept as a page."""
    from bilateral.demo import ARTICLES
    from bilateral.documents import load
    from bilateral.model import Document
    from bilateral.reading import read
    from tests.bulk.archives import Article

    lost = []
    for item in load(ARTICLES):
        assert isinstance(item, Document)
        if len(read(item).document.parties) < 2:
            continue
        page = Article(item.title or "", item.text, item.published or "", "").page()
        outcomes = understand([Record(item.name, page.encode(), item.url, page=True)])[0]
        if Dropped(NOT_BILATERAL) in outcomes:
            lost.append(item.name)
    assert lost == []
