"""What the tests of official statistics share: a record, the Census table, a server."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.checking.statistics.tables import read_table
from bilateral.knowledge import statistics as knowledge
from bilateral.knowledge.loading import USER_DATA_VARIABLE
from bilateral.record import Record
from bilateral.record.official import keep

from .server import Statistics, serving

CENSUS = Path(__file__).parents[3] / "shared" / "statistics" / "us_census_goods.csv"
BASES = {
    "census": "/data",
    "comtrade": "",
    "worldbank": "/v2",
    "imf": "/external/sdmx/3.0",
}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(str(tmp_path / "record.db")) as kept:
        yield kept


@pytest.fixture(scope="session")
def census(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record with the American table of all partners."""
    if not CENSUS.exists():
        pytest.skip("the Census table is not here")
    with Record(str(tmp_path_factory.mktemp("census") / "record.db")) as kept:
        keep(kept, read_table(CENSUS, "2026-11-22").observations)
        yield kept


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Statistics]:
    """The four sources on loopback: the user's own `sources.csv` names their addresses."""
    for name in ("BILATERAL_CENSUS_KEY", "BILATERAL_COMTRADE_KEY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as statistics:
        folder = tmp_path / "knowledge" / "statistics"
        folder.mkdir(parents=True)
        with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(
                [
                    "code",
                    "name",
                    "kind",
                    "reporter",
                    "api",
                    "key_variable",
                    "quota",
                    "licence",
                    "page",
                ]
            )
            for row in knowledge.sources().values():
                api = statistics.base + BASES.get(row.code, "")
                writer.writerow(
                    [
                        row.code,
                        row.name,
                        row.kind,
                        row.reporter,
                        api,
                        row.key_variable,
                        row.quota,
                        row.licence,
                        row.page,
                    ]
                )
        monkeypatch.setenv(USER_DATA_VARIABLE, str(tmp_path / "knowledge"))
        knowledge.sources.cache_clear()
        yield statistics
    monkeypatch.undo()
    knowledge.sources.cache_clear()
