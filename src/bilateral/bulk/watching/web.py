"""An address in, what stands there out, asked for politely: with pauses and by the site's rules.

Between two requests to one site lies its interval. Its robots.txt is read once a day and
followed, and a site that says when to come back is left alone until then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from bilateral.documents.fetch import AnsweredError, Fetched, Limits, fetch
from bilateral.errors import FetchError

AGENT = "bilateral"
"""The name by which a robots.txt calls this program."""
LIMITS = Limits(connect=10.0, read=15.0, total=40.0)
ROBOTS_AGE = 86_400.0
ROBOTS_BYTES = 512 * 1024
LONGEST_WAIT = 86_400.0
"""Of what a site may ask for."""
LONGEST_PAUSE = 120.0
"""Of a Crawl-delay that is kept."""
TRY_LATER = (408, 425, 429, 500, 502, 503, 504)


class StoppedError(Exception):
    """Whoever runs this wants it to end."""


class NotAllowedError(FetchError):
    """The site's robots.txt asks programs to stay away."""


class WaitError(FetchError):
    """The site is left alone until `until` (seconds since 1970)."""

    def __init__(self, what: str, where: str, until: float) -> None:
        super().__init__(what, where=where)
        self.until = until


@dataclass(slots=True)
class Clock:
    """The time: `now` in seconds since 1970; `wait` lets seconds pass and says whether it is
    time to stop."""

    now: Callable[[], float]
    wait: Callable[[float], bool]


@dataclass(slots=True)
class _Site:
    """What is known of a site: when it was last asked, until when it is left alone, its rules."""

    asked: float | None = None
    closed: float = 0.0
    robots: RobotFileParser | None = None
    read: float = 0.0


@dataclass(slots=True)
class Web:
    """The sites; `interval` lies between two requests to one of them, in seconds."""

    clock: Clock
    interval: float
    allow_private: bool = False
    limits: Limits = LIMITS
    _sites: dict[str, _Site] = field(default_factory=dict)

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What stands at `url`.

        Raises NotAllowedError where robots.txt refuses, WaitError while the site is to be left
        alone, FetchError for the rest, StoppedError when it is time to stop.
        """
        self._check(url)
        found = self._ask(url, etag, last_modified)
        if site_of(found.url) != site_of(url):
            self._check(found.url)
        return found

    def _check(self, url: str) -> None:
        robots = self._robots(url)
        if not robots.can_fetch(AGENT, url):
            raise NotAllowedError(
                "robots.txt asks programs to stay away",
                where=url,
                next_step="Leave the feed out, or ask the site",
            )

    def _ask(
        self, url: str, etag: str | None = None, last_modified: str | None = None, **limit: int
    ) -> Fetched:
        site = self._site(url)
        self._pause(site, url)
        try:
            return fetch(
                url,
                allow_private=self.allow_private,
                limits=self.limits,
                etag=etag,
                last_modified=last_modified,
                **limit,
            )
        except AnsweredError as error:
            wait = retry_after(error.retry_after, self.clock.now())
            if error.status in (429, 503) and wait:
                site.closed = self.clock.now() + min(wait, LONGEST_WAIT)
                raise WaitError(error.what, url, site.closed) from error
            raise
        finally:
            site.asked = self.clock.now()

    def _pause(self, site: _Site, url: str) -> None:
        now = self.clock.now()
        if site.closed > now:
            raise WaitError("the site asked to wait", url, site.closed)
        free = now if site.asked is None else site.asked + self._interval_of(site)
        if self.clock.wait(max(0.0, free - now)):
            raise StoppedError

    def _interval_of(self, site: _Site) -> float:
        told = site.robots.crawl_delay(AGENT) if site.robots else None
        return max(self.interval, min(float(told or 0), LONGEST_PAUSE))

    def _site(self, url: str) -> _Site:
        return self._sites.setdefault(site_of(url), _Site())

    def _robots(self, url: str) -> RobotFileParser:
        """The rules of a site. Where there are none everything is allowed; where they cannot be
        read now, the site is left for later (RFC 9309)."""
        site, name = self._site(url), site_of(url)
        now = self.clock.now()
        if site.robots is None or now - site.read > ROBOTS_AGE:
            site.robots, site.read = self._rules(f"{name}/robots.txt"), now
        return site.robots

    def _rules(self, address: str) -> RobotFileParser:
        rules = RobotFileParser(address)
        try:
            found = self._ask(address, limit=ROBOTS_BYTES)
            lines = found.content.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
        except AnsweredError as error:
            if error.status in TRY_LATER or error.status >= 500:
                raise
            # A site that refuses its rules to programs refuses the rest too.
            lines = ["User-agent: *", "Disallow: /"] if error.status in (401, 403) else []
        rules.parse(lines)
        return rules


def site_of(url: str) -> str:
    """The scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def retry_after(told: str | None, now: float) -> float | None:
    """Seconds of a Retry-After header, given in seconds or as a date; None for anything else."""
    if not told:
        return None
    if told.strip().isascii() and told.strip().isdecimal():
        return float(told.strip()[:9])
    try:
        day = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return None
    return max(0.0, (day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp() - now)


def real_clock(wait: Callable[[float], bool]) -> Clock:
    """The clock of this computer; `wait` is as of an event that is set to stop."""
    return Clock(time.time, wait)
