"""Every test that the threat model names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_line_of_the_threat_model_names_a_test_that_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text()
    lines = [line for line in page.split("\n") if line.startswith("| ")]
    threats = [line for line in lines if not line.startswith(("| what", "| ---"))]
    assert len(threats) > 30
    for line in threats:
        named = NAMED.findall(line)
        assert named, line
        for path, name in named:
            found = re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text(), re.M)
            assert found, f"{path}::{name}"
