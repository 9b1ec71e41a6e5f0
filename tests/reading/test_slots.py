"""Verbs, labels, forms of the sides and dates combine freely: each of one with each of another."""

from __future__ import annotations

import itertools

import pytest

from bilateral.documents import from_text
from bilateral.model import Reading
from bilateral.reading import read

LABELS = (
    ("a comprehensive partnership", "comprehensive_partnership"),
    ("a strategic partnership", "strategic_partnership"),
    ("an enhanced strategic partnership", "strategic_partnership"),
    ("a comprehensive strategic partnership", "comprehensive_strategic_partnership"),
    ("an all-weather strategic cooperative partnership", "comprehensive_strategic_partnership"),
)
DATES = (
    ("", None),
    (" in 2013", "2013"),
    (" on May 4, 2021", "2021-05-04"),
    (" last September", "2023-09"),
)
RAISED = ("elevated", "upgraded", "raised", "lifted", "promoted", "advanced", "moved up")
MADE = ("established", "formed", "forged", "entered into", "inked", "struck up", "launched")
CUT = ("severed", "broke off", "cut off", "ended", "terminated")
MENDED = ("restored", "resumed", "re-established", "revived", "renewed", "normalised")
UNREAL = ("hope to", "plan to", "are expected to", "did not", "could", "refused to")
PLEDGES = (
    ("{a} pledged to {v}.", "pledged"),
    ("{a} has promised to {v}.", "pledged"),
    ("{a} committed to {v}.", "pledged"),
    ("{a} agreed to {v}.", "agreed"),
    ("{a} will {v}.", "pledged"),
    ("{a} said it would {v}.", "pledged"),
    ("{a}'s president said his country would {v}.", "pledged"),
    ("{a} assured {b} that it would {v}.", "pledged"),
    ("{a} is ready to {v}.", "pledged"),
    ("{a} plans to {v}.", "planned"),
    ("{a} hopes to {v}.", "hoped"),
)
ASKED = (
    "{b} asked {a} to {v}.",
    "{b} urged {a} to {v}.",
    "{b} called on {a} to {v}.",
    "{b} proposed that {a} {v}.",
)
DEEDS = (
    "train 200 Kenyan engineers",
    "lend Kenya $500 million",
    "buy 2 million tonnes of Kenyan tea",
)


def reading(text: str) -> Reading:
    return read(from_text(text, published="2024-03-14"))


def statuses(text: str) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    return [(s.level, s.change, s.parties, s.date) for s in reading(text).statuses]


@pytest.mark.parametrize("verb", RAISED)
def test_relations_raised_to_any_label_at_any_time(verb: str) -> None:
    for (label, level), (words, date) in itertools.product(LABELS, DATES):
        told = [(level, "upgraded", ("BRA", "ZAF"), date)]
        assert statuses(f"South Africa and Brazil {verb} their ties to {label}{words}.") == told
        assert statuses(f"South Africa {verb} its ties with Brazil to {label}{words}.") == told
        passive = f"Relations between South Africa and Brazil were {verb} to {label}{words}."
        assert statuses(passive) == told


@pytest.mark.parametrize("verb", MADE)
def test_partnerships_made(verb: str) -> None:
    for (label, level), (words, date) in itertools.product(LABELS, DATES):
        told = [(level, "established", ("CHL", "THA"), date)]
        assert statuses(f"Chile and Thailand {verb} {label}{words}.") == told
        assert statuses(f"Chile {verb} {label} with Thailand{words}.") == told


@pytest.mark.parametrize("verb", CUT)
def test_relations_cut(verb: str) -> None:
    for words, date in DATES:
        told = [("severed", "severed", ("KAZ", "POL"), date)]
        assert statuses(f"Kazakhstan {verb} diplomatic relations with Poland{words}.") == told


@pytest.mark.parametrize("verb", MENDED)
def test_relations_mended(verb: str) -> None:
    for words, date in DATES:
        told = [("diplomatic_relations", "restored", ("KAZ", "POL"), date)]
        assert statuses(f"Kazakhstan and Poland {verb} diplomatic relations{words}.") == told


@pytest.mark.parametrize("wish", UNREAL)
def test_what_is_only_wished_changes_nothing(wish: str) -> None:
    for label, _ in LABELS:
        assert statuses(f"Chile and Thailand {wish} raise their ties to {label}.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "On November 13, 2023, President Biden and President Widodo elevated U.S.-Indonesia"
                " ties to a Comprehensive Strategic Partnership."
            ),
            [("comprehensive_strategic_partnership", "upgraded", ("IDN", "USA"), "2023-11-13")],
        ),
        (
            "Poland and Ukraine have been strategic partners since 2003.",
            [("strategic_partnership", "described", ("POL", "UKR"), "2003")],
        ),
        (
            "Kazakhstan raised its relations with Poland to a partnership in 2013.",
            [("partnership", "upgraded", ("KAZ", "POL"), "2013")],
        ),
        (
            "Norway and Turkey lowered their strategic partnership to a comprehensive partnership.",
            [("comprehensive_partnership", "lowered", ("NOR", "TUR"), None)],
        ),
        (
            "Sudan and Iran restored ties in October 2023 after a rift of seven years.",
            [("diplomatic_relations", "restored", ("IRN", "SDN"), "2023-10")],
        ),
        ("Chad rejected reports that it had broken off relations with Sudan.", []),
        ("Ghana and Togo are expected to sign a strategic partnership next month.", []),
        ("Airlines from Qatar and Malaysia formed a strategic partnership.", []),
        (
            "The elevation of ties of Laos and Japan to a strategic partnership is being drafted.",
            [],
        ),
        ("Cutting diplomatic ties with Israel would be a mistake, Jordan's minister said.", []),
    ],
)
def test_labels_in_other_words(
    text: str, told: list[tuple[str, str, tuple[str, ...], str | None]]
) -> None:
    assert statuses(text) == told


@pytest.mark.parametrize(("form", "strength"), PLEDGES)
def test_promises_of_any_deed(form: str, strength: str) -> None:
    for deed in DEEDS:
        found = reading(form.format(a="Japan", b="Kenya", v=deed)).commitments
        told = [(c.strength, c.by, c.to, c.content) for c in found]
        assert told == [(strength, ("JPN",), ("KEN",), deed)]


@pytest.mark.parametrize("form", ASKED)
def test_deeds_asked_for(form: str) -> None:
    for deed in DEEDS:
        found = reading(form.format(a="Japan", b="Kenya", v=deed)).commitments
        assert [(c.strength, c.by, c.to) for c in found] == [("proposed", ("KEN",), ("JPN",))]


@pytest.mark.parametrize(
    "text",
    [
        "Japan refused to lend Kenya $500 million.",
        "Japan was asked whether it would lend Kenya $500 million.",
        "Will Japan lend Kenya $500 million?",
        "Kenya's request to the UN Security Council to send police was read out in Japan.",
        "President Ruto of Kenya will also hold talks with officials of Japan on Monday.",
    ],
)
def test_what_binds_nobody(text: str) -> None:
    assert reading(text).commitments == ()
