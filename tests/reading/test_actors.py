"""The actors of a page, on examples and on the two real articles where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.model import Actor
from bilateral.reading.actors import read_actors
from bilateral.reading.annotate import annotate

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = (("000_528f4e815e3bd9f1", "seed-0", "2024-09-23"), ("001_382ae39ce78bc523", "seed-1", None))


def actors(text: str, **known: str) -> dict[str, Actor]:
    return {actor.name: actor for actor in read_actors(annotate(from_text(text, **known)))}


@pytest.mark.parametrize(("seed", "expected", "published"), SEEDS)
def test_the_actors_of_real_articles(seed: str, expected: str, published: str | None) -> None:
    article = SHARED / "seeds" / f"{seed}.txt"
    if not article.exists():
        pytest.skip("the articles are not here")
    labels = json.loads((SHARED / "examples" / f"{expected}.expected.json").read_text())
    known = {"published": published} if published else {}
    found = actors(article.read_text(), **known)
    for wanted in labels["actors"]:
        read = found[wanted["name"]]
        assert (read.country, list(read.roles)) == (wanted["country"], wanted["roles"])
    names = {item["name"] for item in labels["actors"]}
    names |= {item["name"] for item in labels["optional"] if item["kind"] == "actor"}
    assert len(set(found) - names) <= 2


def test_one_actor_however_called() -> None:
    text = (
        "Kenyan President William Ruto arrived in Beijing for talks between Kenya and China. "
        "Mr. Ruto said the loan was good. He thanked China. The president left on Friday."
    )
    assert list(actors(text, published="2023-10-17")) == ["William Ruto"]


def test_third_countries_and_passing_names_are_left_out() -> None:
    text = (
        "Japan's Prime Minister Fumio Kishida met India's Prime Minister Narendra Modi. "
        "Ties grew under Prime Minister Shinzo Abe. Japan and India both trade with France."
        " India and Japan also spoke of French President Emmanuel Macron."
    )
    assert list(actors(text, published="2022-03-19")) == ["Fumio Kishida", "Narendra Modi"]


def test_evidence_is_the_first_naming() -> None:
    text = "Kenya welcomed the news. Chinese Premier Li Qiang called Kenya a friend of China."
    actor = actors(text, published="2024-01-10")["Li Qiang"]
    assert [item.quote for item in actor.evidence] == ["Chinese Premier Li Qiang"]


def test_mentions_and_actors_agree() -> None:
    text = "Chinese Premier Li Qiang met Kenya's President William Ruto. Li praised Ruto."
    page = annotate(from_text(text, published="2024-01-10"))
    named = {m.actor for sentence in page.sentences for m in sentence.mentions if m.actor}
    assert named == {actor.name for actor in page.actors} == {"Li Qiang", "William Ruto"}
