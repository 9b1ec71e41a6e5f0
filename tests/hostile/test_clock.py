"""A clock that goes back: what was kept stays, and what was said last still holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.reading import read
from bilateral.record import Record, keeping, review, store
from bilateral.record.review import by_people, correct
from bilateral.record.verifying import verify


class _Clock(datetime):
    """The time is what the test says."""

    year_now = 2026

    @classmethod
    def now(cls, tz: object = None) -> _Clock:
        return cls(cls.year_now, 1, 1, tzinfo=UTC)


def _told(number: int) -> Callable[[Record, int], str]:
    def keep(record: Record, run: int) -> str:
        text = (
            f"Kenya and China signed agreement number {number} on railways in Nairobi on Monday. "
            f"Trade between Kenya and China reached ${number} billion in 2023."
        )
        document = from_text(text, f"Agreement {number}", "2024-05-06")
        record.add(read(document), run)
        return document.id

    return keep


def test_a_clock_set_back_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (store, keeping, review):
        monkeypatch.setattr(module, "datetime", _Clock)
    with Record(str(tmp_path / "record.db")) as record:
        first = _told(3)(record, record.start_run(["today"]))
        figure = next(s for s in record.statements_of(first) if s.kind == "figure")
        said = [correct(record, figure.id, "correct", {"unit_measure": "EUR"}, who="one")]
        monkeypatch.setattr(_Clock, "year_now", 1999)
        again = record.start_run(["long ago"])
        second = _told(4)(record, again)
        said.append(correct(record, figure.id, "correct", {"unit_measure": "CNY"}, who="two"))
        record.finish_run(again)

        assert {found.id for found in record.documents()} == {first, second}
        assert len(set(said)) == 2 and not by_people(record)
        shown = {s.id: s for _, s in record.statements(("CHN", "KEN"))}[figure.id]
        assert shown.unit_measure == "CNY", "the last word is the last that was said"  # type: ignore[attr-defined]
        assert [check.faults for check in verify(record) if check.number] == []
