"""What the audit of dependencies says and when it fails."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

AUDIT = runpy.run_path(str(Path(__file__).parents[2] / ".ci" / "audit.py"))
FOUND = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"]}
CLEAN: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
BAD: dict[str, Any] = {"name": "b", "version": "1", "vulns": [FOUND]}
SKIPPED: dict[str, Any] = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("parts", "known", "code", "says"),
    [
        ([CLEAN, BAD], set(), 1, "PYSEC-1"),
        ([CLEAN, BAD], {"CVE-1"}, 0, "2 of 2"),
        ([CLEAN, SKIPPED], set(), 0, "1 of 2"),
        ([SKIPPED], set(), 0, "NOTHING"),
        (None, set(), 0, "NOTHING"),
    ],
)
def test_an_advisory_fails_and_silence_does_not(
    parts: list[Any] | None, known: set[str], code: int, says: str
) -> None:
    found, said = AUDIT["judge"]({"dependencies": parts} if parts else None, known)
    assert found == code
    assert says in "\n".join(said)
