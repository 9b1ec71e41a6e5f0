"""Servers that lie about what they send, beside those of tests/documents/test_fetch.py."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from bilateral.documents.addresses import checked_address
from bilateral.documents.fetch import Limits, fetch
from bilateral.errors import FetchError
from tests.documents.conftest import Site

LIMITS = Limits(connect=1.0, read=1.0, total=3.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 9\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nwords\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nwords",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor",
        b"HTTP/1.1 200 OK\r\n" + b"X-Much: of it\r\n" * 20_000 + b"\r\nwords",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2_000_000 + b"\r\n\r\nwords",
        b"HTTP/1.1 999999 OK\r\n\r\nwords",
        b"",
    ],
    ids=range(10),
)
def test_answers_that_lie_about_their_length(site: Site, answer: bytes) -> None:
    def lie(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    with pytest.raises(FetchError) as caught:
        fetch(site.answer("/a", lie), allow_private=True, limits=LIMITS)
    assert "\n" not in str(caught.value)


def test_more_than_was_said_is_left(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords and more")
        handler.close_connection = True

    found = fetch(site.answer("/a", answer), allow_private=True, limits=LIMITS)
    assert found.content == b"words"


@pytest.mark.parametrize(
    "to",
    [
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f000001/",
        "http://[::ffff:7f00:1]/",
        "http://user:secret@10.0.0.1/",
        "//127.0.0.1/",
    ],
)
def test_redirects_to_other_spellings_are_refused(
    site: Site, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bilateral.documents.fetch as room

    asked: list[str] = []

    def public_first(host: str, port: int, *, allow_private: bool) -> str:
        asked.append(host)
        return checked_address(host, port, allow_private=len(asked) == 1)

    monkeypatch.setattr(room, "checked_address", public_first)
    with pytest.raises(FetchError, match=r"private|password|no address|no web address"):
        fetch(site.redirect("/a", to), limits=LIMITS)
    assert site.asked == ["/a"]
