"""A conversation in, a model server's answer out: any server that speaks the OpenAI protocol.

Servers fail in many ways: each is one line that says what and what to do, never a crash, a wait
without end or an answer taken for what it is not.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bilateral import __version__
from bilateral.errors import BilateralError

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 4 * 1024 * 1024
Message = dict[str, str]


class ServerError(BilateralError):
    """A model server cannot be asked, or its answer cannot be used."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a connection, for one answer as a whole, the longest wait that a server may
    ask for, the pause before another try; and how many tries."""

    connect: float = 10.0
    total: float = 120.0
    longest_wait: float = 30.0
    pause: float = 1.0
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer, and what it took; tokens are None where the server does not say."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(slots=True)
class ModelServer:
    """The server at `base` (".../v1") and the `model` asked there. `key` is never printed."""

    base: str
    model: str
    key: str | None = field(default=None, repr=False)
    patience: Patience = field(default_factory=Patience)

    def complete(self, messages: Sequence[Message], schema: dict[str, Any]) -> Completion:
        """The answer to `messages`, held to the JSON schema where the server can do that.

        Raises ServerError when there is none that can be used.
        """
        wanted = {"model": self.model, "messages": list(messages), "temperature": 0}
        form = {
            "type": "json_schema",
            "json_schema": {"name": "statements", "strict": True, "schema": schema},
        }
        status, content = self._persist({**wanted, "response_format": form})
        if status == 400:
            # Older servers refuse a form that they do not know; the words alone ask for it too.
            status, content = self._persist(wanted)
        if status != 200:
            raise self._refusal(status, content)
        return self._completion(content)

    def _persist(self, wanted: dict[str, Any]) -> tuple[int, bytes]:
        """Asks, and again after a wait where the server is busy or fails."""
        for tried in range(1, self.patience.tries + 1):
            status, content, wait = self._once(wanted)
            busy = status == 429 or status >= 500
            if not busy or tried == self.patience.tries or wait > self.patience.longest_wait:
                break
            time.sleep(wait)
        return status, content

    def _once(self, wanted: dict[str, Any]) -> tuple[int, bytes, float]:
        import httpx2

        deadline = time.monotonic() + self.patience.total
        times = httpx2.Timeout(self.patience.total, connect=self.patience.connect)
        sent = {"User-Agent": f"bilateral/{__version__}"}
        if self.key:
            sent["Authorization"] = f"Bearer {self.key}"
        try:
            with (
                httpx2.Client(timeout=times) as client,
                client.stream(
                    "POST", f"{self.base.rstrip('/')}/chat/completions", json=wanted, headers=sent
                ) as response,
            ):
                content = self._read(response, deadline)
                return response.status_code, content, self._wait(response)
        except httpx2.TimeoutException as error:
            raise self._fault("takes too long to answer", "Try again, or another model") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._fault("cannot be reached", "Check its address with --server") from error

    def _read(self, response: httpx2.Response, deadline: float) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise self._fault("sent more than 4 MB", "Ask another model")
            if time.monotonic() > deadline:
                raise self._fault("takes too long to answer", "Try again, or another model")
        return b"".join(pieces)

    def _wait(self, response: httpx2.Response) -> float:
        header = response.headers.get("retry-after", "")
        return float(header) if header.isdecimal() else self.patience.pause

    def _refusal(self, status: int, content: bytes) -> ServerError:
        words = " ".join(content[:300].decode("utf-8", "replace").split())
        if status in (401, 403):
            return self._fault("refuses the key", "Put the right one in BILATERAL_MODEL_KEY")
        if status == 404:
            return self._fault(
                f"knows no model {self.model!r} there",
                "Check --model, and that --server ends in /v1",
            )
        if status == 429:
            return self._fault("is busy, or the quota is used up", "Run the command again later")
        if status >= 500:
            return self._fault(f"is out of order (status {status})", "Try again later")
        return self._fault(f"refused the request (status {status}): {words or 'no reason'}")

    def _completion(self, content: bytes) -> Completion:
        try:
            answer = json.loads(content)
            text = answer["choices"][0]["message"]["content"]
        except (ValueError, RecursionError, LookupError, TypeError) as error:
            raise self._fault(
                "sent an answer that is not of the OpenAI protocol", "Check --server"
            ) from error
        if not isinstance(text, str) or not text.strip():
            raise self._fault("sent an empty answer", "Try again, or another model")
        usage = answer.get("usage")
        told = usage if isinstance(usage, dict) else {}
        return Completion(text, _count(told, "prompt_tokens"), _count(told, "completion_tokens"))

    def _fault(self, what: str, next_step: str | None = None) -> ServerError:
        return ServerError(what, where=self.base, next_step=next_step)


def _count(usage: dict[str, Any], name: str) -> int | None:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
