"""What is remembered of feeds between runs, in a small file beside the record, written whole.

An article is noted once the record has kept it, and a feed's version once all of its articles
are noted: a run that is killed asks again for what it had not come to, and for nothing else.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from bilateral.errors import BilateralError

FORM = 1


@dataclass(slots=True)
class Pending:
    """An article that could not be had yet: `due` is when it is tried again (seconds since 1970),
    `published` and `outlet` what the feed says of it."""

    url: str
    tries: int
    due: float
    published: str | None = None
    outlet: str | None = None


@dataclass(slots=True)
class FeedState:
    """What is known of a feed: its last version, when it is due (seconds since 1970), how often
    in a row it failed, the articles of its last version that are done, and those to try again."""

    etag: str | None = None
    last_modified: str | None = None
    due: float = 0.0
    failures: int = 0
    done: list[str] = field(default_factory=list)
    pending: dict[str, Pending] = field(default_factory=dict)


class State:
    """The state of all feeds, kept in `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._feeds = _loaded(path)

    def of(self, url: str) -> FeedState:
        """What is known of a feed, which may be nothing yet."""
        return self._feeds.setdefault(url, FeedState())

    def save(self) -> None:
        """Write it, all or nothing. Raises BilateralError where it cannot be written."""
        known = {url: asdict(feed) for url, feed in self._feeds.items()}
        part = self.path.with_name(f".{self.path.name}.part")
        try:
            with part.open("w", encoding="utf-8") as stream:
                json.dump({"form": FORM, "feeds": known}, stream, ensure_ascii=False)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self.path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BilateralError(
                f"cannot be written: {reason}", where=str(self.path), next_step="Use --state FILE"
            ) from error


def _loaded(path: Path) -> dict[str, FeedState]:
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] != FORM:
            raise ValueError(data["form"])
        return {str(url): _feed(feed) for url, feed in data["feeds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BilateralError(
            "is no state of watched feeds",
            where=str(path),
            next_step="Remove it: the feeds are then read anew, and nothing is kept twice",
        ) from error


def _feed(data: dict[str, Any]) -> FeedState:
    known = {f.name: data[f.name] for f in fields(FeedState)}
    pending = {key: Pending(**value) for key, value in known.pop("pending").items()}
    return FeedState(**known, pending=pending)


def state_beside(record: str, feeds: Path) -> Path:
    """Where the state is kept: beside a record's file; of one on a server, beside the list."""
    beside = feeds if "://" in record else Path(record)
    return beside.with_name(f"{beside.name}.watch.json")
