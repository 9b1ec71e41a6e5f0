"""Documents that somebody meant ill with: each is read or passed over with its reason."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bilateral.documents import from_text
from bilateral.documents.sources import from_bytes
from bilateral.language.sentences import LONGEST, sentence_spans
from bilateral.model import Skip, as_json
from bilateral.reading import read
from evaluation.soak import kinds, paragraphs
from evaluation.soak.fuzz import Fuzzed, check_quotes, run, swallow, within
from evaluation.soak.patterns import patterns, pieces

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
TOLD = (
    "Vietnam and the United States signed a trade agreement worth $5 billion in Hanoi "
    "on July 13, 2020. "
)
HANG = 60.0
WORD_NAMES = kinds.WORD_NAMES.encode()


def outcome(content: bytes, name: str = "a") -> list[str | int]:
    """The reason of each skip and the number of statements of each document."""
    out: list[str | int] = []
    with within(HANG):
        for item in from_bytes(content, name):
            told = item.reason if isinstance(item, Skip) else check_quotes(as_json(read(item)))
            out.append(told)
    return out


def test_a_seeded_sample_of_fuzzed_documents() -> None:
    found = run(300, seed=7)
    assert found.failures == []
    assert set(found.documents) == set(kinds.KINDS)
    assert found.read > 200 and found.statements > 2000 and found.skipped.total() > 20


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_broke_something(path: Path) -> None:
    with within(HANG):
        swallow(path.name.split("-")[0].replace("_", " "), path.read_bytes(), Fuzzed())


def page(body: bytes) -> bytes:
    return b"<html><body><article>" + body + b"</article></body></html>"


def body(xml: bytes) -> bytes:
    head = b'<w:document xmlns:w="%s"><w:body>' % WORD_NAMES
    return kinds.word_of(head + xml + b"</w:body></w:document>")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: page(b"<div>" * 100_000 + TOLD.encode() * 20), "no article"),
        (lambda: page(b"<script>" * 50_000), "no article"),
        (lambda: page(b"<!--" * 50_000), "no article"),
        (lambda: b"<rss><!--" * 50_000, "feed is broken"),
        (lambda: b'{"text":' + b"[" * 100_000, "not JSON"),
        (lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000, "JSON"),
        (lambda: body(b"<w:p>" * 100_000 + b"</w:p>" * 100_000), "unpacks"),
        (lambda: body(b"<w:tbl><w:tr><w:tc>" * 200), "broken"),
        (lambda: b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', "entities"),
        (lambda: gzip.compress(b"a" * 100_000_000), "larger than"),
        (lambda: gzip.compress(gzip.compress(b"a" * 100_000_000)), "larger than"),
        (lambda: b"\0" * 1_000_000, "is not text"),
        (lambda: b"\xed\xa0\x80" * 100_000, "no text"),
        (lambda: TOLD.encode() * 220_000, "larger than 20 MB"),
        (lambda: TOLD.encode() * 1_100_000, "larger than 20 MB"),
        (lambda: b'{"text":"' + TOLD.encode() * 1_100_000 + b'"}', "larger than 20 MB"),
        (lambda: page(b"<p>" + TOLD.encode() * 1_100_000 + b"</p>"), "larger than 20 MB"),
        (lambda: gzip.compress(TOLD.encode() * 1_100_000, 1), "larger than 20 MB"),
    ],
)
def test_bombs_are_passed_over_with_their_reason(content: Callable[[], bytes], reason: str) -> None:
    (told,) = outcome(content())
    assert reason in str(told)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "Yes. " * 100_000,
        "word.Word" * 50_000,
        "bilateralrelations" * 50_000,
        TOLD + "\n" * 1_000_000 + TOLD,
        TOLD + " " * 1_000_000 + TOLD,
        TOLD + "a" + "\u0301" * 100_000,
        "Vietnam " * 20_000,
        "Trade between Vietnam and the United States was $" + "9" * 1_000_000 + " in 2020.",
        "Trade between Vietnam and the United States was " + "1," * 20_000 + " in 2020.",
        TOLD.replace(" ", " \u202e") * 50,
        TOLD.replace("a", "a\0") * 50,
        "# " + TOLD + "[a](" * 50_000,
        "---\n" * 50_000,
        "# x\n" + "--|" * 50_000,
    ],
    ids=lambda text: f"{len(text)} of {text[:12]!r}",
)
def test_texts_that_try_the_patterns_are_read(text: str) -> None:
    assert len(outcome(text.encode())) == 1


@pytest.mark.parametrize("sort", paragraphs.SORTS)
def test_the_time_for_a_paragraph_grows_with_its_length(sort: str) -> None:
    """Four times the length may take eight times as long and no more: what grows with the square
    takes 16 times as long. `python -m evaluation.soak paragraphs` reads 5 MB of each."""
    power, _ = paragraphs.growth(sort, LENGTHS.get(sort, 320_000), (1, 4))
    assert power < 1.5


LENGTHS = {
    "sentences": 400_000,
    **dict.fromkeys(("one sentence", "no signs", "commas", "quotes"), 60_000),
}
"""Of those with something to read; of many sentences one needs more to see what they cost each
other."""


def test_a_paragraph_of_sentences_is_read_to_its_end() -> None:
    text = paragraphs.SORTS["sentences"](60_000)
    told = read(from_text(text, published="2024-05-06"))
    places = [words.start for said in told.statements() for words in said.evidence]
    assert max(places) > 59_000


def test_a_rule_of_a_table_that_is_none_is_no_trap() -> None:
    """Found by trying every pattern: a line of hyphens and one letter took years."""
    (told,) = outcome(page(f"<p>{TOLD * 5}</p><p>{'-' * 5000}x</p><p>{TOLD}</p>".encode()))
    assert isinstance(told, int) and told > 0


def test_a_paragraph_without_end_is_cut_into_sentences() -> None:
    text = "Vietnam and the United States agreed on trade and " * 4000
    spans = sentence_spans(text)
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


def test_the_trial_of_patterns_sees_all_and_makes_what_they_look_for() -> None:
    """`python -m evaluation.soak patterns` times them; no test asserts a time."""
    found = patterns()
    assert len(found) > 300
    assert "bilateral.language.glued._GLUED_INSIDE" in found
    met = [place for place, one in found.items() if any(map(one.search, _pieces(one)))]
    assert len(met) > 0.9 * len(found)


def _pieces(pattern: re.Pattern[Any]) -> list[Any]:
    made = pieces(pattern)
    return [piece.encode() for piece in made] if isinstance(pattern.pattern, bytes) else made


@pytest.mark.parametrize(
    "name", ["\u0421hina", "Chin\u0430", "\u0412razil", "Ken\u0443a", "Р\u0435ru"]
)
def test_names_of_lookalike_letters_are_no_countries(name: str) -> None:
    """A name with letters of another script is not read as the country it looks like: what it
    says would then be attributed to a state that nobody named."""
    told = read(from_text(f"{name} and Norway signed an agreement on trade in Oslo on Monday."))
    assert told.document.parties == () or told.document.parties == ("NOR",)
    assert not list(told.statements())


def test_marks_that_turn_or_hide_are_taken_out_before_reading() -> None:
    hidden = TOLD.replace("Vietnam", "Viet\u200bnam").replace("trade", "\u202etrade\u202c")
    told = read(from_text(hidden))
    assert told.document.text == TOLD.strip()
    assert told.document.parties == ("USA", "VNM")


def test_digits_are_asked_for_by_the_word_that_numbers_are_read_by() -> None:
    """`"²".isdigit()` holds, and `int("²")` does not; `isdecimal` holds for what `int` reads."""
    source = Path(__file__).parents[2] / "src"
    assert [str(p) for p in source.rglob("*.py") if ".isdigit(" in p.read_text()] == []
