"""A client of the pages in, forms sent as a browser would out."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from bilateral.web.access.forms import FIELD
from tests.web.reading_html import Page


def form_key(client: TestClient, address: str = "/add") -> str:
    """The word that forms carry for this client."""
    fields = Page(client.get(address).text).all("input")
    return next(str(f["value"]) for f in fields if f.get("name") == FIELD)


def send(client: TestClient, address: str, page: str = "/add", **fields: Any) -> Response:
    """Sends a form with the word of the page that it stands on."""
    data = {FIELD: form_key(client, page), **fields}
    return client.post(address, data=data, follow_redirects=False)
