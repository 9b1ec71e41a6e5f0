"""A request to a statistics server in, its answer out: from the record when it was asked
before, else from the network.

Waits where the server asks for a short wait, tries once more where it fails, and says in a
sentence what is wrong and what to do: the quota is used up, the key is refused, the server is
out of order or takes too long.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from bilateral import __version__
from bilateral.errors import BilateralError
from bilateral.knowledge.statistics import Source
from bilateral.record import Record, official

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 64 * 1024 * 1024
FRESH = timedelta(days=7)
"""How long an answer that is kept is as good as a new one."""

_WORDS = re.compile(r"in (\d+) seconds?")


class StatisticsError(BilateralError):
    """A source of statistics cannot be asked, or a table of it cannot be read."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a connection, between two pieces of an answer, for one answer as a whole;
    the longest wait that a server may ask for; and the pause before a second try."""

    connect: float = 10.0
    read: float = 60.0
    total: float = 180.0
    longest_wait: float = 10.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to `request`: HTTP `status`, content, and the moment of retrieval."""

    request: str
    status: int
    content: bytes
    retrieved: str

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig", errors="replace")


@dataclass(slots=True)
class Asker:
    """Asks one source, with the record as the memory of what it said.

    `refresh` asks anew whatever is kept. `key` never goes into what is kept or printed.
    """

    record: Record
    source: Source
    key: str | None = None
    refresh: bool = False
    patience: Patience = field(default_factory=Patience)
    asked: int = 0
    remembered: int = 0

    def ask(
        self,
        path: str,
        params: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        secret: Mapping[str, str] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> Answer:
        """The answer to `path` under the source's base address.

        `secret` are parameters that hold a key. Statuses in `accepted` are handed back beside
        200; 204 is an empty answer. Raises StatisticsError for any other.
        """
        request = address(self.source.api, path, params)
        if not self.refresh and (known := official.answer(self.record, request, FRESH)):
            self.remembered += 1
            return Answer(request, 200, known[0], known[1])
        target = address(self.source.api, path, {**params, **(secret or {})})
        status, content = self._persist(target, headers or {}, accepted)
        self.asked += 1
        if status not in (200, 204):
            return Answer(request, status, content, "")
        return Answer(request, 200, content, official.keep_answer(self.record, request, content))

    def _persist(
        self, target: str, headers: Mapping[str, str], accepted: tuple[int, ...]
    ) -> tuple[int, bytes]:
        """Asks, and once more after a wait that the server asked for or a failure of its own."""
        for last in (False, True):
            status, content, wait = self._once(target, headers)
            if status in (200, 204, *accepted):
                return status, content
            again = wait is not None and wait <= self.patience.longest_wait
            if last or not (status >= 500 or (status == 429 and again)):
                break
            time.sleep(wait if wait is not None and again else self.patience.pause)
        raise self.refusal(status, content, wait)

    def _once(self, target: str, headers: Mapping[str, str]) -> tuple[int, bytes, float | None]:
        import httpx2

        times = httpx2.Timeout(self.patience.read, connect=self.patience.connect)
        sent = {"User-Agent": f"bilateral/{__version__}", **headers}
        try:
            with (
                httpx2.Client(timeout=times) as client,
                client.stream("GET", target, headers=sent) as response,
            ):
                content = self._read(response)
                return _status(response), content, _wait(response, content)
        except httpx2.TimeoutException as error:
            raise self._fault("takes too long to answer", "Try again later") from error
        except httpx2.HTTPError as error:
            raise self._fault(
                "cannot be reached", "Check the connection, or try again later"
            ) from error

    def _read(self, response: httpx2.Response) -> bytes:
        deadline = time.monotonic() + self.patience.total
        pieces, size = [], 0
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise self._fault("sent more than 64 MB", "Ask for fewer years or one partner")
            if time.monotonic() > deadline:
                raise self._fault("takes too long to answer", "Ask for fewer years")
        return b"".join(pieces)

    def refusal(self, status: int, content: bytes, wait: float | None = None) -> StatisticsError:
        """What an answer that holds no figures means."""
        words = _plain(content)
        if status == 429 or "quota" in words.lower():
            later = f" in {_duration(wait)}" if wait else " later"
            limit = f" ({self.source.quota})" if self.source.quota else ""
            return self._fault(
                f"the quota is used up{limit}",
                f"Run the same command again{later}: what was answered is kept",
            )
        if status in (401, 403) or _is_key_page(words):
            return self._key_refused(words)
        if status >= 500:
            return self._fault(f"is out of order (status {status})", "Try again later")
        return self._fault(f"refused the request (status {status}): {words[:200] or 'no reason'}")

    def _key_refused(self, words: str) -> StatisticsError:
        variable = self.source.key_variable
        if not variable:
            return self._fault(f"refuses access: {words[:200]}")
        what = "refuses the key" if self.key else "wants a key"
        return self._fault(what, f"Put the key that you got from {self.source.page} in {variable}")

    def _fault(self, what: str, next_step: str | None = None) -> StatisticsError:
        return StatisticsError(what, where=self.source.code, next_step=next_step)

    def unreadable(self, why: str) -> StatisticsError:
        """An answer that is not in the form that the source documents."""
        return self._fault(
            f"sent an answer that cannot be read: {why}",
            "Try again later; if it stays so, the source has changed its form",
        )


def address(base: str, path: str, params: Mapping[str, str]) -> str:
    """The address of a request; `,` `+` `*` and `:` of the statistics protocols stay readable."""
    query = urlencode(params, safe=",:*;+", quote_via=quote)
    return f"{base.rstrip('/')}/{path}" + (f"?{query}" if query else "")


def _status(response: httpx2.Response) -> int:
    """The status; a redirect to a page about keys, as the Census Bureau's, is a refused key."""
    if response.is_redirect and "key" in response.headers.get("location", ""):
        return 401
    return response.status_code


def _wait(response: httpx2.Response, content: bytes) -> float | None:
    """The seconds that the server asks to wait, from its header or its words."""
    header = response.headers.get("retry-after", "")
    if header.isdecimal():
        return float(header)
    match = _WORDS.search(_plain(content)) if response.status_code == 429 else None
    return float(match[1]) if match else None


def _plain(content: bytes) -> str:
    text = re.sub(r"<[^>]{0,500}>", " ", content[:4000].decode("utf-8", errors="replace"))
    return " ".join(text.split())


def _is_key_page(words: str) -> bool:
    return bool(re.search(r"\b(invalid|missing) key\b", words, re.IGNORECASE))


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.0f} hours"
