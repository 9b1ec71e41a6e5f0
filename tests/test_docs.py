"""Documentation is tested: a command, an option or a setting that it does not name fails."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from bilateral.cli import app

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, Any]:
    """Every command by the words that call it."""
    found: dict[str, Any] = {}
    pending: dict[str, Any] = {"bilateral": typer.main.get_command(app)}
    while pending:
        name, command = pending.popitem()
        children = getattr(command, "commands", {})
        if not children:
            found[name] = command
        pending.update({f"{name} {child}": value for child, value in children.items()})
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    start = COMMANDS.find(f"## `{name}")
    assert start >= 0, f"docs/commands.md has no section for {name}"
    section = COMMANDS[start : COMMANDS.find("\n## ", start + 1)]
    for parameter in commands()[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, f"{name} {option} is not documented"


def test_settings_are_documented() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"BILATERAL_[A-Z]+", source))
    assert settings
    for setting in settings:
        assert setting in COMMANDS


def test_the_readme_gives_the_two_commands() -> None:
    assert "make demo" in README
    assert "make test" in README


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for piece in text.split("](")[1:]:
        target = piece.split(")")[0].split("#")[0]
        if target and "://" not in target:
            assert (page.parent / target).exists(), target
