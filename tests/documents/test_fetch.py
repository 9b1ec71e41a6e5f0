"""The safe way to the network, against real servers on loopback."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from bilateral.documents.addresses import checked_address, is_public
from bilateral.documents.fetch import MOST_REDIRECTS, Limits, fetch
from bilateral.errors import FetchError

from .conftest import Site

PAGE = b"<html><body><p>The two ministers met in Hanoi.</p></body></html>"
SHORT = Limits(connect=1.0, read=0.5, total=1.0)


def refused(url: str, **options: Any) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, **{"allow_private": True, **options})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_comes_with_its_address_type_and_charset(site: Site) -> None:
    found = fetch(site.page("/a", PAGE, "text/html; charset=ISO-8859-2"), allow_private=True)
    assert (found.content, found.media_type, found.charset) == (PAGE, "text/html", "iso-8859-2")
    assert found.url == site.address + "/a"


def test_an_address_of_this_machine_is_refused_and_never_asked(site: Site) -> None:
    url = site.page("/a", PAGE)
    message = refused(url, allow_private=False)
    assert "private" in message and "--allow-private" in message
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org",
        "http://",
        "http://[::1",
        "http://user:secret@127.0.0.1/",
        "javascript:alert(1)",
    ],
)
def test_only_plain_web_addresses_are_asked(url: str) -> None:
    refused(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_other_spellings_of_this_machine_are_refused(host: str, site: Site) -> None:
    port = site.address.rsplit(":", 1)[1]
    refused(f"http://{host}:{port}/", allow_private=False)
    assert site.asked == []


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **_: Any) -> list[Any]:
        return [(2, 1, 6, "", ("8.8.8.8", port)), (2, 1, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        checked_address("news.example", 80, allow_private=False)


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that points elsewhere from its second lookup on leads nowhere else."""
    hosts: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **named: Any) -> Any:
        hosts.append(host)
        return real("127.0.0.1" if host == "news.example" else host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Host"])
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    site.answer("/a", answer)
    port = site.address.rsplit(":", 1)[1]
    fetch(f"http://news.example:{port}/a", allow_private=True)
    assert seen == [f"news.example:{port}"]
    assert hosts.count("news.example") == 1


def test_a_redirect_is_followed(site: Site) -> None:
    site.page("/b", PAGE)
    assert fetch(site.redirect("/a", "b"), allow_private=True).url == site.address + "/b"


def test_a_redirect_to_a_private_address_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host passes as public; the one it redirects to does not."""
    import bilateral.documents.fetch as room

    def public_first(host: str, port: int, *, allow_private: bool) -> str:
        return checked_address(host, port, allow_private=host == "127.0.0.1")

    monkeypatch.setattr(room, "checked_address", public_first)
    for to in ("http://10.0.0.1/secret", "http://169.254.169.254/", "http://localhost/"):
        assert "private" in refused(site.redirect("/a", to), allow_private=False)


def test_a_redirect_to_another_protocol_is_refused(site: Site) -> None:
    assert "not an http" in refused(site.redirect("/a", "file:///etc/passwd"))


def test_redirects_in_a_circle_and_without_end_are_refused(site: Site) -> None:
    site.redirect("/b", "/a")
    assert "circle" in refused(site.redirect("/a", "/b"))
    for number in range(10):
        site.redirect(f"/n{number}", f"/n{number + 1}")
    site.asked.clear()
    assert str(MOST_REDIRECTS) in refused(site.address + "/n0")
    assert len(site.asked) == MOST_REDIRECTS + 1


def test_a_missing_page_says_its_status(site: Site) -> None:
    assert "404" in refused(site.address + "/nothing")


def test_a_picture_is_refused(site: Site) -> None:
    assert "image/png" in refused(site.page("/a.png", b"x", "image/png"))


def _headers(handler: BaseHTTPRequestHandler, **headers: str) -> None:
    handler.send_response(200)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def test_an_endless_body_ends_at_the_limit(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        _headers(handler)
        for _ in range(10_000):
            handler.wfile.write(b"x" * 10_000)

    assert "larger" in refused(site.answer("/a", answer), limit=1_000_000)


def test_a_length_over_the_limit_is_refused_before_reading(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        _headers(handler, Content_Length="999999999")

    assert "larger" in refused(site.answer("/a", answer), limit=1_000_000)


def test_a_body_shorter_than_it_says_is_an_error(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        _headers(handler, Content_Length="500")
        handler.wfile.write(b"half")

    assert "broke off" in refused(site.answer("/a", answer))


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_cut_off_in_time(site: Site, part: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            _headers(handler)
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    started = time.monotonic()
    assert "too long" in refused(site.answer("/a", answer), limits=SHORT)
    assert time.monotonic() - started < 3


def test_a_silent_server_is_cut_off(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1.5)

    assert "too long" in refused(site.answer("/a", answer), limits=SHORT)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_packed_pages_are_unpacked_and_bombs_are_not(site: Site, encoding: str, pack: Any) -> None:
    def packed(body: bytes) -> Any:
        content = pack(body)

        def answer(handler: BaseHTTPRequestHandler) -> None:
            _headers(handler, Content_Encoding=encoding, Content_Length=str(len(content)))
            handler.wfile.write(content)

        return answer

    assert fetch(site.answer("/a", packed(PAGE)), allow_private=True).content == PAGE
    bomb = site.answer("/b", packed(bytes(50_000_000)))
    assert "larger" in refused(bomb, limit=2_000_000)


def test_broken_packing_is_an_error(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        _headers(handler, Content_Encoding="gzip", Content_Length="9")
        handler.wfile.write(b"not gzip!")

    assert "broken" in refused(site.answer("/a", answer))


def test_what_is_not_http_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        import threading

        def talk() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
            connection.close()

        thread = threading.Thread(target=talk)
        thread.start()
        assert "not HTTP" in refused(f"http://127.0.0.1:{port}/")
        thread.join()


def test_a_closed_port_and_an_unknown_name_are_errors() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot connect" in refused(f"http://127.0.0.1:{port}/")
    assert "no address" in refused("http://nowhere.invalid/")
