"""What the package offers from Python."""

from pathlib import Path

import pytest

import bilateral
from bilateral.documents import from_text


def test_the_two_doors(tmp_path: Path) -> None:
    from bilateral import Record, read

    reading = read(from_text("Kenya and China signed a rail agreement on May 11, 2014."))
    with Record(str(tmp_path / "record.db")) as record:
        record.add(reading, record.start_run(["here"]))
        assert [row.pair for row in record.pairs()] == [("CHN", "KEN")]


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'write'"):
        _ = bilateral.write
