"""`make evaluate` and `make bench` run on what is at hand, and say where they stand."""

import json
from pathlib import Path

import pytest

from evaluation import run
from evaluation.bench import Article, beside_extraction, throughput, usual_article
from evaluation.floors import Pinned, load_floors, save_floors
from evaluation.gold import DEMO, load_gold
from evaluation.pages import page_of
from evaluation.suites import Bar, Suite, SuiteResult, run_suites

LABEL = {
    "document": {"id": "demo/vietnam-united-states/1995-07-11-normalisation.txt", "parties": []}
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold set of one article of the demo."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(LABEL), encoding="utf-8")
    return folder


def evaluate(gold: Path, *flags: str) -> int:
    """The exit code of an evaluation with floors of its own."""
    floors = str(gold.parent / "floors.json")
    return run.main(["--gold", str(gold), "--floors", floors, "--no-suites", *flags])


def test_a_gold_set_is_pinned_before_it_passes(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(gold) == 1
    assert "not the one that the floors are pinned on" in capsys.readouterr().out
    assert evaluate(gold, "--raise-floors") == 0
    assert evaluate(gold) == 0
    (gold / "one.json").write_text(json.dumps({**LABEL, "note": "changed"}), encoding="utf-8")
    assert evaluate(gold) == 1


def test_a_score_under_its_floor_fails(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    group = "demo, checking" if load_gold(gold)[0].checking else "demo, development"
    label = {**LABEL, "areas": [{"code": "no_such_area"}]}
    (gold / "one.json").write_text(json.dumps(label), encoding="utf-8")
    assert evaluate(gold, "--raise-floors") == 0
    path = gold.parent / "floors.json"
    pinned = load_floors(path)
    assert pinned is not None
    high = {**pinned.floors, group: {**pinned.floors[group], "areas f1": 0.5}}
    save_floors(Pinned(pinned.gold, high), path)
    capsys.readouterr()
    assert evaluate(gold) == 1
    assert f"FAILED {group}: areas f1 is 0, pinned at 0.5" in capsys.readouterr().out
    assert evaluate(gold, "--raise-floors") == 1
    assert evaluate(gold, "--lower-floors") == 0


def test_faults_of_the_checking_part_are_shown_on_demand_only(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = sorted(DEMO.rglob("*.txt"))
    for number, path in enumerate(articles):
        label = {
            "document": {"id": f"demo/{path.relative_to(DEMO)}"},
            "areas": [{"code": "no_such_area"}],
        }
        (gold / f"{number}.json").write_text(json.dumps(label), encoding="utf-8")
    kept = [article.name for article in load_gold(gold) if article.checking]
    assert 0 < len(kept) < len(articles)
    run.main(["--gold", str(gold), "--kind", "areas", "--verbose"])
    assert not any(f"=== {name} " in capsys.readouterr().out for name in kept)
    run.main(["--gold", str(gold), "--kind", "areas", "--verbose", "--checking"])
    printed = capsys.readouterr().out
    assert all(f"=== {name} " in printed for name in kept)


def test_a_suite_that_is_not_there_is_left_out_with_its_reason() -> None:
    missing = Suite("evaluation.no_such_suite", "x.tsv", ())
    without_files = Suite("evaluation.articles", "no/such/files-*.json", ())
    assert [(r.scores, r.reason) for r in run_suites([missing, without_files])] == [
        (None, "not written yet"),
        (None, "no no/such/files-*.json at hand"),
    ]


def test_a_bar_finds_its_score() -> None:
    result = SuiteResult(Suite("m", "f", ()), {"a": {"f1": 0.5}})
    assert result.value(Bar("x", ("a", "f1"), "-", None)) == 0.5
    assert result.value(Bar("x", ("b", "f1"), "-", None)) is None


ARTICLE = Article(
    "\n".join(f"Kenya and China signed accord number {n} in Nairobi." for n in range(60)),
    "Kenya and China sign",
    "2023-10-18",
)


def test_speed_is_measured_in_time_that_passed() -> None:
    speed = {m.name: m.value for m in throughput([ARTICLE], 1)}
    assert speed["words a second"] > speed["articles a second"] > 0
    assert all(m.value > 0 for m in usual_article("article", [ARTICLE], 1))


def test_reading_is_measured_beside_extraction_of_the_same_words() -> None:
    import trafilatura

    page = page_of(ARTICLE.text, "Kenya & China sign", ARTICLE.published)
    assert "accord number 59 in Nairobi" in (trafilatura.extract(page) or "")
    values = {m.name: m.value for m in beside_extraction([ARTICLE], 1)}
    assert values["page: trafilatura extracts"] > 0
    assert values["page: reading / extracting"] > 0
