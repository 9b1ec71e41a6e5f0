"""An address of the web in, its bytes out: the one safe way to the network.

Only http and https, on ports where pages are; the host is resolved once, every address it has
is checked, and the connection goes to the very address that was checked, so that the name cannot
point elsewhere in between. Redirects are followed by hand and each is checked again. Size, also
of what is unpacked, and time, also of a server that sends one byte a second, are limited.
"""

from __future__ import annotations

import io
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

from bilateral import __version__
from bilateral.documents.addresses import checked_address
from bilateral.documents.input import MOST_BYTES
from bilateral.documents.ports import MOST_PORT, check_port
from bilateral.errors import FetchError

if TYPE_CHECKING:
    import httpcore2
    import httpx2

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_REFUSED_TYPES = ("image/", "audio/", "video/", "font/")
_MEDIA = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: to connect, between two pieces of an answer, and for everything together."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found at `url`, the last address after redirects; `content` is unpacked.

    `etag` and `last_modified` are what the server names this version by; `unchanged` says that
    it is the version that was asked about, whose content does not come again.
    """

    url: str
    content: bytes
    media_type: str | None
    charset: str | None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False

    def stream(self) -> io.BytesIO:
        return io.BytesIO(self.content)


class AnsweredError(FetchError):
    """The server answered with a status that is no document; `retry_after` is its header."""

    def __init__(self, status: int, where: str, retry_after: str | None = None) -> None:
        next_step = _STATUS_ADVICE.get(status)
        super().__init__(f"the server answered {status}", where=where, next_step=next_step)
        self.status = status
        self.retry_after = retry_after


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    limit: int = MOST_BYTES,
    limits: Limits | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Fetched:
    """The bytes at `url`.

    `limit` is the most bytes of the answer, packed and unpacked. With `etag` or `last_modified`
    of an earlier answer it is asked for only if it changed since. Raises FetchError, with the
    reason and the next step, for anything but an answer of the kind that was asked for, and
    AnsweredError for another status.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.total
    named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    known = {name: value for name, value in named.items() if value and value.isprintable()}
    visited: list[str] = []
    while True:
        visited.append(url)
        answer = _get(url, allow_private, limit, limits, deadline, known)
        if isinstance(answer, Fetched):
            return answer
        url = answer
        if url in visited:
            raise FetchError("redirects in a circle", where=url, next_step="Give another address")
        if len(visited) > MOST_REDIRECTS:
            raise FetchError(
                f"redirects more than {MOST_REDIRECTS} times",
                where=visited[0],
                next_step="Open it in a browser and give the last address",
            )


def _get(
    url: str,
    allow_private: bool,
    limit: int,
    limits: Limits,
    deadline: float,
    known: dict[str, str],
) -> Fetched | str:
    """One request: what was found, or the address it redirects to."""
    target = _target(url)
    try:
        check_port(_port(target), allow_private=allow_private)
        address = checked_address(target.host, _port(target), allow_private=allow_private)
        with _pool(target, deadline) as pool:
            return _answer(pool, target, address, limit, limits, known)
    except AnsweredError:
        raise
    except FetchError as error:
        raise FetchError(error.what, where=error.where or url, next_step=error.next_step) from error
    except _network_errors() as error:
        raise FetchError(*_explained(error), **_advice(error, url)) from error


def _target(url: str) -> httpx2.URL:
    import httpx2

    try:
        target = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError("is not a web address", where=url[:200]) from error
    if target.scheme not in ("http", "https") or not target.host:
        raise FetchError("is not an http or https address", where=url, next_step="Give one that is")
    if target.port is not None and not 0 <= target.port <= MOST_PORT:
        raise FetchError("is not a web address", where=url[:200])
    if target.userinfo:
        raise FetchError("holds a name or password", where=target.host, next_step="Leave them out")
    return target


def _port(target: httpx2.URL) -> int:
    usual = 443 if target.scheme == "https" else 80
    return usual if target.port is None else target.port


def _answer(
    pool: httpcore2.ConnectionPool,
    target: httpx2.URL,
    address: str,
    limit: int,
    limits: Limits,
    known: dict[str, str],
) -> Fetched | str:
    """Asks the checked address for the page, by the name of the host."""
    times = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": 1.0}
    pinned = target.copy_with(host=address, fragment=None)
    with pool.stream(
        "GET",
        str(pinned),
        headers=list((_headers(target) | known).items()),
        extensions={"timeout": times, "sni_hostname": target.raw_host.decode("ascii")},
    ) as response:
        plain = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status in _REDIRECTS and plain.get("location"):
            return _redirected(target, plain["location"])
        versions = (plain.get("etag"), plain.get("last-modified"))
        if response.status == 304 and known:
            return Fetched(str(target), b"", None, None, *versions, unchanged=True)
        _check_answer(response.status, plain, target, limit)
        content = b"".join(_limited(response.iter_stream(), plain, limit, str(target)))
        media_type, charset = _content_type(plain.get("content-type", ""))
        return Fetched(str(target), content, media_type, charset, *versions)


def _redirected(target: httpx2.URL, location: str) -> str:
    import httpx2

    try:
        return str(target.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError("redirects to what is no web address", where=str(target)) from error


def _headers(target: httpx2.URL) -> dict[str, str]:
    return {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": f"bilateral/{__version__}",
        "Accept": _MEDIA,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def _check_answer(status: int, headers: dict[str, str], target: httpx2.URL, limit: int) -> None:
    """Raises FetchError for an answer that cannot be a document."""
    if status != 200:
        raise AnsweredError(status, str(target), headers.get("retry-after"))
    media_type, _ = _content_type(headers.get("content-type", ""))
    if media_type and media_type.startswith(_REFUSED_TYPES):
        raise FetchError(f"is {media_type}, not a document", next_step="Give the article's page")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit, str(target))


_STATUS_ADVICE = {
    401: "The page needs a login: save it in a browser and give the file",
    403: "The site refuses programs: save the page in a browser and give the file",
    404: "Check the address",
    410: "The page is gone: look for it in an archive",
    429: "The site asks to wait: try again later",
    500: "Try again later",
    502: "Try again later",
    503: "Try again later",
}


def _limited(
    pieces: Iterable[bytes], headers: dict[str, str], limit: int, where: str
) -> Iterator[bytes]:
    """The unpacked pieces of an answer. Raises FetchError as soon as they are too many."""
    unpacker = _unpacker(headers.get("content-encoding", "").strip().lower())
    packed = unpacked = 0
    for piece in pieces:
        packed += len(piece)
        for plain in unpacker(piece):
            unpacked += len(plain)
            if unpacked > limit:
                raise _too_large(limit, where)
            yield plain
        if packed > limit:
            raise _too_large(limit, where)


def _unpacker(encoding: str) -> Any:
    """What unpacks an answer piece by piece, never more than a chunk at once."""
    if encoding in ("", "identity"):
        return lambda piece: (piece,)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"is packed as {encoding}, which was not asked for")
    engine = zlib.decompressobj(wbits=47 if encoding != "deflate" else 15)

    def unpack(piece: bytes) -> Iterator[bytes]:
        while piece and not engine.eof:
            try:
                plain = engine.decompress(piece, _CHUNK)
            except zlib.error as error:
                raise FetchError("the packed answer is broken", next_step="Try again") from error
            yield plain
            piece = engine.unconsumed_tail
            if not plain and not piece:
                break

    return unpack


def _too_large(limit: int, where: str) -> FetchError:
    return FetchError(
        f"is larger than {max(1, limit // (1024 * 1024))} MB",
        where=where,
        next_step="Download it and give the part with the article",
    )


def _content_type(value: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header."""
    if not value:
        return None, None
    message = Message()
    message["content-type"] = value.replace("\r", "").replace("\n", "")
    return message.get_content_type(), message.get_content_charset()


def _pool(target: httpx2.URL, deadline: float) -> httpcore2.ConnectionPool:
    """The connections for one request, through the proxy that the environment names, if any."""
    import httpcore2

    from bilateral.documents.deadline import DeadlineBackend

    proxy = None
    address = getproxies().get(target.scheme)
    if address and not proxy_bypass(target.host):
        proxy = httpcore2.Proxy(address if "://" in address else f"http://{address}")
    return httpcore2.ConnectionPool(
        ssl_context=_ssl_context(), proxy=proxy, network_backend=DeadlineBackend(deadline)
    )


@cache
def _ssl_context() -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context()


def _network_errors() -> tuple[type[Exception], ...]:
    import httpcore2

    return (
        httpcore2.TimeoutException,
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.ProxyError,
        httpcore2.UnsupportedProtocol,
        OSError,
    )


def _explained(error: Exception) -> tuple[str]:
    """What went wrong on the wire, in words."""
    import httpcore2

    if isinstance(error, httpcore2.ConnectTimeout):
        return ("the server cannot be reached in time",)
    if isinstance(error, httpcore2.TimeoutException):
        return ("the server takes too long to answer",)
    if isinstance(error, httpcore2.ConnectError):
        return ("cannot connect to the server",)
    if isinstance(error, httpcore2.ProxyError):
        return ("the proxy refuses the connection",)
    if isinstance(error, httpcore2.ProtocolError):
        return ("the server broke off or sent an answer that is not HTTP",)
    return ("the connection failed",)


def _advice(error: Exception, url: str) -> dict[str, str]:
    return {"where": url, "next_step": "Try again later, or save the page and give the file"}
