"""FollowTheMoney as its own library reads it: every entity is valid, no value is lost.

The library pins other versions of what this program uses, so it lives in an environment of its
own: `python3 -m venv .venv-ftm && .venv-ftm/bin/pip install 'followthemoney>=3.8.2,<4'`.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.exporting import exported

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("FOLLOWTHEMONEY_PYTHON", ROOT / ".venv-ftm" / "bin" / "python"))

# Of each entity: what the library makes of it, and the schemata that each of its links admits.
READER = """
import json, sys
from followthemoney import model
for line in sys.stdin:
    entity = json.loads(line)
    read = model.get_proxy(entity, cleaned=False)
    read.schema.validate(read.to_dict())
    links = [
        [prop.name, value, sorted(s.name for s in model if s.is_a(prop.range))]
        for prop, value in model.get_proxy(entity).itervalues()
        if prop.type.name == "entity"
    ]
    kept = {name: read.get(name) for name in entity["properties"]}
    told = {"id": read.id, "schema": read.schema.name, "abstract": read.schema.abstract}
    print(json.dumps({**told, "properties": kept, "links": links}))
"""


@pytest.fixture(scope="module")
def entities(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Each entity of the demo's export, with what the library reads under `read`."""
    if not PYTHON.exists():
        pytest.skip("followthemoney has no environment; see the head of this file")
    out = exported(demo, tmp_path_factory.mktemp("ftm"), "ftm")
    lines = out.text.split("\n")[:-1]
    assert len(lines) == out.tally.rows["entities"] > 200
    done = subprocess.run(
        [PYTHON, "-c", READER], input=out.text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read = done.stdout.splitlines()
    return [
        {**json.loads(one), "read": json.loads(two)} for one, two in zip(lines, read, strict=True)
    ]


def test_the_library_takes_every_entity_and_every_value(entities: list[dict[str, Any]]) -> None:
    for entity in entities:
        read = entity["read"]
        assert (read["id"], read["schema"]) == (entity["id"], entity["schema"])
        assert not read["abstract"]
        for name, values in entity["properties"].items():
            # Of a title that is a quotation the library takes the marks off.
            told = {value.strip('"') for value in values}
            assert {v.strip('"') for v in read["properties"][name]} == told, (entity, name)
            assert len(read["properties"][name]) == len(values), (entity, name)


def test_links_lead_to_entities_that_may_stand_there(entities: list[dict[str, Any]]) -> None:
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    links = [(e["schema"], *link) for e in entities for link in e["read"]["links"]]
    assert len(links) > 100
    for schema, name, target, admitted in links:
        assert schemata[target] in admitted, f"{schema}.{name}"
