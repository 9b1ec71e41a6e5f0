"""Which rules read a document: a version that changes whenever a rule or its data does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from bilateral import __version__
from bilateral.knowledge.loading import PACKAGE_DATA, roots

_CODE = ("language", "reading")


@cache
def rules_version() -> str:
    """The program's version and 12 hexadecimal digits of the hash of data files and readers."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _files() -> list[Path]:
    """All data files but the examples, and the code that reads with them, in a fixed order."""
    data = [p for root in roots() for sort in ("csv", "toml") for p in root.rglob(f"*.{sort}")]
    package = PACKAGE_DATA.parent
    code = [p for room in (*_CODE, "knowledge") for p in (package / room).rglob("*.py")]
    return sorted(p for p in (*data, *code) if p.name != "examples.toml")
