"""Floors hold scores up; only a flag moves them, and only in its own direction."""

from pathlib import Path

import pytest

from evaluation.floors import CEILING, Pinned, load_floors, measured, moved, save_floors, under
from evaluation.scoring import Score, Scores

FLOORS = {"demo": {"figures f1": 0.8, CEILING: 1.0}}


@pytest.mark.parametrize(
    ("now", "faults"),
    [
        ({"figures f1": 0.8, CEILING: 1.0}, 0),
        ({"figures f1": 0.9, CEILING: 0.0}, 0),
        ({"figures f1": 0.79, CEILING: 1.0}, 1),
        ({"figures f1": 0.8, CEILING: 2.0}, 1),
        ({CEILING: 0.0}, 1),
    ],
)
def test_a_score_under_its_floor_is_told(now: dict[str, float], faults: int) -> None:
    assert len(under(FLOORS, {"demo": now})) == faults


def test_a_set_that_is_not_at_hand_is_left_out() -> None:
    assert under(FLOORS, {"corpus": {"figures f1": 0.1}}) == []


def test_raising_never_lowers() -> None:
    now = {"demo": {"figures f1": 0.7, "events f1": 0.5, CEILING: 3.0}}
    assert moved(FLOORS, now, lower=False) == {
        "demo": {"figures f1": 0.8, "events f1": 0.5, CEILING: 1.0}
    }


def test_raising_raises() -> None:
    now = {"demo": {"figures f1": 0.9, CEILING: 0.0}}
    assert moved(FLOORS, now, lower=False) == now


def test_lowering_lowers_and_never_raises() -> None:
    now = {"demo": {"figures f1": 0.7, CEILING: 0.0}}
    assert moved(FLOORS, now, lower=True) == {"demo": {"figures f1": 0.7, CEILING: 1.0}}


def test_measured_scores_never_lie_under_the_floors_made_of_them() -> None:
    scores = Scores()
    scores.kinds["figures"] = Score(right=2, whole_right=1, missed=1)
    now = {"demo": measured(scores)}
    assert now["demo"] == {"figures f1": 0.8, "figures whole": 0.4}
    assert under(moved({}, now, lower=False), now) == []


def test_kinds_without_labels_have_no_floor() -> None:
    scores = Scores()
    scores.kinds["figures"] = Score(extra=3)
    assert measured(scores) == {}


def test_floors_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert load_floors(path) is None
    save_floors(Pinned("abc", FLOORS), path)
    assert load_floors(path) == Pinned("abc", FLOORS)
