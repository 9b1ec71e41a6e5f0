"""What passes between the modules of this room: units of work, records, and what became of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TO_THE_END = -1


@dataclass(frozen=True, slots=True)
class Item:
    """One input: `uri` is a path or an `s3://` address, `size` in bytes; `stamp` changes when
    what stands there does."""

    uri: str
    size: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of an input that one worker reads from its first record to its last.

    `kind` names the module of `inputs` that reads it; `start` and `stop` count bytes (WARC, JSON
    Lines) or rows (Parquet) of `uri`; `size` is its weight in bytes, for the time left. `names`
    are the files of a unit that is made of several.
    """

    kind: str
    uri: str
    stamp: str
    size: int
    start: int = 0
    stop: int = TO_THE_END
    names: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same piece of the same input has the same id in every run."""
        words = [self.kind, self.uri, self.stamp, str(self.start), str(self.stop), *self.names]
        return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Record:
    """One page or article as it lies in an archive.

    `source` says where it lies. `page` tells that the content is a web page. `fault` is why the
    archive could not give it, `done` how many bytes of the unit are read with it.
    """

    source: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    page: bool = False
    fault: str | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a document that is about two countries or more says, as rows of the data set."""

    document: Json
    statements: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A record that is no matter of this program: one of a few known reasons, only counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that could not be understood, named with its reason so that a person can look."""

    source: str
    reason: str


Outcome = Kept | Dropped | SetAside


@dataclass(slots=True)
class Chunk:
    """What became of a run of records of one unit: those before `stop`, from the chunk before on.

    `documents` and `statements` are JSON Lines packed with Zstandard.
    """

    stop: int
    done: int
    read: int = 0
    kept: int = 0
    documents: bytes = b""
    statements: bytes = b""
    dropped: dict[str, int] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)
