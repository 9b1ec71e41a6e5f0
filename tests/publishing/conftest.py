"""Claims made by hand for the tests of the ledger."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bilateral.model import Change, Document, Equivalent, Evidence, Figure
from bilateral.publishing.ledger import Claim
from tests.publishing.exporting import demo_record

DOCUMENT = Document(id="ab" * 32, text="", file="news.txt", published="2024-09-23")


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Makes a claim of trade between Kenya and China, but for the fields given."""
    return _claim


def _claim(**fields: Any) -> Claim:
    given: dict[str, Any] = {
        "id": "figure-1",
        "evidence": (Evidence("text", 10, 25, "nearly $88 bill"),),
        "rule": "measures.trade",
        "measure": "trade",
        "ref_area": "CHN",
        "counterpart_area": "KEN",
        "obs_value": Decimal("88E9"),
        "unit_measure": "USD",
        "bound": "nearly",
        "significant_digits": 2,
        "time_period": "2024-01/2024-08",
        "change": Change(Decimal("22.5"), "percent", "up", "2023-01/2023-08"),
        "equivalents": (Equivalent(Decimal("11.4E12"), "KES"),),
    }
    return Claim(DOCUMENT, Figure(**{**given, **fields}))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demo articles; tests read it and leave it as it is."""
    return demo_record(tmp_path_factory.mktemp("demo") / "demo.db")
