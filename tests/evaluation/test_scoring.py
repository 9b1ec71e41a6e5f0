"""A perfect reading scores one; each sort of fault lowers the number it should and no other."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.articles import main, score_articles
from evaluation.gold import SECTIONS, load_gold
from evaluation.scoring import Scores, total

Json = dict[str, Any]

TEXT = (
    "Wellington and Suva meet\n\n"
    "Two-way trade reached nearly $600 million in 2021. Fiji is New Zealand's largest partner in"
    " the Pacific. The two countries raised their ties to a strategic partnership in 2022."
    " Foreign Minister Ana Tuwai met Peter Marsh in Suva. He asked Fiji to open its ports."
    " New Zealand promised to train nurses and to share satellite pictures."
)


def quoted(words: str) -> list[Json]:
    start = TEXT.index(words)
    return [{"start": start, "end": start + len(words), "quote": words}]


LABEL: Json = {
    "document": {
        "file": "news/suva.txt",
        "title": "Wellington and Suva meet",
        "section": None,
        "published": "2022-05-03",
        "parties": ["FJI", "NZL"],
    },
    "figures": [
        {
            "measure": "trade",
            "ref_area": "FJI",
            "counterpart_area": "NZL",
            "obs_value": 600000000.0,
            "unit_measure": "USD",
            "bound": "nearly",
            "time_period": "2021",
            "change": None,
            "scope": None,
            "evidence": quoted("Two-way trade reached nearly $600 million in 2021"),
        },
        {
            "measure": "trade_partner_rank",
            "ref_area": "NZL",
            "counterpart_area": "FJI",
            "obs_value": 1,
            "unit_measure": "rank",
            "bound": "exact",
            "time_period": None,
            "change": None,
            "scope": "the Pacific",
            "evidence": quoted("Fiji is New Zealand's largest partner in the Pacific"),
        },
    ],
    "statuses": [
        {
            "level": "strategic_partnership",
            "label": "strategic partnership",
            "parties": ["FJI", "NZL"],
            "date": "2022",
            "change": "upgraded",
            "evidence": quoted("raised their ties to a strategic partnership in 2022"),
        }
    ],
    "events": [
        {
            "event_type": "CONSULT",
            "activity": "meeting",
            "source": ["NZL"],
            "recipient": ["FJI"],
            "actors": ["Ana Tuwai", "Peter Marsh"],
            "date": None,
            "state": "occurred",
            "evidence": quoted("Ana Tuwai met Peter Marsh in Suva"),
        }
    ],
    "commitments": [
        {
            "strength": "pledged",
            "by": ["NZL"],
            "to": ["FJI"],
            "areas": ["health", "human_resources"],
            "evidence": quoted("promised to train nurses"),
        }
    ],
    "actors": [
        {"name": "Ana Tuwai", "country": "FJI", "roles": ["Foreign Minister"]},
        {"name": "Peter Marsh", "country": "NZL", "roles": []},
    ],
    "areas": [{"code": "trade"}, {"code": "health"}],
    "optional": [
        {
            "kind": "event",
            "event_type": "REQUEST",
            "activity": "proposal",
            "source": ["NZL"],
            "recipient": ["FJI"],
            "evidence": quoted("He asked Fiji to open its ports"),
        },
        {"kind": "area", "code": "transport"},
    ],
}


def perfect() -> Json:
    """The reading that tells all of the label, as `read --jsonl` would print it."""
    reading: Json = {"document": {**LABEL["document"], "text": TEXT}}
    for section in SECTIONS:
        reading[section] = []
        for label in copy.deepcopy(LABEL[section]):
            label["evidence"] = [{"in": "text", **e} for e in label.get("evidence") or ()]
            reading[section].append({**label, "rule": f"{section}.some_rule", "speaker": None})
    return reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "suva.expected.json").write_text(json.dumps(LABEL), encoding="utf-8")
    return tmp_path


def scores_of(folder: Path, reading: Json) -> Scores:
    return total(score_articles(load_gold(folder), [reading]))


def f1(scores: Scores) -> dict[str, float | None]:
    return {section: found.f1 for section, found in scores.kinds.items()}


def test_a_perfect_reading_scores_one(folder: Path) -> None:
    scores = scores_of(folder, perfect())
    assert set(f1(scores).values()) == {1.0}
    assert {found.whole for found in scores.kinds.values()} == {1.0}
    assert all(right == given for right, given in scores.fields.values())


def test_an_empty_reading_scores_nothing(folder: Path) -> None:
    scores = scores_of(folder, {"document": {"file": "suva.txt", "text": TEXT}})
    assert set(f1(scores).values()) == {0.0}
    assert {found.precision for found in scores.kinds.values()} == {None}


KEY_FAULTS = [
    ("figures", 0, "measure", "exports"),
    ("figures", 1, "ref_area", "AUS"),
    ("figures", 0, "counterpart_area", "AUS"),
    ("figures", 0, "obs_value", 60000000),
    ("figures", 0, "obs_value", None),
    ("figures", 0, "unit_measure", "NZD"),
    ("statuses", 0, "level", "comprehensive_partnership"),
    ("statuses", 0, "change", "described"),
    ("statuses", 0, "parties", ["FJI"]),
    ("events", 0, "event_type", "COOPERATE"),
    ("events", 0, "source", ["FJI"]),
    ("events", 0, "recipient", []),
    ("commitments", 0, "strength", "hoped"),
    ("commitments", 0, "by", ["FJI"]),
    ("commitments", 0, "to", []),
    ("commitments", 0, "areas", ["space"]),
    ("actors", 0, "country", "NZL"),
    ("actors", 1, "name", "Peter Rowe"),
    ("areas", 0, "code", "space"),
]


@pytest.mark.parametrize(("section", "index", "field", "value"), KEY_FAULTS)
def test_a_wrong_key_field_lowers_its_kind_alone(
    folder: Path, section: str, index: int, field: str, value: object
) -> None:
    reading = perfect()
    reading[section][index][field] = value
    scores = scores_of(folder, reading)
    assert scores.kinds[section].missed == 1
    assert scores.kinds[section].extra == 1
    assert {name for name, found in f1(scores).items() if found != 1.0} == {section}


WHOLE_FAULTS = [
    ("figures", 0, "bound", "exact"),
    ("figures", 0, "time_period", "2022"),
    ("figures", 0, "change", {"value": 3, "unit": "percent", "direction": "up"}),
    ("figures", 1, "scope", None),
    ("statuses", 0, "date", None),
    ("events", 0, "activity", "visit"),
    ("events", 0, "state", "planned"),
    ("events", 0, "date", "2022-05-03"),
    ("events", 0, "actors", ["Ana Tuwai"]),
    ("commitments", 0, "strength", "agreed"),
]


@pytest.mark.parametrize(("section", "index", "field", "value"), WHOLE_FAULTS)
def test_a_wrong_detail_lowers_whole_alone(
    folder: Path, section: str, index: int, field: str, value: object
) -> None:
    reading = perfect()
    reading[section][index][field] = value
    scores = scores_of(folder, reading)
    assert set(f1(scores).values()) == {1.0}
    whole = scores.kinds[section].whole
    assert whole is not None
    assert whole < 1.0


LENIENT = [
    ("figures", 1, "scope", "Pacific"),
    ("figures", 0, "obs_value", 600_000_000),
    ("statuses", 0, "parties", ["NZL", "FJI"]),
    ("commitments", 0, "areas", ["health"]),
    ("actors", 0, "name", "Tuwai"),
    ("actors", 0, "name", "Aña Tuwai"),
    ("events", 0, "actors", ["Marsh", "Tuwai"]),
]


@pytest.mark.parametrize(("section", "index", "field", "value"), LENIENT)
def test_what_means_the_same_is_right(
    folder: Path, section: str, index: int, field: str, value: object
) -> None:
    reading = perfect()
    reading[section][index][field] = value
    assert scores_of(folder, reading).kinds[section].whole == 1.0


def test_trade_may_stand_from_either_side(folder: Path) -> None:
    reading = perfect()
    reading["figures"][0].update(ref_area="NZL", counterpart_area="FJI")
    reading["figures"][1].update(ref_area="FJI", counterpart_area="NZL")
    found = scores_of(folder, reading).kinds["figures"]
    assert (found.right, found.missed, found.extra) == (1, 1, 1)


def test_other_words_are_another_statement(folder: Path) -> None:
    reading = perfect()
    reading["events"][0]["evidence"] = [{"in": "text", **quoted("Wellington and Suva meet")[0]}]
    found = scores_of(folder, reading).kinds["events"]
    assert (found.right, found.missed, found.extra) == (0, 1, 1)


def test_one_span_in_common_is_enough(folder: Path) -> None:
    reading = perfect()
    elsewhere = {"in": "text", **quoted("Wellington and Suva meet")[0]}
    reading["events"][0]["evidence"].insert(0, elsewhere)
    assert scores_of(folder, reading).kinds["events"].f1 == 1.0


def test_a_statement_told_twice_counts_once(folder: Path) -> None:
    reading = perfect()
    reading["figures"].append(reading["figures"][0])
    found = scores_of(folder, reading).kinds["figures"]
    assert (found.right, found.missed, found.extra) == (2, 0, 1)


def test_what_may_be_read_is_neither_right_nor_wrong(folder: Path) -> None:
    reading = perfect()
    optional = copy.deepcopy(LABEL["optional"])
    optional[0]["evidence"] = [{"in": "text", **optional[0]["evidence"][0]}]
    reading["events"].append({**optional[0], "date": "2022", "state": "occurred", "rule": "e.r"})
    reading["areas"].append({**optional[1], "rule": "a.r"})
    scores = scores_of(folder, reading)
    assert set(f1(scores).values()) == {1.0}
    assert [scores.kinds[name].neutral for name in ("events", "areas", "figures")] == [1, 1, 0]


def test_required_labels_are_served_before_optional_ones(folder: Path) -> None:
    label = copy.deepcopy(LABEL)
    label["optional"].append({"kind": "event", **LABEL["events"][0]})
    (folder / "suva.expected.json").write_text(json.dumps(label), encoding="utf-8")
    found = scores_of(folder, perfect()).kinds["events"]
    assert (found.right, found.missed, found.neutral) == (1, 0, 0)


def test_two_labels_share_two_statements_though_one_fits_both(folder: Path) -> None:
    label = copy.deepcopy(LABEL)
    whole = quoted("Ana Tuwai met Peter Marsh in Suva. He asked Fiji to open its ports")
    label["events"] = [{**LABEL["events"][0], "evidence": e} for e in (whole, quoted("open its"))]
    label["optional"] = []
    (folder / "suva.expected.json").write_text(json.dumps(label), encoding="utf-8")
    reading = perfect()
    both = {**reading["events"][0], "evidence": [{"in": "text", **whole[0]}]}
    first = {**reading["events"][0], "actors": []}
    reading["events"] = [both, first]
    found = scores_of(folder, reading).kinds["events"]
    assert (found.right, found.missed, found.extra) == (2, 0, 0)


def test_labels_are_found_in_tidied_text(folder: Path) -> None:
    reading = perfect()
    tidied = TEXT.partition("\n\n")[2].replace("'", "’").replace(". ", ".\n")
    reading["document"]["text"] = tidied
    for section in SECTIONS:
        for item in reading[section]:
            for evidence in item["evidence"]:
                words = evidence["quote"].replace("'", "’").replace(". ", ".\n")
                start = tidied.index(words)
                evidence.update(start=start, end=start + len(words), quote=words)
    assert set(f1(scores_of(folder, reading)).values()) == {1.0}


def test_document_fields_are_scored_where_the_label_gives_them(folder: Path) -> None:
    reading = perfect()
    reading["document"].update(
        published="2022-05-03T10:00", section="Pacific", byline="A. Writer", parties=["FJI"]
    )
    scores = scores_of(folder, reading)
    assert scores.fields == {
        "title": (1, 1),
        "section": (0, 1),
        "published": (1, 1),
        "parties": (0, 1),
    }


def test_only_the_sections_that_a_label_completes_are_scored(tmp_path: Path) -> None:
    document = {**LABEL["document"], "complete": ["statuses"]}
    label = {**LABEL, "document": document, "events": []}
    (tmp_path / "suva.json").write_text(json.dumps(label), encoding="utf-8")
    reading = perfect()
    reading["statuses"].append({**reading["statuses"][0], "change": "described"})
    scores = scores_of(tmp_path, reading)
    assert scores.kinds["statuses"].as_json()["extra"] == 1
    assert {name for name, found in f1(scores).items() if found is not None} == {"statuses"}


def test_an_article_with_no_status_alone_is_no_negative(tmp_path: Path) -> None:
    label = {"document": {"file": "suva.txt", "complete": ["statuses"]}, "statuses": []}
    (tmp_path / "suva.json").write_text(json.dumps(label), encoding="utf-8")
    scores = scores_of(tmp_path, perfect())
    assert scores.negatives == 0
    assert scores.kinds["statuses"].extra == 1
    assert scores.kinds["events"].extra == 0


def test_whatever_is_read_from_a_negative_is_counted_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = {"document": {"file": "suva.txt", "parties": []}, **{name: [] for name in SECTIONS}}
    (tmp_path / "suva.json").write_text(json.dumps(empty), encoding="utf-8")
    scores = scores_of(tmp_path, perfect())
    assert scores.negatives == 1
    assert scores.read_from_negatives == sum(len(LABEL[section]) for section in SECTIONS)
    assert scores.kinds["figures"].precision == 0.0
    lines = tmp_path / "readings.jsonl"
    lines.write_text(json.dumps(perfect()) + "\n", encoding="utf-8")
    assert main([str(tmp_path / "suva.json"), str(lines), "--verbose"]) == 0
    printed = capsys.readouterr().out
    assert "EXTRA   event_type=CONSULT" in printed
    assert "rule events.some_rule" in printed
    assert "«Ana Tuwai met Peter Marsh in Suva»" in printed


def test_the_last_line_is_one_object_of_scores(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "readings.jsonl"
    lines.write_text(json.dumps(perfect()) + "\n", encoding="utf-8")
    assert main([str(folder), str(lines)]) == 0
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert scores["figures"]["f1"] == 1.0
    assert scores["figures"]["whole"] == 1.0
    assert scores["articles"] == 1
    assert scores["unread"] == []


def test_an_article_that_was_not_read_is_all_missed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "readings.jsonl"
    lines.write_text("", encoding="utf-8")
    assert main([str(folder), str(lines)]) == 0
    scores = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert scores["unread"] == ["news/suva.txt"]
    assert scores["events"]["missed"] == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"figures": []}'])
def test_a_broken_line_is_named(
    folder: Path, tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "readings.jsonl"
    lines.write_text("\n" + line, encoding="utf-8")
    assert main([str(folder), str(lines)]) == 2
    assert "line 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "document",
    [
        {"file": "elsewhere/news/suva.txt"},
        {"file": "suva.txt"},
        {"file": "a.txt", "text": TEXT},
        {"url": "https://news.example/1", "title": "Wellington and Suva Meet"},
    ],
)
def test_a_reading_is_known_by_file_text_or_title(folder: Path, document: Json) -> None:
    other: Json = {"document": {"file": "other.txt", "title": "Rain", "text": "Rain fell all day."}}
    results = score_articles(load_gold(folder), [other, {"document": document}])
    assert results[0].reading == {"document": document}


def test_a_reading_of_another_article_is_not_taken(folder: Path) -> None:
    other: Json = {"document": {"file": "other.txt", "title": "Rain", "text": "Rain fell all day."}}
    assert score_articles(load_gold(folder), [other])[0].reading is None
