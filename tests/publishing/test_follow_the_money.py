"""FollowTheMoney as its own library reads it: every entity is valid, no value is lost."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.exporting import exported


@pytest.fixture(scope="module")
def model() -> Any:
    """The library's model. It is no part of what this program needs."""
    if os.environ.get("BILATERAL_TEST_EVERYTHING") is None:
        pytest.importorskip("followthemoney", reason="pip install followthemoney")
    return import_module("followthemoney").model


def test_the_library_takes_every_entity_and_every_value(
    model: Any, demo: Path, tmp_path: Path
) -> None:
    out = exported(demo, tmp_path, "ftm")
    entities = [json.loads(line) for line in out.text.split("\n")[:-1]]
    assert len(entities) == out.tally.rows["entities"] > 200
    for entity in entities:
        kept = model.get_proxy(entity, cleaned=False)
        assert kept.id == entity["id"] and kept.schema.name == entity["schema"]
        assert not kept.schema.abstract
        for name, values in entity["properties"].items():
            # Of a title that is a quotation the library takes the marks off.
            told = {value.strip('"') for value in values}
            assert {value.strip('"') for value in kept.get(name)} == told, (entity["schema"], name)
            assert len(kept.get(name)) == len(values), (entity["schema"], name)
        kept.schema.validate(kept.to_dict())


def test_links_lead_to_entities_that_may_stand_there(
    model: Any, demo: Path, tmp_path: Path
) -> None:
    out = exported(demo, tmp_path, "ftm")
    proxies = [model.get_proxy(json.loads(line)) for line in out.text.split("\n")[:-1]]
    known = {proxy.id: proxy.schema for proxy in proxies}
    links = 0
    for proxy in proxies:
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                links += 1
                assert known[value].is_a(prop.range), f"{proxy.schema.name}.{prop.name}"
    assert links > 100
