"""The name of a module in, a clear error out where the extra that brings it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bilateral.errors import DocumentError


@contextmanager
def needs(module: str) -> Iterator[None]:
    """Turns a failing import of `module` into a DocumentError that names the extra."""
    try:
        yield
    except ImportError as error:
        raise DocumentError(
            f"reading it needs {module}",
            next_step="Install it with: pip install 'bilateral[documents]'",
        ) from error
