"""One paragraph of megabytes in, how the time to read it grows with its length out.

`python -m evaluation.soak paragraphs` reads 5 MB of each sort; a test reads shorter ones. Times
are of the processor, and only compared with each other.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from math import log

from bilateral.documents.sources import from_bytes
from bilateral.model import Skip
from bilateral.reading import read

MEGABYTES = 5
STEPS = (1, 2, 4, 8)
"""The shortest paragraph is an eighth of the longest: what grows with the square takes 64 times as
long there, what grows with the length eight times."""
LEAD = "Vietnam and the United States signed a trade agreement worth $5 billion in Hanoi in 2020. "

_WHO = (
    *("Vietnam", "The United States", "President Joe Biden", "Kenya", "China", "the ministry"),
    *("Prime Minister Pham Minh Chinh", "Hanoi", "both sides", "Uhuru Kenyatta", "Washington"),
)
_WHAT = (
    *("signed an agreement on railways with", "met the foreign minister of", "criticised"),
    *("promised to give $20 million to", "expects trade to grow with", "will visit", "welcomed"),
    *("exported goods worth $3.4 billion to", "established a strategic partnership with"),
)
_WHEN = (
    *("on May 4, 2014", "last year", "in the first eight months of 2023", "by 2030", "next week"),
    *("as the seventh-largest partner", "for the second time since 1995", "on Monday"),
)


def sentences(chance: random.Random, stop: str = ". ") -> Iterator[str]:
    """Sentences as news has them, each another one."""
    while True:
        who, whom = chance.choice(_WHO), chance.choice(_WHO)
        what, when = chance.choice(_WHAT), chance.choice(_WHEN)
        yield f"{who[:1].upper()}{who[1:]} {what} {whom} {when}{stop}"


def filled(pieces: Iterator[str], length: int) -> str:
    """Pieces up to this length."""
    parts, size = [LEAD], len(LEAD)
    while size < length:
        parts.append(next(pieces))
        size += len(parts[-1])
    return "".join(parts)[:length]


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (LEAD + piece * (length // len(piece)))[:length]


SORTS: dict[str, Callable[[int], str]] = {
    "sentences": lambda length: filled(sentences(random.Random(1)), length),
    "one sentence": lambda length: filled(sentences(random.Random(1), " and "), length),
    "no signs": lambda length: filled(sentences(random.Random(1), " "), length),
    "commas": lambda length: filled(sentences(random.Random(1), ", "), length),
    "quotes": lambda length: filled(sentences(random.Random(1), ' "'), length),
    "names": _repeated("Vietnam United States "),
    "letters": _repeated("a"),
    "capitals": _repeated("Aa"),
    "digits": _repeated("7"),
    "numbers": _repeated("$7,000 billion "),
    "dates": _repeated("May 4, 2014, "),
    "spaces": lambda length: LEAD + " " * (length - 2 * len(LEAD)) + LEAD,
    "open brackets": _repeated("("),
    "brackets of words": _repeated("(Hanoi "),
    "combining": _repeated("e\u0301\u0302\u0323"),
    "marks only": _repeated("\u0301"),
    "full stops": _repeated("."),
    "hyphens": _repeated("a-"),
    "underlines": _repeated("_"),
    "quotation marks": _repeated("\u201c"),
    "line ends": lambda length: LEAD + "\n" * (length - 2 * len(LEAD)) + LEAD,
}


def seconds(text: str) -> float:
    """Processor time to read a plain text, from its bytes on."""
    content = text.encode()
    begun = time.process_time()
    for item in from_bytes(content, "paragraph.txt"):
        if not isinstance(item, Skip):
            read(item)
    return time.process_time() - begun


def growth(sort: str, longest: int, steps: tuple[int, ...] = STEPS) -> tuple[float, float]:
    """The power of the length that the time grows with from the shortest to the longest, and the
    seconds of the longest. What is too short to be timed counts as no growth."""
    make = SORTS[sort]
    # What is loaded once is loaded; another text, since some answers are kept by text.
    seconds(make(longest // steps[-1] // 2))
    spent = [seconds(make(longest * step // steps[-1])) for step in (steps[0], steps[-1])]
    first, last = (max(one, 0.01) for one in spent)
    return log(last / first) / log(steps[-1] / steps[0]), spent[-1]


def run(megabytes: float = MEGABYTES) -> dict[str, dict[str, float]]:
    """The growth and the time for every sort of paragraph."""
    out = {}
    for sort in SORTS:
        power, spent = growth(sort, int(megabytes * 1_000_000))
        out[sort] = {"power": round(power, 2), "seconds": round(spent, 2)}
        print(f"{sort:<20} grows with length ^ {power:.2f}; {spent:.1f} s", flush=True)
    return out
