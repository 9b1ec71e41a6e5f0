"""The labelled clusters are well made, and what was read rightly is merged as they say."""

from collections import Counter

import pytest

from evaluation.clusters import (
    F1_BAR,
    WRONG_BAR,
    Label,
    Merges,
    load_labels,
    load_near_misses,
    measure,
)
from evaluation.gold import DEMO, SHARED


@pytest.fixture(scope="module")
def scores() -> tuple[Merges, Merges]:
    return measure(load_labels(), load_near_misses())


def test_there_are_enough_clusters_and_near_misses() -> None:
    told = Counter(label.cluster for label in load_labels())
    assert sum(number > 1 for number in told.values()) >= 60
    assert {label.kind for label in load_labels()} == {"event", "status", "commitment", "actor"}
    assert len(load_near_misses()) >= 60


def test_near_misses_name_clusters_of_one_kind() -> None:
    kinds = {label.cluster: label.kind for label in load_labels()}
    for near in load_near_misses():
        assert near.one != near.other
        assert kinds[near.one] == kinds[near.other], near


@pytest.mark.parametrize(
    "label", [label for label in load_labels() if label.document.startswith("demo/")], ids=str
)
def test_labels_of_the_demo_quote_it(label: Label) -> None:
    text = (DEMO / label.document.removeprefix("demo/")).read_text(encoding="utf-8")
    assert label.quote in text


def test_no_text_of_the_corpus_is_kept() -> None:
    assert not [x for x in load_labels() if x.quote and not x.document.startswith("demo/")]


def test_what_was_read_rightly_is_merged_rightly(scores: tuple[Merges, Merges]) -> None:
    _, rightly = scores
    assert rightly.f1 >= F1_BAR, rightly.split
    assert len(rightly.near_wrong) <= WRONG_BAR, rightly.near_wrong


@pytest.mark.skipif(not SHARED.exists(), reason="the corpus is not at hand")
def test_enough_of_the_labels_is_read_to_measure_with(scores: tuple[Merges, Merges]) -> None:
    _, rightly = scores
    assert rightly.clusters >= 60
    assert rightly.near >= 60
