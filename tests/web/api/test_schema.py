"""Whatever a program sends, the answer is one that the description names, and never a fault."""

from __future__ import annotations

from typing import Any, cast

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from bilateral.record import Record
from bilateral.record.pages import Choice, rows
from bilateral.web.api import create_api
from bilateral.web.settings import Settings
from tests.web.conftest import TODAY

EXAMPLES = 10
"""Requests of each kind, right and wrong ones, that are made up for each operation."""


def operations() -> list[tuple[str, str]]:
    """Every operation of the description, which needs no record."""
    paths = create_api(cast(Record, None), Settings()).openapi()["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


@pytest.fixture(scope="session")
def api(demo_record: Record) -> FastAPI:
    return create_api(demo_record, Settings(today=lambda: TODAY))


@pytest.fixture(scope="session")
def described(api: FastAPI) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", api)


def tried() -> list[tuple[GenerationMode, str, str]]:
    """Right and wrong requests for every operation; nothing can be wrong of one that takes
    nothing."""
    right = [(GenerationMode.POSITIVE, *found) for found in operations()]
    wrong = [(GenerationMode.NEGATIVE, *found) for found in operations()]
    return right + [item for item in wrong if item[2] != "/exports"]


@pytest.fixture(scope="session")
def there(demo_record: Record) -> dict[str, str]:
    """Names of things that the record holds: made-up ones would lead to nothing but 404."""
    pair = ("USA", "VNM")
    return {
        "pair": "VNM-USA",
        "document": demo_record.documents(pair)[0].id,
        "entry": rows(demo_record, pair, Choice("event"), limit=1).items[0].entry,
    }


@pytest.mark.parametrize(("mode", "method", "path"), tried())
def test_every_answer_is_as_described(
    described: Any, there: dict[str, str], mode: GenerationMode, method: str, path: str
) -> None:
    operation = described[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters = {n: there[n] for n in case.path_parameters or {}}
        case.call_and_validate()

    answered()
