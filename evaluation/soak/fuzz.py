"""Ten thousand hostile documents in, what broke out: no crash, no hang, no growth, no false quote.

`python -m evaluation.soak fuzz` runs it; a seeded sample is a test, and what once broke something
lies in `tests/hostile/corpus/`.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

from bilateral.bulk.inputs import warc
from bilateral.bulk.step import understand
from bilateral.bulk.units import Item, Kept, SetAside
from bilateral.demo import ARTICLES
from bilateral.documents import load
from bilateral.documents.sources import from_bytes
from bilateral.model import Document, Skip, as_json
from bilateral.reading import read
from evaluation.soak.kinds import Article
from evaluation.soak.mutate import document

SLOW = 20.0
"""Seconds of a shared machine that one document may take: far over what any needs."""


VIETNAMESE = Article(
    "Việt Nam và Slovakia tăng cường hợp tác",
    "Chiều 20/5, tại Hà Nội, Thủ tướng Phạm Minh Chính đã hội đàm với Thủ tướng Slovakia Robert"
    " Fico đang thăm chính thức Việt Nam. Hai bên nhất trí nâng cấp quan hệ lên Đối tác toàn"
    " diện.\nNăm 2023, kim ngạch thương mại hai nước đạt 1,2 tỷ USD, tăng 15,3% so với năm 2022,"
    " trong đó Việt Nam xuất khẩu gần 900 triệu USD. Slovakia là đối tác thương mại lớn thứ 12"
    " của Việt Nam trong EU.\nHai bên ký Hiệp định hợp tác về giáo dục. Slovakia cam kết hỗ trợ"
    " Việt Nam 5 triệu USD trong giai đoạn 2024-2026.",
    "2024-05-20",
)
"""Words of our own, for the reader of languages that are told by data."""


class FalseQuoteError(AssertionError):
    """A statement quotes what does not stand where it says."""


class HangError(AssertionError):
    """A document took longer than any may."""


@dataclass
class Fuzzed:
    """What became of the documents, and how much memory the process had on the way."""

    documents: Counter[str] = field(default_factory=Counter)
    read: int = 0
    statements: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    slowest: float = 0.0
    slowest_kind: str = ""
    seconds: float = 0.0
    megabytes: list[int] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The figures for a table."""
        return {
            "documents": sum(self.documents.values()),
            "kinds": dict(sorted(self.documents.items())),
            "read": self.read,
            "statements": self.statements,
            "skipped": dict(self.skipped.most_common()),
            "failures": self.failures,
            "slowest_ms": round(self.slowest * 1000),
            "slowest_kind": self.slowest_kind,
            "seconds": round(self.seconds),
            "megabytes_at_quarters": self.megabytes,
        }


def articles() -> list[Article]:
    """The demo's articles and one in Vietnamese, the seeds of all faults."""
    demo = [
        Article(found.title or "", found.text, found.published or "")
        for found in load(ARTICLES)
        if isinstance(found, Document)
    ]
    return [*demo, *[VIETNAMESE] * (len(demo) // 8)]


def run(documents: int, seed: int = 1, kept: Path | None = None) -> Fuzzed:
    """Fuzz so many documents; what breaks something is written to the folder `kept`."""
    chance, seeds, out = random.Random(seed), articles(), Fuzzed()
    started = time.monotonic()
    for number in range(documents):
        kind, content = document(seeds, chance)
        out.documents[kind] += 1
        begun = time.process_time()
        try:
            with within(SLOW):
                swallow(kind, content, out)
        except Exception as error:  # noqa: BLE001
            # Whatever it is, it is what is looked for: it is kept and the others go on.
            out.failures.append((f"{kind} {number}", f"{type(error).__name__}: {error}"[:300]))
            if kept is not None:
                _keep(kept, kind, content)
        spent = time.process_time() - begun
        if spent > out.slowest:
            out.slowest, out.slowest_kind = spent, kind
        if (number + 1) % max(1, documents // 4) == 0:
            out.megabytes.append(memory())
    out.seconds = time.monotonic() - started
    return out


def swallow(kind: str, content: bytes, out: Fuzzed) -> None:
    """Read the documents in `content` as `bilateral read` does; archives as `bulk` does."""
    if kind == "warc":
        _archive(content, out)
        return
    for item in from_bytes(content, f"fuzzed.{kind.split()[0]}"):
        if isinstance(item, Skip):
            out.skipped[item.reason] += 1
            continue
        out.read += 1
        told = as_json(read(item))
        json.dumps(told).encode("utf-8")
        out.statements += check_quotes(told)


def check_quotes(told: dict[str, Any]) -> int:
    """How many statements a reading holds. Raises FalseQuoteError where a quote is false."""
    said = 0
    for section, statements in told.items():
        for statement in statements if section != "document" else ():
            said += 1
            for words in statement["evidence"]:
                text = told["document"][words["in"]]
                if text[words["start"] : words["end"]] != words["quote"] or not words["quote"]:
                    raise FalseQuoteError(f"{statement['id']}: {words['quote']!r}"[:200])
    return said


def _archive(content: bytes, out: Fuzzed) -> None:
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        file.write(content)
        file.flush()
        for unit in warc.units(Item(file.name, len(content), "")):
            for became in understand(list(warc.records(unit))):
                for outcome in became:
                    _outcome(outcome, out)


def _outcome(outcome: Any, out: Fuzzed) -> None:
    if isinstance(outcome, Kept):
        out.read += 1
        out.statements += len(outcome.statements)
    else:
        out.skipped[outcome.reason] += 1
        if isinstance(outcome, SetAside) and "could not be understood" in outcome.reason:
            raise AssertionError(outcome.reason)


def _keep(folder: Path, kind: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{kind.replace(' ', '_')}-{sha256(content).hexdigest()[:12]}"
    (folder / name).write_bytes(content)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises HangError in the main thread when the block takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def memory() -> int:
    """Megabytes that this process holds now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // (1024 * 1024)
