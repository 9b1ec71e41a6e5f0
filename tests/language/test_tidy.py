"""Tidying: its examples, what it must not touch, and clean text staying as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bilateral.language.tidy import CHARACTER_REPAIRS, REPAIRS, tidy, tidy_line
from bilateral.reading.examples import check, rule_names

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def test_every_example_of_a_repair_holds() -> None:
    assert [f"{f.where} {f.rule}: {f.message}" for f in check("tidy/en")] == []


def test_repairs_and_their_list_name_the_same() -> None:
    assert list(REPAIRS) == rule_names("tidy/en")


@pytest.mark.parametrize(
    "text",
    [
        "1. The two sides agreed to raise trade.\n2. They will open consulates.\n3. Both signed.",
        "Year | Exports | Imports\n2022 | 109.4 | 14.5\n2023 | 97.0 | 13.8",
        "“We agreed,” he said.\n“And we will sign.”",
        "PRESIDENT A: Thank you.\nQ Will you sign?\nPRESIDENT A: Yes.",
        "(a) open a consulate;\n(b) exchange students; and\n(c) meet every year.",
    ],
)
def test_structure_is_left_alone(text: str) -> None:
    assert tidy(text) == text


@given(st.text())
@example("Â\x1b¡")
@example("A\u0302¡")
def test_any_text_comes_out_encodable_and_stays_the_same_when_tidied_again(text: str) -> None:
    once = tidy_line(text)
    once.encode("utf-8")
    tidy(text).encode("utf-8")
    assert tidy_line(once) == once


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    text = "word " * 200_000
    assert tidy(text) == text.strip()


def _corpus() -> Iterator[dict[str, Any]]:
    for name in ("voa.jsonl", "whitehouse.jsonl"):
        with (CORPUS / name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus is not here")
def test_clean_text_stays_as_it_is() -> None:
    items = list(_corpus())
    characters = 0
    changed = 0
    for item in items:
        text = item["text"]
        for repair in CHARACTER_REPAIRS.values():
            text = repair(text)
        characters += text != item["text"]
        changed += tidy(item["text"]) != item["text"]
    # What is left are words and sentences that the pages themselves ran together.
    assert characters == 0
    assert changed <= len(items) * 0.02
