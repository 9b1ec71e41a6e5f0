"""Ports that are not those of pages: refused with their service, before anybody is asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import bilateral.documents.fetch as room
from bilateral.documents import ports
from bilateral.documents.fetch import fetch
from bilateral.documents.ports import WEB_PORTS, check_port
from bilateral.errors import FetchError

from .conftest import Site


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ports of which an address was looked up: there is none, so nobody is called."""
    found: list[int] = []

    def look_up(host: str, port: int, *, allow_private: bool) -> str:
        found.append(port)
        raise FetchError("is not called in a test")

    monkeypatch.setattr(room, "checked_address", look_up)
    return found


@pytest.mark.parametrize(
    ("port", "service"),
    [
        (22, "SSH"),
        (25, "mail"),
        (53, "DNS"),
        (110, "mail"),
        (445, "Windows shares"),
        (3306, "MySQL"),
        (5432, "PostgreSQL"),
        (6379, "Redis"),
        (9200, "Elasticsearch"),
        (11211, "memcached"),
        (27017, "MongoDB"),
        (0, "nothing"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("allow_private", [False, True])
def test_ports_of_other_services_are_refused(
    port: int, service: str, scheme: str, allow_private: bool, asked: list[int]
) -> None:
    with pytest.raises(FetchError, match=f"port {port}, which is for {service}"):
        fetch(f"{scheme}://example.org:{port}/a", allow_private=allow_private)
    assert asked == []


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://example.org/a", 80),
        ("https://example.org/a", 443),
        ("http://example.org:80/a", 80),
        ("https://example.org:8443/a", 8443),
        ("http://example.org:8080/a", 8080),
        ("http://example.org:8888/a", 8888),
    ],
)
def test_ports_of_the_web_are_asked(url: str, port: int, asked: list[int]) -> None:
    with pytest.raises(FetchError, match="is not called in a test"):
        fetch(url)
    assert asked == [port]


@pytest.mark.parametrize("port", [2, 81, 444, 1024, 4444, 7999, 9000, 40000, 65535])
def test_other_ports_are_for_machines_of_ones_own(port: int, asked: list[int]) -> None:
    with pytest.raises(FetchError, match="where the web has no pages"):
        fetch(f"http://example.org:{port}/a")
    assert asked == []
    check_port(port, allow_private=True)


@pytest.mark.parametrize("port", [99999, -1, "22x"])
def test_what_is_no_port_is_no_address(port: object) -> None:
    with pytest.raises(FetchError, match="is not a web address"):
        fetch(f"http://example.org:{port}/a")


def test_a_redirect_to_another_service_is_refused(site: Site) -> None:
    url = site.redirect("/a", "http://127.0.0.1:6379/%0d%0aFLUSHALL%0d%0a")
    with pytest.raises(FetchError, match="port 6379, which is for Redis"):
        fetch(url, allow_private=True)
    assert site.asked == ["/a"]


def test_what_browsers_refuse_is_refused() -> None:
    """The "bad ports" of the WHATWG's Fetch standard, as of 2026."""
    bad = {
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
        *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587),
        *(601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061),
        *(6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    }
    assert bad <= set(ports._services())
    for port in bad:
        with pytest.raises(FetchError):
            check_port(port, allow_private=True)


def test_the_table_of_services_is_in_order() -> None:
    with Path(ports.__file__).with_suffix(".csv").open(encoding="utf-8") as rows:
        listed = [int(row["port"]) for row in csv.DictReader(rows)]
    assert listed == sorted(set(listed))
    assert not {80, 443, 8000, 8080, 8443, 8888} & set(listed)
    assert {80, 443} < WEB_PORTS
