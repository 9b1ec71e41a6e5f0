"""The first bar: everything that stands in two real articles is read, and little else.

The articles and what must be read from them are not part of the project; without them these
tests are left out.
"""

from datetime import date
from functools import cache
from typing import Any

import pytest

from bilateral.language.dates import find_times
from evaluation.articles import score_articles
from evaluation.gold import SECTIONS, SHARED, load_gold
from evaluation.printing import faults_of
from evaluation.reading import read_file
from evaluation.scoring import ArticleResult

EXAMPLES = SHARED / "examples"
SEEDS = SHARED / "seeds"
FRIDAY = "2023-09-08"
MOST_EXTRA = 2
MOST_EVENTS_MISSED = 1

pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no ../shared here")

Json = dict[str, Any]


@cache
def results() -> tuple[ArticleResult, ...]:
    """Both articles, read without a date from outside, beside what must be read."""
    readings = [read_file(path, path.name) for path in sorted(SEEDS.glob("*.txt"))]
    return tuple(score_articles(load_gold(EXAMPLES), [r for r in readings if r is not None]))


@cache
def dated() -> Json:
    """The second article, read with its day of publication."""
    reading = read_file(next(SEEDS.glob("001_*.txt")), "seed 1", published=FRIDAY)
    assert reading is not None
    return reading


def told(section: str) -> str:
    return faults_of(results(), [section])


def test_both_articles_are_read() -> None:
    assert len(results()) == 2
    assert all(result.reading is not None for result in results())


def test_all_sixteen_figures_are_read_whole() -> None:
    right = [pair for result in results() for pair in result.alignments["figures"].right]
    assert sum(pair.whole for pair in right) == 16, told("figures")


def test_both_statuses_are_read_with_their_dates() -> None:
    right = [pair for result in results() for pair in result.alignments["statuses"].right]
    assert sum(pair.whole for pair in right) == 2, told("statuses")


def test_every_commitment_is_read_with_all_its_areas() -> None:
    for result in results():
        found = result.alignments["commitments"]
        assert not found.missed, told("commitments")
        for pair in found.right:
            assert set(pair.gold["areas"]) <= set(pair.read["areas"]), told("commitments")


def test_at_least_eight_of_nine_events_are_read() -> None:
    missed = sum(len(result.alignments["events"].missed) for result in results())
    assert missed <= MOST_EVENTS_MISSED, told("events")


@pytest.mark.parametrize("section", ["actors", "areas"])
def test_all_actors_and_areas_are_read(section: str) -> None:
    assert not any(result.alignments[section].missed for result in results()), told(section)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("seed", [0, 1])
def test_little_else_is_read(seed: int, section: str) -> None:
    assert len(results()[seed].alignments[section].extra) <= MOST_EXTRA, told(section)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_fields_of_the_document_are_found(seed: int) -> None:
    assert results()[seed].field_faults == ()


def test_friday_is_counted_from_the_day_of_publication() -> None:
    text = dated()["document"]["text"]
    times = {time.text: time.edtf for time in find_times(text, date.fromisoformat(FRIDAY))}
    assert times["Friday"] == FRIDAY
    dates = [e["date"] for e in dated()["events"] if "Friday" in (e["date_text"] or "")]
    assert set(dates) <= {FRIDAY}


def test_last_year_is_counted_from_the_day_of_publication() -> None:
    assert _stock(dated())["as_of"] == "2022"


def test_the_planned_visit_has_no_date_even_then() -> None:
    assert [event["date"] for event in _visits(dated())] == [None]


def test_without_a_day_of_publication_words_stay_words() -> None:
    reading = results()[1].reading
    assert reading is not None
    assert reading["document"]["published"] is None
    stock = _stock(reading)
    assert stock["as_of"] is None
    assert "last year" in stock["as_of_text"]
    assert [event["date"] for event in _visits(reading)] == [None]
    words = ("Friday", "last year")
    resolved = [
        (item["date_text"], item["date"])
        for item in reading["events"]
        if any(word in (item["date_text"] or "") for word in words)
    ]
    assert all(day is None for _, day in resolved)


def _stock(reading: Any) -> Json:
    """What American investors had put into Vietnam."""
    found: list[Json] = [f for f in reading["figures"] if f["measure"] == "fdi_inward_stock"]
    assert len(found) == 1
    return found[0]


def _visits(reading: Any) -> list[Json]:
    """The visit that is to come."""
    return [e for e in reading["events"] if (e["activity"], e["state"]) == ("visit", "planned")]
