"""The tables of organisations: without contradictions, and read as a sentence has them."""

from __future__ import annotations

from collections import Counter

import pytest

from bilateral.errors import KnowledgeError
from bilateral.knowledge.matching import Matcher, fold
from bilateral.knowledge.organisations import (
    GenericBody,
    Organisation,
    generic_bodies,
    organisations,
    phrases,
    read_key,
)


def found(text: str) -> list[tuple[str, str]]:
    """The words of `text` that name a body, with its country, or "?" where the text must say."""
    out = []
    for match in Matcher(phrases("en")).find(text):
        body = read_key(match.key)
        whose = body.country if isinstance(body, Organisation) else body.usual_country or "?"
        out.append((text[match.start : match.end], whose))
    return out


def test_there_are_enough_of_them() -> None:
    assert len(organisations()) > 500
    kinds = Counter(row.kind for row in organisations())
    for kind in ("un_body", "development_bank", "central_bank", "party", "parliament", "court"):
        assert kinds[kind] >= 5, kind
    for kind in ("ministry", "agency", "armed_force", "think_tank", "friendship"):
        assert kinds[kind] >= 8, kind


def test_no_name_is_given_twice() -> None:
    spelled = [p.text if p.case_sensitive else fold(p.text) for p in phrases("en")]
    twice = {text for text, count in Counter(spelled).items() if count > 1}
    assert not twice


def test_what_has_no_country_says_so_in_its_sector() -> None:
    for row in organisations():
        if row.country == "NGO" or row.sector in ("IGO", "NGO"):
            assert row.country in ("IGO", "NGO"), row.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USAID and JICA pay half", [("USAID", "USA"), ("JICA", "JPN")]),
        ("the World Bank lends", [("the World Bank", "IGO")]),
        ("said the Foreign Ministry", [("Foreign Ministry", "?")]),
        ("the Vietnamese Foreign Ministry said", [("Vietnamese Foreign Ministry", "VNM")]),
        ("the State Department said", [("State Department", "USA")]),
        ("the Defense Department said", [("Defense Department", "USA")]),
        ("the Ministry of National Defence said", [("Ministry of National Defence", "?")]),
        ("the Communist Party of Vietnam", [("Communist Party of Vietnam", "VNM")]),
        ("the Communist Party", [("Communist Party", "?")]),
        ("the National Assembly met", [("National Assembly", "?")]),
        ("the European Commission met", [("European Commission", "EUE")]),
        ("the Asia Society and GIZ", [("Asia Society", "USA"), ("GIZ", "DEU")]),
        ("WHO experts who came", [("WHO", "IGO")]),
        ("the People’s Liberation Army Navy", [("People’s Liberation Army Navy", "CHN")]),
        ("the Bank for International Settlements", [("Bank for International Settlements", "IGO")]),
        ("a congress of doctors", []),
    ],
)
def test_bodies_in_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_key_gives_back_the_row() -> None:
    kinds = {type(read_key(phrase.key)) for phrase in phrases("en")}
    assert kinds == {Organisation, GenericBody}
    with pytest.raises(KnowledgeError, match="Ministry of Magic"):
        read_key("body:Ministry of Magic")


def test_generic_bodies_have_no_organisation_of_the_same_name() -> None:
    own = {fold(row.name) for row in organisations()}
    assert not own & {fold(row.name) for row in generic_bodies()}
