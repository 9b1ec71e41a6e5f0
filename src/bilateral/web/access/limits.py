"""How often something was done in, whether it may be done again out: a bucket for each client.

A bucket holds so many acts and fills again with time, so that a person never notices it and a
program that guesses passwords does.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

MOST_KNOWN = 10_000
"""Clients that are remembered; whoever was not seen for longest is forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class Buckets:
    """`most` acts at once, and one more every `seconds`."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.seconds, self.clock = most, seconds, clock
        self._known: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str) -> int:
        """0 when this client may act, and it counts; else the seconds to wait."""
        with self._lock:
            bucket = self._filled(client)
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return max(1, ceil((1 - bucket.left) * self.seconds))

    def give_back(self, client: str) -> None:
        """The last act counts for nothing."""
        with self._lock:
            bucket = self._filled(client)
            bucket.left = min(float(self.most), bucket.left + 1)

    def _filled(self, client: str) -> _Bucket:
        now = self.clock()
        bucket = self._known.pop(client, None) or _Bucket(self.most, now)
        bucket.left = min(float(self.most), bucket.left + (now - bucket.seen) / self.seconds)
        bucket.seen = now
        self._known[client] = bucket
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return bucket
