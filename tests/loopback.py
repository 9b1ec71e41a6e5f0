"""A web server on loopback for tests, and what lets it be asked."""

from __future__ import annotations

import pytest

from evaluation.soak.loopback import Answer, serving

__all__ = ["Answer", "reachable", "serving"]

PORTS = "bilateral.documents.ports.WEB_PORTS"


def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server on loopback be asked: past every proxy, and at the port that it was given."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(PORTS, frozenset(range(1, 65536)))
