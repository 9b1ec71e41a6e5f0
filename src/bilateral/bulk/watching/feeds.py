"""A TOML file in, the feeds that it lists out, with errors that name the file and the feed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bilateral.errors import BilateralError

TEXTS = ("auto", "page", "feed")
"""Where the words of an article come from: its page, the feed, or the feed where that has
them all."""
LEAST_INTERVAL = 60.0
_SPAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EXAMPLE = 'Write it as [[feed]] url = "https://example.org/feed.xml"'


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its address, what its articles' outlet is called where they do not say, how often
    it is asked (seconds), and where the words come from, one of TEXTS."""

    url: str
    outlet: str | None = None
    interval: float = 1800.0
    text: str = "auto"


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of a file; `site_interval` is the least time in seconds between two requests to
    one site."""

    feeds: tuple[Feed, ...]
    site_interval: float = 5.0

    def every(self, interval: float) -> Feeds:
        """The same feeds, all asked this often."""
        return replace(self, feeds=tuple(replace(f, interval=interval) for f in self.feeds))


def load_feeds(path: Path) -> Feeds:
    """The feeds of a file. Raises BilateralError for a file that is not as it should be."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BilateralError(reason, where=str(path), next_step="Check the path") from error
    except UnicodeDecodeError as error:
        raise BilateralError("is not UTF-8", where=str(path), next_step="Save it so") from error
    except tomllib.TOMLDecodeError as error:
        raise BilateralError(f"is no TOML: {error}", where=str(path), next_step=_EXAMPLE) from error
    return _Reader(str(path)).feeds(data)


class _Reader:
    def __init__(self, where: str) -> None:
        self._where = where

    def feeds(self, data: dict[str, Any]) -> Feeds:
        self._known(data, ("watch", "feed"), "the file")
        shared = self._table(data.get("watch", {}), "[watch]")
        self._known(shared, ("interval", "site_interval", "text"), "[watch]")
        rows = data.get("feed")
        if not isinstance(rows, list) or not rows:
            raise self._wrong("lists no feed", _EXAMPLE)
        usual = {k: v for k, v in shared.items() if k != "site_interval"}
        found = tuple(self._feeds(rows, usual))
        pause = span(shared.get("site_interval", "5s"))
        if pause is None:
            raise self._wrong("[watch] site_interval is no time", "Write it as 5s or 1m")
        return Feeds(found, pause)

    def _feeds(self, rows: list[Any], usual: dict[str, Any]) -> Iterator[Feed]:
        seen: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            name = f"[[feed]] no. {number}"
            feed = self._feed({**usual, **self._table(row, name)}, name)
            if feed.url in seen:
                raise self._wrong(
                    f"{name} is no. {seen[feed.url]} again: {feed.url}", "Leave one out"
                )
            seen[feed.url] = number
            yield feed

    def _feed(self, row: dict[str, Any], name: str) -> Feed:
        self._known(row, tuple(field.name for field in fields(Feed)), name)
        url, outlet = row.get("url"), row.get("outlet")
        if not isinstance(url, str) or not url:
            raise self._wrong(f"{name} has no url", _EXAMPLE)
        if not is_address(url):
            raise self._wrong(f"{name}: {url!r} is no http or https address", _EXAMPLE)
        if outlet is not None and not isinstance(outlet, str):
            raise self._wrong(f"{name}: outlet is no text", 'Write it as outlet = "Daily News"')
        interval = span(row.get("interval", "30m"))
        if interval is None or interval < LEAST_INTERVAL:
            raise self._wrong(
                f"{name}: {row['interval']!r} is no interval", "Write at least 1m, as 30m or 2h"
            )
        text = row.get("text", "auto")
        if text not in TEXTS:
            raise self._wrong(f"{name}: text {text!r} is not known", f"It is {', '.join(TEXTS)}")
        return Feed(url, outlet, interval, text)

    def _table(self, value: Any, name: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"{name} is no table", _EXAMPLE)
        return value

    def _known(self, table: dict[str, Any], names: tuple[str, ...], of: str) -> None:
        for key in table:
            if key not in names:
                raise self._wrong(f"{of} has an unknown key {key!r}", f"It has {', '.join(names)}")

    def _wrong(self, what: str, next_step: str) -> BilateralError:
        return BilateralError(what, where=self._where, next_step=next_step)


def is_address(url: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def span(value: Any) -> float | None:
    """Seconds of `30m`, `2h`, `1d`, `5s` or a number of seconds; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9:
        return float(value)
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    return float(match[1]) * _SECONDS[match[2]] if match else None
