"""Statuses: labels and rungs, how they change, and what only sounds like a status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.knowledge import statuses as knowledge
from bilateral.model import Status
from bilateral.reading.annotate import annotate
from bilateral.reading.examples import check
from bilateral.reading.statuses import read_statuses
from bilateral.reading.statuses.labels import label_spans

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))


def _statuses(text: str, title: str, published: str | None = "2024-10-02") -> list[Status]:
    return read_statuses(annotate(from_text(text, title=title, published=published)))


def test_examples_hold() -> None:
    failures = list(check("statuses/en"))
    assert not failures, "\n".join(f"{f.where} {f.rule}: {f.message}" for f in failures)


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Comprehensive Strategic Partnership", "comprehensive_strategic_partnership"),
        ("all-weather strategic cooperative partnership", "comprehensive_strategic_partnership"),
        ("permanent comprehensive strategic partnership", "comprehensive_strategic_partnership"),
        ("comprehensive global strategic partnership", "comprehensive_strategic_partnership"),
        ("comprehensive and strategic partnership", "comprehensive_strategic_partnership"),
        (
            "comprehensive strategic partnership of coordination for a new era",
            "comprehensive_strategic_partnership",
        ),
        ("special strategic and global partnership", "strategic_partnership"),
        ("strategic partnership for extensive cooperation", "strategic_partnership"),
        ("enhanced strategic partnership", "strategic_partnership"),
        ("innovative strategic partnership", "strategic_partnership"),
        ("comprehensive partnership", "comprehensive_partnership"),
        ("friendly cooperative partnership", "partnership"),
        ("special partnership", "partnership"),
        ("Partnership for Shared Values", "partnership"),
        ("treaty ally", "alliance"),
        ("ironclad alliance", "alliance"),
        ("mutual defence treaty", "alliance"),
    ],
)
def test_labels(label: str, level: str) -> None:
    text = f"Kenya and Japan spoke of a {label}."
    spans = [span for s in annotate(from_text(text)).sentences for span in label_spans(s)]
    assert [(text[s.start : s.end], s.level) for s in spans] == [(label, level)]
    assert level in knowledge.levels()


@pytest.mark.parametrize(
    "words",
    [
        "the Trans-Pacific Partnership",
        "the Regional Comprehensive Economic Partnership",
        "the Partnership for Peace",
        "a public-private partnership",
        "a business partnership",
        "a strong partnership",
        "its trading partners",
    ],
)
def test_what_only_sounds_like_a_label(words: str) -> None:
    page = annotate(from_text(f"Kenya and Japan joined {words}."))
    assert [span for s in page.sentences for span in label_spans(s)] == []


def test_a_change_is_not_described_again() -> None:
    text = (
        "Kenya and Japan upgraded ties to a strategic partnership in May 2023. "
        "Kenya and Japan praised their strategic partnership."
    )
    found = _statuses(text, "Kenya and Japan meet")
    assert [(s.level, s.change, s.date) for s in found] == [
        ("strategic_partnership", "upgraded", "2023-05")
    ]


def test_a_year_ago_counts_from_publication() -> None:
    text = "A year ago, Kenya and Japan upgraded ties to a strategic partnership."
    assert [s.date for s in _statuses(text, "Kenya and Japan meet")] == ["2023"]
    assert [s.date for s in _statuses(text, "Kenya and Japan meet", None)] == [None]


@pytest.mark.skipif(not SEEDS, reason="the seed articles stand beside the repository")
@pytest.mark.parametrize("number", [0, 1])
def test_seed_articles(number: int) -> None:
    path = SHARED / "examples" / f"seed-{number}.expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    text = SEEDS[number].read_text(encoding="utf-8")
    document = expected["document"]
    found = _statuses(text, document["title"], document["published"])
    keys = ("level", "label", "date", "change")
    assert [{key: getattr(s, key) for key in keys} for s in found] == [
        {key: status[key] for key in keys} for status in expected["statuses"]
    ]
    assert all(list(s.parties) == ["USA", "VNM"] for s in found)
