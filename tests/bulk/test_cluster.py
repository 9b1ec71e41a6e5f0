"""The same archive says the same on every engine, and on a cluster of two machines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bilateral.bulk.running import Plan, bulk
from tests.bulk.archives import mixed, write_lines, write_warc
from tests.bulk.test_running import content

_PROGRAM = """
import sys
from pathlib import Path
from bilateral.bulk.running import Plan, bulk
if __name__ == "__main__":
    engine, ray = sys.argv[2:4]
    bulk(sys.argv[4:], Path(sys.argv[1]), Plan(engine=engine, workers=2, ray=ray or None))
"""


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    articles = mixed(30)
    return [
        str(write_lines(articles[:15], tmp_path / "a.jsonl")),
        str(write_warc(articles[15:], tmp_path / "b.warc.gz")),
    ]


def _elsewhere(paths: list[str], tmp_path: Path, engine: str, ray: str = "") -> Path:
    """Read in a program of its own: one that joined a cluster cannot leave it, and an engine
    leaves files open."""
    out = tmp_path / "there"
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    subprocess.run(
        [sys.executable, str(program), str(out), engine, ray, *paths],
        check=True,
        timeout=300,
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
    )
    return out


@pytest.mark.parametrize("engine", ["local", "daft"])
def test_every_engine_says_the_same(tmp_path: Path, paths: list[str], engine: str) -> None:
    bulk(paths, tmp_path / "here", Plan(workers=0))
    assert content(_elsewhere(paths, tmp_path, engine)) == content(tmp_path / "here")


def test_two_nodes_of_a_ray_cluster_say_the_same(
    tmp_path: Path, paths: list[str], ray_cluster: str
) -> None:
    bulk(paths, tmp_path / "here", Plan(workers=0))
    there = _elsewhere(paths, tmp_path, "daft", ray_cluster)
    assert content(there) == content(tmp_path / "here")
