"""The house: rooms import only what stands above them, and stay small enough to hold in mind."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "bilateral"
ROOMS = [
    "errors",
    "model",
    "knowledge",
    "language",
    "documents",
    "reading",
    "record",
    "checking",
    "publishing",
    "bulk",
    "web",
    "demo",
    "cli",
]
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_LINES, FUNCTION_LINES = 500, 60


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def name_of(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_room_imports_only_rooms_above_it(module: Path) -> None:
    own = room(module)
    if own in ("__init__", "__main__"):
        return
    allowed = set(ROOMS[: ROOMS.index(own) + 1])
    used = {
        name.split(".")[1]
        for name in imports(module)
        if name.startswith("bilateral.") and name.split(".")[1] in ROOMS
    }
    assert used <= allowed, f"{own} imports {sorted(used - allowed)}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_and_functions_are_short(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MODULE_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


HELP_MAY_LOAD = {"typer", "rich", "bilateral"}
"""What `--help` may load beside the standard library; typer and rich bring their own needs."""


def test_help_loads_nothing_heavy() -> None:
    loaded = _loaded("import bilateral.cli")
    light = _loaded("import typer, typer.main, rich.console, rich.progress")
    assert loaded - light <= HELP_MAY_LOAD


def _loaded(statement: str) -> set[str]:
    code = f"{statement}; import sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    names = {name.split(".")[0] for name in json.loads(run.stdout)}
    return {name for name in names if name not in sys.stdlib_module_names}
