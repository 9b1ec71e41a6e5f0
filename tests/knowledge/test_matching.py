"""Phrases are found whole, as written where case matters, the longest of a kind."""

from hypothesis import given
from hypothesis import strategies as st

from bilateral.knowledge.matching import Match, Matcher, Phrase, fold

PHRASES = [
    Phrase("US", "country", "USA", case_sensitive=True),
    Phrase("U.S.", "country", "USA"),
    Phrase("Korea", "country", "KOR"),
    Phrase("North Korea", "country", "PRK"),
    Phrase("Secretary of State", "office", "foreign_minister"),
    Phrase("Congo", "country", "COD"),
    Phrase("Congo", "country", "COG"),
    Phrase("Côte d'Ivoire", "country", "CIV"),
]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.key) for m in Matcher(PHRASES).find(text)]


def test_case_matters_where_it_is_said_to() -> None:
    assert found("US aid to us") == [("US", "USA")]


def test_words_are_found_whole() -> None:
    assert found("Koreans in BUS and U.S.-made") == [("U.S.", "USA")]


def test_the_longest_of_a_kind_wins() -> None:
    assert found("North Korea") == [("North Korea", "PRK")]


def test_kinds_do_not_hide_each_other() -> None:
    text = "US Secretary of State"
    assert found(text) == [("US", "USA"), ("Secretary of State", "foreign_minister")]


def test_a_word_for_two_countries_gives_both() -> None:
    assert found("Congo") == [("Congo", "COD"), ("Congo", "COG")]


def test_apostrophes_and_case_fold() -> None:
    assert found("CÔTE D’IVOIRE") == [("CÔTE D’IVOIRE", "CIV")]


def test_matches_come_in_order() -> None:
    matches = Matcher(PHRASES).find("Congo, US, North Korea")
    assert matches == sorted(matches, key=lambda m: m.start)
    assert matches[0] == Match(0, 5, "country", "COD")


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(), st.text())
def test_a_phrase_is_found_between_spaces(before: str, after: str) -> None:
    text = f"{before} North Korea {after}"
    start = len(before) + 1
    assert Match(start, start + 11, "country", "PRK") in Matcher(PHRASES).find(text)
