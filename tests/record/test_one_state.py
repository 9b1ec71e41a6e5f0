"""What is read inside one block is of one state of the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.model import Skip
from bilateral.reading import read
from bilateral.record import Record


@pytest.fixture
def name(tmp_path: Path) -> str:
    return str(tmp_path / "record.db")


def test_what_another_adds_is_seen_after_the_block_only(name: str) -> None:
    text = "HANOI - Vietnam and Japan signed an agreement on rice. Tokyo will buy more of it."
    with Record(name) as record, Record(name) as other:
        with record.one_state():
            assert record.documents() == []
            run = other.start_run(["test"])
            other.skip(run, Skip("a.txt", "is empty"))
            other.add(read(from_text(text, title="Rice", published="2024-05-01")), run)
            assert record.documents() == []
            with record.one_state():
                assert record.documents() == []
        assert len(record.documents()) == 1
