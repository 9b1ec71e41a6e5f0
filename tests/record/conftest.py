"""A record of its own for each test, in either store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.record import Record
from tests import postgres

ON_BOTH_STORES = ("test_store", "test_merge", "test_search", "test_views", "test_stores")


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for all tests that want one."""
    postgres.skip_unless_available()
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record in a file, to be copied: far faster than migrating each anew."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    Record(str(path)).close()
    return path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What writes to the record is tested on a file and on a server, what only asks on a file."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if "address" in metafunc.fixturenames and module in ON_BOTH_STORES:
        metafunc.parametrize("address", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path, blank: Path) -> str:
    """The address of a new record: a file, or a database."""
    if getattr(request, "param", "sqlite") == "postgresql":
        running: postgres.Server = request.getfixturevalue("server")
        return running.database()
    return shutil.copy(blank, str(tmp_path / "record.db"))


@pytest.fixture
def record(address: str) -> Iterator[Record]:
    """An empty record."""
    with Record(address) as made:
        yield made


@pytest.fixture
def file_record(blank: Path, tmp_path: Path) -> Iterator[Record]:
    """An empty record in a file, for what only files do."""
    with Record(shutil.copy(blank, str(tmp_path / "file.db"))) as made:
        yield made
