"""The labelled sentences hold what they should, and are scored as articles are."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation import labelled_sentences, peers
from evaluation.gold import GoldError
from evaluation.labelled_sentences import SENTENCES, Sentence, load_sentences, main
from evaluation.peers import Number, Row

Json = dict[str, Any]

LABELLED = load_sentences(SENTENCES / "figures.jsonl")
STATUSES = load_sentences(SENTENCES / "statuses.jsonl")
COMMITMENTS = load_sentences(SENTENCES / "commitments.jsonl")
STRENGTHS = {"agreed", "pledged", "planned", "proposed", "hoped"}
BOUNDS = {"exact", "about", "nearly", "over", "at_least", "at_most", "under", "range"}
CHANGES = {"established", "upgraded", "lowered", "severed", "restored", "described"}
LABEL: Json = {
    "measure": "exports",
    "ref_area": "KEN",
    "counterpart_area": "UGA",
    "obs_value": 126_000_000,
    "unit_measure": "USD",
    "evidence": [{"quote": "sold it goods for $126 million"}],
}
ROW: Json = {
    "id": "one",
    "text": "Kenya traded with Uganda for 60 years and sold it goods for $126 million.",
    "split": "development",
    "figures": [LABEL],
    "optional": [],
}


def sentences_file(folder: Path, *rows: Json) -> Path:
    path = folder / "sentences.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_the_set_is_wide_and_a_third_of_it_holds_no_figure() -> None:
    labels = [label for s in LABELLED for label in s.article.required["figures"]]
    countries = {label[side] for label in labels for side in ("ref_area", "counterpart_area")}
    negatives = sum(s.hard_negative for s in LABELLED)
    assert len(LABELLED) >= 280
    assert len(countries) >= 60
    assert negatives >= len(LABELLED) / 3
    assert sum(s.split == "checking" for s in LABELLED) == len(LABELLED) // 3


def test_statuses_are_of_many_pairs_and_every_change() -> None:
    labels = [label for s in STATUSES for label in s.article.required["statuses"]]
    checking = [s for s in STATUSES if s.split == "checking"]
    assert len(STATUSES) >= 120
    assert len({tuple(label["parties"]) for label in labels}) >= 40
    assert {label["change"] for label in labels} == CHANGES
    assert sum(s.hard_negative for s in STATUSES) >= len(STATUSES) / 3
    assert len(checking) == len(STATUSES) // 3
    assert sum(s.hard_negative for s in checking) >= len(checking) / 4


def test_commitments_are_of_many_pairs_and_every_strength() -> None:
    labels = [label for s in COMMITMENTS for label in s.article.required["commitments"]]
    checking = [s for s in COMMITMENTS if s.split == "checking"]
    assert len(COMMITMENTS) >= 160
    assert len({(*label["by"], "to", *label["to"]) for label in labels}) >= 80
    assert {label["strength"] for label in labels} == STRENGTHS
    assert sum(s.hard_negative for s in COMMITMENTS) >= len(COMMITMENTS) / 3
    assert len(checking) == len(COMMITMENTS) // 3
    assert sum(s.hard_negative for s in checking) >= len(checking) / 4


def test_areas_of_commitments_are_on_the_list(pytestconfig: pytest.Config) -> None:
    path = pytestconfig.rootpath / "src/bilateral/knowledge/areas/codes.csv"
    with path.open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    for sentence in COMMITMENTS:
        for label in sentence.article.required["commitments"]:
            assert codes >= set(label["areas"]), sentence.article.name


@pytest.mark.parametrize("labelled", [LABELLED, STATUSES, COMMITMENTS])
def test_no_sentence_stands_twice(labelled: list[Sentence]) -> None:
    assert len({s.text for s in labelled}) == len({s.article.name for s in labelled})


def test_levels_are_on_the_list(pytestconfig: pytest.Config) -> None:
    path = pytestconfig.rootpath / "src/bilateral/knowledge/statuses/levels.csv"
    with path.open(encoding="utf-8") as lines:
        levels = {row["code"] for row in csv.DictReader(lines)}
    for sentence in STATUSES:
        for label in sentence.article.required["statuses"]:
            assert label["level"] in levels, sentence.article.name


def test_labels_use_the_codes_of_the_contract(pytestconfig: pytest.Config) -> None:
    measures = pytestconfig.rootpath / "src/bilateral/knowledge/measures/measures.csv"
    if not measures.is_file():
        pytest.skip("no list of measures")
    with measures.open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    for sentence in LABELLED:
        for label in sentence.article.required["figures"]:
            assert label["measure"] in codes, sentence.article.name
            assert label["bound"] in BOUNDS, sentence.article.name
            assert (label["bound"] == "range") == (label["obs_value_high"] is not None)


def test_a_quote_that_is_not_in_the_sentence_is_named(tmp_path: Path) -> None:
    wrong = {**ROW, "figures": [{**LABEL, "evidence": [{"quote": "sold it tea"}]}]}
    with pytest.raises(GoldError, match=r"sentences\.jsonl:2: no 'sold it tea' in the text"):
        load_sentences(sentences_file(tmp_path, ROW, wrong))


def test_an_unknown_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="split"):
        load_sentences(sentences_file(tmp_path, {**ROW, "split": "test"}))


def test_labels_of_no_kind_are_named(tmp_path: Path) -> None:
    bare = {key: value for key, value in ROW.items() if key != "figures"}
    with pytest.raises(GoldError, match="labels stand under one of figures, statuses"):
        load_sentences(sentences_file(tmp_path, bare))


def test_statuses_are_scored_as_figures_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Kenya and Uganda severed ties in 2007."
    status = {"level": "severed", "parties": ["KEN", "UGA"], "change": "severed", "date": "2007"}
    row = {"id": "one", "text": text, "split": "development", "optional": []}
    labels = [{**status, "evidence": [{"quote": "severed ties"}]}]
    read = [{**status, "date": None, "evidence": [{"in": "text", "start": 0, "end": len(text)}]}]
    reading = {"document": {"text": text, "title": None}, "figures": read, "statuses": read}
    monkeypatch.setattr(labelled_sentences, "as_json", lambda _: reading)
    assert main([str(sentences_file(tmp_path, {**row, "statuses": labels}))]) == 0
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])["all"]
    assert (scores["f1"], scores["whole"], scores["extra"]) == (1.0, 0.0, 0)


def test_both_parts_are_scored_apart_and_the_last_line_is_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (ROW, {**ROW, "id": "two", "split": "checking"})
    monkeypatch.setattr(labelled_sentences, "as_json", lambda _: READING)
    assert main([str(sentences_file(tmp_path, *rows)), "--verbose"]) == 0
    printed = capsys.readouterr().out
    scores = json.loads(printed.splitlines()[-1])
    assert scores["development"]["f1"] == 1.0
    assert scores["checking"]["gold"] == 1
    assert scores["all"]["right"] == 2


def test_verbose_keeps_the_checking_part_to_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (ROW, {**ROW, "id": "kept-aside", "split": "checking"})
    monkeypatch.setattr(labelled_sentences, "as_json", lambda _: {**READING, "figures": []})
    path = str(sentences_file(tmp_path, *rows))
    main([path, "--verbose"])
    shown = capsys.readouterr().out
    main([path, "--verbose", "--checking"])
    all_shown = capsys.readouterr().out
    assert "=== one" in shown
    assert "kept-aside" not in shown
    assert "=== kept-aside" in all_shown


START = ROW["text"].index(LABEL["evidence"][0]["quote"])
READING: Json = {
    "document": {"text": ROW["text"], "title": None},
    "figures": [{**LABEL, "evidence": [{"in": "text", "start": START, "end": START + 30}]}],
}


def counted(tmp_path: Path, found: list[Number]) -> Row:
    (sentence,) = load_sentences(sentences_file(tmp_path, ROW))

    def reader(_: Sentence) -> list[Number]:
        return found

    return peers._measure("test", reader, [sentence])


@pytest.mark.parametrize(
    ("number", "right", "missed", "extra"),
    [
        (Number(126e6, START + 18, START + 30), 1, 0, 0),
        (Number(-126e6, START + 18, START + 30), 1, 0, 0),
        (Number(126e6, 0, 5), 0, 1, 1),
        (Number(126, START + 18, START + 22), 0, 1, 1),
    ],
)
def test_an_amount_counts_with_its_value_at_its_place(
    tmp_path: Path, number: Number, right: int, missed: int, extra: int
) -> None:
    row = counted(tmp_path, [number])
    assert (row.right, row.missed, row.extra) == (right, missed, extra)


def test_a_peer_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(peers, "import_module", absent)
    rows = peers.compare(LABELLED[:3])
    assert [row.name for row in rows if row.absent] == ["quantulum3", "recognizers-text-suite"]
    assert "the extra `peers` has it" in peers.peer_table(rows)
