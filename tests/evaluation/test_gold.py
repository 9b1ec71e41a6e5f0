"""The gold set itself: every label loads, its codes are on the lists, its words in the texts."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bilateral.knowledge.countries.blocs import blocs
from bilateral.knowledge.countries.codes import countries
from evaluation.comparing import FIELDS, STRENGTH_CLASS
from evaluation.gold import (
    GOLD,
    ROOT,
    SHARED,
    GoldArticle,
    GoldError,
    corpus_rows,
    gold_hash,
    load_gold,
)

Json = dict[str, Any]

ARTICLES = load_gold(GOLD)
KNOWLEDGE = ROOT / "src" / "bilateral" / "knowledge"
REGIONS = {"Africa", "world"}
"""What a figure may have as a side beside countries and blocs."""
SIDES = {c.iso3 for c in countries()} | {b.code for b in blocs()}
EDTF = re.compile(r"^(\[.+,.+\]|(\.\.|\d{3}[\dX](-\d\d){0,2}~?)(/(\.\.|\d{4}(-\d\d){0,2}~?))?)$")
DATE_FIELDS = ("date", "time_period", "as_of", "due")

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared here")


def statements(article: GoldArticle) -> Iterator[tuple[str, Json]]:
    for source in (article.required, article.optional):
        for section, items in source.items():
            for item in items:
                yield section, item


EVERY = [(article, section, item) for article in ARTICLES for section, item in statements(article)]


def codes(*paths: Path) -> set[str]:
    """The first column of the first of these lists that is there."""
    found = next(path for path in paths if path.is_file())
    with found.open(encoding="utf-8", newline="") as lines:
        return {row[0] for row in csv.reader(lines)} - {"code", "root"}


AREAS = codes(KNOWLEDGE / "areas" / "codes.csv")
ACTIVITIES = codes(KNOWLEDGE / "plover" / "activities.csv")
ROOTS = codes(KNOWLEDGE / "plover" / "roots.csv")


def test_the_set_is_large_enough_and_mostly_real() -> None:
    assert len(ARTICLES) >= 60
    assert sum(article.group == "corpus" for article in ARTICLES) >= 40
    assert 0.2 < sum(article.checking for article in ARTICLES) / len(ARTICLES) < 0.45


def test_names_are_not_used_twice() -> None:
    assert len({article.name for article in ARTICLES}) == len(ARTICLES)


def test_no_corpus_text_is_in_the_labels() -> None:
    held = [a.name for a, _, item in EVERY if a.group == "corpus" and "quote" in json.dumps(item)]
    assert held == []


def test_statements_hold_the_fields_that_decide() -> None:
    lacking = [
        (article.name, section, field.name)
        for article, section, item in EVERY
        for field in FIELDS[section]
        if field.key and field.name not in item
    ]
    assert lacking == []


def test_every_statement_but_actors_and_areas_has_evidence() -> None:
    bare = [
        (article.name, item)
        for article, section, item in EVERY
        if section not in ("actors", "areas") and not item.get("evidence")
    ]
    assert bare == []


def test_codes_are_on_the_lists() -> None:
    wrong = [
        (article.name, section, name, value)
        for article, section, item in EVERY
        for name, value, known in _coded(section, item)
        if value not in known
    ]
    assert wrong == []


def _coded(section: str, item: Json) -> Iterator[tuple[str, Any, set[str]]]:
    if section == "areas":
        yield "code", item["code"], AREAS
    if section == "events":
        yield "event_type", item["event_type"], ROOTS
        yield "activity", item["activity"], ACTIVITIES
        yield "state", item.get("state", "occurred"), _STATES
    if section == "commitments":
        yield "strength", item["strength"], set(STRENGTH_CLASS)
        yield from (("areas", code, AREAS) for code in item["areas"])
    if section == "statuses":
        yield "change", item["change"], _CHANGES
    if section == "figures":
        yield "bound", item.get("bound", "exact"), _BOUNDS
        yield "nature", item.get("nature", "observed"), _NATURES
        for name in ("ref_area", "counterpart_area"):
            if item[name] is not None:
                yield name, item[name], SIDES | REGIONS
    if section == "actors" and item["country"] is not None:
        yield "country", item["country"], SIDES | {"IGO", "NGO"}
    for name in ("source", "recipient", "by", "to", "parties"):
        yield from ((name, side, SIDES | {"IGO", "NGO"}) for side in item.get(name) or ())


_STATES = {"occurred", "planned", "proposed", "cancelled", "denied"}
_CHANGES = {"established", "upgraded", "lowered", "severed", "restored", "described"}
_BOUNDS = {"exact", "about", "nearly", "over", "at_least", "at_most", "under", "range"}
_NATURES = {"observed", "target", "forecast", "pledged"}


@needs_shared
def test_measures_and_levels_are_on_the_lists() -> None:
    measures = codes(SHARED / "codelists" / "measures.csv")
    levels = codes(SHARED / "codelists" / "statuses.csv")
    wrong = [
        (article.name, item)
        for article, section, item in EVERY
        if (section == "figures" and item["measure"] not in measures)
        or (section == "statuses" and item["level"] not in levels)
    ]
    assert wrong == []


def test_dates_are_edtf() -> None:
    wrong = [
        (article.name, name, item[name])
        for article, _, item in EVERY
        for name in DATE_FIELDS
        if item.get(name) is not None and not EDTF.match(item[name])
    ]
    assert wrong == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_the_words_of_each_label_stand_in_the_article(article: GoldArticle) -> None:
    if article.text is None:
        assert article.group == "corpus"
        assert not (SHARED / "corpus").is_dir()
        pytest.skip("no ../shared here")
    for _, item in statements(article):
        for evidence in item.get("evidence") or ():
            _holds(article, evidence)


def _holds(article: GoldArticle, evidence: Json) -> None:
    assert evidence.get("in", "text") in ("text", "title")
    field = article.title if evidence.get("in") == "title" else article.text
    assert field is not None
    if article.group == "demo":
        assert evidence["quote"].strip()
        assert _flat(evidence["quote"]) in _flat(field + " " + (article.title or ""))
    else:
        assert 0 <= evidence["start"] < evidence["end"] <= len(field)
        words = field[evidence["start"] : evidence["end"]]
        assert words == words.strip()
        assert not _cuts_a_word(field, evidence["start"])
        assert not _cuts_a_word(field, evidence["end"])


def _cuts_a_word(text: str, at: int) -> bool:
    return text[max(at - 1, 0) : at].isalpha() and text[at : at + 1].isalpha()


def _flat(text: str) -> str:
    """Words only: marks of HTML and Markdown, entities and line breaks left out."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]*>|&\w+;", " ", text)))


@needs_shared
def test_the_hand_made_examples_load_with_their_texts() -> None:
    articles = load_gold(SHARED / "examples")
    assert [len(article.required["figures"]) for article in articles] == [9, 7]
    for article in articles:
        assert article.text is not None
        for _, item in statements(article):
            for evidence in item.get("evidence") or ():
                words = article.text[evidence["start"] : evidence["end"]]
                assert words == evidence["quote"]


def test_a_label_that_names_no_article_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"figures": []}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"one\.json"):
        load_gold(tmp_path)


def test_a_label_that_is_not_json_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"two\.json: not JSON"):
        load_gold(tmp_path)


def test_a_section_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    label = {"document": {"id": "wh-1", "complete": ["status"]}}
    (tmp_path / "three.json").write_text(json.dumps(label), encoding="utf-8")
    with pytest.raises(GoldError, match=r"three\.json: `complete` names status; there is figures"):
        load_gold(tmp_path)


def test_what_is_labelled_stands_under_the_sections_that_are_complete() -> None:
    stray = [(a.name, section) for a, section, _ in EVERY if section not in a.complete]
    assert stray == []


def test_the_hash_follows_the_labels(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text('{"document": {"id": "wh-1"}}', encoding="utf-8")
    before = gold_hash(tmp_path)
    assert gold_hash(tmp_path) == before
    path.write_text('{"document": {"id": "wh-2"}}', encoding="utf-8")
    assert gold_hash(tmp_path) != before


def test_corpus_rows_come_from_packed_and_plain_files(tmp_path: Path) -> None:
    import gzip

    plain, packed = ({"id": name, "text": name.upper()} for name in ("wh-a", "wh-b"))
    (tmp_path / "a.jsonl").write_text(json.dumps(plain) + "\n", encoding="utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(packed) + "\n")
    rows = corpus_rows(["wh-a", "wh-b", "wh-c", "demo/x.txt"], tmp_path)
    assert {name: row["text"] for name, row in rows.items()} == {"wh-a": "WH-A", "wh-b": "WH-B"}


def test_without_the_corpus_the_labels_still_load(tmp_path: Path) -> None:
    assert corpus_rows(["wh-a"], tmp_path / "nowhere") == {}
