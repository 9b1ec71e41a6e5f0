"""The coder: what a sentence says one side does to the other, in both codebooks."""

import pytest

from bilateral.knowledge.coding import coding_rules
from bilateral.knowledge.events import act_rules, operator_rules
from bilateral.knowledge.plover import PLV, activities, intensity, modes, quad_code, roots
from bilateral.reading.coding import NOTHING, code_sentence, find_sides
from bilateral.reading.events.lexicon import lexicon


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


@pytest.mark.parametrize(
    ("sentence", "source", "target", "plv"),
    [
        ("Ruling party deputies met Chad.", "Ruling party deputies", "Chad", "CONSULT"),
        ("Peru said Chile had bombed a boat.", "Peru", "Chile", "ACCUSE"),
        ("Chile must pay, Peru said.", "Peru", "Chile", "REQUEST"),
        ("Peru hopes Chile will free a pilot.", "Peru", "Chile", "REQUEST"),
        ("Peru is to visit Chile.", "Peru", "Chile", "AGREE"),
        ("Peru may attack Chile.", "Peru", "Chile", "THREATEN"),
        ("Peru would not rule out attacks on Chile.", "Peru", "Chile", "THREATEN"),
        (
            "Medics from Cuba arrived in Haiti to treat patients.",
            "Medics from Cuba",
            "Haiti",
            "AID",
        ),
        ("Peru announced the suspension of aid to Chile.", "Peru", "Chile", "SANCTION"),
        ("Peru's aid to Chile was cut.", "Peru", "Chile", "SANCTION"),
        ("Peru gave Chile two weeks to leave the island.", "Peru", "Chile", "THREATEN"),
        ("There will be no talks with Chile, Peru said.", "Peru", "Chile", "REJECT"),
    ],
)
def test_what_the_words_around_an_act_make_of_it(
    sentence: str, source: str, target: str, plv: str
) -> None:
    assert code_sentence(sentence, source, target, PLV).event_type == plv


def test_what_follows_the_main_clause_does_not_decide() -> None:
    for behind in (
        "as part of a peace deal",
        "while calling for calm",
        "despite criticism from rights groups",
    ):
        text = f"After weeks of fighting, Peru resumed direct flights to Chile {behind}."
        assert code_sentence(text, "Peru", "Chile").event_type == "COOPERATE"


def test_without_a_source_the_coder_abstains_on_demand() -> None:
    assert code_sentence("Doctors wrote a letter.", "", "", abstain=True) == NOTHING
    assert code_sentence("Doctors wrote a letter.", "", "").event_type


def test_words_that_decide_only_in_a_table_are_no_events_of_an_article() -> None:
    in_tables = {rule.name for rule in coding_rules()} - {rule.name for rule in act_rules()}
    assert in_tables
    assert all(name.startswith("coding.") for name in in_tables)
    assert not in_tables & {rule.name for rule in lexicon().acts.values()}


@pytest.mark.parametrize(
    ("sentence", "source", "target", "root"),
    [
        ("Soldiers of Ghana arrived in Togo.", "Soldiers of Ghana", "Togo", "MOBILIZE"),
        ("Soldiers of Ghana arrived in Togo to help.", "Soldiers of Ghana", "Togo", "AID"),
        ("Peacekeepers deployed to Togo.", "Peacekeepers", "Togo", "AID"),
        ("Guards beat students of Togo.", "Guards", "students of Togo", "ASSAULT"),
        ("Guerrillas seized a plant in a city of Peru.", "Guerrillas", "Peru", "COERCE"),
        ("Peru assured Chile that it will pay.", "Peru", "Chile", "AGREE"),
        ("Peru stopped Chile from leaving.", "Peru", "Chile", "COERCE"),
        ("Peru ordered its followers to end a sit-in in Chile.", "Peru", "Chile", "YIELD"),
        ("The court ordered Chile to stop arming rebels.", "The court", "Chile", "REQUEST"),
        ("Peru will walk out of talks with Chile unless it pays.", "Peru", "Chile", "THREATEN"),
        ("Peru urged voters to vote for Chile.", "Peru", "Chile", "SUPPORT"),
        ("Peru wants Chile to investigate.", "Peru", "Chile", "REQUEST"),
        ("Peru called Chile a liar.", "Peru", "Chile", "ACCUSE"),
        ("Peru arrested smugglers in cooperation with Chile.", "Peru", "Chile", "COOPERATE"),
        ("Peru enriched uranium in defiance of Chile.", "Peru", "Chile", "REJECT"),
        ("Peru weighed a bill that would punish Chile.", "Peru", "Chile", "THREATEN"),
        ("According to Peru, troops of Chile attacked.", "Peru", "troops of Chile", "ACCUSE"),
        ("It is time for Chile to leave, Peru said.", "Peru", "Chile", "REQUEST"),
        ("Peru was hit by a strike by its miners.", "its miners", "Peru", "PROTEST"),
    ],
)
def test_what_surrounds_an_act_decides(sentence: str, source: str, target: str, root: str) -> None:
    assert code_sentence(sentence, source, target, PLV).event_type == root


@pytest.mark.parametrize(
    "behind",
    [
        "in response to an attack",
        "ahead of talks with Oman",
        "days after a bomb killed a guard",
        "last week",
        "over its role in a war",
        ", raising fears of a strike",
        "in what it called a threat",
    ],
)
def test_what_stands_aside_decides_nothing(behind: str) -> None:
    coding = code_sentence(f"Cuba concluded a pact with Bolivia {behind}.", "Cuba", "Bolivia", PLV)
    assert coding.event_type == "SUPPORT"


def test_an_insertion_behind_the_source_decides_nothing() -> None:
    for inserted in ("which has been accused of abuses", "vowing never to surrender"):
        text = f"Cuba, {inserted}, sent condolences to Bolivia."
        assert code_sentence(text, "Cuba", "Bolivia", PLV).event_type == "SUPPORT"


def test_other_words_decide_where_no_verb_does() -> None:
    text = "Peru has been in a furious mood since the words of Chile."
    assert code_sentence(text, "Peru", "Chile").event_type == "ACCUSE"
    assert code_sentence(text, "Peru", "Chile", abstain=True) == NOTHING
