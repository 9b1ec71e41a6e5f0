"""Briefs on the demo record, and on one whose article is full of markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.documents import from_text
from bilateral.publishing.brief import Brief, compose
from bilateral.reading import read
from bilateral.record import Record

HOSTILE = (
    "HANOI - President To Lam of Vietnam met <script>alert(1)</script> President Joe Biden of the "
    "United States in New York on September 25, 2024. Vietnam pledged to buy $5 billion of "
    "#panic() `rm` *goods* [link](javascript:alert(2)) | more from the United States by 2026. "
    "The United States imposed a tariff of 20 percent on Vietnamese goods, "
    '"#import" \\u{41} & <img src=x>.'
)


@pytest.fixture(scope="session")
def kept(demo: Path) -> Iterator[Record]:
    with Record(str(demo)) as record:
        yield record


@pytest.fixture(scope="session")
def brief(kept: Record) -> Brief:
    """Vietnam and the United States."""
    return compose(kept, ("VNM", "USA"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """A brief whose articles try to be markup."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Record(str(path)) as record:
        run = record.start_run(["test"])
        document = from_text(HOSTILE, title="<b>To Lam</b> #meets $Biden$", published="2024-09-26")
        record.add(read(document), run)
        return compose(record, ("VNM", "USA"))
