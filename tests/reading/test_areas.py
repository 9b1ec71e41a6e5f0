"""Fields: what counts as one, in lists of any length, and the words that only sound like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text
from bilateral.knowledge import areas as knowledge
from bilateral.reading import read
from bilateral.reading.annotate import annotate
from bilateral.reading.areas import area_spans
from bilateral.reading.examples import check

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted(SHARED.glob("seeds/*.txt"))


def _codes(text: str) -> set[str]:
    page = annotate(from_text(text))
    return {code for s in page.sentences for span in area_spans(s) for code in span.codes}


def test_examples_hold() -> None:
    failures = list(check("areas/en"))
    assert not failures, "\n".join(f"{f.where} {f.rule}: {f.message}" for f in failures)


def test_every_code_has_terms() -> None:
    used = {code for term in knowledge.terms().values() for code in term.codes}
    assert used == set(knowledge.codes())


def test_there_are_terms_enough() -> None:
    assert sum(bool(term.codes) for term in knowledge.terms().values()) >= 1200


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("maritime and aviation capacity building", {"maritime_capacity", "aviation_capacity"}),
        ("cultural and educational exchanges", {"culture", "education"}),
        ("human and drug trafficking", {"law_enforcement"}),
        ("skilled labor force training", {"human_resources"}),
        ("military medical training", {"military_medicine"}),
        ("energy transition", {"energy_transition"}),
        ("digital platforms", {"digital_economy"}),
        ("semiconductor ecosystems", {"semiconductors"}),
        ("trade unions met", set()),
        ("a great power", set()),
        ("water under the bridge", set()),
        ("space for dialogue", set()),
        ("the health of the economy", set()),
        ("the Labour Party", set()),
        ("the train left", set()),
        ("the Minister of Trade and Industry", set()),
        ("the Defence Minister", set()),
    ],
)
def test_words_for_fields(text: str, codes: set[str]) -> None:
    assert _codes(text) == codes


def test_an_area_gathers_all_its_evidence() -> None:
    text = (
        "Kenya and Japan agreed to cooperate in renewable energy. "
        "Kenya and Japan also praised joint geothermal and solar power projects."
    )
    reading = read(from_text(text, title="Kenya and Japan meet"))
    found = [area for area in reading.areas if area.code == "energy_transition"]
    assert len(found) == 1
    assert found[0].evidence[0].quote == "renewable energy"
    assert len(found[0].evidence) > 1


@pytest.mark.skipif(not SEEDS, reason="the seed articles stand beside the repository")
@pytest.mark.parametrize("number", [0, 1])
def test_seed_articles(number: int) -> None:
    expected = _expected(number)
    text = SEEDS[number].read_text(encoding="utf-8")
    document = expected["document"]
    reading = read(from_text(text, title=document["title"], published=document["published"]))
    found = {area.code for area in reading.areas}
    required = {area["code"] for area in expected["areas"]}
    allowed = {item["code"] for item in expected["optional"] if item["kind"] == "area"}
    assert required <= found
    assert found <= required | allowed


def _expected(number: int) -> dict[str, Any]:
    path = SHARED / "examples" / f"seed-{number}.expected.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
