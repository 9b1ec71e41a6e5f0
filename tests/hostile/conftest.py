"""A server on loopback whose answers a test writes itself."""

from __future__ import annotations

from tests.documents.conftest import site

__all__ = ["site"]
