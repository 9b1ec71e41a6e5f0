"""Every test that the threat model names is there, and can fail."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def functions(path: str) -> dict[str, ast.AST]:
    """The functions of a module by name."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


def asserts(path: str, name: str) -> bool:
    """Whether a function says what must hold: itself, or in a helper of its module, by a number
    that a tool ends with, or by asking a check of the fuzzer that raises."""
    for node in ast.walk(functions(path)[name]):
        if isinstance(node, ast.Assert):
            return True
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr == "raises":
            return True
        if isinstance(called, ast.Name):
            if called.id == "swallow":
                return True
            if called.id != name and called.id in functions(path) and asserts(path, called.id):
                return True
    return False


def test_every_line_of_the_threat_model_names_tests_that_can_fail() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    lines = [line for line in page.split("\n") if line.startswith("| ")]
    threats = [line for line in lines if not line.startswith(("| what", "| ---"))]
    assert len(threats) > 45
    for line in threats:
        named = NAMED.findall(line)
        assert named, line
        for path, name in named:
            assert name in functions(path), f"{path}::{name} is not there"
            assert asserts(path, name), f"{path}::{name} cannot fail"
