"""Verb groups: what a sentence's verbs are, and what their auxiliaries say."""

import pytest

from bilateral.language.clauses import verb_groups
from bilateral.language.inflection import Form, plural, verb_forms
from bilateral.language.verbs import FINITE, GERUND, INFINITIVE, PARTICIPLE, Group
from bilateral.language.words import Words
from bilateral.reading.events.lexicon import lexicon


def groups(text: str) -> list[Group]:
    return verb_groups(Words(text), lexicon().verbs)


def lemmas(text: str) -> list[tuple[str, str]]:
    return [(group.lemma, group.kind) for group in groups(text)]


@pytest.mark.parametrize(
    ("lemma", "form", "kind"),
    [
        ("ban", "banned", Form.PAST),
        ("visit", "visited", Form.PAST),
        ("deny", "denies", Form.PRESENT),
        ("meet", "met", Form.PARTICIPLE),
        ("quit", "quitting", Form.GERUND),
        ("cancel", "canceled", Form.PAST),
        ("cancel", "cancelled", Form.PAST),
    ],
)
def test_forms(lemma: str, form: str, kind: Form) -> None:
    assert any(word == form and mask & kind for word, mask in verb_forms(lemma))


def test_plurals() -> None:
    assert [plural(n) for n in ("envoy", "embassy", "spokesman", "sanction")] == [
        "envoys",
        "embassies",
        "spokesmen",
        "sanctions",
    ]


def test_tense_and_negation() -> None:
    (group,) = groups("Kenya will not sign the treaty.")
    assert (group.lemma, group.future, group.negated, group.passive) == ("sign", True, True, False)


def test_no_longer_negates() -> None:
    assert groups("Kenya will no longer provide aid.")[0].negated


def test_a_phrase_between_modal_and_verb() -> None:
    assert lemmas("Togo will on Tuesday, June 19, sign the text.") == [("sign", FINITE)]


def test_passive_and_reduced_relative() -> None:
    found = groups("Two sailors were released by Yemen.")
    assert [(g.lemma, g.passive) for g in found] == [("release", True)]
    assert lemmas("Troops stationed in Niger left the base.")[0] == ("station", PARTICIPLE)


def test_the_to_of_agree_to_belongs_to_the_next_verb() -> None:
    assert lemmas("Peru agreed to release the men.") == [
        ("agree", FINITE),
        ("release", INFINITIVE),
    ]


def test_nouns_that_look_like_verbs() -> None:
    assert lemmas("The White House meeting began.") == [("begin", FINITE)]
    assert lemmas("After meeting with envoys, Chad signed.")[0] == ("meet with", GERUND)


def test_a_particle_behind_the_object() -> None:
    assert lemmas("Kenya pulled its soldiers out.") == [("pull out", FINITE)]


def test_coordination_shares_the_subject() -> None:
    found = groups("Chad praised Niger and condemned Mali.")
    assert [group.parent for group in found] == [None, 0]
