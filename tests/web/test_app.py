"""What holds for every response: headers, files, error pages."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from bilateral.web.security import HEADERS, POLICY


@pytest.mark.parametrize("address", ["/", "/index.json", "/nowhere", "/static/bilateral.css"])
def test_every_response_is_guarded(client: TestClient, address: str) -> None:
    response = client.get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value


def test_the_policy_allows_nothing_inline_or_from_outside() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_an_address_with_nothing_gets_a_page_of_its_own(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "<h1>Nothing stands here</h1>" in response.text
    twin = client.get("/nowhere.json")
    assert twin.status_code == 404
    assert twin.json()["status"] == 404


def test_files_are_kept_by_browsers_under_the_hash_of_their_content(client: TestClient) -> None:
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "Cache-Control" not in client.get(address.split("?")[0]).headers
