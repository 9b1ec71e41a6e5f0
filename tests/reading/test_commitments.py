"""Commitments: who binds whom to what, how firmly, by when, and who says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text
from bilateral.knowledge import commitments as knowledge
from bilateral.model import Commitment
from bilateral.reading.annotate import annotate
from bilateral.reading.commitments import read_commitments
from bilateral.reading.commitments.content import content_end
from bilateral.reading.examples import check

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))


def _read(text: str, title: str, published: str | None = "2024-10-02") -> list[Commitment]:
    return read_commitments(annotate(from_text(text, title=title, published=published)))


def test_examples_hold() -> None:
    failures = list(check("commitments/en"))
    assert not failures, "\n".join(f"{f.where} {f.rule}: {f.message}" for f in failures)


def test_every_strength_has_a_rule() -> None:
    rules = knowledge.frames().values()
    assert {r.strength for r in rules} | {r.joint for r in rules} == set(knowledge.STRENGTHS)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("buy rice, recognizing its quality.", "buy rice"),
        ("buy rice, Mr Ito said.", "buy rice"),
        ("buy rice, which is cheap.", "buy rice"),
        ("buy rice, including brown rice.", "buy rice, including brown rice"),
        ("buying rice, selling tea and growing corn.", "buying rice, selling tea and growing corn"),
        ("buy rice; others sell it.", "buy rice"),
    ],
)
def test_where_a_promise_ends(text: str, content: str) -> None:
    assert text[: content_end(text, 0)] == content


def test_he_added_names_the_last_speaker() -> None:
    text = (
        "Vietnam and Laos held talks. Prime Minister Pham Minh Chinh told reporters that the two "
        "countries will build a rail link. The two countries will also expand scholarships. "
        "Other sectors such as health will receive attention, he added."
    )
    found = _read(text, "Vietnam and Laos hold talks")
    assert [c.speaker for c in found] == ["Pham Minh Chinh"] * 3


def test_a_list_is_read_point_by_point() -> None:
    text = (
        "Qatar and Rwanda agreed to:\n- open a joint airport\n- expand scholarships\n"
        "Rwanda lies in Africa."
    )
    found = _read(text, "Qatar and Rwanda meet")
    assert [c.content for c in found] == ["open a joint airport", "expand scholarships"]
    assert {c.strength for c in found} == {"agreed"}


def test_hopes_are_kept_apart_from_pledges() -> None:
    text = "Nepal and India met. Nepal hopes that India will pledge to buy its hydropower."
    assert [c.strength for c in _read(text, "Nepal and India meet")] == ["hoped"]


def test_we_in_what_people_said_in_turns_is_not_both_sides() -> None:
    text = (
        "PRESIDENT RUTO: Kenya and Japan are friends of old.\n"
        "We will build a railway with our own money.\n"
        "PRIME MINISTER KISHIDA: Japan and Kenya are friends.\n"
    )
    assert _read(text, "Kenya and Japan meet") == []


def test_content_is_a_slice_of_the_text() -> None:
    text = "Kenya and Uganda agreed to rebuild the railway by 2030."
    (found,) = _read(text, "Kenya and Uganda meet")
    assert found.content == "rebuild the railway by 2030"
    assert found.content in found.evidence[0].quote
    assert found.due == "2030"


@pytest.mark.skipif(not SEEDS, reason="the seed articles stand beside the repository")
@pytest.mark.parametrize("number", [0, 1])
def test_seed_articles(number: int) -> None:
    path = SHARED / "examples" / f"seed-{number}.expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    text = SEEDS[number].read_text(encoding="utf-8")
    document = expected["document"]
    found = _read(text, document["title"], document["published"])
    quotes = [_matching(found, item) for item in expected["commitments"]]
    assert all(quotes)
    optional = [item for item in expected["optional"] if item["kind"] == "commitment"]
    assert len(found) - len(quotes) <= len(optional) + 2


def _matching(found: list[Commitment], item: dict[str, Any]) -> list[Commitment]:
    """The commitments that say what `item` does, at words that overlap with its own."""
    words = set(item["evidence"][0]["quote"].split())
    return [
        c
        for c in found
        if len(words & set(c.evidence[0].quote.split())) > len(words) * 0.6
        and (c.strength, set(c.by), set(c.to), c.speaker, set(c.areas))
        == (item["strength"], set(item["by"]), set(item["to"]), item["speaker"], set(item["areas"]))
    ]
