"""The coder: what a sentence says one side does to the other, in both codebooks."""

import pytest

from bilateral.knowledge.events import act_rules, operator_rules
from bilateral.knowledge.plover import PLV, activities, intensity, modes, quad_code, roots
from bilateral.reading.coding import NOTHING, code_sentence, find_sides


@pytest.mark.parametrize(
    ("sentence", "source", "target", "plover", "plv"),
    [
        ("Chad's court freed two pilots from Mali.", "Chad's court", "Mali", "RETREAT", "YIELD"),
        ("Oman lifted the ban on fish from Iran.", "Oman", "Iran", "CONCEDE", "YIELD"),
        ("Canada imposed sanctions on Belarus.", "Canada", "Belarus", "SANCTION", "COERCE"),
        ("Denmark convicted a spy from Iran.", "Denmark", "Iran", "SANCTION", "ACCUSE"),
        ("Two nurses were kidnapped by rebels.", "rebels", "Two nurses", "ASSAULT", "ASSAULT"),
        ("Peru will send medicine to Chile.", "Peru", "Chile", "AGREE", "AGREE"),
        ("Malawi refused to meet Zambia.", "Malawi", "Zambia", "REJECT", "REJECT"),
        ("Mali said Niger must pay.", "Mali", "Niger", "REQUEST", "REQUEST"),
        ("Teachers stormed the ministry.", "Teachers", "the ministry", "PROTEST", "PROTEST"),
    ],
)
def test_roots(sentence: str, source: str, target: str, plover: str, plv: str) -> None:
    assert code_sentence(sentence, source, target).event_type == plover
    assert code_sentence(sentence, source, target, PLV).event_type == plv


def test_quad_codes_differ_between_the_codebooks() -> None:
    assert quad_code("SANCTION") == 4
    assert (quad_code("CONCEDE"), quad_code("YIELD", PLV)) == (1, 2)


def test_the_verb_that_reaches_the_target_decides() -> None:
    text = "Chad praised Niger and condemned Mali."
    assert code_sentence(text, "Chad", "Niger").event_type == "SUPPORT"
    assert code_sentence(text, "Chad", "Mali").event_type == "ACCUSE"


def test_the_state_of_what_is_told() -> None:
    assert code_sentence("Peru will visit Chile.", "Peru", "Chile").state == "planned"
    assert code_sentence("Peru visited Chile.", "Peru", "Chile").state == "occurred"
    assert code_sentence("Peru asked Chile for help.", "Peru", "Chile").state == "proposed"
    assert code_sentence("Peru cancelled a visit to Chile.", "Peru", "Chile").state == "cancelled"
    assert code_sentence("Peru did not bomb Chile.", "Peru", "Chile").state == "denied"


def test_words_that_decided_are_given() -> None:
    coding = code_sentence("Japan provided urgent aid to Tonga.", "Japan", "Tonga")
    assert coding.words == ("provided", "aid")
    assert coding.rule == "events.aid_given"


def test_nothing_is_coded_where_no_act_is_named() -> None:
    assert code_sentence("Kenya is larger than Togo.", "Kenya", "Togo") == NOTHING
    assert code_sentence("", "", "") == NOTHING


def test_sides_are_found() -> None:
    assert find_sides("Kenya thanked Japan for the hospital.") == ("Kenya", "Japan")


def test_rules_keep_to_the_code_lists() -> None:
    for rule in act_rules():
        assert rule.root in roots(), rule.name
        assert rule.activity in activities(), rule.name
        assert not rule.mode or (rule.root, rule.mode) in modes(), rule.name
    for operator in operator_rules():
        assert operator.root in roots() or operator.root == "same"
        assert operator.activity in activities(), operator.name
    assert intensity("CONSULT", "phone") < intensity("CONSULT", "visit")
