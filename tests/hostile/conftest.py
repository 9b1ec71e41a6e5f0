"""A server on loopback whose answers a test writes itself, and records in both stores."""

from __future__ import annotations

from tests.documents.conftest import site
from tests.record.conftest import address, blank, server

__all__ = ["address", "blank", "server", "site"]
