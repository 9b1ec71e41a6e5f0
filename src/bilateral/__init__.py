"""Bilateral reads foreign-relations news and keeps the record of a relationship.

From Python: `from bilateral import read, Record` and `from bilateral.documents import from_text`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilateral.publishing.answers.record import Record
    from bilateral.reading import read

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "read"]

_HOMES = {"read": "bilateral.reading", "Record": "bilateral.publishing.answers.record"}


def __getattr__(name: str) -> Any:
    """The two doors, opened when they are first used: `import bilateral` itself stays light."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
