"""A record of its own for each test."""

from pathlib import Path

import pytest

from bilateral.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(str(tmp_path / "record.db"))
