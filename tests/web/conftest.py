"""A record of the demo articles with official series, made once, and the server over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bilateral.cli.add import keep
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.documents.counting import expand
from bilateral.record import Record
from bilateral.web.app import create_app
from bilateral.web.settings import Settings

TODAY = "2026-11-22"


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The demo's record."""
    name = tmp_path_factory.mktemp("web") / "demo.db"
    with Record(str(name)) as record:
        sources = list(expand([str(ARTICLES)]))
        keep(record, sources, (item for source in sources for item in load(source)))
        yield record


@pytest.fixture(scope="session")
def client(demo_record: Record) -> Iterator[TestClient]:
    """A reader of the demo's pages."""
    with TestClient(create_app(demo_record, Settings(today=lambda: TODAY))) as made:
        yield made
